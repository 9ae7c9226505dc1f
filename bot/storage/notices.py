"""What a chat was told; which command menu it has."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

RETENTION = timedelta(days=90)
"""Longer than anything is asked about."""


class NoticeStore:
    """The table ``told``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def record_if_due(self, what: str, chat: int, age: timedelta, now: datetime) -> bool:
        """Whether ``chat`` was not told ``what`` within ``age``; from now on it was."""
        with self._db.transaction() as connection:
            row = connection.execute("SELECT told_at FROM told WHERE what = ? AND chat = ?", (what, chat)).fetchone()
            if row is not None and row[0] > to_timestamp(now - age):
                return False
            connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (what, chat, to_timestamp(now)))
            return True

    def count(self, what: str, since: datetime) -> int:
        """How many chats were told ``what`` after ``since``."""
        row = self._db.fetch_one("SELECT COUNT(*) FROM told WHERE what = ? AND told_at > ?", what, to_timestamp(since))
        return int(row[0]) if row else 0

    def forget(self, chat: int) -> None:
        """Tell the chat everything anew."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM told WHERE chat = ?", (chat,))

    def prune(self, now: datetime) -> None:
        """Drop what is older than anybody asks about."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM told WHERE told_at < ?", (to_timestamp(now - RETENTION),))


class MenuStore:
    """The table ``menus``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, chat: int) -> str:
        """The list's name, empty where the chat was given none of its own."""
        row = self._db.fetch_one("SELECT shown FROM menus WHERE chat = ?", chat)
        return str(row[0]) if row else ""

    def put(self, chat: int, name: str) -> None:
        """The chat was given the list of this ``name``, or none where it is empty."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM menus WHERE chat = ?", (chat,))
            if name:
                connection.execute("INSERT INTO menus VALUES (?, ?)", (chat, name))
