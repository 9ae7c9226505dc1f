"""Which list of commands a private chat was given last."""

from __future__ import annotations

from index.database import Database


class Menus:
    """The table ``menus``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def shown(self, chat: int) -> str:
        """The list's name, empty where the chat was given none of its own."""
        row = self._db.one("SELECT shown FROM menus WHERE chat = ?", chat)
        return str(row[0]) if row else ""

    def show(self, chat: int, name: str) -> None:
        """The chat was given the list of this ``name``, or none where it is empty."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM menus WHERE chat = ?", (chat,))
            if name:
                connection.execute("INSERT INTO menus VALUES (?, ?)", (chat, name))
