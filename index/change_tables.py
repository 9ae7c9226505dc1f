"""Changes of articles, and the SQL that undoes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What was done to one article, by its versions' keys in the store: ``made`` is the version that is current since,
    None where the article was only taken out of the search; ``before`` the one that was current, None where the
    article was new."""

    article_id: str
    made: int | None
    before: int | None


def undo_changes(connection: sqlite3.Connection, collection: str, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
    """Undo, within the caller's transaction, each change whose article has not changed since; return their ids.

    A version that can be found again is marked, so that the next run processes it anew.
    """
    undone = []
    for change in changes:
        row = connection.execute(
            "SELECT key FROM articles WHERE collection = ? AND id = ? AND current",
            (collection, change.article_id),
        ).fetchone()
        if (row[0] if row else None) == change.made:
            _undo(connection, collection, change)
            undone.append(change.article_id)
    return tuple(undone)


def _undo(connection: sqlite3.Connection, collection: str, change: ArticleChange) -> None:
    connection.execute("DELETE FROM articles WHERE key = ? AND collection = ?", (change.made, collection))
    if change.before is not None:
        connection.execute(
            "UPDATE articles SET current = 1, recipe = '' WHERE key = ? AND collection = ?", (change.before, collection)
        )
    else:
        place = (collection, change.article_id)
        connection.execute("DELETE FROM fetches WHERE collection = ? AND article = ?", place)
