"""Answers given, votes."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.answer import Answer, QuoteRef, Status
from bot.conversation import ArticleLookup, Turn, restore
from bot.storage.secure_delete import empty_write_ahead_log, secure_delete
from bot.storage.turns import turn_from_json, turn_to_json
from index.store.database import Database, Row

RETENTION = timedelta(days=30)
"""How long an answer is kept that nobody rated."""

_ID_BYTES = 9


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer in one chat.

    ``id`` is made up, at most 12 of A-Z a-z 0-9 _ -. ``messages`` are those that hold the answer, in order, its buttons
    under the last, empty while it is being sent; ``asked_in`` is the message that asked, ``asker`` who wrote it.
    ``question`` is the stand-alone one, with a hole (``redaction``) for each run of an article's words, and
    ``turn`` what a talk remembers of it. ``cited`` are the closest passages where nothing was found. ``given_at`` has
    a zone. ``engine`` and ``prompt`` are those of the Answer.
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
        """The question in the asker's own words."""
        return self.turn.asked if self.turn else self.question

    def restore_question(self, article_of: ArticleLookup) -> str | None:
        """The stand-alone question; None where words of an article stood in it that do not stand there any more."""
        return restore(self.question, self.turn.holes, article_of) if self.turn else self.question

    @property
    def answered(self) -> bool:
        """Whether it was no refusal."""
        return self.status is Status.ANSWERED


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people liked an answer, and how many did not."""

    up: int = 0
    down: int = 0


class AnswerStore(Protocol):
    """Answers that were given. Its methods may block, and are called from several threads at once.

    They raise StoreError where what is kept cannot be read or written.
    """

    def put(self, answer: StoredAnswer) -> None:
        """Keep an answer. Those older than KEPT that nobody rated are forgotten meanwhile."""
        ...

    def note_sent(self, answer_id: str, chat: int, messages: tuple[int, ...]) -> None:
        """Note where an answer stands, once it was sent."""
        ...

    def get(self, answer_id: str) -> StoredAnswer | None: ...

    def find_by_message(self, chat: int, message: int) -> StoredAnswer | None:
        """The answer that a message of the bot holds, or shows more of."""
        ...

    def find_by_question(self, chat: int, message: int) -> StoredAnswer | None:
        """The last answer to what a message asked."""
        ...

    def drop(self, answer_id: str) -> None:
        """Forget an answer and what was voted on it."""
        ...

    def vote(self, answer_id: str, person: int, liked: bool, now: datetime) -> bool | None:
        """Count a person's vote, once; the same vote again takes it back. What it is now: None is no vote."""
        ...

    def votes(self, answer_id: str) -> Votes: ...

    def record_view(self, answer_id: str, view: str, message: int) -> None:
        """Note which message shows more of an answer; ``view`` says what of it."""
        ...

    def view_message(self, answer_id: str, view: str) -> int | None:
        """The message that ``show`` noted last."""
        ...

    def rated_answers(self) -> tuple[tuple[StoredAnswer, Votes], ...]:
        """The answers that somebody voted on, the oldest first."""
        ...

    def forget(self, person: int) -> None:
        """Forget every answer that a person asked for, and every vote of that person."""
        ...


def new_id() -> str:
    """An id for an answer, which nobody can guess."""
    return secrets.token_urlsafe(_ID_BYTES)


def quote_refs(answer: Answer) -> tuple[QuoteRef, ...]:
    """Where the quotes of an answer stand; of a refusal, those of the closest passages."""
    shown = answer.citations or (answer.closest if answer.status is Status.NOT_FOUND else ())
    return tuple(replace(each.ref, speaker=None) for each in shown)


_COLUMNS = ", ".join(
    f"given.{name}"
    for name in ["id", "chat", "asked_in", "asker", "question", "status", "given_at", "turn", "engine", "prompt"]
)


class SqliteAnswerStore:
    """Given, kept over a restart. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, answer: StoredAnswer) -> None:
        oldest = _stamp(answer.given_at - RETENTION)
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
                    _stamp(answer.given_at),
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
        with self._db.transaction() as connection:
            if connection.execute("UPDATE given SET chat = ? WHERE id = ?", (chat, answer_id)).rowcount:
                connection.execute("DELETE FROM given_messages WHERE given = ?", (answer_id,))
                _put_messages(connection, answer_id, chat, messages)

    def get(self, answer_id: str) -> StoredAnswer | None:
        return self._answer(self._db.fetch_one(f"SELECT {_COLUMNS} FROM given WHERE id = ?", answer_id))  # noqa: S608

    def find_by_message(self, chat: int, message: int) -> StoredAnswer | None:
        return self._answer(
            self._db.fetch_one(
                f"SELECT {_COLUMNS} FROM given WHERE id IN "  # noqa: S608
                "(SELECT given FROM given_messages WHERE chat = ? AND message = ?) "
                "OR (chat = ? AND id IN (SELECT given FROM given_views WHERE message = ?)) ORDER BY given_at DESC",
                *(chat, message, chat, message),
            )
        )

    def find_by_question(self, chat: int, message: int) -> StoredAnswer | None:
        return self._answer(
            self._db.fetch_one(
                f"SELECT {_COLUMNS} FROM given WHERE chat = ? AND asked_in = ? ORDER BY given_at DESC",  # noqa: S608
                chat,
                message,
            )
        )

    def drop(self, answer_id: str) -> None:
        with secure_delete(self._db) as connection:
            connection.execute("DELETE FROM given WHERE id = ?", (answer_id,))

    def vote(self, answer_id: str, person: int, liked: bool, now: datetime) -> bool | None:
        with self._db.transaction() as connection:
            if connection.execute("SELECT 1 FROM given WHERE id = ?", (answer_id,)).fetchone() is None:
                return None
            place = (answer_id, person)
            row = connection.execute("SELECT liked FROM given_votes WHERE given = ? AND person = ?", place).fetchone()
            if row is not None and bool(row[0]) is liked:
                connection.execute("DELETE FROM given_votes WHERE given = ? AND person = ?", place)
                return None
            connection.execute("REPLACE INTO given_votes VALUES (?, ?, ?, ?)", (*place, liked, _stamp(now)))
            return liked

    def votes(self, answer_id: str) -> Votes:
        row = self._db.fetch_one("SELECT SUM(liked), COUNT(*) FROM given_votes WHERE given = ?", answer_id)
        up, cast = (row[0] or 0, row[1]) if row else (0, 0)
        return Votes(up, cast - up)

    def record_view(self, answer_id: str, view: str, message: int) -> None:
        with self._db.transaction() as connection:
            connection.execute(
                "REPLACE INTO given_views SELECT id, ?, ? FROM given WHERE id = ?", (view, message, answer_id)
            )

    def view_message(self, answer_id: str, view: str) -> int | None:
        row = self._db.fetch_one("SELECT message FROM given_views WHERE given = ? AND view = ?", answer_id, view)
        return int(row[0]) if row else None

    def rated_answers(self) -> tuple[tuple[StoredAnswer, Votes], ...]:
        rows = self._db.fetch_all(
            f"SELECT {_COLUMNS} FROM given WHERE id IN (SELECT given FROM given_votes) ORDER BY given_at, id"  # noqa: S608
        )
        found = (self._answer(row) for row in rows)
        return tuple((each, self.votes(each.id)) for each in found if each is not None)

    def forget(self, person: int) -> None:
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
            cited=tuple(_cited(row) for row in cited),
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


def _cited(row: Row) -> QuoteRef:
    number, key, article_id, start, end, also_in = row
    return QuoteRef(article_id, key, start, end, number, also_in=tuple(json.loads(also_in)))


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")
