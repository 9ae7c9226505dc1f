"""Answers that were given in chats, with their messages, quote references and votes."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.answer import Answer, QuoteRef, Status
from bot.conversation import ArticleLookup, Turn, restore
from bot.storage.secure_delete import empty_write_ahead_log, secure_delete
from bot.storage.turns import turn_from_json, turn_to_json
from index.store.database import Database, Row

RETENTION = timedelta(days=30)
"""How long an answer is stored that nobody voted on."""

_ID_BYTES = 9


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer in one chat.

    ``id`` is random, at most 12 of A-Z a-z 0-9 _ -. ``messages`` hold the answer, in order and with its buttons under
    the last; it is empty while the answer is being sent. ``asked_in`` is the message of the question, ``asker`` its
    author. ``question`` is the standalone question, with a placeholder for each quote of an article (see
    ``bot.conversation``); ``turn`` is its turn of the conversation. ``cited`` are the closest passages if the answer is
    a refusal. ``given_at`` has a time zone. ``engine`` and ``prompt`` are those of the ``Answer``.
    """

    id: str
    chat: int
    messages: tuple[int, ...]
    asked_in: int
    asker: int
    question: str
    status: Status
    cited: tuple[QuoteRef, ...]
    given_at: datetime
    turn: Turn | None = None
    engine: str = "extractive"
    prompt: str | None = None

    @property
    def original_question(self) -> str:
        """The question as the asker wrote it."""
        return self.turn.asked if self.turn else self.question

    def restore_question(self, article_of: ArticleLookup) -> str | None:
        """Return the standalone question; None if it quotes words that its article no longer has."""
        return restore(self.question, self.turn.holes, article_of) if self.turn else self.question

    @property
    def answered(self) -> bool:
        """Whether it is no refusal."""
        return self.status is Status.ANSWERED


@dataclass(frozen=True, slots=True)
class Votes:
    """Numbers of votes for and against an answer."""

    up: int = 0
    down: int = 0


def new_id() -> str:
    """Return a new id for an answer, which nobody can guess."""
    return secrets.token_urlsafe(_ID_BYTES)


def quote_refs(answer: Answer) -> tuple[QuoteRef, ...]:
    """Return the quote references of an answer, or those of the closest passages of a refusal."""
    citations = answer.citations or (answer.closest if answer.status is Status.NOT_FOUND else ())
    return tuple(replace(each.ref, speaker=None) for each in citations)


_COLUMNS = ", ".join(
    f"given.{name}"
    for name in ["id", "chat", "asked_in", "asker", "question", "status", "given_at", "turn", "engine", "prompt"]
)


