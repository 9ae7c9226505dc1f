"""What is remembered of a talk, and what a new question is understood as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answer.types import Place, Status


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
class Cited:
    """A quote that was shown, as a place in an article, and whose words it is said to be; no text is kept. ``check``
    tells whether the same words stand there still, and ``key`` names the article's version in the store; 0 where that
    is not known."""

    place: Place
    speaker: str | None = None
    check: int = 0
    key: int = 0


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
    cited: tuple[Cited, ...]
    at: datetime
    asked_in: int = 0
    holes: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone. ``changed`` is whether it is another than was typed; ``besides`` holds what was
    shown already, where more is asked for, and ``more_of`` whose words these are, empty where anybody's will do;
    ``whose`` is the quote that was shown, where it is asked who said it, and ``when_said`` where it is asked when.
    ``language`` is the asker's, as
    index.sentences.language names it."""

    question: str
    changed: bool = False
    besides: tuple[Place, ...] = ()
    more_of: str = ""
    whose: Cited | None = None
    when_said: Cited | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class AskBack:
    """A plain line to ask instead of guessing; ``people`` are those who may be meant, where it names some."""

    line: str
    people: tuple[Person, ...] = ()
