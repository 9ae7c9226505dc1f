"""Additions of articles from chats: who added them, the message that reports them, and changes to undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.storage.secure_delete import to_timestamp
from index.store.changes import ArticleChange
from index.store.database import Database, Row

RETENTION = timedelta(days=90)
"""How long an addition can be undone."""

_COLUMNS = "number, collection, chat, message, person, outcome, article"


class AdditionState(StrEnum):
    """How an addition ended."""

    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class StoredAddition:
    """One addition; ``state`` is None until it ends, ``article`` is the id if it is exactly one article."""

    number: int
    collection: str
    chat: int
    message: int | None
    person: int
    state: AdditionState | None
    article: str | None


class AdditionStore:
    """The tables ``additions`` and ``addition_changes``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def begin(self, collection: str, chat: int, person: int, now: datetime) -> int:
        """Record a new addition and return its number."""
        with self._db.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO additions (collection, chat, person, begun_at) VALUES (?, ?, ?, ?)",
                (collection, chat, person, to_timestamp(now)),
            )
        return int(cursor.lastrowid or 0)

    def set_message(self, number: int, message: int) -> None:
        """Record the message that reports an addition."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE additions SET message = ? WHERE number = ?", (message, number))

    def end(
        self, number: int, state: AdditionState, changes: Sequence[ArticleChange] = (), article: str | None = None
    ) -> None:
        """Record how an addition ended and what it changed."""
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE additions SET outcome = ?, article = ? WHERE number = ?", (state, article, number)
            )
            rows = [(number, at, each.article_id, each.new_key, each.old_key) for at, each in enumerate(changes)]
            connection.executemany("INSERT INTO addition_changes VALUES (?, ?, ?, ?, ?)", rows)

    def undo(self, number: int) -> bool:
        """Mark an addition as undone; return False if it was undone already or never done."""
        with self._db.transaction() as connection:
            changed = connection.execute(
                "UPDATE additions SET outcome = 'undone' WHERE number = ? AND outcome = 'done'", (number,)
            )
        return changed.rowcount == 1

    def redo(self, number: int) -> None:
        """Mark an addition as done again, because undoing it failed."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE additions SET outcome = 'done' WHERE number = ?", (number,))

    def get(self, number: int) -> StoredAddition | None:
        """Return the addition with this number."""
        return _read(self._db.fetch_one(f"SELECT {_COLUMNS} FROM additions WHERE number = ?", number))  # noqa: S608

    def find_by_message(self, chat: int, message: int) -> StoredAddition | None:
        """Return the addition that a message reports."""
        return _read(
            self._db.fetch_one(f"SELECT {_COLUMNS} FROM additions WHERE chat = ? AND message = ?", chat, message)  # noqa: S608
        )

    def changes(self, number: int) -> tuple[ArticleChange, ...]:
        """Return the changes of an addition, in order."""
        rows = self._db.fetch_all(
            "SELECT article, made, before FROM addition_changes WHERE addition = ? ORDER BY place", number
        )
        return tuple(ArticleChange(*row) for row in rows)

    def unfinished(self) -> tuple[StoredAddition, ...]:
        """Return the additions that have not ended, oldest first."""
        rows = self._db.fetch_all(f"SELECT {_COLUMNS} FROM additions WHERE outcome IS NULL ORDER BY number")  # noqa: S608
        return tuple(addition for row in rows if (addition := _read(row)))

    def forget(self, person: int) -> None:
        """Delete the additions of a person, except those that have not ended."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM additions WHERE person = ? AND outcome IS NOT NULL", (person,))

    def prune(self, now: datetime) -> None:
        """Delete additions that are too old to be undone."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM additions WHERE begun_at < ? AND outcome IS NOT NULL", (to_timestamp(now - RETENTION),)
            )


def _read(row: Row | None) -> StoredAddition | None:
    if row is None:
        return None
    number, collection, chat, message, person, outcome, article = row
    return StoredAddition(
        number, collection, chat, message, person, AdditionState(outcome) if outcome else None, article
    )
