"""Rates, MRR, nDCG by kind of question."""

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
    """Shares from 0 to 1, of the questions that they apply to; None where there are none.

    ``right`` is the share without a fault. ``answered`` and ``refused_wrongly`` are of the ``answerable`` questions,
    ``refused_rightly`` of the others. ``article_first``, ``hit_at_4``, ``mrr_at_10`` and ``ndcg_at_10`` are the
    search's, ``answer_in_first`` and ``answer_in_three`` the quotes' of the answers, ``right_speaker`` and
    ``wrong_speaker`` the first quote's. ``words`` is the mean of the words quoted in an answer, ``median_ms`` the time
    of one. ``citations`` counts all quotes, near misses included; ``citations_exact`` of them are their article's text.
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
"""What a case adds to a figure; None where the figure does not apply to it."""


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
"""The figures that are a mean over the cases."""


def compute_metrics_by_kind(judged: Sequence[JudgedCase]) -> dict[str, Metrics]:
    """The figures of each kind of question, the most asked first."""
    kinds = group_by_kind(judged)
    return {kind: compute_metrics(kinds[kind]) for kind in sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))}


def group_by_kind(judged: Iterable[JudgedCase]) -> dict[str, list[JudgedCase]]:
    """The cases of each kind, in order."""
    kinds: dict[str, list[JudgedCase]] = {}
    for each in judged:
        kinds.setdefault(each.case.kind, []).append(each)
    return kinds


def compute_metrics(judged: Sequence[JudgedCase]) -> Metrics:
    """The figures of some cases."""
    answers = [each.answer for each in judged if each.answer]
    return Metrics(
        questions=len(judged),
        answerable=sum(each.case.answerable for each in judged),
        errors=sum(answer.status is Status.ERROR for answer in answers),
        median_ms=statistics.median(answer.elapsed_ms for answer in answers) if answers else None,
        citations=sum(each.cited for each in judged),
        citations_exact=sum(each.exact for each in judged),
        **{name: rounded_mean(measure_cases(measure, judged)) for name, measure in MEASURES.items()},
    )


def measure_cases(measure: Measure, judged: Iterable[JudgedCase]) -> list[float]:
    """What each case adds to a figure, of those that it applies to."""
    return [value for value in map(measure, judged) if value is not None]


def rounded_mean(values: Sequence[float]) -> float | None:
    """The mean to four places; None of nothing."""
    return round(sum(values) / len(values), _DECIMALS) if values else None


DEPTH = 10
"""Articles that are looked at, the best first."""


def rank_articles(hits: Iterable[Hit], left_out: str = "") -> list[frozenset[str]]:
    """The articles of the passages found, in the order of each one's best passage, at most ten: the ids of each, its
    folded copies with it. ``left_out`` is an id that does not count."""
    seen: set[str] = set()
    found = []
    for hit in hits:
        if hit.article.id not in seen and hit.article.id != left_out:
            found.append(frozenset((hit.article.id, *hit.also_in)))
            seen |= found[-1]
    return found[:DEPTH]


def grade_articles(found: Sequence[frozenset[str]], grades: Mapping[str, int]) -> list[int]:
    """The grade of each article found, 0 where it is not right; a copy has the best grade of its copies."""
    return [max(grades.get(article, 0) for article in ids) for ids in found]


def first_right_rank(found: Sequence[int]) -> int | None:
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
    best = sorted(grades, reverse=True)[:DEPTH]
    return dcg(found[:DEPTH]) / dcg(best)
