"""A question on its way to an answer, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.question import Kind, Question
from bot.answer.types import Citation, Status
from bot.messages import AnswerMessages
from index.fusion import WEIGHTS
from index.query import Query
from index.types import Hit


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, how it is searched for, whether the encoder may judge of it, and the words to answer it with."""

    question: Question
    query: Query
    compare: bool
    messages: AnswerMessages


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is an answer: it is where the ``value`` of a ``gate`` is at least its ``threshold``."""

    answered: bool
    gate: str
    value: float
    threshold: float

    def __str__(self) -> str:
        verdict, sign = ("answered", ">=") if self.answered else ("refused", "<")
        return f"{verdict}: {self.gate} {self.value:.2f} {sign} {self.threshold:.2f}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is made of, before it is told. ``as_it_is`` says that no other words may take its place;
    ``decision`` says which threshold a refusal comes from, and
    ``hits`` are the passages that it was made from, best first, None where none were searched for."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()
    as_it_is: bool = False
    decision: Decision | None = None
    hits: tuple[Hit, ...] | None = None


def query_of(question: Question) -> Query:
    """How the index is searched for a question."""
    if question.kind is Kind.WHO_SAID:
        return Query(
            question.subject,
            WEIGHTS.who_said_dense,
            every_word=True,
            statement_weight=WEIGHTS.who_said_statements,
        )
    return Query(question.text, WEIGHTS.open_dense, closer=True)
