"""What is remembered of a conversation, for how long (``MAX_TURN_AGE``, ``MAX_TURNS``), and a store in memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.answer import QuoteRef, Status
from bot.dates import utc_now


@dataclass(frozen=True, slots=True)
class Person:
    """A person that a turn named.

    ``gender`` is "f", "m", or "" when the articles do not show it. ``asked`` tells that the question was about them or
    that the answer names them as speaker; others only stand in the quotes, with ``first`` in the first quote.
    """

    name: str
    gender: str = ""
    asked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer.

    ``asked`` is what was typed, ``question`` the standalone question that was answered. In a store ``question`` has a
    placeholder for each run of an article's words, and ``holes`` refer to these words in order.

    ``status`` is None when a question back was sent instead of an answer; ``people`` are then those to choose from.
    ``at`` has a time zone. ``asked_in`` is the number of the message that asked, growing within a chat; 0 without
    messages.
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
    """A plain line that is asked instead of guessing; ``people`` are those to choose from, if it names any."""

    text: str
    people: tuple[Person, ...] = ()


MAX_TURNS = 6
"""Turns kept of one person in one chat; a follow-up refers to what was said a moment ago."""

MAX_TURN_AGE = timedelta(hours=12)
"""Age at which a turn is forgotten: a question of the next day is a new one."""


class ConversationStore(Protocol):
    """Keeps the turns of each person in each chat apart; both are any hashable keys."""

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """Return the last turns, newest last: at most ``MAX_TURNS``, none older than ``MAX_TURN_AGE``."""
        ...

    def append(self, chat: Hashable, person: Hashable, turn: Turn) -> None:
        """Remember a turn; it replaces one that the same message asked."""
        ...

    def begin_anew(self, chat: Hashable, person: Hashable) -> None:
        """Forget the turns of one person in one chat."""
        ...

    def forget(self, person: Hashable) -> None:
        """Erase everything of one person, in every chat."""
        ...


class InMemoryConversations:
    """A ``ConversationStore`` that ends with the process."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        """``clock`` gives the time with its zone."""
        self._clock = clock
        self._turns: dict[tuple[Hashable, Hashable], tuple[Turn, ...]] = {}

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """Return the recent turns, newest last, and drop the others."""
        turns = keep_recent_turns(self._turns.pop((chat, person), ()), self._clock())
        if turns:
            self._turns[chat, person] = turns
        return turns

    def append(self, chat: Hashable, person: Hashable, turn: Turn) -> None:
        """Remember a turn; it replaces one that the same message asked."""
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
    """Add a turn in the order of asking; it replaces one of the same message."""
    others = (turn for turn in turns if not new.asked_in or turn.asked_in != new.asked_in)
    return tuple(sorted((*others, new), key=lambda turn: turn.asked_in))


def keep_recent_turns(turns: tuple[Turn, ...], at: datetime) -> tuple[Turn, ...]:
    """Return the turns that may still be remembered at a time, newest last; for every ``ConversationStore``."""
    return tuple(turn for turn in turns[-MAX_TURNS:] if turn.at >= at - MAX_TURN_AGE)
