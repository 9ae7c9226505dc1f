"""Erase for good; timestamps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from index.store.database import Database


@contextmanager
def secure_delete(database: Database) -> Iterator[sqlite3.Connection]:
    """A transaction in which what is deleted is overwritten. Raises what Database raises."""
    with database.translate_errors():
        database.connection().execute("PRAGMA secure_delete = ON").fetchall()
    with database.transaction() as connection:
        yield connection


def empty_write_ahead_log(database: Database) -> None:
    """Takes what was erased out of the write-ahead log too; as much of it as nobody reads or writes meanwhile."""
    with database.translate_errors():
        database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def to_timestamp(time: datetime) -> str:
    """``time``, which has a zone, as text."""
    return time.astimezone(UTC).replace(microsecond=0).isoformat()
