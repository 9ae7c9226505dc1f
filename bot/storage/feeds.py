"""Feeds that were added in chats, by collection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

MAX_TITLE_LENGTH = 200
_COLUMNS = "number, collection, url, title"


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """A feed that is read into a collection."""

    number: int
    collection: str
    url: str
    title: str


class FeedStore:
    """The table ``feeds``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def add(self, collection: str, url: str, title: str, now: datetime) -> bool:
        """Add a feed to a collection; return whether it is new there."""
        with self._db.transaction() as connection:
            inserted = connection.execute(
                "INSERT OR IGNORE INTO feeds (collection, url, title, added_at) VALUES (?, ?, ?, ?)",
                (collection, url, title[:MAX_TITLE_LENGTH], to_timestamp(now)),
            )
        return inserted.rowcount == 1

    def collection_feeds(self, collection: str) -> tuple[StoredFeed, ...]:
        """Return the feeds of a collection, in the order in which they were added."""
        rows = self._db.fetch_all(f"SELECT {_COLUMNS} FROM feeds WHERE collection = ? ORDER BY number", collection)  # noqa: S608
        return tuple(StoredFeed(*row) for row in rows)

    def all(self) -> tuple[StoredFeed, ...]:
        """Return the feeds of all collections, in the order in which they were added."""
        return tuple(StoredFeed(*row) for row in self._db.fetch_all(f"SELECT {_COLUMNS} FROM feeds ORDER BY number"))  # noqa: S608

    def remove(self, collection: str, number: int) -> StoredFeed | None:
        """Remove a feed and return it, None if the collection does not have it."""
        row = self._db.fetch_one(
            f"SELECT {_COLUMNS} FROM feeds WHERE collection = ? AND number = ?",  # noqa: S608
            collection,
            number,
        )
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM feeds WHERE collection = ? AND number = ?", (collection, number))
        return StoredFeed(*row) if row else None
