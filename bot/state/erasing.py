"""Erasing for good: SQLite leaves what is deleted in its file until the room is used again, unless told otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from index.database import Database


@contextmanager
def erasing(database: Database) -> Iterator[sqlite3.Connection]:
    """A transaction in which what is deleted is overwritten. Raises what Database raises."""
    with database.guard():
        database.connection().execute("PRAGMA secure_delete = ON").fetchall()
    with database.transaction() as connection:
        yield connection


def empty_log(database: Database) -> None:
    """Takes what was erased out of the write-ahead log too; as much of it as nobody reads or writes meanwhile."""
    with database.guard():
        database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
