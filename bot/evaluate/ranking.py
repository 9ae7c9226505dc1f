"""How high the right articles stand among those found: one formula a function."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from index.types import Hit

DEEPEST = 10
"""Articles that are looked at, the best first."""


def articles_of(hits: Iterable[Hit], left_out: str = "") -> list[frozenset[str]]:
    """The articles of the passages found, in the order of each one's best passage, at most ten: the ids of each, its
    folded copies with it. ``left_out`` is an id that does not count."""
    seen: set[str] = set()
    found = []
    for hit in hits:
        if hit.article.id not in seen and hit.article.id != left_out:
            found.append(frozenset((hit.article.id, *hit.also_in)))
            seen |= found[-1]
    return found[:DEEPEST]


def gains(found: Sequence[frozenset[str]], grades: Mapping[str, int]) -> list[int]:
    """The grade of each article found, 0 where it is not right; a copy has the best grade of its copies."""
    return [max(grades.get(article, 0) for article in ids) for ids in found]


def first_right(found: Sequence[int]) -> int | None:
    """The rank, from 1, of the first gain above 0; None without one."""
    return next((rank for rank, gain in enumerate(found, 1) if gain > 0), None)


def dcg(found: Iterable[int]) -> float:
    """Discounted cumulative gain: the sum of ``gain / log2(rank + 1)``, ranks from 1.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, with the gain as it is and not
    as a power of two: so it is in trec_eval's ``ndcg_cut``, and so in BEIR's figures.
    """
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(found, 1))


def ndcg(found: Sequence[int], grades: Iterable[int]) -> float:
    """nDCG@10, from 0 to 1: the DCG of the first ten gains by that of the best order of ``grades``, which are above
    0 and at least one."""
    best = sorted(grades, reverse=True)[:DEEPEST]
    return dcg(found[:DEEPEST]) / dcg(best)
