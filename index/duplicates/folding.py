"""Fold copies among hits; first published first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

from index.duplicates.shingles import ShingleSets, containment, differs_in_numbers, shingle_sets
from index.text.dates import parse_date
from index.types import Article, Hit

SAME_PASSAGE = 0.3
"""The least share of a passage's shingles in the passage before it. Copies that were cut, reordered or begin otherwise
are split elsewhere, so that the better part of a passage may stand in the neighbours of its twin."""

SAME_STORY = 0.6
"""The least share of a passage's shingles in the article of the passage before it, and of the shorter article's in the
longer one: what is folded away can be read in what stays."""

NEWS = 20
"""Shingles in a row that the article before has nowhere: what a follow-up says beside the old story. A changed word, or
a lead of fifteen words, is not as long."""

SHORT, SAME_SHORT = 30, 0.9
"""An article of fewer shingles, such as a notice of a dividend, is a form that many fill in, and must be the same."""

T = TypeVar("T")


def group_copies(
    items: Iterable[T], is_copy: Callable[[T, T], bool], goes_first: Callable[[T, T], bool]
) -> list[list[T]]:
    """``items`` in groups of copies, in order; each group begins with what stays. ``is_copy`` and ``goes_first`` are
    asked of an item and of what a group begins with."""
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
    """Each name once, in order, without the article's own: what ``also_in`` and ``also_by`` hold."""
    return tuple(dict.fromkeys(name for name in names if name and name != own))


def fold_copies(hits: Iterable[Hit]) -> list[Hit]:
    """``hits``, best first, without those whose passage a copy of their story has shown already; ``also_in`` of the
    one that stays names the others' articles.

    Of two of the same score who published it first stays, where that is known, else the earlier published. A passage
    is never folded into its own article.
    """
    groups = group_copies((_HitPassage(hit, _passage_shingles(hit.passage)) for hit in hits), _is_copy, _goes_first)
    return [_merge_group([found.hit for found in group]) for group in groups]


@dataclass(frozen=True, slots=True)
class _HitPassage:
    hit: Hit
    passage: ShingleSets


def _is_copy(found: _HitPassage, front: _HitPassage) -> bool:
    if found.hit.article.id == front.hit.article.id or containment(found.passage, front.passage) < SAME_PASSAGE:
        return False
    there = _article_shingles(front.hit.article.text)
    if containment(found.passage, there) < SAME_STORY or differs_in_numbers(found.passage, there):
        return False
    if found.hit.story is not None and found.hit.story == front.hit.story:
        return True
    return not _has_news(found.passage, there) and is_same_story(_article_shingles(found.hit.article.text), there)


def _has_news(one: ShingleSets, other: ShingleSets) -> bool:
    """Whether somewhere in ``one`` a sentence long stands nothing of ``other``."""
    lengths = (len(list(runs)) for known, runs in groupby(one.runs, other.every.__contains__) if not known)
    return max(lengths, default=0) >= NEWS


def _goes_first(found: _HitPassage, front: _HitPassage) -> bool:
    tied = round(found.hit.score, 6) == round(front.hit.score, 6)
    return tied and _publication_rank(found.hit) < _publication_rank(front.hit)


def _publication_rank(hit: Hit) -> tuple[bool, str]:
    return not hit.first, publication_order(hit.article)


def _merge_group(group: Sequence[Hit]) -> Hit:
    article = group[0].article
    ids = (i for hit in group for i in (hit.article.id, *hit.also_in))
    publishers = (name for hit in group for name in (hit.article.publisher, *hit.also_by))
    return replace(
        group[0], also_in=unique_without(ids, article.id), also_by=unique_without(publishers, article.publisher)
    )


def is_same_story(one: ShingleSets, other: ShingleSets) -> bool:
    """Whether most of the shorter article stands in the longer one."""
    shorter, longer = sorted((one, other), key=lambda found: len(found.every))
    return containment(shorter, longer) >= (SAME_STORY if len(shorter.every) >= SHORT else SAME_SHORT)


_passage_shingles = lru_cache(maxsize=512)(shingle_sets)
_article_shingles = lru_cache(maxsize=128)(shingle_sets)


# Questions that follow each other find much the same.


def publication_order(article: Article) -> str:
    """Sorts by publication, the earliest first and what is not known last."""
    return parse_date(article.published_at or "") or "~"
