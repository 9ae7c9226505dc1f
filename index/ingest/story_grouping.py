"""Group near-duplicate articles of a collection into stories, comparing only new articles."""

from __future__ import annotations

from functools import lru_cache

from index.duplicates.article_similarity import ComparedArticle
from index.duplicates.folding import publication_order
from index.duplicates.origin import first_published
from index.duplicates.shingles import Shingles, word_shingles
from index.duplicates.stories import candidate_pairs, group_pairs
from index.progress import Progress, silent
from index.store.articles import CollectionStore
from index.store.stories import Story
from index.types import Article

_STAGE = "Looking for copies"

RECIPE = 2
"""Version of shingles and comparisons; raise it when their results change, so that all are compared again."""


def group_stories(store: CollectionStore, progress: Progress = silent) -> None:
    """Update the stories of a collection for its current articles; an interrupted call is completed by the next."""
    tables = store.stories
    has_outdated = tables.forget_outdated(RECIPE)
    new = tables.uncompared_keys()
    if not new and not has_outdated:
        return
    added: dict[int, Shingles] = {}
    for key, article in store.articles_by_key(new).items():
        progress(_STAGE, len(added), len(new))
        added[key] = word_shingles(article.text)
    shingles = tables.signatures() | added

    @lru_cache(maxsize=2_000)
    def load_compared(key: int) -> ComparedArticle:
        article = store.articles_by_key([key])[key]
        return ComparedArticle.from_text(article.title, article.text, article.published_at)

    tables.add(added, list(candidate_pairs(shingles, list(added), load_compared)), RECIPE)
    groups = group_pairs(tables.pairs(), shingles)
    articles = store.articles_by_key(key for keys in groups for key in keys)
    tables.replace([_make_story(keys, articles) for keys in groups])
    progress(_STAGE, len(new), len(new))


def _make_story(keys: list[int], articles: dict[int, Article]) -> Story:
    dated = sorted((publication_order(articles[key]), key) for key in keys)
    first, origin = first_published([(key, articles[key], date) for date, key in dated])
    return Story((first, *(key for _, key in dated if key != first)), origin)
