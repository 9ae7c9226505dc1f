"""SQL that undoes the changes of a run, or transfers an article to another collection."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

_ARTICLE = "collection = ? AND id = ?"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """A change of one article, by the keys of its versions.

    ``new_key`` is the version that became current, None if the article was only retired; ``old_key`` is the one that
    was current before, None if the article was new.
    """

    article_id: str
    new_key: int | None
    old_key: int | None


def undo_changes(connection: sqlite3.Connection, collection: str, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
    """Undo each change whose article has not changed since, and return the ids of these articles.

    It runs in the caller's transaction. A version that becomes current again loses its recipe, so that the next run
    processes it anew.
    """
    undone = []
    for change in changes:
        row = connection.execute(
            "SELECT key FROM articles WHERE collection = ? AND id = ? AND current",
            (collection, change.article_id),
        ).fetchone()
        if (row[0] if row else None) == change.new_key:
            _undo(connection, collection, change)
            undone.append(change.article_id)
    return tuple(undone)


def _undo(connection: sqlite3.Connection, collection: str, change: ArticleChange) -> None:
    connection.execute("DELETE FROM articles WHERE key = ? AND collection = ?", (change.new_key, collection))
    if change.old_key is not None:
        connection.execute(
            "UPDATE articles SET current = 1, recipe = '' WHERE key = ? AND collection = ?",
            (change.old_key, collection),
        )
    else:
        place = (collection, change.article_id)
        connection.execute("DELETE FROM fetches WHERE collection = ? AND article = ?", place)


def transfer_article(connection: sqlite3.Connection, collection: str, article_id: str, to: str) -> None:
    """Move every version of an article, and the records of its addresses, to the collection ``to``.

    It runs in the caller's transaction. Keys do not change, so that citations stay valid; passages, statements, vectors
    and originals, which belong to keys or texts, need no change. Versions that ``to`` already has of the id keep the
    lower numbers; the caller retires the current one of them.
    """
    key = connection.execute(
        f"SELECT key FROM articles WHERE {_ARTICLE} AND current",  # noqa: S608
        (collection, article_id),
    ).fetchone()
    (last,) = connection.execute(
        f"SELECT COALESCE(MAX(version), 0) FROM articles WHERE {_ARTICLE}",  # noqa: S608
        (to, article_id),
    ).fetchone()
    connection.execute(
        f"UPDATE articles SET collection = ?, version = version + ? WHERE {_ARTICLE}",  # noqa: S608
        (to, last, collection, article_id),
    )
    connection.execute(
        "INSERT OR REPLACE INTO fetches SELECT ?, address, article, etag, last_modified, fetched_at "
        "FROM fetches WHERE collection = ? AND article = ?",
        (to, collection, article_id),
    )
    connection.execute("DELETE FROM fetches WHERE collection = ? AND article = ?", (collection, article_id))
    if key is not None:
        _forget_comparisons(connection, key[0])


def _forget_comparisons(connection: sqlite3.Connection, key: int) -> None:
    """Make the article and its copies be compared again, each within its own collection."""
    compared = "SELECT other FROM copies WHERE article = ? UNION SELECT article FROM copies WHERE other = ?"
    connection.execute(f"DELETE FROM signatures WHERE article = ? OR article IN ({compared})", (key, key, key))  # noqa: S608
    connection.execute("DELETE FROM copies WHERE article = ? OR other = ?", (key, key))
    connection.execute("DELETE FROM stories WHERE story IN (SELECT story FROM stories WHERE article = ?)", (key,))
