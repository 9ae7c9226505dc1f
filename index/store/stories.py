"""What the store keeps of stories: the articles' shingles, the pairs compared, and the groups made of them."""

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
    """Copies of one story, by the articles' keys: who published it first, then the others by publication. ``origin``
    names the source that the first one says it has it from, None where it is its own."""

    keys: tuple[int, ...]
    origin: str | None = None

    @property
    def first(self) -> int:
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An article of a story as it is named, and the shingles of its text."""

    id: str
    publisher: str | None
    shingles: Shingles


class StoryStore:
    """The tables ``signatures``, ``copies`` and ``stories``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, key: int) -> Story | None:
        """The story of a current article, None where it has no copies."""
        return self.stories_by_key([key]).get(key)

    def stories_by_key(self, keys: Iterable[int]) -> dict[int, Story]:
        """The stories that any of these articles tells, each under the key of every article of it."""
        rows = self._db.fetch_all(
            "SELECT story, article, origin FROM stories WHERE story IN (SELECT story FROM stories "
            "WHERE article IN (SELECT value FROM json_each(?))) ORDER BY story, place",
            json.dumps(sorted(set(keys))),
        )
        return {key: story for story in _stories(rows) for key in story.keys}

    def members(self, keys: Iterable[int]) -> dict[int, StoryMember]:
        """Those of these articles that are current and were compared, by key."""
        rows = self._db.fetch_all(
            "SELECT a.key, a.id, a.publisher, s.shingles FROM articles a JOIN signatures s ON s.article = a.key "
            "WHERE a.current AND a.key IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(set(keys))),
        )
        return {key: StoryMember(article_id, publisher, _shingles(blob)) for key, article_id, publisher, blob in rows}

    def forget_outdated(self, recipe: int) -> bool:
        """Forget what is known of articles that are no longer current or were compared by another recipe, and the
        comparisons with them; whether there was any. Their copies are to be compared again: of equal articles only one
        is compared with the others."""
        with self._db.transaction() as connection:
            gone = connection.execute(
                "SELECT s.article FROM signatures s JOIN articles a ON a.key = s.article "
                "WHERE NOT a.current OR s.recipe <> ?",
                (recipe,),
            ).fetchall()
            connection.executemany("DELETE FROM signatures WHERE article = ?", gone)
            connection.executemany("DELETE FROM stories WHERE article = ?", gone)
            beside = connection.execute(
                "SELECT article FROM copies WHERE other NOT IN (SELECT article FROM signatures) "
                "UNION SELECT other FROM copies WHERE article NOT IN (SELECT article FROM signatures)"
            ).fetchall()
            connection.executemany("DELETE FROM signatures WHERE article = ?", beside)
            for column in ("article", "other"):
                connection.executemany(f"DELETE FROM copies WHERE {column} = ?", {*gone, *beside})  # noqa: S608
        return bool(gone or beside)

    def add(self, signatures: Mapping[int, Shingles], pairs: Iterable[SimilarPair], recipe: int) -> None:
        """Store new articles' shingles and what they were found to be to others."""
        with self._db.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?)",
                [(key, recipe, found.astype("<u4").tobytes()) for key, found in signatures.items()],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?)",
                [(pair.one, pair.other, pair.share, pair.same) for pair in pairs],
            )


class CollectionStoryStore(StoryStore):
    """The stories of one collection."""

    def __init__(self, database: Database, collection: str) -> None:
        super().__init__(database)
        self._collection = collection

    def all(self) -> list[Story]:
        """Every story of a collection that several articles tell."""
        rows = self._db.fetch_all(
            f"SELECT story, article, origin FROM stories WHERE article IN ({_CURRENT}) ORDER BY story, place",  # noqa: S608
            self._collection,
        )
        return _stories(rows)

    def uncompared_keys(self) -> list[int]:
        """The current articles that were not compared yet, in order."""
        rows = self._db.fetch_all(
            "SELECT key FROM articles WHERE collection = ? AND current "
            "AND key NOT IN (SELECT article FROM signatures) ORDER BY key",
            self._collection,
        )
        return [row[0] for row in rows]

    def signatures(self) -> dict[int, Shingles]:
        """The shingles of every current article that was compared."""
        rows = self._db.fetch_all(
            f"SELECT article, shingles FROM signatures WHERE article IN ({_CURRENT})",  # noqa: S608
            self._collection,
        )
        return {key: _shingles(blob) for key, blob in rows}

    def pairs(self) -> list[SimilarPair]:
        """What was found of every two current articles."""
        rows = self._db.fetch_all(
            f"SELECT article, other, share, same FROM copies WHERE article IN ({_CURRENT})",  # noqa: S608
            self._collection,
        )
        return [SimilarPair(one, other, share, bool(same)) for one, other, share, same in rows]

    def replace(self, stories: Sequence[Story]) -> None:
        """Make these the stories of a collection."""
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
    """Stories out of rows of story, article and origin, sorted by story and place."""
    stories: dict[int, list[tuple[int, str | None]]] = {}
    for story, article, origin in rows:
        stories.setdefault(story, []).append((article, origin))
    return [Story(tuple(key for key, _ in members), members[0][1]) for members in stories.values()]


def _shingles(blob: bytes) -> Shingles:
    return np.frombuffer(blob, "<u4")
