"""Metrics of judged cases: shares, MRR and nDCG, in total and by kind of question."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answer import Status
from bot.evaluation.types import JudgedCase
from index import Hit

_HIT_AT = 4
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counts, and means over the questions that they apply to, None if there are none. A share is from 0 to 1.

    ``right`` is the share of cases without a fault. ``answered`` and ``refused_wrongly`` are shares of the
    ``answerable`` questions, ``refused_rightly`` of the others. ``article_first``, ``hit_at_4``, ``mrr_at_10`` and
    ``ndcg_at_10`` are about the search, ``answer_in_first`` and ``answer_in_three`` about the quotes, ``right_speaker``
    and ``wrong_speaker`` about the first quote. ``words`` is the mean number of words quoted in an answer,
    ``median_ms`` the median milliseconds of an answer. ``citations`` counts all quotes with those of near misses,
    ``citations_exact`` those that equal their article's text.
    """

    questions: int
    answerable: int
    errors: int
    right: float | None
    answered: float | None
    refused_rightly: float | None
    refused_wrongly: float | None
    article_first: float | None
    hit_at_4: float | None
    mrr_at_10: float | None
    ndcg_at_10: float | None
    answer_in_first: float | None
    answer_in_three: float | None
    right_speaker: float | None
    wrong_speaker: float | None
    words: float | None
    median_ms: float | None
    citations: int
    citations_exact: int


Measure = Callable[[JudgedCase], float | None]
"""Returns the value of one case, None if the measure does not apply to it."""


def _if_answerable(measure: Measure) -> Measure:
    return lambda judged: measure(judged) if judged.case.answerable else None


def _has_status(wanted: Status, *, answerable: bool) -> Measure:
    def measure(judged: JudgedCase) -> float | None:
        if judged.answer is None or judged.case.answerable is not answerable:
            return None
        return judged.answer.status is wanted

    return measure


def _count_quoted_words(judged: JudgedCase) -> float | None:
    return judged.words if judged.answer and judged.answer.status is Status.ANSWERED else None


MEASURES: Mapping[str, Measure] = {
    "right": lambda judged: not judged.faults,
    "answered": _has_status(Status.ANSWERED, answerable=True),
    "refused_rightly": _has_status(Status.NOT_FOUND, answerable=False),
    "refused_wrongly": _has_status(Status.NOT_FOUND, answerable=True),
    "article_first": _if_answerable(lambda judged: judged.rank == 1),
    "hit_at_4": _if_answerable(lambda judged: judged.rank is not None and judged.rank <= _HIT_AT),
    "mrr_at_10": _if_answerable(lambda judged: 1 / judged.rank if judged.rank else 0.0),
    "ndcg_at_10": _if_answerable(lambda judged: judged.ndcg),
    "answer_in_first": lambda judged: judged.in_first,
    "answer_in_three": lambda judged: judged.in_three,
    "right_speaker": lambda judged: judged.right_speaker,
    "wrong_speaker": lambda judged: judged.wrong_speaker,
    "words": _count_quoted_words,
}
"""The metrics that are a mean over cases."""


def compute_metrics_by_kind(judged: Sequence[JudgedCase]) -> dict[str, Metrics]:
    """Return the metrics of each kind of question, the kind with the most cases first."""
    kinds = group_by_kind(judged)
    return {kind: compute_metrics(kinds[kind]) for kind in sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))}


def group_by_kind(judged: Iterable[JudgedCase]) -> dict[str, list[JudgedCase]]:
    """Return the cases of each kind, in order."""
    kinds: dict[str, list[JudgedCase]] = {}
    for case in judged:
        kinds.setdefault(case.case.kind, []).append(case)
    return kinds


def compute_metrics(judged: Sequence[JudgedCase]) -> Metrics:
    """Return the metrics of some cases."""
    answers = [case.answer for case in judged if case.answer]
    return Metrics(
        questions=len(judged),
        answerable=sum(case.case.answerable for case in judged),
        errors=sum(answer.status is Status.ERROR for answer in answers),
        median_ms=statistics.median(answer.elapsed_ms for answer in answers) if answers else None,
        citations=sum(case.cited for case in judged),
        citations_exact=sum(case.exact for case in judged),
        **{name: rounded_mean(measure_cases(measure, judged)) for name, measure in MEASURES.items()},
    )


def measure_cases(measure: Measure, judged: Iterable[JudgedCase]) -> list[float]:
    """Return the values of the cases that a measure applies to."""
    return [value for value in map(measure, judged) if value is not None]


def rounded_mean(values: Sequence[float]) -> float | None:
    """Return the mean to four decimals, None of an empty list."""
    return round(sum(values) / len(values), _DECIMALS) if values else None


DEPTH = 10
"""How many articles of a search are judged."""


def rank_articles(hits: Iterable[Hit], excluded: str = "") -> list[frozenset[str]]:
    """Return the ten first articles of ``hits`` in the order of their best passage, without the id ``excluded``.

    Each article is the set of its own id and those of its copies.
    """
    ids: set[str] = set()
    ranked: list[frozenset[str]] = []
    for hit in hits:
        if hit.article.id not in ids and hit.article.id != excluded:
            ranked.append(frozenset((hit.article.id, *hit.also_in)))
            ids |= ranked[-1]
    return ranked[:DEPTH]


def grade_articles(ranked: Sequence[frozenset[str]], grades: Mapping[str, int]) -> list[int]:
    """Return the gain of each ranked article: the best grade of its ids, 0 for an article without one."""
    return [max(grades.get(article, 0) for article in ids) for ids in ranked]


def first_right_rank(gains: Sequence[int]) -> int | None:
    """Return the rank, from 1, of the first gain above 0, None without one."""
    return next((rank for rank, gain in enumerate(gains, 1) if gain > 0), None)


def dcg(gains: Iterable[int]) -> float:
    """Return the discounted cumulative gain: the sum of ``gain / log2(rank + 1)``, ranks from 1.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, with the plain gain and not a
    power of two, as in ``ndcg_cut`` of trec_eval and so in the figures of BEIR.
    """
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def ndcg(gains: Sequence[int], grades: Iterable[int]) -> float:
    """Return nDCG@10, from 0 to 1: the DCG of the first ten gains, divided by that of ``grades`` in the best order.

    ``grades`` has at least one item, and all are above 0.
    """
    best = sorted(grades, reverse=True)[:DEPTH]
    return dcg(gains[:DEPTH]) / dcg(best)