class AnswerStore:
    """The tables ``given`` and ``given_*``, for use from several threads. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def put(self, answer: StoredAnswer) -> None:
        """Store an answer; answers older than ``RETENTION`` that nobody voted on are erased."""
        oldest = _timestamp(answer.given_at - RETENTION)
        with secure_delete(self._db) as connection:
            connection.execute("DELETE FROM given WHERE id = ?", (answer.id,))
            connection.execute(
                "INSERT INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    answer.id,
                    answer.chat,
                    answer.asked_in,
                    answer.asker,
                    answer.question,
                    str(answer.status),
                    _timestamp(answer.given_at),
                    turn_to_json(answer.turn) if answer.turn else None,
                    answer.engine,
                    answer.prompt,
                ),
            )
            _put_parts(connection, answer)
            connection.execute(
                "DELETE FROM given WHERE given_at < ? AND id NOT IN (SELECT given FROM given_votes)", (oldest,)
            )

    def note_sent(self, answer_id: str, chat: int, messages: tuple[int, ...]) -> None:
        """Record the messages that hold an answer, once it was sent."""
        with self._db.transaction() as connection:
            if connection.execute("UPDATE given SET chat = ? WHERE id = ?", (chat, answer_id)).rowcount:
                connection.execute("DELETE FROM given_messages WHERE given = ?", (answer_id,))
                _put_messages(connection, answer_id, chat, messages)

    def get(self, answer_id: str) -> StoredAnswer | None:
        """Return the answer with this id."""
        return self._answer(self._db.fetch_one(f"SELECT {_COLUMNS} FROM given WHERE id = ?", answer_id))  # noqa: S608

    def find_by_message(self, chat: int, message: int) -> StoredAnswer | None:
        """Return the answer that a message of the bot holds or shows more of."""
        return self._answer(
            self._db.fetch_one(
                f"SELECT {_COLUMNS} FROM given WHERE id IN "  # noqa: S608
                "(SELECT given FROM given_messages WHERE chat = ? AND message = ?) "
                "OR (chat = ? AND id IN (SELECT given FROM given_views WHERE message = ?)) ORDER BY given_at DESC",
                *(chat, message, chat, message),
            )
        )

    def find_by_question(self, chat: int, message: int) -> StoredAnswer | None:
        """Return the last answer to the question in a message."""
        return self._answer(
            self._db.fetch_one(
                f"SELECT {_COLUMNS} FROM given WHERE chat = ? AND asked_in = ? ORDER BY given_at DESC",  # noqa: S608
                chat,
                message,
            )
        )

    def drop(self, answer_id: str) -> None:
        """Erase an answer and its votes."""
        with secure_delete(self._db) as connection:
            connection.execute("DELETE FROM given WHERE id = ?", (answer_id,))

    def vote(self, answer_id: str, person: int, liked: bool, now: datetime) -> bool | None:
        """Record the vote of a person and return it; the same vote again withdraws it and returns None."""
        with self._db.transaction() as connection:
            if connection.execute("SELECT 1 FROM given WHERE id = ?", (answer_id,)).fetchone() is None:
                return None
            place = (answer_id, person)
            row = connection.execute("SELECT liked FROM given_votes WHERE given = ? AND person = ?", place).fetchone()
            if row is not None and bool(row[0]) is liked:
                connection.execute("DELETE FROM given_votes WHERE given = ? AND person = ?", place)
                return None
            connection.execute("REPLACE INTO given_votes VALUES (?, ?, ?, ?)", (*place, liked, _timestamp(now)))
            return liked

    def votes(self, answer_id: str) -> Votes:
        """Count the votes on an answer."""
        row = self._db.fetch_one("SELECT SUM(liked), COUNT(*) FROM given_votes WHERE given = ?", answer_id)
        up, cast = (row[0] or 0, row[1]) if row else (0, 0)
        return Votes(up, cast - up)

    def record_view(self, answer_id: str, view: str, message: int) -> None:
        """Record the message that shows more of an answer; ``view`` names what it shows."""
        with self._db.transaction() as connection:
            connection.execute(
                "REPLACE INTO given_views SELECT id, ?, ? FROM given WHERE id = ?", (view, message, answer_id)
            )

    def view_message(self, answer_id: str, view: str) -> int | None:
        """Return the message that ``record_view`` recorded last, if any."""
        row = self._db.fetch_one("SELECT message FROM given_views WHERE given = ? AND view = ?", answer_id, view)
        return int(row[0]) if row else None

    def rated_answers(self) -> tuple[tuple[StoredAnswer, Votes], ...]:
        """Return the answers that somebody voted on, oldest first."""
        rows = self._db.fetch_all(
            f"SELECT {_COLUMNS} FROM given WHERE id IN (SELECT given FROM given_votes) ORDER BY given_at, id"  # noqa: S608
        )
        answers = (self._answer(row) for row in rows)
        return tuple((each, self.votes(each.id)) for each in answers if each is not None)

    def forget(self, person: int) -> None:
        """Erase all answers to questions of a person, and all votes of that person."""
        with secure_delete(self._db) as connection:
            connection.execute("DELETE FROM given WHERE asker = ?", (person,))
            connection.execute("DELETE FROM given_votes WHERE person = ?", (person,))
        empty_write_ahead_log(self._db)

    def _answer(self, row: Row | None) -> StoredAnswer | None:
        if row is None:
            return None
        answer_id, chat, asked_in, asker, question, status, given_at, turn, engine, prompt = row
        messages = self._db.fetch_all("SELECT message FROM given_messages WHERE given = ? ORDER BY place", answer_id)
        cited = self._db.fetch_all(
            'SELECT number, article, article_id, start, "end", also_in FROM given_cited WHERE given = ? ORDER BY place',
            answer_id,
        )
        return StoredAnswer(
            id=answer_id,
            chat=chat,
            messages=tuple(message for (message,) in messages),
            asked_in=asked_in,
            asker=asker,
            question=question,
            status=Status(status),
            cited=tuple(_quote_ref(row) for row in cited),
            given_at=datetime.fromisoformat(given_at),
            turn=turn_from_json(turn) if turn else None,
            engine=engine,
            prompt=prompt,
        )


def _put_parts(connection: sqlite3.Connection, answer: StoredAnswer) -> None:
    _put_messages(connection, answer.id, answer.chat, answer.messages)
    cited: Iterable[Row] = (
        (answer.id, place, each.number, each.key, each.article_id, each.start, each.end, json.dumps(each.also_in))
        for place, each in enumerate(answer.cited)
    )
    connection.executemany("INSERT INTO given_cited VALUES (?, ?, ?, ?, ?, ?, ?, ?)", cited)


def _put_messages(connection: sqlite3.Connection, answer_id: str, chat: int, messages: Iterable[int]) -> None:
    rows: Iterable[Row] = ((answer_id, place, chat, message) for place, message in enumerate(messages))
    connection.executemany("INSERT INTO given_messages VALUES (?, ?, ?, ?)", rows)


def _quote_ref(row: Row) -> QuoteRef:
    number, key, article_id, start, end, also_in = row
    return QuoteRef(article_id, key, start, end, number, also_in=tuple(json.loads(also_in)))


def _timestamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")
