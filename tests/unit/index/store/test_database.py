"""Stores of an earlier format: opened, brought up to date, and nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from index.errors import DamagedError
from index.store.articles import FILE_NAME, Store
from index.store.database import FORMAT, MIGRATIONS
from index.store.records import ProcessedArticle
from index.types import Article, Passage, Statement

TEXT = "The mill closed. “We are sorry,” said Ada Thorn."
OLD_TEXT = "The mill is open."
SAID = Statement("Ada Thorn", None, "said", True, 17, 32, 38, 47)
TABLES_OF_FORMAT_1 = """
CREATE TABLE revisions (collection TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    current INTEGER NOT NULL, source TEXT NOT NULL, digest BLOB NOT NULL, recipe TEXT NOT NULL, title TEXT,
    publisher TEXT, author TEXT, published_at TEXT, url TEXT, metadata TEXT NOT NULL, text TEXT NOT NULL,
    stored_at TEXT NOT NULL, UNIQUE (collection, id, version)
);
CREATE UNIQUE INDEX articles_current ON articles (collection, id) WHERE current;
CREATE TABLE passages (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (article, start)
) WITHOUT ROWID;
CREATE TABLE statements (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE, number INTEGER NOT NULL,
    speaker TEXT NOT NULL, role TEXT, cue TEXT NOT NULL, direct INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, speaker_start INTEGER NOT NULL, speaker_end INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE vectors (
    model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, digest)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
TABLES_SINCE = (
    *("fetches", "failures", "signatures", "copies", "stories"),
    *("raws", "origins", "runs", "visits"),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder with a store of format 1: an article of two versions, and what was said in the later one."""
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.executescript(TABLES_OF_FORMAT_1)
    connection.execute("INSERT INTO revisions VALUES ('common', 7)")
    for version, text in enumerate((OLD_TEXT, TEXT)):
        connection.execute(
            "INSERT INTO articles VALUES (?, 'common', 'a', ?, ?, '/x/a.txt', x'00', '1:220:m', 'Mill', NULL, NULL, "
            "NULL, NULL, '{}', ?, '2025-01-01T00:00:00+00:00')",
            (version + 1, version, version, text),
        )
    connection.execute("INSERT INTO statements VALUES (2, 0, 'Ada Thorn', NULL, 'said', 1, 17, 32, 38, 47)")
    connection.commit()
    connection.close()
    return tmp_path


def format_of(data: Path) -> int:
    connection = sqlite3.connect(data / FILE_NAME)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_a_store_of_format_1_opens_with_all_that_it_held(old: Path) -> None:
    with Store(old) as store:
        assert store.collection("common").article("a") == (2, Article("a", TEXT, "Mill"))
        assert store.articles_by_key([1])[1].text == OLD_TEXT
        assert store.statements(2) == (SAID,)
        assert store.collection("common").revision() == 7
    assert format_of(old) == FORMAT


def test_a_store_of_format_1_takes_new_statements(old: Path) -> None:
    said = Statement("Ada Thorn", None, "said", True, 17, 32, 38, 47, 33, 37, None, None, 38, 47, "Northern Wire")
    article = Article("b", TEXT)
    with Store(old) as store:
        store.collection("common").put(
            [ProcessedArticle(article, "/x/b.txt", (Passage(0, 16, TEXT[:16]),), (said,), {})], "m", "r"
        )
        key, _ = store.collection("common").article("b") or pytest.fail("not stored")
        assert store.statements(key) == (said,)


def test_a_store_that_was_brought_up_to_date_has_the_columns_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Store(old).close()
    Store(tmp_path / "new", create=True).close()
    columns = []
    for data in (old, tmp_path / "new"):
        connection = sqlite3.connect(data / FILE_NAME)
        columns.append([row[1:] for row in connection.execute("PRAGMA table_info(statements)")])
        connection.close()
    assert columns[0] == columns[1]


def test_a_change_that_fails_leaves_the_store_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MIGRATIONS, 1, (*MIGRATIONS[1], "ALTER TABLE nowhere ADD COLUMN x"))
    with pytest.raises(DamagedError):
        Store(old)
    assert format_of(old) == 1
    monkeypatch.undo()
    with Store(old) as store:
        assert store.statements(2) == (SAID,)


def test_every_earlier_format_has_its_migration() -> None:
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


def test_a_store_of_format_1_gets_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Store(old).close()
    Store(tmp_path / "new", create=True).close()
    tables = []
    for data in (old, tmp_path / "new"):
        connection = sqlite3.connect(data / FILE_NAME)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        held = {name: [row[1:] for row in connection.execute(f"PRAGMA table_info({name})")] for (name,) in names}
        connection.close()
        tables.append({name: held[name] for name in TABLES_SINCE})
    assert tables[0] == tables[1]
