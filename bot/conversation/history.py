"""Turn, Person, ConversationStore, in-memory store; HOW LONG IT IS KEPT."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.answer import QuoteRef, Status
from bot.dates import utc_now


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
class StandaloneQuestion:
    """A question that can be answered without the turns before it.

    ``changed`` tells whether it differs from what was typed. ``exclude`` are the quotes shown before, when the asker
    wants more, and ``more_by`` is the speaker they want more of, "" for anyone. ``quote_to_attribute`` is a shown quote
    whose speaker is asked for, ``quote_to_date`` one whose day is asked for. ``language`` is the asker's: "en", "uk" or
    "ru".
    """

    question: str
    changed: bool = False
    exclude: tuple[QuoteRef, ...] = ()
    more_by: str = ""
    quote_to_attribute: QuoteRef | None = None
    quote_to_date: QuoteRef | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ClarifyingQuestion:
    """A plain line to ask instead of guessing; ``people`` are those who may be meant, where it names some."""

    text: str
    people: tuple[Person, ...] = ()


MAX_TURNS = 6
"""Turns of one person in one chat that are kept; what a follow-up leans on was said a moment ago."""

MAX_TURN_AGE = timedelta(hours=12)
"""After which a turn is forgotten: a question of the next day is a new one."""


class ConversationStore(Protocol):
    """Keeps turns by chat and person, each of them any hashable key; no turn is seen by another key."""

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """The last turns, newest last: no more than ``MAX_TURNS``, none older than ``MAX_TURN_AGE``."""
        ...

    def append(self, chat: Hashable, person: Hashable, turn: Turn) -> None:
        """Remember a turn: in the place of the one that the same message asked, else as the newest."""
        ...

    def begin_anew(self, chat: Hashable, person: Hashable) -> None:
        """Forget the turns of one person in one chat."""
        ...

    def forget(self, person: Hashable) -> None:
        """Erase everything of one person, in every chat."""
        ...


class InMemoryConversations:
    """A Memory that ends with the process."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        self._clock = clock
        self._turns: dict[tuple[Hashable, Hashable], tuple[Turn, ...]] = {}

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """The last turns that are young enough; older ones are dropped."""
        kept = keep_recent_turns(self._turns.pop((chat, person), ()), self._clock())
        if kept:
            self._turns[chat, person] = kept
        return kept

    def append(self, chat: Hashable, person: Hashable, turn: Turn) -> None:
        """Remember a turn: in the place of the one that the same message asked, else as the newest."""
        self._turns[chat, person] = keep_recent_turns(
            add_turn(self._turns.get((chat, person), ()), turn), self._clock()
        )

    def begin_anew(self, chat: Hashable, person: Hashable) -> None:
        """Forget the turns of one person in one chat."""
        self._turns.pop((chat, person), None)

    def forget(self, person: Hashable) -> None:
        """Erase everything of one person, in every chat."""
        self._turns = {key: turns for key, turns in self._turns.items() if key[1] != person}


def add_turn(turns: tuple[Turn, ...], new: Turn) -> tuple[Turn, ...]:
    """``turns`` with a new one, in the order in which they were asked; another of the same message gives way."""
    others = (turn for turn in turns if not new.asked_in or turn.asked_in != new.asked_in)
    return tuple(sorted((*others, new), key=lambda turn: turn.asked_in))


def keep_recent_turns(turns: tuple[Turn, ...], at: datetime) -> tuple[Turn, ...]:
    """Those of ``turns`` that may be remembered at a time, newest last; for every kind of Memory."""
    return tuple(turn for turn in turns[-MAX_TURNS:] if turn.at >= at - MAX_TURN_AGE)
