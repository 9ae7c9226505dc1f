"""Transactions whose deletions overwrite the data, and timestamps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from index.store.database import Database


@contextmanager
def secure_delete(database: Database) -> Iterator[sqlite3.Connection]:
    """Run a transaction in which deleted data is overwritten. Raises what ``Database`` raises."""
    with database.translate_errors():
        database.connection().execute("PRAGMA secure_delete = ON").fetchall()
    with database.transaction() as connection:
        yield connection


def empty_write_ahead_log(database: Database) -> None:
    """Remove erased data from the write-ahead log too, as far as no other connection uses it."""
    with database.translate_errors():
        database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def to_timestamp(time: datetime) -> str:
    """Return a time that has a time zone as ISO 8601 in UTC, in seconds."""
    return time.astimezone(UTC).replace(microsecond=0).isoformat()
