"""The articles of a collection brought into stories as they are indexed: only new ones are compared."""

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
"""Goes up whenever shingles or comparisons come out differently, so that all are made again."""


def group_stories(store: CollectionStore, progress: Progress = silent) -> None:
    """Bring the stories of a collection up to date with its current articles. Killed at any time, the next call does
    what is missing."""
    tables = store.stories
    forgotten = tables.forget_outdated(RECIPE)
    new = tables.uncompared_keys()
    if not new and not forgotten:
        return
    signed: dict[int, Shingles] = {}
    for key, article in store.articles_by_key(new).items():
        progress(_STAGE, len(signed), len(new))
        signed[key] = word_shingles(article.text)
    known = tables.signatures() | signed

    @lru_cache(maxsize=2_000)
    def prepare(key: int) -> ComparedArticle:
        article = store.articles_by_key([key])[key]
        return ComparedArticle.from_text(article.title, article.text, article.published_at)

    tables.add(signed, list(candidate_pairs(known, list(signed), prepare)), RECIPE)
    found = group_pairs(tables.pairs(), known)
    articles = store.articles_by_key(key for keys in found for key in keys)
    tables.replace([_story(keys, articles) for keys in found])
    progress(_STAGE, len(new), len(new))


def _story(keys: list[int], articles: dict[int, Article]) -> Story:
    dated = sorted((publication_order(articles[key]), key) for key in keys)
    first, origin = first_published([(key, articles[key], date) for date, key in dated])
    return Story((first, *(key for _, key in dated if key != first)), origin)
