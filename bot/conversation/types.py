"""What is remembered of a talk, and what a new question is understood as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answer.shown import Place
from bot.answer.types import Status


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
    """A quote that was shown, as a place in an article, and whose words it is said to be; no text is kept."""

    place: Place
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer. ``asked`` is what was typed, ``question`` the stand-alone one that was answered.

    ``status`` is None where the question was asked back and so not answered; ``people`` are then those to choose from.
    ``at`` has a time zone.
    """

    asked: str
    question: str
    status: Status | None
    people: tuple[Person, ...]
    cited: tuple[Cited, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone. ``changed`` is whether it is another than was typed; ``besides`` holds what was
    shown already, where more is asked for, and ``more_of`` whose words these are, empty where anybody's will do;
    ``whose`` is the quote that was shown, where it is asked who said it. ``language`` is the asker's, as
    index.sentences.language names it."""

    question: str
    changed: bool = False
    besides: tuple[Place, ...] = ()
    more_of: str = ""
    whose: Cited | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class AskBack:
    """A plain line to ask instead of guessing; ``people`` are those who may be meant, where it names some."""

    line: str
    people: tuple[Person, ...] = ()
