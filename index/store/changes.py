"""Undo of one run; transfer to another collection."""

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
    new_key: int | None
    old_key: int | None


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


_ARTICLE = "collection = ? AND id = ?"


def transfer_article(connection: sqlite3.Connection, collection: str, article_id: str, to: str) -> None:
    """Move every version of an article, and what is remembered of its addresses, within the caller's transaction.

    Keys stay as they are, so that quotes still stand where they stood, and passages, statements, vectors and raw
    sources, which lie under keys or texts, go along. Where the other collection has the id too, its versions stay
    before those that come; its current one is the caller's to retire.
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
    """Its copies are elsewhere now: they and the article are to be compared anew, each within its own collection."""
    beside = "SELECT other FROM copies WHERE article = ? UNION SELECT article FROM copies WHERE other = ?"
    connection.execute(f"DELETE FROM signatures WHERE article = ? OR article IN ({beside})", (key, key, key))  # noqa: S608
    connection.execute("DELETE FROM copies WHERE article = ? OR other = ?", (key, key))
    connection.execute(
        "DELETE FROM stories WHERE story IN (SELECT story FROM stories WHERE article = ?)",
        (key,),
    )
