"""Originals of articles, stored as they were received so that they can be extracted again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping

from index.errors import DamagedError
from index.sources import Original, OriginalKind
from index.store.database import Database

MAX_ORIGINAL_BYTES = 32 * 2**20
"""Largest original stored, in bytes, above the 20 MiB limit of web pages; larger ones are dropped."""

_COLUMNS = "o.way, r.content, o.received_at, o.address, o.content_type, o.charset, o.said"
_CURRENT = (
    "FROM articles a JOIN origins o ON o.article = a.key JOIN raws r ON r.digest = o.raw "
    "WHERE a.collection = ? AND a.current"
)


class OriginalStore:
    """The tables ``raws``, by content, and ``origins``, by version. Raises what ``Database`` raises."""

    def __init__(self, database: Database, collection: str) -> None:
        """Use the originals of ``collection``."""
        self._db = database
        self._collection = collection

    def put(self, originals: Mapping[str, Original]) -> None:
        """Store the originals of current articles, by id; a version that has an original already keeps it."""
        if not originals:
            return
        with self._db.transaction() as connection:
            for article_id, original in originals.items():
                row = connection.execute(
                    "SELECT key FROM articles WHERE collection = ? AND id = ? AND current "
                    "AND key NOT IN (SELECT article FROM origins)",
                    (self._collection, article_id),
                ).fetchone()
                if row is None:
                    continue
                digest = hashlib.sha256(original.content).digest()
                if len(original.content) <= MAX_ORIGINAL_BYTES:
                    packed = zlib.compress(original.content)
                    connection.execute("INSERT OR IGNORE INTO raws VALUES (?, ?)", (digest, packed))
                said = json.dumps(dict(original.hints), ensure_ascii=False)
                about = (original.address, original.content_type, original.charset, said, original.received_at)
                connection.execute(
                    "INSERT INTO origins VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (row[0], digest, len(original.content), str(original.kind), *about),
                )

    def get(self, article_id: str) -> Original | None:
        """Return the original of the current version of an article, None if it is not stored.

        Raises DamagedError if it cannot be unpacked.
        """
        row = self._db.fetch_one(f"SELECT {_COLUMNS} {_CURRENT} AND a.id = ?", self._collection, article_id)
        if row is None:
            return None
        way, content, received_at, address, content_type, charset, said = row
        try:
            unpacked = zlib.decompress(content)
        except zlib.error:
            raise DamagedError(
                f"what was kept of {article_id!r} is damaged: remove the article and add it again"
            ) from None
        return Original(OriginalKind(way), unpacked, received_at, address, content_type, charset, json.loads(said))

    def sources(self) -> dict[str, str]:
        """Return the source of every current article that has an original, by id, in the order of the keys."""
        return {
            row[0]: row[1]
            for row in self._db.fetch_all(f"SELECT a.id, a.source {_CURRENT} ORDER BY a.key", self._collection)
        }
