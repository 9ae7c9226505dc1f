"""Notices that chats were sent, and the command menu that each chat has."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

RETENTION = timedelta(days=90)
"""How long notices are stored; longer than any age that is asked for."""


class NoticeStore:
    """The table ``told``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def record_if_due(self, what: str, chat: int, age: timedelta, now: datetime) -> bool:
        """Record a notice to ``chat`` and return True, unless it was sent the same within ``age``."""
        with self._db.transaction() as connection:
            row = connection.execute("SELECT told_at FROM told WHERE what = ? AND chat = ?", (what, chat)).fetchone()
            if row is not None and row[0] > to_timestamp(now - age):
                return False
            connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (what, chat, to_timestamp(now)))
            return True

    def count(self, what: str, since: datetime) -> int:
        """Count the chats that were sent a notice after ``since``."""
        row = self._db.fetch_one("SELECT COUNT(*) FROM told WHERE what = ? AND told_at > ?", what, to_timestamp(since))
        return int(row[0]) if row else 0

    def forget(self, chat: int) -> None:
        """Delete the notices of a chat, so that all are sent again."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM told WHERE chat = ?", (chat,))

    def prune(self, now: datetime) -> None:
        """Delete notices older than ``RETENTION``."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM told WHERE told_at < ?", (to_timestamp(now - RETENTION),))


class MenuStore:
    """The table ``menus``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def get(self, chat: int) -> str:
        """Return the name of a chat's menu, empty if it has none of its own."""
        row = self._db.fetch_one("SELECT shown FROM menus WHERE chat = ?", chat)
        return str(row[0]) if row else ""

    def put(self, chat: int, name: str) -> None:
        """Store the name of a chat's menu; an empty one deletes it."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM menus WHERE chat = ?", (chat,))
            if name:
                connection.execute("INSERT INTO menus VALUES (?, ?)", (chat, name))
