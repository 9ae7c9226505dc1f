"""Articles in groups of copies of one story, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.duplicates.article_similarity import LEAST_SHARED, NOTICE, ComparedArticle, Verdict, compare_articles
from index.duplicates.shingles import Shingles, pairs_sharing_shingles, word_shingles
from index.types import Article

LEAST_IN_COMMON = 0.2
"""The least share of the shingles of the shorter of two articles of a story in the longer one, copies or not."""


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two articles, by key, that are copies or surely none; ``share``, from 0 to 1, is how much they have in common."""

    one: int
    other: int
    share: float
    same: bool


def candidate_pairs(
    known: Mapping[int, Shingles], new: Sequence[int], told: Callable[[int], ComparedArticle]
) -> Iterator[SimilarPair]:
    """The pairs of which one article at least is ``new``; ``told`` gives what an article is compared by.

    Of articles with the same words only the first is compared with others, so that a notice that came a thousand times
    costs no more than one.
    """
    first: dict[bytes, int] = {}
    twins = {key: first.setdefault(known[key].tobytes(), key) for key in sorted(known) if len(known[key]) >= NOTICE}
    twins = {key: twin for key, twin in twins.items() if key != twin}
    fresh = frozenset(new)
    yield from (SimilarPair(twin, key, 1.0, True) for key, twin in twins.items() if key in fresh or twin in fresh)
    distinct = {key: found for key, found in known.items() if key not in twins}
    for one, other in pairs_sharing_shingles(distinct, [key for key in new if key in distinct], LEAST_SHARED):
        verdict, share = compare_articles(told(one), told(other))
        if verdict is not Verdict.UNSURE:
            yield SimilarPair(one, other, share, verdict is Verdict.COPY)


def group_pairs(found: Iterable[SimilarPair], known: Mapping[int, Shingles]) -> list[list[int]]:
    """The groups of two articles or more, by key, each group ascending.

    Copies come together, those most alike first, unless the groups that they are in hold two articles that surely are
    no copies of each other, or the shortest of which have nothing in common: so neither a copy that left the figures
    out nor a round-up joins two stories.
    """
    found = list(found)
    apart: dict[int, set[int]] = {}
    for pair in found:
        if not pair.same:
            apart.setdefault(pair.one, set()).add(pair.other)
            apart.setdefault(pair.other, set()).add(pair.one)
    groups: dict[int, set[int]] = {}
    for pair in sorted((pair for pair in found if pair.same), key=lambda pair: _merge_order(pair, known)):
        one, other = groups.setdefault(pair.one, {pair.one}), groups.setdefault(pair.other, {pair.other})
        if one is other or any(apart.get(key, set()) & other for key in one):
            continue
        if _shared_part(known[_shortest(one, known)], known[_shortest(other, known)]) >= LEAST_IN_COMMON:
            one |= other
            groups.update(dict.fromkeys(other, one))
    return sorted({min(group): sorted(group) for group in groups.values() if len(group) > 1}.values())


def _shortest(group: Iterable[int], known: Mapping[int, Shingles]) -> int:
    return min(group, key=lambda key: (len(known[key]), known[key].tobytes()))


def _shared_part(one: Shingles, other: Shingles) -> float:
    return len(np.intersect1d(one, other, assume_unique=True)) / max(1, min(len(one), len(other)))


def _merge_order(pair: SimilarPair, known: Mapping[int, Shingles]) -> tuple[float, list[bytes], list[int]]:
    """By what they say before the key, which tells who came first."""
    both = [pair.one, pair.other]
    return -pair.share, sorted(known[key].tobytes() for key in both), sorted(both)


def group_articles(articles: Mapping[int, Article]) -> list[list[int]]:
    """The groups of articles that are copies of one story, by key."""
    known = {key: word_shingles(article.text) for key, article in articles.items()}
    told: dict[int, ComparedArticle] = {}

    def of(key: int) -> ComparedArticle:
        if key not in told:
            told[key] = ComparedArticle.of(articles[key].title, articles[key].text, articles[key].published_at)
        return told[key]

    return group_pairs(candidate_pairs(known, list(known), of), known)
