"""Stories, which are groups of near-duplicate articles: shingles, compared pairs and the resulting groups."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.duplicates.shingles import Shingles
from index.duplicates.stories import SimilarPair
from index.store.database import Database, Row

_CURRENT = "SELECT key FROM articles WHERE collection = ? AND current"


@dataclass(frozen=True, slots=True)
class Story:
    """Near-duplicate articles by their keys, first publication first.

    ``origin`` is the source that the first article names for its report, None if it names none.
    """

    keys: tuple[int, ...]
    origin: str | None = None

    @property
    def first(self) -> int:
        """The key of the article that was published first."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class StoryMember:
    """The id and publisher of a compared article, and the shingles of its text (uint32, ascending)."""

    id: str
    publisher: str | None
    shingles: Shingles


class StoryStore:
    """The tables ``signatures``, ``copies`` and ``stories``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the stories of all collections."""
        self._db = database

    def get(self, key: int) -> Story | None:
        """Return the story of a current article, None if it has no copies."""
        return self.stories_by_key([key]).get(key)

    def stories_by_key(self, keys: Iterable[int]) -> dict[int, Story]:
        """Return the stories of these articles, each under the keys of all of its articles."""
        rows = self._db.fetch_all(
            "SELECT story, article, origin FROM stories WHERE story IN (SELECT story FROM stories "
            "WHERE article IN (SELECT value FROM json_each(?))) ORDER BY story, place",
            json.dumps(sorted(set(keys))),
        )
        return {key: story for story in _stories(rows) for key in story.keys}

    def members(self, keys: Iterable[int]) -> dict[int, StoryMember]:
        """Return the articles among ``keys`` that are current and were compared, by key."""
        rows = self._db.fetch_all(
            "SELECT a.key, a.id, a.publisher, s.shingles FROM articles a JOIN signatures s ON s.article = a.key "
            "WHERE a.current AND a.key IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(set(keys))),
        )
        return {key: StoryMember(article_id, publisher, _shingles(blob)) for key, article_id, publisher, blob in rows}

    def forget_outdated(self, recipe: int) -> bool:
        """Delete comparisons of articles that are not current or were compared by another recipe.

        Returns whether there were any. Articles that were compared with them are to be compared again, because of equal
        articles only one is compared with the others.
        """
        with self._db.transaction() as connection:
            gone = connection.execute(
                "SELECT s.article FROM signatures s JOIN articles a ON a.key = s.article "
                "WHERE NOT a.current OR s.recipe <> ?",
                (recipe,),
            ).fetchall()
            connection.executemany("DELETE FROM signatures WHERE article = ?", gone)
            connection.executemany("DELETE FROM stories WHERE article = ?", gone)
            compared = connection.execute(
                "SELECT article FROM copies WHERE other NOT IN (SELECT article FROM signatures) "
                "UNION SELECT other FROM copies WHERE article NOT IN (SELECT article FROM signatures)"
            ).fetchall()
            connection.executemany("DELETE FROM signatures WHERE article = ?", compared)
            for column in ("article", "other"):
                connection.executemany(f"DELETE FROM copies WHERE {column} = ?", {*gone, *compared})  # noqa: S608
        return bool(gone or compared)

    def add(self, signatures: Mapping[int, Shingles], pairs: Iterable[SimilarPair], recipe: int) -> None:
        """Store the shingles of new articles and the pairs that were compared."""
        with self._db.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?)",
                [(key, recipe, shingles.astype("<u4").tobytes()) for key, shingles in signatures.items()],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?)",
                [(pair.one, pair.other, pair.share, pair.same) for pair in pairs],
            )


class CollectionStoryStore(StoryStore):
    """The stories of one collection."""

    def __init__(self, database: Database, collection: str) -> None:
        """Use the stories of ``collection``."""
        super().__init__(database)
        self._collection = collection

    def all(self) -> list[Story]:
        """Return every story of the collection."""
        rows = self._db.fetch_all(
            f"SELECT story, article, origin FROM stories WHERE article IN ({_CURRENT}) ORDER BY story, place",  # noqa: S608
            self._collection,
        )
        return _stories(rows)

    def uncompared_keys(self) -> list[int]:
        """Return the keys of current articles that were not compared yet, ascending."""
        rows = self._db.fetch_all(
            "SELECT key FROM articles WHERE collection = ? AND current "
            "AND key NOT IN (SELECT article FROM signatures) ORDER BY key",
            self._collection,
        )
        return [row[0] for row in rows]

    def signatures(self) -> dict[int, Shingles]:
        """Return the shingles of every current article that was compared, by key."""
        rows = self._db.fetch_all(
            f"SELECT article, shingles FROM signatures WHERE article IN ({_CURRENT})",  # noqa: S608
            self._collection,
        )
        return {key: _shingles(blob) for key, blob in rows}

    def pairs(self) -> list[SimilarPair]:
        """Return the compared pairs of current articles."""
        rows = self._db.fetch_all(
            f"SELECT article, other, share, same FROM copies WHERE article IN ({_CURRENT})",  # noqa: S608
            self._collection,
        )
        return [SimilarPair(one, other, share, bool(same)) for one, other, share, same in rows]

    def replace(self, stories: Sequence[Story]) -> None:
        """Replace the stories of the collection."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM stories WHERE article IN (SELECT key FROM articles WHERE collection = ?)",
                (self._collection,),
            )
            connection.executemany(
                "INSERT INTO stories VALUES (?, ?, ?, ?)",
                [(key, min(s.keys), place, s.origin) for s in stories for place, key in enumerate(s.keys)],
            )


def _stories(rows: Iterable[Row]) -> list[Story]:
    """Group rows of (story, article, origin), which are sorted by story and place."""
    stories: dict[int, list[tuple[int, str | None]]] = {}
    for story, article, origin in rows:
        stories.setdefault(story, []).append((article, origin))
    return [Story(tuple(key for key, _ in members), members[0][1]) for members in stories.values()]


def _shingles(blob: bytes) -> Shingles:
    return np.frombuffer(blob, "<u4")
