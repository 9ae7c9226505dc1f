"""What is remembered of a talk, and what a new question is understood as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answer.types import QuoteRef, Status


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a turn named: ``gender`` is "f", "m" or "" where the articles do not tell. ``asked`` is whether
    the question was about them, or the answer is that they said it; the others stand in what was quoted, ``first`` in
    the first quote."""

    name: str
    gender: str = ""
    asked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer. ``asked`` is what was typed, ``question`` the stand-alone one that was answered; as
    it is kept, it has a hole for each run of an article's words, and ``holes`` are their places.

    ``status`` is None where the question was asked back and so not answered; ``people`` are then those to choose from.
    ``at`` has a time zone. ``asked_in`` is the message that asked, by a number that grows within a chat; 0 where there
    are no messages.
    """

    asked: str
    question: str
    status: Status | None
    people: tuple[Person, ...]
    cited: tuple[QuoteRef, ...]
    at: datetime
    asked_in: int = 0
    holes: tuple[QuoteRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone. ``changed`` is whether it is another than was typed; ``besides`` holds what was
    shown already, where more is asked for, and ``more_of`` whose words these are, empty where anybody's will do;
    ``whose`` is the quote that was shown, where it is asked who said it, and ``when_said`` where it is asked when.
    ``language`` is the asker's, as
    index.sentences.language names it."""

    question: str
    changed: bool = False
    besides: tuple[QuoteRef, ...] = ()
    more_of: str = ""
    whose: QuoteRef | None = None
    when_said: QuoteRef | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class AskBack:
    """A plain line to ask instead of guessing; ``people`` are those who may be meant, where it names some."""

    line: str
    people: tuple[Person, ...] = ()
