"""Group articles into stories of copies; the order in which the articles came makes no difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from index.duplicates.article_similarity import LEAST_SHARED, NOTICE, ComparedArticle, Verdict, compare_articles
from index.duplicates.shingles import Shingles, pairs_sharing_shingles, word_shingles
from index.types import Article

LEAST_IN_COMMON = 0.2
"""The least share of the shorter article's shingles in the longer one for any two articles of a story."""


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two articles, by key, that are copies (``same``) or certainly none; ``share`` is from 0 to 1."""

    one: int
    other: int
    share: float
    same: bool


def candidate_pairs(
    known: Mapping[int, Shingles], new: Sequence[int], prepare: Callable[[int], ComparedArticle]
) -> Iterator[SimilarPair]:
    """Yield the pairs of articles, by key, with a clear verdict of which at least one article is ``new``.

    ``prepare`` returns an article's parts for comparison. Of articles with the same words only the first is compared
    with others, so that a notice that came a thousand times costs no more than one.
    """
    first: dict[bytes, int] = {}
    twins = {key: first.setdefault(known[key].tobytes(), key) for key in sorted(known) if len(known[key]) >= NOTICE}
    twins = {key: twin for key, twin in twins.items() if key != twin}
    fresh = frozenset(new)
    yield from (SimilarPair(twin, key, 1.0, True) for key, twin in twins.items() if key in fresh or twin in fresh)
    distinct = {key: shingles for key, shingles in known.items() if key not in twins}
    for one, other in pairs_sharing_shingles(distinct, [key for key in new if key in distinct], LEAST_SHARED):
        verdict, share = compare_articles(prepare(one), prepare(other))
        if verdict is not Verdict.UNSURE:
            yield SimilarPair(one, other, share, verdict is Verdict.COPY)


def group_pairs(pairs: Iterable[SimilarPair], known: Mapping[int, Shingles]) -> list[list[int]]:
    """Return the groups of two or more articles, by key, each group ascending.

    Pairs of copies are joined, those most alike first, unless two articles of their groups are certainly no copies, or
    the shortest ones of the groups have too little in common. So neither a copy without the figures nor a round-up
    joins two stories.
    """
    pairs = list(pairs)
    non_copies: dict[int, set[int]] = {}
    for pair in pairs:
        if not pair.same:
            non_copies.setdefault(pair.one, set()).add(pair.other)
            non_copies.setdefault(pair.other, set()).add(pair.one)
    groups: dict[int, set[int]] = {}
    for pair in sorted((pair for pair in pairs if pair.same), key=lambda pair: _merge_order(pair, known)):
        one, other = groups.setdefault(pair.one, {pair.one}), groups.setdefault(pair.other, {pair.other})
        if one is other or any(non_copies.get(key, set()) & other for key in one):
            continue
        if _shared_part(known[_shortest(one, known)], known[_shortest(other, known)]) >= LEAST_IN_COMMON:
            one |= other
            groups.update(dict.fromkeys(other, one))
    return sorted({min(group): sorted(group) for group in groups.values() if len(group) > 1}.values())


def group_articles(articles: Mapping[int, Article]) -> list[list[int]]:
    """Return the groups of articles, given by key, that are copies of one story."""
    known = {key: word_shingles(article.text) for key, article in articles.items()}

    @cache
    def prepare(key: int) -> ComparedArticle:
        article = articles[key]
        return ComparedArticle.from_text(article.title, article.text, article.published_at)

    return group_pairs(candidate_pairs(known, list(known), prepare), known)


def _shortest(group: Iterable[int], known: Mapping[int, Shingles]) -> int:
    return min(group, key=lambda key: (len(known[key]), known[key].tobytes()))


def _shared_part(one: Shingles, other: Shingles) -> float:
    return len(np.intersect1d(one, other, assume_unique=True)) / max(1, min(len(one), len(other)))


def _merge_order(pair: SimilarPair, known: Mapping[int, Shingles]) -> tuple[float, list[bytes], list[int]]:
    """Sort by the texts before the keys, so that the order of arrival makes no difference."""
    both = [pair.one, pair.other]
    return -pair.share, sorted(known[key].tobytes() for key in both), sorted(both)
