"""Which chat has a collection of articles of its own."""

from __future__ import annotations

from itertools import count

from index.store.database import Database

COMMON = "common"
"""The collection that every chat asks."""


class ChatCollectionStore:
    """The table ``collections``. Raises what Database raises.

    A name is made of the chat's id and never given to another chat, so that nobody comes upon another's articles.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def find_name(self, chat: int) -> str | None:
        """The name of a chat's own collection, None where it has none yet."""
        row = self._db.fetch_one("SELECT name FROM collections WHERE chat = ?", chat)
        return str(row[0]) if row else None

    def ensure_name(self, chat: int) -> str:
        """The name of a chat's own collection, which is made where there is none: ``group-1001`` for the group -1001,
        ``person-55`` for a private chat."""
        made = f"person-{chat}" if chat > 0 else f"group{chat}"
        with self._db.transaction() as connection:
            row = connection.execute("SELECT name FROM collections WHERE chat = ?", (chat,)).fetchone()
            if row is not None:
                return str(row[0])
            for number in count(1):
                name = made if number == 1 else f"{made}-{number}"
                if connection.execute("INSERT OR IGNORE INTO collections VALUES (?, ?)", (name, chat)).rowcount:
                    break
        return name

    def all(self) -> dict[str, int]:
        """The chat of each name, in the order of the names."""
        rows = self._db.fetch_all("SELECT name, chat FROM collections WHERE chat NOT NULL ORDER BY name")
        return {str(name): int(chat) for name, chat in rows}

    def move(self, old: int, new: int) -> str | None:
        """The group ``old`` has the id ``new`` now, and keeps its collection. Where ``new`` has made one meanwhile that
        is nobody's from now on; its name is returned."""
        with self._db.transaction() as connection:
            if connection.execute("SELECT 1 FROM collections WHERE chat = ?", (old,)).fetchone() is None:
                return None
            row = connection.execute("SELECT name FROM collections WHERE chat = ?", (new,)).fetchone()
            connection.execute("UPDATE collections SET chat = NULL WHERE chat = ?", (new,))
            connection.execute("UPDATE collections SET chat = ? WHERE chat = ?", (new, old))
        return str(row[0]) if row else None
