"""What is measured: a question with what is expected of it, and what came."""

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

    ``grades`` are the ids of the articles that answer it, each with how well, above 0; empty where it must be refused.
    One of ``answers`` must stand in a quote, where there are any; ``speaker`` must be named, where it is not empty.
    ``search_only`` says that no answer is asked for.
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
        return bool(self.grades)


class QuestionAnswerer(Protocol):
    """What is measured: something that answers and searches. Both raise WhosaidError."""

    def answer(self, text: str) -> Answer: ...

    def search(self, text: str, k: int) -> Sequence[Hit]:
        """The ``k`` best passages, best first."""
        ...


class Fault(StrEnum):
    """Why a case counts as wrong, the worst first."""

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
    """One case as it came out. What does not apply is None.

    ``rank`` counts from 1 and is None where none of the first ten articles is right. ``words`` are those of all the
    quotes shown; ``exact`` of the ``cited`` quotes equal their article's text. ``faults`` come worst first.
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
