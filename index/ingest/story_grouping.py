"""The articles of a collection brought into stories as they are indexed: only new ones are compared."""

from __future__ import annotations

from functools import lru_cache

from index.duplicates.article_similarity import Told
from index.duplicates.folding import publication
from index.duplicates.origin import first_of
from index.duplicates.shingles import Shingles, shingles
from index.duplicates.stories import pairs, partition
from index.progress import Progress, silent
from index.store.articles import CollectionStore
from index.store.stories import Story
from index.types import Article

_STAGE = "Looking for copies"

RECIPE = 2
"""Goes up whenever shingles or comparisons come out differently, so that all are made again."""


def group(store: CollectionStore, progress: Progress = silent) -> None:
    """Bring the stories of a collection up to date with its current articles. Killed at any time, the next call does
    what is missing."""
    tables = store.stories
    forgotten = tables.forget_gone(RECIPE)
    new = tables.unsigned()
    if not new and not forgotten:
        return
    signed: dict[int, Shingles] = {}
    for key, article in store.articles_by_key(new).items():
        progress(_STAGE, len(signed), len(new))
        signed[key] = shingles(article.text)
    known = tables.signatures() | signed

    @lru_cache(maxsize=2_000)
    def told(key: int) -> Told:
        article = store.articles_by_key([key])[key]
        return Told.of(article.title, article.text, article.published_at)

    tables.add(signed, list(pairs(known, list(signed), told)), RECIPE)
    found = partition(tables.pairs(), known)
    articles = store.articles_by_key(key for keys in found for key in keys)
    tables.replace([_story(keys, articles) for keys in found])
    progress(_STAGE, len(new), len(new))


def _story(keys: list[int], articles: dict[int, Article]) -> Story:
    dated = sorted((publication(articles[key]), key) for key in keys)
    first, origin = first_of([(key, articles[key], date) for date, key in dated])
    return Story((first, *(key for _, key in dated if key != first)), origin)
