"""What the store keeps of pages and pipes as they were received, so that a better extraction can be run on it again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping

from index.errors import DamagedError
from index.sources import Original, OriginalKind
from index.store.database import Database

MAX_ORIGINAL_BYTES = 32 * 2**20
"""Bytes as received. More than the web gives at once, which is 20 MiB; of what is larger only the article is kept."""

_COLUMNS = "o.way, r.content, o.received_at, o.address, o.content_type, o.charset, o.said"
_CURRENT = (
    "FROM articles a JOIN origins o ON o.article = a.key JOIN raws r ON r.digest = o.raw "
    "WHERE a.collection = ? AND a.current"
)


class OriginalStore:
    """The tables ``raws``, by content, and ``origins``, by version. Raises what Database raises."""

    def __init__(self, database: Database, collection: str) -> None:
        self._db = database
        self._collection = collection

    def put(self, raws: Mapping[str, Original]) -> None:
        """Keep what current articles, named by their ids, were taken out of; a version keeps what it came of first."""
        if not raws:
            return
        with self._db.transaction() as connection:
            for article_id, raw in raws.items():
                row = connection.execute(
                    "SELECT key FROM articles WHERE collection = ? AND id = ? AND current "
                    "AND key NOT IN (SELECT article FROM origins)",
                    (self._collection, article_id),
                ).fetchone()
                if row is None:
                    continue
                digest = hashlib.sha256(raw.content).digest()
                if len(raw.content) <= MAX_ORIGINAL_BYTES:
                    connection.execute("INSERT OR IGNORE INTO raws VALUES (?, ?)", (digest, zlib.compress(raw.content)))
                said = json.dumps(dict(raw.hints), ensure_ascii=False)
                about = (raw.address, raw.content_type, raw.charset, said, raw.received_at)
                connection.execute(
                    "INSERT INTO origins VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (row[0], digest, len(raw.content), str(raw.kind), *about),
                )

    def get(self, article_id: str) -> Original | None:
        """What the current version of an article was taken out of, None where nothing is kept."""
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
        """The source of every current article that something is kept of, by its id, in a fixed order."""
        return {
            row[0]: row[1]
            for row in self._db.fetch_all(f"SELECT a.id, a.source {_CURRENT} ORDER BY a.key", self._collection)
        }
