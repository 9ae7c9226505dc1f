"""Describe the worst cases in lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Status
from bot.evaluation.types import Case, Fault, JudgedCase

_MOST_CHARACTERS = 200
"""The most characters of a quote or question that are shown."""


@dataclass(frozen=True, slots=True)
class WrongCase:
    """A description of a case: what was expected, what came, and why that is wrong."""

    id: str
    kind: str
    question: str
    expected: str
    came: str
    why: str

    def lines(self) -> tuple[str, ...]:
        """Return four lines, the first with the question."""
        return (
            f"{self.id} ({self.kind}): {self.question}",
            f"  expected: {self.expected}",
            f"  came:     {self.came}",
            f"  wrong:    {self.why}",
        )


def worst_cases(judged: Sequence[JudgedCase], most: int) -> list[WrongCase]:
    """Return at most ``most`` of the cases with a fault, those with the worst fault first, else in their order."""
    order = list(Fault)
    faulty = sorted((case for case in judged if case.faults), key=lambda case: order.index(case.faults[0]))
    return [describe_case(case) for case in faulty[: max(0, most)]]


def describe_case(judged: JudgedCase) -> WrongCase:
    """Describe a case; ``why`` is empty if it has no fault."""
    case = judged.case
    return WrongCase(
        case.id,
        case.kind,
        _shorten(case.question),
        _describe_expected(case),
        _describe_outcome(judged),
        "; ".join(judged.faults),
    )


def _describe_expected(case: Case) -> str:
    if not case.answerable:
        return "a refusal: no article answers it"
    answers = " or ".join(f'"{answer}"' for answer in case.answers)
    parts = (case.speaker, answers, f"from {' or '.join(case.grades)}")
    return ", ".join(_shorten(part) for part in parts if part)


def _describe_outcome(judged: JudgedCase) -> str:
    answer = judged.answer
    if answer is None:
        return f"a right article at rank {judged.rank}" if judged.rank else "no right article among the first ten"
    if answer.status is Status.ERROR:
        return f"an error: {_shorten(answer.text)}"
    if answer.status is Status.NOT_FOUND or not answer.citations:
        rank = f", with a right article at rank {judged.rank} of the search" if judged.rank else ""
        return f"a refusal{rank}"
    first = answer.citations[0]
    more = len(answer.citations) - 1
    others = f" and {more} more" if more else ""
    speaker = f"{first.speaker}: " if first.speaker else ""
    return f'{speaker}"{_shorten(first.quote)}" from {first.article_id}{others}'


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1].rstrip() + "…"
