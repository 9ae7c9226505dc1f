"""Types of the evaluation: a case with what is expected of it, and how it was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.answer import Answer
from index import Hit


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is expected.

    ``grades`` are the ids of the articles that answer it, each with a grade above 0; empty if it must be refused. If
    ``answers`` is not empty, a quote must hold one of them; if ``speaker`` is not empty, it must be named. With
    ``search_only`` only the search is judged.
    """

    id: str
    question: str
    kind: str
    grades: Mapping[str, int] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    speaker: str = ""
    search_only: bool = False

    @property
    def answerable(self) -> bool:
        """Whether an article answers it."""
        return bool(self.grades)


class QuestionAnswerer(Protocol):
    """Answers and searches, and is judged by both. Its methods raise WhosaidError."""

    def answer(self, text: str) -> Answer:
        """Answer a question."""
        ...

    def search(self, text: str, k: int) -> Sequence[Hit]:
        """Return the ``k`` best passages, best first."""
        ...


class Fault(StrEnum):
    """Reasons why a case counts as wrong, the worst first."""

    RETYPED = "a quote is not what stands in the article"
    FAILED = "the question could not be answered at all"
    OTHER_SPEAKER = "somebody else is named"
    MADE_UP = "nothing answers it, and it should have been refused"
    NO_ANSWER = "the answer stands in none of the first three quotes"
    NO_SPEAKER = "the speaker is not named"
    LATE = "the answer stands in a later quote, not in the first"
    REFUSED = "it was refused, and the articles answer it"
    NOT_FOUND = "the search finds no right article among its first ten"


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case with what its answer and its search gave. A judgement that does not apply is None.

    ``rank`` is that of the first right article, from 1, None if none of the first ten is right. ``words`` counts those
    of all quotes shown; ``exact`` of the ``cited`` quotes equal their article's text. ``faults`` are worst first.
    """

    case: Case
    answer: Answer | None
    rank: int | None
    ndcg: float | None
    in_first: bool | None
    in_three: bool | None
    right_speaker: bool | None
    wrong_speaker: bool | None
    words: int
    cited: int
    exact: int
    faults: tuple[Fault, ...]
