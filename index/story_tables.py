"""What the store keeps of stories: the articles' shingles, the pairs compared, and the groups made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.database import Database
from index.shingles import Shingles
from index.stories import Pair

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


class StoryTables:
    """The tables ``signatures``, ``copies`` and ``stories``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, key: int) -> Story | None:
        """The story of a current article, None where it has no copies."""
        rows = self._db.all(
            "SELECT article, origin FROM stories WHERE story = (SELECT story FROM stories WHERE article = ?) "
            "ORDER BY place",
            key,
        )
        return Story(tuple(row[0] for row in rows), rows[0][1]) if rows else None

    def places(self, keys: Iterable[int]) -> dict[int, tuple[bool, str | None]]:
        """Of each of these articles that has copies, whether it was first, and its story's ``origin``."""
        wanted = json.dumps(sorted(set(keys)))
        rows = self._db.all(
            "SELECT article, place, origin FROM stories WHERE article IN (SELECT value FROM json_each(?))", wanted
        )
        return {key: (place == 0, origin) for key, place, origin in rows}

    def all(self, collection: str) -> list[Story]:
        """Every story of a collection that several articles tell."""
        stories: dict[int, list[tuple[int, str | None]]] = {}
        rows = self._db.all(
            f"SELECT story, article, origin FROM stories WHERE article IN ({_CURRENT}) ORDER BY story, place",  # noqa: S608
            collection,
        )
        for story, article, origin in rows:
            stories.setdefault(story, []).append((article, origin))
        return [Story(tuple(key for key, _ in members), members[0][1]) for members in stories.values()]

    def forget_gone(self, recipe: int) -> bool:
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

    def unsigned(self, collection: str) -> list[int]:
        """The current articles that were not compared yet, in order."""
        rows = self._db.all(
            "SELECT key FROM articles WHERE collection = ? AND current "
            "AND key NOT IN (SELECT article FROM signatures) ORDER BY key",
            collection,
        )
        return [row[0] for row in rows]

    def signatures(self, collection: str) -> dict[int, Shingles]:
        """The shingles of every current article that was compared."""
        rows = self._db.all(
            f"SELECT article, shingles FROM signatures WHERE article IN ({_CURRENT})",  # noqa: S608
            collection,
        )
        return {key: np.frombuffer(blob, "<u4") for key, blob in rows}

    def pairs(self, collection: str) -> list[Pair]:
        """What was found of every two current articles."""
        rows = self._db.all(
            f"SELECT article, other, share, same FROM copies WHERE article IN ({_CURRENT})",  # noqa: S608
            collection,
        )
        return [Pair(one, other, share, bool(same)) for one, other, share, same in rows]

    def add(self, signatures: Mapping[int, Shingles], pairs: Iterable[Pair], recipe: int) -> None:
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

    def replace(self, collection: str, stories: Sequence[Story]) -> None:
        """Make these the stories of a collection."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM stories WHERE article IN (SELECT key FROM articles WHERE collection = ?)", (collection,)
            )
            connection.executemany(
                "INSERT INTO stories VALUES (?, ?, ?, ?)",
                [(key, min(s.keys), place, s.origin) for s in stories for place, key in enumerate(s.keys)],
            )
