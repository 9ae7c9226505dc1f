"""The answers that were given, in the bot's own file: bot.given's Given over SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.answer.types import QuoteRef, Status
from bot.given import KEPT, GivenAnswer, Votes
from bot.state.erasing import empty_log, erasing
from bot.state.turn_text import read, written
from index.database import Database, Row

_COLUMNS = ", ".join(
    f"given.{name}"
    for name in ["id", "chat", "asked_in", "asker", "question", "status", "given_at", "turn", "engine", "prompt"]
)


class GivenTables:
    """Given, kept over a restart. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, answer: GivenAnswer) -> None:
        oldest = _stamp(answer.given_at - KEPT)
        with erasing(self._db) as connection:
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
                    written(answer.turn) if answer.turn else None,
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

    def get(self, answer_id: str) -> GivenAnswer | None:
        return self._answer(self._db.one(f"SELECT {_COLUMNS} FROM given WHERE id = ?", answer_id))  # noqa: S608

    def of_message(self, chat: int, message: int) -> GivenAnswer | None:
        return self._answer(
            self._db.one(
                f"SELECT {_COLUMNS} FROM given WHERE id IN "  # noqa: S608
                "(SELECT given FROM given_messages WHERE chat = ? AND message = ?) "
                "OR (chat = ? AND id IN (SELECT given FROM given_views WHERE message = ?)) ORDER BY given_at DESC",
                *(chat, message, chat, message),
            )
        )

    def to_question(self, chat: int, message: int) -> GivenAnswer | None:
        return self._answer(
            self._db.one(
                f"SELECT {_COLUMNS} FROM given WHERE chat = ? AND asked_in = ? ORDER BY given_at DESC",  # noqa: S608
                chat,
                message,
            )
        )

    def drop(self, answer_id: str) -> None:
        with erasing(self._db) as connection:
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
        row = self._db.one("SELECT SUM(liked), COUNT(*) FROM given_votes WHERE given = ?", answer_id)
        up, cast = (row[0] or 0, row[1]) if row else (0, 0)
        return Votes(up, cast - up)

    def show(self, answer_id: str, view: str, message: int) -> None:
        with self._db.transaction() as connection:
            connection.execute(
                "REPLACE INTO given_views SELECT id, ?, ? FROM given WHERE id = ?", (view, message, answer_id)
            )

    def shown(self, answer_id: str, view: str) -> int | None:
        row = self._db.one("SELECT message FROM given_views WHERE given = ? AND view = ?", answer_id, view)
        return int(row[0]) if row else None

    def rated(self) -> tuple[tuple[GivenAnswer, Votes], ...]:
        rows = self._db.all(
            f"SELECT {_COLUMNS} FROM given WHERE id IN (SELECT given FROM given_votes) ORDER BY given_at, id"  # noqa: S608
        )
        found = (self._answer(row) for row in rows)
        return tuple((each, self.votes(each.id)) for each in found if each is not None)

    def forget(self, person: int) -> None:
        with erasing(self._db) as connection:
            connection.execute("DELETE FROM given WHERE asker = ?", (person,))
            connection.execute("DELETE FROM given_votes WHERE person = ?", (person,))
        empty_log(self._db)

    def _answer(self, row: Row | None) -> GivenAnswer | None:
        if row is None:
            return None
        answer_id, chat, asked_in, asker, question, status, given_at, turn, engine, prompt = row
        messages = self._db.all("SELECT message FROM given_messages WHERE given = ? ORDER BY place", answer_id)
        cited = self._db.all(
            'SELECT number, article, article_id, start, "end", also_in FROM given_cited WHERE given = ? ORDER BY place',
            answer_id,
        )
        return GivenAnswer(
            id=answer_id,
            chat=chat,
            messages=tuple(message for (message,) in messages),
            asked_in=asked_in,
            asker=asker,
            question=question,
            status=Status(status),
            cited=tuple(_cited(row) for row in cited),
            given_at=datetime.fromisoformat(given_at),
            turn=read(turn) if turn else None,
            engine=engine,
            prompt=prompt,
        )


def _put_parts(connection: sqlite3.Connection, answer: GivenAnswer) -> None:
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
