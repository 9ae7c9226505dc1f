"""What was added from chats: by whom, where it is told of, and what it did, so that it can be undone."""

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
    """``state`` is None while it is under way; ``article`` is the id of the article, None where it is not just one."""

    number: int
    collection: str
    chat: int
    message: int | None
    person: int
    state: AdditionState | None
    article: str | None


class AdditionStore:
    """The tables ``additions`` and ``addition_changes``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self, collection: str, chat: int, person: int, now: datetime) -> int:
        """A new addition's number."""
        with self._db.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO additions (collection, chat, person, begun_at) VALUES (?, ?, ?, ?)",
                (collection, chat, person, to_timestamp(now)),
            )
        return int(cursor.lastrowid or 0)

    def set_message(self, number: int, message: int) -> None:
        """This message tells of it."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE additions SET message = ? WHERE number = ?", (message, number))

    def end(
        self, number: int, state: AdditionState, changes: Sequence[ArticleChange] = (), article: str | None = None
    ) -> None:
        """It has ended, and did this."""
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE additions SET outcome = ?, article = ? WHERE number = ?", (state, article, number)
            )
            rows = [(number, at, each.article_id, each.new_key, each.old_key) for at, each in enumerate(changes)]
            connection.executemany("INSERT INTO addition_changes VALUES (?, ?, ?, ?, ?)", rows)

    def undo(self, number: int) -> bool:
        """Note that it is undone; False where it is already, or was never done."""
        with self._db.transaction() as connection:
            changed = connection.execute(
                "UPDATE additions SET outcome = 'undone' WHERE number = ? AND outcome = 'done'", (number,)
            )
        return changed.rowcount == 1

    def redo(self, number: int) -> None:
        """Note that it could not be undone after all."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE additions SET outcome = 'done' WHERE number = ?", (number,))

    def get(self, number: int) -> StoredAddition | None:
        return _read(self._db.fetch_one(f"SELECT {_COLUMNS} FROM additions WHERE number = ?", number))  # noqa: S608

    def find_by_message(self, chat: int, message: int) -> StoredAddition | None:
        """The addition that a message tells of."""
        return _read(
            self._db.fetch_one(f"SELECT {_COLUMNS} FROM additions WHERE chat = ? AND message = ?", chat, message)  # noqa: S608
        )

    def changes(self, number: int) -> tuple[ArticleChange, ...]:
        """What it did, in order."""
        rows = self._db.fetch_all(
            "SELECT article, made, before FROM addition_changes WHERE addition = ? ORDER BY place", number
        )
        return tuple(ArticleChange(*row) for row in rows)

    def unfinished(self) -> tuple[StoredAddition, ...]:
        """Those that have not ended, the oldest first."""
        rows = self._db.fetch_all(f"SELECT {_COLUMNS} FROM additions WHERE outcome IS NULL ORDER BY number")  # noqa: S608
        return tuple(found for row in rows if (found := _read(row)))

    def forget(self, person: int) -> None:
        """Forget who added what; what is under way is kept until it ends."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM additions WHERE person = ? AND outcome IS NOT NULL", (person,))

    def prune(self, now: datetime) -> None:
        """Drop what is too old to be undone."""
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
