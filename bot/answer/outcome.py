"""A question on its way to an answer, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.question import Kind, Question
from bot.answer.types import Citation, Status
from bot.messages import AnswerMessages
from index.search import OPEN_WEIGHT, Query

_WHO_SAID_WEIGHT = 0.2
"""The dense leg's share where exact words are asked about: flat from 0 to 0.3 on PolNeAR's dev questions."""

_STATEMENT_WEIGHT = 0.2
"""The statement leg's share there."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, how it is searched for, whether the encoder may judge of it, and the words to answer it with."""

    question: Question
    query: Query
    compare: bool
    messages: AnswerMessages


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is made of, before it is told. ``as_it_is`` says that no other words may take its place."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()
    as_it_is: bool = False


def query_of(question: Question) -> Query:
    """How the index is searched for a question."""
    if question.kind is Kind.WHO_SAID:
        return Query(question.subject, _WHO_SAID_WEIGHT, every_word=True, statement_weight=_STATEMENT_WEIGHT)
    return Query(question.text, OPEN_WEIGHT, closer=True)
