"""Turns of conversations, stored as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.answer import QuoteRef, Status
from bot.conversation import MAX_TURN_AGE, Person, Turn, add_turn, keep_recent_turns
from bot.dates import utc_now
from bot.storage.secure_delete import empty_write_ahead_log, secure_delete
from index.store.database import Database

_TURN_KEY = "chat = ? AND topic = ? AND person = ?"


class ChatTopic(NamedTuple):
    """A chat and its forum topic; ``topic`` is 0 outside of forum topics."""

    chat: int
    topic: int = 0


class TurnStore:
    """The table ``turns``, a ``ConversationStore``. Raises what ``Database`` raises.

    Chats are given as ``ChatTopic``, people by number. Turns that are too old are erased when the store is opened, and
    whenever turns are loaded or appended.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Use the table of ``database``, and erase turns that are too old by ``clock``."""
        self._db = database
        self._clock = clock
        self._forget_old()

    def load(self, chat: Hashable, person: Hashable) -> tuple[Turn, ...]:
        """Return the last turns that are recent enough, oldest first."""
        self._forget_old()
        return self._recent_turns(_place(chat, person))

    def append(self, chat: Hashable, person: Hashable, turn: Turn) -> None:
        """Store a turn; it replaces the one of the same message, if any."""
        self._forget_old()
        place = _place(chat, person)
        with secure_delete(self._db) as connection:
            turns = keep_recent_turns(add_turn(self._recent_turns(place), turn), self._clock())
            connection.execute(f"DELETE FROM turns WHERE {_TURN_KEY}", place)  # noqa: S608
            connection.executemany(
                "INSERT INTO turns (chat, topic, person, asked_in, said_at, turn) VALUES (?, ?, ?, ?, ?, ?)",
                ((*place, one.asked_in, _stamp(one.at), turn_to_json(one)) for one in turns),
            )

    def begin_anew(self, chat: Hashable, person: Hashable) -> None:
        """Erase the turns of one person in one chat."""
        with secure_delete(self._db) as connection:
            connection.execute(f"DELETE FROM turns WHERE {_TURN_KEY}", _place(chat, person))  # noqa: S608

    def forget(self, person: Hashable) -> None:
        """Erase the turns of one person in every chat."""
        with secure_delete(self._db) as connection:
            connection.execute("DELETE FROM turns WHERE person = ?", (person,))
        empty_write_ahead_log(self._db)

    def move(self, old: int, new: int) -> None:
        """Give the turns of the chat ``old`` its new id.

        The new chat numbers its messages anew, so earlier turns get the message 0; a chat that asked as a person
        does so under its new id.
        """
        with secure_delete(self._db) as connection:
            rows = connection.execute("SELECT number, turn FROM turns WHERE chat = ?", (old,)).fetchall()
            connection.executemany(
                "UPDATE turns SET chat = ?, asked_in = 0, turn = ? WHERE number = ?",
                ((new, turn_to_json(replace(turn_from_json(turn), asked_in=0)), number) for number, turn in rows),
            )
            connection.execute("UPDATE turns SET person = ? WHERE person = ?", (new, old))

    def _recent_turns(self, place: tuple[int, int, int]) -> tuple[Turn, ...]:
        rows = self._db.fetch_all(f"SELECT turn FROM turns WHERE {_TURN_KEY} ORDER BY asked_in, number", *place)  # noqa: S608
        return keep_recent_turns(tuple(turn_from_json(text) for (text,) in rows), self._clock())

    def _forget_old(self) -> None:
        oldest = _stamp(self._clock() - MAX_TURN_AGE)
        if self._db.fetch_one("SELECT 1 FROM turns WHERE said_at < ? LIMIT 1", oldest) is not None:
            with secure_delete(self._db) as connection:
                connection.execute("DELETE FROM turns WHERE said_at < ?", (oldest,))
            empty_write_ahead_log(self._db)


def _place(chat: Hashable, person: Hashable) -> tuple[int, int, int]:
    if not isinstance(chat, ChatTopic) or not isinstance(person, int):
        raise TypeError(f"a chat is given as ChatTopic and a person by number, not as {chat!r} and {person!r}")
    return (*chat, person)


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def turn_to_json(turn: Turn) -> str:
    """Return a turn as JSON; questions may hold any text."""
    return json.dumps(
        {
            "asked": turn.asked,
            "question": turn.question,
            "status": turn.status,
            "people": [[one.name, one.gender, one.asked, one.first] for one in turn.people],
            "cited": _places(turn.cited),
            "at": turn.at.isoformat(),
            "asked_in": turn.asked_in,
            "holes": _places(turn.holes),
        }
    )


def turn_from_json(text: str) -> Turn:
    """Return the turn that ``turn_to_json`` wrote."""
    row: dict[str, Any] = json.loads(text)
    return Turn(
        asked=row["asked"],
        question=row["question"],
        status=None if row["status"] is None else Status(row["status"]),
        people=tuple(Person(*one) for one in row["people"]),
        cited=_cited(row["cited"]),
        at=datetime.fromisoformat(row["at"]),
        asked_in=row["asked_in"],
        holes=_cited(row["holes"]),
    )


def _places(cited: Sequence[QuoteRef]) -> list[list[object]]:
    return [[one.article_id, one.start, one.end, one.speaker, one.checksum, one.key] for one in cited]


def _cited(rows: Sequence[Sequence[Any]]) -> tuple[QuoteRef, ...]:
    return tuple(map(_quote_ref, rows))


def _quote_ref(row: Sequence[Any]) -> QuoteRef:
    article_id, start, end, *rest = row
    missing: tuple[Any, ...] = (None, 0, 0)
    speaker, checksum, key = (*rest, *missing[len(rest) :])
    return QuoteRef(article_id, key, start, end, speaker=speaker, checksum=checksum)
