"""The last turns of each person in each chat."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.types import Turn
from bot.dates import utc_now

MOST_TURNS = 6
"""Turns of one person in one chat that are kept; what a follow-up leans on was said a moment ago."""

LONGEST = timedelta(hours=12)
"""After which a turn is forgotten: a question of the next day is a new one."""


class Memory(Protocol):
    """Keeps turns by chat and person, each of them any hashable key; no turn is seen by another key."""

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """The last turns, newest last: no more than ``MOST_TURNS``, none older than ``LONGEST``."""
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


class InMemory:
    """A Memory that ends with the process."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        self._clock = clock
        self._turns: dict[tuple[Hashable, Hashable], tuple[Turn, ...]] = {}

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """The last turns that are young enough; older ones are dropped."""
        kept = last(self._turns.pop((chat, person), ()), self._clock())
        if kept:
            self._turns[chat, person] = kept
        return kept

    def append(self, chat: Hashable, person: Hashable, turn: Turn) -> None:
        """Remember a turn: in the place of the one that the same message asked, else as the newest."""
        self._turns[chat, person] = last(joined(self._turns.get((chat, person), ()), turn), self._clock())

    def begin_anew(self, chat: Hashable, person: Hashable) -> None:
        """Forget the turns of one person in one chat."""
        self._turns.pop((chat, person), None)

    def forget(self, person: Hashable) -> None:
        """Erase everything of one person, in every chat."""
        self._turns = {key: turns for key, turns in self._turns.items() if key[1] != person}


def joined(turns: tuple[Turn, ...], new: Turn) -> tuple[Turn, ...]:
    """``turns`` with a new one, in the order in which they were asked; another of the same message gives way."""
    others = (turn for turn in turns if not new.asked_in or turn.asked_in != new.asked_in)
    return tuple(sorted((*others, new), key=lambda turn: turn.asked_in))


def last(turns: tuple[Turn, ...], at: datetime) -> tuple[Turn, ...]:
    """Those of ``turns`` that may be remembered at a time, newest last; for every kind of Memory."""
    return tuple(turn for turn in turns[-MOST_TURNS:] if turn.at >= at - LONGEST)
