"""Records of sources: validators of each web address for the next fetch, and sources that failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from index.sources import Failed, SeenUrl
from index.store.database import Database


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """The last failure of a source, until it works again; ``failed_at`` is ISO 8601 in UTC."""

    source: str
    reason: str
    failed_at: str


class SourceStore:
    """The tables ``fetches`` and ``failures``. Raises what ``Database`` raises."""

    def __init__(self, database: Database, collection: str) -> None:
        """Use the sources of ``collection``."""
        self._db = database
        self._collection = collection

    def seen_urls(self) -> dict[str, SeenUrl]:
        """Return the record of each address whose article is still current."""
        rows = self._db.fetch_all(
            "SELECT f.address, f.article, f.etag, f.last_modified FROM fetches f "
            "JOIN articles a ON a.collection = f.collection AND a.id = f.article AND a.current WHERE f.collection = ?",
            self._collection,
        )
        return {row[0]: SeenUrl(*row[1:]) for row in rows}

    def remember(self, seen: Mapping[str, SeenUrl]) -> None:
        """Record addresses, after their articles were stored: the record implies that they are."""
        rows = [(self._collection, at, it.article_id, it.etag, it.last_modified, _now()) for at, it in seen.items()]
        with self._db.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO fetches VALUES (?, ?, ?, ?, ?, ?)", rows)

    def failures(self) -> tuple[SourceFailure, ...]:
        """Return the failures, ordered by source."""
        rows = self._db.fetch_all(
            "SELECT source, reason, failed_at FROM failures WHERE collection = ? ORDER BY source", self._collection
        )
        return tuple(SourceFailure(*row) for row in rows)

    def replace_failures(self, tried: Iterable[str], failed: Sequence[Failed]) -> None:
        """Delete the failures of the sources that were ``tried`` now, and store those that ``failed``.

        Of a source that failed several times the first reason is stored, with the number of the others.
        """
        first: dict[str, str] = {}
        for failure in failed:
            first.setdefault(failure.source, failure.reason)
        count = Counter(failure.source for failure in failed)
        with self._db.transaction() as connection:
            connection.executemany(
                "DELETE FROM failures WHERE collection = ? AND source = ?",
                [(self._collection, source) for source in tried],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)",
                [(self._collection, source, reason + _more(count[source]), _now()) for source, reason in first.items()],
            )


def _more(count: int) -> str:
    return f" (and {count - 1} more)" if count > 1 else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
