"""One SQLite file: connections, migrations, transactions, and errors in plain words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from index.errors import BusyError, DamagedError, NothingIndexedError, StoreError

FORMAT = 5
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE statements ADD COLUMN cue_start INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE statements ADD COLUMN cue_end INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE statements ADD COLUMN role_start INTEGER",
        "ALTER TABLE statements ADD COLUMN role_end INTEGER",
        "ALTER TABLE statements ADD COLUMN name_start INTEGER",
        "ALTER TABLE statements ADD COLUMN name_end INTEGER",
        "ALTER TABLE statements ADD COLUMN outlet TEXT",
        "ALTER TABLE vectors ADD COLUMN sentences BLOB",
        "ALTER TABLE vectors ADD COLUMN sentence_vectors BLOB",
    ),
    2: (
        "ALTER TABLE articles ADD COLUMN gone_at TEXT",
        "CREATE TABLE signatures (article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, "
        "recipe INTEGER NOT NULL, shingles BLOB NOT NULL)",
        "CREATE TABLE copies (article INTEGER NOT NULL, other INTEGER NOT NULL, share REAL NOT NULL, "
        "same INTEGER NOT NULL, PRIMARY KEY (article, other)) WITHOUT ROWID",
        "CREATE INDEX copies_other ON copies (other)",
        "CREATE TABLE stories (article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, "
        "story INTEGER NOT NULL, place INTEGER NOT NULL, origin TEXT)",
        "CREATE INDEX stories_story ON stories (story)",
    ),
    3: (
        "CREATE TABLE fetches (collection TEXT NOT NULL, address TEXT NOT NULL, article TEXT NOT NULL, etag TEXT, "
        "last_modified TEXT, fetched_at TEXT NOT NULL, PRIMARY KEY (collection, address)) WITHOUT ROWID",
        "CREATE TABLE failures (collection TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, "
        "failed_at TEXT NOT NULL, PRIMARY KEY (collection, source)) WITHOUT ROWID",
    ),
    4: (
        "ALTER TABLE vectors ADD COLUMN word_starts BLOB",
        "ALTER TABLE vectors ADD COLUMN word_codes BLOB",
        "CREATE TABLE raws (digest BLOB PRIMARY KEY, content BLOB NOT NULL)",
        "CREATE TABLE origins (article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, "
        "raw BLOB NOT NULL, size INTEGER NOT NULL, way TEXT NOT NULL, address TEXT, content_type TEXT, charset TEXT, "
        "said TEXT NOT NULL, received_at TEXT NOT NULL)",
        "CREATE INDEX origins_raw ON origins (raw)",
        "CREATE TABLE runs (run INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, sources TEXT NOT NULL, "
        "anew INTEGER NOT NULL, worked_at TEXT NOT NULL)",
        "CREATE TABLE visits (run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE, address TEXT NOT NULL, "
        "article TEXT NOT NULL, gone INTEGER NOT NULL, PRIMARY KEY (run, address, article)) WITHOUT ROWID",
    ),
}
"""SQL statements that migrate a store to the next format, by format."""

_LOCK_WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The schema of a file, and the wording of its errors.

    ``package`` holds the ``schema.sql`` of ``format``; ``migrations`` hold the SQL that migrates each earlier format to
    the next. ``name`` stands before the file's path in errors; ``missing`` and ``damaged`` say what to do if the file
    is missing or damaged.
    """

    package: str
    format: int
    migrations: Mapping[int, tuple[str, ...]]
    name: str
    missing: str
    damaged: str


INDEX = Layout(
    package="index.store",
    format=FORMAT,
    migrations=MIGRATIONS,
    name="the store",
    missing="there is no index in {folder!r}: run `whosaid rebuild` first",
    damaged="move it away (or put a copy of it back), then run `whosaid rebuild`",
)
"""The layout of the index's store."""

Row = tuple[Any, ...]
"""A row as SQLite returns it; the query determines the types of its values."""


class Database:
    """One open SQLite file, with a connection for each thread.

    A file of an earlier format is migrated when it is opened.

    Raises DamagedError if the file is no store of whosaid, StoreError if it has another format or cannot be written,
    NothingIndexedError if it is missing and ``create`` is false, BusyError if another process locks it for more than 30
    seconds.
    """

    def __init__(self, path: Path, layout: Layout, *, create: bool) -> None:
        """Open the file at ``path``; with ``create`` make it if it is missing."""
        self.path = path
        self._layout = layout
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if not create and not path.is_file():
            raise NothingIndexedError(layout.missing.format(folder=str(path.parent)))
        try:
            with self.translate_errors():
                path.parent.mkdir(parents=True, exist_ok=True)
                if create:
                    self._create()
                self._migrate()
                self._check_format()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def fetch_all(self, sql: str, *values: object) -> list[Row]:
        """Return every row of a query."""
        with self.translate_errors():
            return self.connection().execute(sql, values).fetchall()

    def fetch_one(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query, or None."""
        rows = self.fetch_all(sql, *values)
        return rows[0] if rows else None

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, _LOCK_WAIT_S, isolation_level=None, check_same_thread=False)
            with self._lock:
                self._connections.append(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            self._local.connection = connection
        return connection

    @contextmanager
    def transaction(self, *collections: str) -> Iterator[sqlite3.Connection]:
        """Run a transaction that is committed at the end, and raise the revision of each of ``collections`` by one."""
        with self.translate_errors():
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                for collection in collections:
                    connection.execute(
                        "INSERT INTO revisions VALUES (?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1",
                        (collection,),
                    )
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def translate_errors(self) -> Iterator[None]:
        """Raise errors of SQLite and of the file system as StoreError, BusyError or DamagedError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            code = error.sqlite_errorcode & 0xFF
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise BusyError(f"{self._description} is in use by another process: try again") from error
            if code == sqlite3.SQLITE_ERROR:
                raise DamagedError(self._damage_message()) from error
            raise StoreError(
                f"{self._description} cannot be used: see that the disk has room and the file may be written"
            ) from error
        except sqlite3.DatabaseError as error:
            raise DamagedError(self._damage_message()) from error
        except OSError as error:
            raise StoreError(f"{str(self.path.parent)!r} cannot be used as DATA_DIR: give another folder") from error

    def _create(self) -> None:
        connection = self.connection()
        if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
            return
        connection.execute("PRAGMA journal_mode = WAL")
        schema = resources.files(self._layout.package).joinpath("schema.sql").read_text("utf-8")
        connection.executescript(f"BEGIN IMMEDIATE; {schema} PRAGMA user_version = {self._layout.format}; COMMIT;")

    def _migrate(self) -> None:
        migrations = self._layout.migrations
        if self._format() not in migrations:
            return
        with self.transaction() as connection:
            while (version := self._format()) in migrations:  # another process may have been first
                for change in migrations[version]:
                    connection.execute(change)
                connection.execute(f"PRAGMA user_version = {version + 1}")

    def _format(self) -> int:
        return int(self.fetch_all("PRAGMA user_version")[0][0])

    def _check_format(self) -> None:
        version = self._format()
        if version == 0:
            raise DamagedError(self._damage_message())
        if version != self._layout.format:
            raise StoreError(
                f"{self._description} has format {version}, and this whosaid reads {self._layout.format}: "
                "use the whosaid that wrote it, or another DATA_DIR"
            )

    def _damage_message(self) -> str:
        return f"{self._description} is damaged: {self._layout.damaged}"

    @property
    def _description(self) -> str:
        return f"{self._layout.name} {str(self.path)!r}"
