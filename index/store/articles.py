"""Articles with their versions, passages, statements and vectors in one SQLite file, the source of truth.

Begin with ``Store``; ``Store.collection`` gives the view of one collection. Readers and one writer may work at the same
time, from several processes; every change is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Self, TypeVar

from index.models.late_interaction import TokenCodes
from index.store.changes import ArticleChange, transfer_article, undo_changes
from index.store.database import INDEX, Database, Row
from index.store.originals import OriginalStore
from index.store.records import (
    VECTOR_COLUMNS,
    EncodedPassage,
    ProcessedArticle,
    SearchableArticle,
    StoredArticle,
    Version,
    article_digest,
    pack_vectors,
    text_digest,
    unpack_vectors,
    unpack_words,
)
from index.store.runs import RunStore
from index.store.sources import SourceStore
from index.store.stories import CollectionStoryStore, StoryStore
from index.types import Article, Statement

FILE_NAME = "whosaid.sqlite3"
_MAX_VARIABLES = 500
"""SQLite binds at most 999 values a query in its older builds."""

T = TypeVar("T")

_ARTICLE_COLUMNS = "id, text, title, publisher, author, published_at, url, metadata"
_STORED_COLUMNS = "key, id, source, digest, recipe"
_VERSION_COLUMNS = "key, version, current, stored_at, gone_at"
_STATEMENT_FIELDS = tuple(column.name for column in fields(Statement))
_STATEMENT_COLUMNS = ", ".join(f'"{name}"' for name in _STATEMENT_FIELDS)
_statement_values = attrgetter(*_STATEMENT_FIELDS)


class Store:
    """The articles of all collections in ``DATA_DIR``, for use from several threads.

    Its methods raise what ``Database`` raises.
    """

    def __init__(self, data_dir: Path, *, create: bool = False) -> None:
        """Open the store; with ``create`` make it if it is missing."""
        self._db = Database(data_dir / FILE_NAME, INDEX, create=create)
        self.stories = StoryStore(self._db)

    def close(self) -> None:
        """Close every thread's connection."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the store."""
        self.close()

    def collection(self, collection: str) -> CollectionStore:
        """Return the view of one collection, which may have no article yet."""
        return CollectionStore(self, self._db, collection)

    def collection_names(self) -> list[str]:
        """Return the names of the collections that have articles, in order."""
        return [
            row[0] for row in self._db.fetch_all("SELECT DISTINCT collection FROM articles WHERE current ORDER BY 1")
        ]

    def articles(self, *collections: str) -> tuple[Article, ...]:
        """Return the current articles of collections: newest publication first, those without a date last.

        Of several articles with one id, the one of the collection named first is returned.
        """
        hidden = self.shadowed_keys(collections)
        rows = self._db.fetch_all(
            f"SELECT key, {_ARTICLE_COLUMNS} FROM articles WHERE current "  # noqa: S608
            f"AND collection IN ({_marks(collections)}) ORDER BY published_at IS NULL, published_at DESC, title, id",
            *collections,
        )
        return tuple(_article(row[1:]) for row in rows if row[0] not in hidden)

    def shadowed_keys(self, collections: Sequence[str]) -> set[int]:
        """Return the keys of current articles whose id is also current in a collection that is named earlier."""
        keys: set[int] = set()
        for number, name in enumerate(collections[1:], 1):
            rows = self._db.fetch_all(
                "SELECT other.key FROM articles one JOIN articles other ON other.id = one.id "  # noqa: S608
                f"WHERE other.collection = ? AND other.current AND one.current "
                f"AND one.collection IN ({_marks(collections[:number])})",
                name,
                *collections[:number],
            )
            keys.update(key for (key,) in rows)
        return keys

    def is_current(self, key: int) -> bool:
        """Tell whether a version of an article is the current one."""
        return self._db.fetch_one("SELECT 1 FROM articles WHERE key = ? AND current", key) is not None

    def gone_at(self, key: int) -> str | None:
        """Return when the page of a version was found to be gone (ISO 8601), None while it is there."""
        row = self._db.fetch_one("SELECT gone_at FROM articles WHERE key = ?", key)
        return str(row[0]) if row and row[0] else None

    def articles_by_key(self, keys: Iterable[int], collections: Sequence[str] = ()) -> dict[int, Article]:
        """Return articles, of any version, by key.

        Keys that were removed are left out; with ``collections`` so are keys of other collections.
        """
        condition = f"AND collection IN ({_marks(collections)})" if collections else ""
        articles: dict[int, Article] = {}
        for some in _chunks(sorted(set(keys))):
            rows = self._db.fetch_all(
                f"SELECT key, {_ARTICLE_COLUMNS} FROM articles WHERE key IN ({_marks(some)}) {condition}",  # noqa: S608
                *some,
                *collections,
            )
            articles.update((row[0], _article(row[1:])) for row in rows)
        return articles

    def statements(self, key: int) -> tuple[Statement, ...]:
        """Return the statements of one article, in the order of its text."""
        return self.statements_by_key([key])[key]

    def statements_by_key(self, keys: Iterable[int]) -> dict[int, tuple[Statement, ...]]:
        """Return the statements of each article, in the order of its text; none for a key that was removed."""
        statements: dict[int, list[Statement]] = {key: [] for key in keys}
        for some in _chunks(sorted(statements)):
            rows = self._db.fetch_all(
                f"SELECT article, {_STATEMENT_COLUMNS} FROM statements "  # noqa: S608
                f"WHERE article IN ({_marks(some)}) ORDER BY article, number",
                *some,
            )
            for row in rows:
                statements[row[0]].append(Statement(row[1], row[2], row[3], bool(row[4]), *row[5:]))
        return {key: tuple(found) for key, found in statements.items()}

    def passage_count(self, key: int) -> int:
        """Return how many searchable passages a version of an article has."""
        row = self._db.fetch_one("SELECT COUNT(*) FROM passages WHERE article = ?", key)
        return int(row[0]) if row else 0

    def encoded_passages(self, model: str, digests: Iterable[bytes]) -> dict[bytes, EncodedPassage]:
        """Return what ``model`` has encoded already of texts, by their sha256 digests."""
        encoded: dict[bytes, EncodedPassage] = {}
        for some in _chunks(sorted(set(digests))):
            rows = self._db.fetch_all(
                f"SELECT digest, {VECTOR_COLUMNS} FROM vectors "  # noqa: S608
                f"WHERE model = ? AND digest IN ({_marks(some)}) AND sentences IS NOT NULL",
                model,
                *some,
            )
            encoded.update((row[0], unpack_vectors(*row[1:])) for row in rows)
        return encoded

    def token_codes(self, model: str, key: int, start: int) -> TokenCodes | None:
        """Return the encoded content words of the passage at ``start`` of a version, None if ``model`` stored none."""
        row = self._db.fetch_one(
            "SELECT v.word_starts, v.word_codes FROM passages p JOIN vectors v ON v.model = ? AND v.digest = p.digest "
            "WHERE p.article = ? AND p.start = ?",
            model,
            key,
            start,
        )
        return unpack_words(*row) if row else None

    def prune(self) -> None:
        """Delete vectors that belong to no passage, and originals that belong to no version."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")
            connection.execute("DELETE FROM raws WHERE digest NOT IN (SELECT raw FROM origins)")


class CollectionStore:
    """The view of one collection, ``name``, on a store; it is usable as long as the store is open.

    Its methods raise what ``Database`` raises.
    """

    def __init__(self, store: Store, database: Database, name: str) -> None:
        """Make the view; ``Store.collection`` is the public way to it."""
        self.name = name
        self._store = store
        self._db = database
        self.stories = CollectionStoryStore(database, name)
        self.sources = SourceStore(database, name)
        self.originals = OriginalStore(database, name)
        self.runs = RunStore(database, name)

    def revision(self) -> int:
        """Return how many changes of the collection were committed."""
        row = self._db.fetch_one("SELECT revision FROM revisions WHERE collection = ?", self.name)
        return int(row[0]) if row else 0

    def count(self) -> int:
        """Return how many current articles the collection has."""
        row = self._db.fetch_one("SELECT COUNT(*) FROM articles WHERE collection = ? AND current", self.name)
        return int(row[0]) if row else 0

    def stored_articles(self) -> dict[str, StoredArticle]:
        """Return every current article by id."""
        rows = self._db.fetch_all(f"SELECT {_STORED_COLUMNS} FROM articles WHERE collection = ? AND current", self.name)  # noqa: S608
        return {row[1]: StoredArticle(*row) for row in rows}

    def stored_articles_by_id(self, article_ids: Iterable[str]) -> dict[str, StoredArticle]:
        """Return the articles with these ids that are current, by id."""
        stored: dict[str, StoredArticle] = {}
        for some in _chunks(sorted(set(article_ids))):
            rows = self._db.fetch_all(
                f"SELECT {_STORED_COLUMNS} FROM articles WHERE collection = ? AND current AND id IN ({_marks(some)})",  # noqa: S608
                self.name,
                *some,
            )
            stored.update((row[1], StoredArticle(*row)) for row in rows)
        return stored

    def article(self, article_id: str) -> tuple[int, Article] | None:
        """Return the key and the article of the current version, None if there is none."""
        row = self._db.fetch_one(
            f"SELECT key, {_ARTICLE_COLUMNS} FROM articles WHERE collection = ? AND id = ? AND current",  # noqa: S608
            self.name,
            article_id,
        )
        return (int(row[0]), _article(row[1:])) if row else None

    def articles(self) -> tuple[Article, ...]:
        """Return every current article, newest publication first, those without a date last."""
        return self._store.articles(self.name)

    def articles_by_key(self, keys: Iterable[int]) -> dict[int, Article]:
        """Return articles of any version; a key that is not of this collection is left out."""
        return self._store.articles_by_key(keys, (self.name,))

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """Return all versions of an article, oldest first; the last is current unless the article was retired."""
        rows = self._db.fetch_all(
            f"SELECT {_VERSION_COLUMNS} FROM articles WHERE collection = ? AND id = ? ORDER BY version",  # noqa: S608
            self.name,
            article_id,
        )
        return tuple(_version(row) for row in rows)

    def current_versions(self) -> dict[str, Version]:
        """Return the version of every current article, by id."""
        rows = self._db.fetch_all(
            f"SELECT id, {_VERSION_COLUMNS} FROM articles WHERE collection = ? AND current",  # noqa: S608
            self.name,
        )
        return {row[0]: _version(row[1:]) for row in rows}

    def addresses(self) -> list[tuple[str, str]]:
        """Return the id and the URL of every current article that has a URL."""
        rows = self._db.fetch_all(
            "SELECT id, url FROM articles WHERE collection = ? AND current AND url NOT NULL", self.name
        )
        return [(row[0], row[1]) for row in rows]

    def all_statements(self, article_id: str | None = None) -> list[tuple[Article, Statement]]:
        """Return the statements of one current article, or of all, each with its article."""
        keys = [known.key for known in self.stored_articles().values() if article_id in (None, known.id)]
        articles, statements = self._store.articles_by_key(keys), self._store.statements_by_key(keys)
        return [(articles[key], statement) for key in keys if key in articles for statement in statements[key]]

    def searchable_articles(self, model: str) -> Iterator[SearchableArticle]:
        """Give every current article with the passages that ``model`` encoded, in the order of the keys."""
        keys = self._db.fetch_all("SELECT key FROM articles WHERE collection = ? AND current ORDER BY key", self.name)
        for (key,) in keys:
            row = self._db.fetch_one("SELECT title, text FROM articles WHERE key = ?", key)
            passages = self._db.fetch_all(
                f'SELECT p.start, p."end", {VECTOR_COLUMNS} FROM passages p '  # noqa: S608
                "JOIN vectors v ON v.model = ? AND v.digest = p.digest WHERE p.article = ? ORDER BY p.start",
                model,
                key,
            )
            if row:
                encoded = tuple((start, end, unpack_vectors(*blobs)) for start, end, *blobs in passages)
                yield SearchableArticle(key, row[0], row[1], encoded, self._store.statements(key))

    def put(
        self,
        batch: Sequence[ProcessedArticle],
        model: str,
        recipe: str,
        versions: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Store articles and everything derived from them in one transaction.

        Each becomes the current version of its id. One whose text and metadata are stored already keeps its version
        and gets the new passages, statements and vectors. ``versions`` maps ids to the keys that are expected to be
        current: an article whose current key differs is left out.
        """
        current = self.stored_articles_by_id(versions)
        changed = {i for i, key in versions.items() if i not in current or current[i].key != key}
        batch = [item for item in batch if item.article.id not in changed]
        if not batch:
            return
        marks = ", ?" * len(_STATEMENT_FIELDS)
        with self._db.transaction(self.name) as connection:
            for item in batch:
                key = _put_article(connection, self.name, item, recipe)
                connection.execute("DELETE FROM passages WHERE article = ?", (key,))
                connection.execute("DELETE FROM statements WHERE article = ?", (key,))
                connection.executemany(
                    "INSERT INTO passages VALUES (?, ?, ?, ?)",
                    [(key, p.start, p.end, text_digest(p.text)) for p in item.passages],
                )
                connection.executemany(
                    f"INSERT INTO statements (article, number, {_STATEMENT_COLUMNS}) VALUES (?, ?{marks})",  # noqa: S608
                    [(key, number, *_statement_values(each)) for number, each in enumerate(item.statements)],
                )
                connection.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [(model, digest, *pack_vectors(encoded)) for digest, encoded in item.encoded.items()],
                )

    def move(self, article_id: str, source: str) -> None:
        """Record that an unchanged article now comes from another source."""
        with self._db.transaction(self.name) as connection:
            connection.execute(
                "UPDATE articles SET source = ? WHERE collection = ? AND id = ? AND current",
                (source, self.name, article_id),
            )

    def transfer(self, article_id: str, to: str) -> None:
        """Move an article with all its versions to another collection, where it becomes the current one of its id."""
        with self._db.transaction(self.name, to) as connection:
            _retire(connection, to, article_id)
            transfer_article(connection, self.name, article_id, to)

    def undo(self, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
        """Undo each change whose article has not changed since, and return the ids of these articles.

        A version that becomes current again is marked so that the next run processes it anew.
        """
        with self._db.transaction(self.name) as connection:
            return undo_changes(connection, self.name, changes)

    def retire(self, article_ids: Iterable[str]) -> None:
        """Take articles out of the search; their versions stay, so that earlier citations still open."""
        article_ids = tuple(article_ids)
        if not article_ids:
            return
        with self._db.transaction(self.name) as connection:
            for article_id in article_ids:
                _retire(connection, self.name, article_id)

    def mark_gone(self, article_ids: Iterable[str], *, gone: bool = True) -> None:
        """Record that the pages of articles are gone, or there again; the articles are still searched and cited.

        An article that was marked already keeps its time.
        """
        when = datetime.now(UTC).isoformat(timespec="seconds") if gone else None
        with self._db.transaction() as connection:
            connection.executemany(
                "UPDATE articles SET gone_at = ? WHERE collection = ? AND id = ? AND current "
                "AND (gone_at IS NULL) = (? IS NOT NULL)",
                [(when, self.name, article_id, when) for article_id in article_ids],
            )

    def erase(self, article_id: str) -> None:
        """Delete every version of an article."""
        with self._db.transaction(self.name) as connection:
            connection.execute("DELETE FROM articles WHERE collection = ? AND id = ?", (self.name, article_id))
            connection.execute("DELETE FROM fetches WHERE collection = ? AND article = ?", (self.name, article_id))
            connection.execute("DELETE FROM raws WHERE digest NOT IN (SELECT raw FROM origins)")


def _put_article(connection: sqlite3.Connection, collection: str, item: ProcessedArticle, recipe: str) -> int:
    article, digest = item.article, article_digest(item.article)
    row = connection.execute(
        "SELECT key, digest FROM articles WHERE collection = ? AND id = ? AND current",
        (collection, article.id),
    ).fetchone()
    if row and row[1] == digest:
        connection.execute("UPDATE articles SET source = ?, recipe = ? WHERE key = ?", (item.source, recipe, row[0]))
        return int(row[0])
    _retire(connection, collection, article.id)
    last = connection.execute(
        "SELECT COALESCE(MAX(version), 0) FROM articles WHERE collection = ? AND id = ?",
        (collection, article.id),
    ).fetchone()[0]
    cursor = connection.execute(
        "INSERT INTO articles (collection, id, version, current, source, digest, recipe, title, publisher, author, "
        "published_at, url, metadata, text, stored_at) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            collection,
            article.id,
            last + 1,
            item.source,
            digest,
            recipe,
            article.title,
            article.publisher,
            article.author,
            article.published_at,
            article.url,
            json.dumps(dict(article.metadata), ensure_ascii=False),
            article.text,
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )
    return int(cursor.lastrowid or 0)


def _retire(connection: sqlite3.Connection, collection: str, article_id: str) -> None:
    current = "SELECT key FROM articles WHERE collection = ? AND id = ? AND current"
    connection.execute(f"DELETE FROM passages WHERE article IN ({current})", (collection, article_id))  # noqa: S608
    connection.execute(
        "UPDATE articles SET current = 0 WHERE collection = ? AND id = ? AND current",
        (collection, article_id),
    )


def _article(row: Row) -> Article:
    article_id, text, title, publisher, author, published_at, url, metadata = row
    return Article(article_id, text, title, publisher, author, published_at, url, json.loads(metadata))


def _version(row: Row) -> Version:
    key, number, current, stored_at, gone_at = row
    return Version(key, number, bool(current), stored_at, gone_at)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _MAX_VARIABLES):
        yield items[start : start + _MAX_VARIABLES]
