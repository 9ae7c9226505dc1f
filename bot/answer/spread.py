"""Which of the found are shown: no more than a few of one article, unless nothing else answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

OF_ONE_ARTICLE = 2
"""Citations of one article among the three of an answer: a third from elsewhere says whether others report it too."""


def spread(found: Sequence[T], article: Callable[[T], object], k: int, most: int = OF_ONE_ARTICLE) -> list[T]:
    """The first ``k`` of ``found``, in order, at most ``most`` of one article; where that leaves fewer than ``k``, the
    best of those passed over fill up. ``article`` names the article of each."""
    seen: Counter[object] = Counter()
    chosen: list[int] = []
    passed: list[int] = []
    for at, item in enumerate(found):
        seen[article(item)] += 1
        (chosen if seen[article(item)] <= most else passed).append(at)
    return [found[at] for at in sorted([*chosen[:k], *passed[: max(0, k - len(chosen))]])]
