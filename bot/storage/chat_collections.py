"""Names of the collections that belong to single chats."""

from __future__ import annotations

from itertools import count

from index.store.database import Database

COMMON = "common"
"""The collection that is searched in every chat."""


class ChatCollectionStore:
    """The table ``collections``. Raises what ``Database`` raises.

    A name is made of the chat's id and never given to another chat, so that no chat sees the articles of another.
    """

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def find_name(self, chat: int) -> str | None:
        """Return the name of a chat's own collection, None if it has none yet."""
        row = self._db.fetch_one("SELECT name FROM collections WHERE chat = ?", chat)
        return str(row[0]) if row else None

    def ensure_name(self, chat: int) -> str:
        """Return the name of a chat's own collection, and create it if it has none.

        The name is ``group-1001`` for the group -1001 and ``person-55`` for a private chat.
        """
        base = f"person-{chat}" if chat > 0 else f"group{chat}"
        with self._db.transaction() as connection:
            row = connection.execute("SELECT name FROM collections WHERE chat = ?", (chat,)).fetchone()
            if row is not None:
                return str(row[0])
            for number in count(1):
                name = base if number == 1 else f"{base}-{number}"
                if connection.execute("INSERT OR IGNORE INTO collections VALUES (?, ?)", (name, chat)).rowcount:
                    break
        return name

    def all(self) -> dict[str, int]:
        """Return the chat of each name, ordered by name."""
        rows = self._db.fetch_all("SELECT name, chat FROM collections WHERE chat NOT NULL ORDER BY name")
        return {str(name): int(chat) for name, chat in rows}

    def move(self, old: int, new: int) -> str | None:
        """Give the collection of the group ``old`` to its new id.

        A collection that ``new`` has made meanwhile loses its owner; its name is returned.
        """
        with self._db.transaction() as connection:
            if connection.execute("SELECT 1 FROM collections WHERE chat = ?", (old,)).fetchone() is None:
                return None
            row = connection.execute("SELECT name FROM collections WHERE chat = ?", (new,)).fetchone()
            connection.execute("UPDATE collections SET chat = NULL WHERE chat = ?", (new,))
            connection.execute("UPDATE collections SET chat = ? WHERE chat = ?", (new, old))
        return str(row[0]) if row else None
