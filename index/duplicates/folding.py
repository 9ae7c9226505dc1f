"""Fold copies among hits into one hit that names the articles of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from index.duplicates.article_similarity import ComparedArticle, Verdict, compare_articles
from index.duplicates.shingles import ShingleSets, containment, differs_in_numbers, shingle_sets
from index.text.dates import parse_date
from index.types import Article, Hit

LEAST_IN_PASSAGE = 0.3
"""The least share of a passage's shingles in the passage that stays.

Copies that were cut, reordered or begin otherwise are split at other places, so that most of a passage may stand in
the neighbours of its twin.
"""

LEAST_IN_ARTICLE = 0.6
"""The least share of a passage's shingles in the article that stays, where a reader can then find what was folded."""

T = TypeVar("T")


def fold_copies(hits: Iterable[Hit]) -> list[Hit]:
    """Return ``hits``, best first, without those whose passage stands in a better hit's article of the same story.

    ``also_in`` and ``also_by`` of the hit that stays name the others' articles and publishers. Of two hits of one score
    the first published stays. A passage is never folded into another one of its own article.
    """
    items = (_HitPassage(hit, _passage_shingles(hit.passage)) for hit in hits)
    return [_merge_group([item.hit for item in group]) for group in group_copies(items, _is_copy, _goes_first)]


def group_copies(
    items: Iterable[T], is_copy: Callable[[T, T], bool], goes_first: Callable[[T, T], bool]
) -> list[list[T]]:
    """Group copies, keeping the order of ``items``; the first of each group is the one that stays.

    ``is_copy`` and ``goes_first`` compare an item with the first one of a group.
    """
    groups: list[list[T]] = []
    for item in items:
        group = next((group for group in groups if is_copy(item, group[0])), None)
        if group is None:
            groups.append([item])
        elif goes_first(item, group[0]):
            group.insert(0, item)
        else:
            group.append(item)
    return groups


def unique_without(names: Iterable[str | None], own: str | None) -> tuple[str, ...]:
    """Return each name once, in order, without None and the article's own."""
    return tuple(dict.fromkeys(name for name in names if name and name != own))


def publication_order(article: Article) -> str:
    """Return a key that sorts articles by publication, the earliest first and undated ones last."""
    return parse_date(article.published_at or "") or "~"


@dataclass(frozen=True, slots=True)
class _HitPassage:
    hit: Hit
    shingles: ShingleSets


def _is_copy(item: _HitPassage, first: _HitPassage) -> bool:
    hit, other = item.hit, first.hit
    if hit.article.id == other.article.id or containment(item.shingles, first.shingles) < LEAST_IN_PASSAGE:
        return False
    article = _article_shingles(other.article.text)
    if containment(item.shingles, article) < LEAST_IN_ARTICLE or differs_in_numbers(item.shingles, article):
        return False
    if hit.story is not None and hit.story == other.story:
        return True
    return compare_articles(_compared(hit.article), _compared(other.article))[0] is Verdict.COPY


def _compared(article: Article) -> ComparedArticle:
    return _compared_text(article.title, article.text, article.published_at)


def _goes_first(item: _HitPassage, first: _HitPassage) -> bool:
    tied = round(item.hit.score, 6) == round(first.hit.score, 6)
    return tied and _publication_rank(item.hit) < _publication_rank(first.hit)


def _publication_rank(hit: Hit) -> tuple[bool, str]:
    return not hit.first, publication_order(hit.article)


def _merge_group(group: Sequence[Hit]) -> Hit:
    article = group[0].article
    ids = (i for hit in group for i in (hit.article.id, *hit.also_in))
    publishers = (name for hit in group for name in (hit.article.publisher, *hit.also_by))
    return replace(
        group[0], also_in=unique_without(ids, article.id), also_by=unique_without(publishers, article.publisher)
    )


# Questions that follow each other return much the same passages.
_passage_shingles = lru_cache(maxsize=512)(shingle_sets)
_article_shingles = lru_cache(maxsize=128)(shingle_sets)
_compared_text = lru_cache(maxsize=128)(ComparedArticle.from_text)
