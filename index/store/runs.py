"""What runs have done that did not come to their end, so that the next one goes on from there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from index.store.database import Database

RESUME_WINDOW = timedelta(hours=6)
"""How long an unfinished run can be gone on with: a page that was fetched longer ago may say something else by now."""


@dataclass(frozen=True, slots=True)
class CompletedWork:
    """What unfinished ``runs`` have done: the article that each address gave, the addresses among them whose page was
    ``gone``, and the ids of the articles that were made ``anew``. All of these articles are still there."""

    runs: tuple[int, ...] = ()
    articles: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()


class RunStore:
    """The tables ``runs`` and ``visits``. Raises what Database raises.

    Several runs may be under way at once: each writes its own rows, and goes on with those of the others that were
    asked for nothing else. One whose rows were taken away by another's end writes no more, and loses nothing by it.
    """

    def __init__(self, database: Database, collection: str) -> None:
        self._db = database
        self._collection = collection

    def find_completed(self, sources: Iterable[str], *, anew: bool) -> CompletedWork:
        """What unfinished runs did not long ago that were asked for these ``sources``, or for some of them."""
        asked = set(sources)
        rows = self._db.fetch_all(
            "SELECT run, sources FROM runs WHERE collection = ? AND anew = ? AND worked_at >= ?",
            self._collection,
            anew,
            _time(RESUME_WINDOW),
        )
        runs = tuple(run for run, given in rows if asked.issuperset(json.loads(given)))
        articles: dict[str, str] = {}
        gone, made = set[str](), set[str]()
        for run in runs:
            for address, article, is_gone in self._visits(run):
                if address:
                    articles[address] = article
                    (gone.add if is_gone else gone.discard)(address)
                else:
                    made.add(article)
        return CompletedWork(runs, articles, frozenset(gone), frozenset(made))

    def begin(self, sources: Sequence[str], *, anew: bool) -> int:
        """A new run's number; the runs that nobody goes on with any more are forgotten."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM runs WHERE worked_at < ?", (_time(RESUME_WINDOW),))
            cursor = connection.execute(
                "INSERT INTO runs (collection, sources, anew, worked_at) VALUES (?, ?, ?, ?)",
                (self._collection, json.dumps(sorted(set(sources))), anew, _time()),
            )
        return int(cursor.lastrowid or 0)

    def record_visits(self, run: int, done: Iterable[tuple[str, str, bool]]) -> None:
        """Note what a run did: (address, the article's id, whether its page is gone); only once it is stored."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE runs SET worked_at = ? WHERE run = ?", (_time(), run))
            connection.executemany(
                "INSERT OR REPLACE INTO visits SELECT run, ?, ?, ? FROM runs WHERE run = ?",
                [(*visit, run) for visit in done],
            )

    def finish(self, runs: Iterable[int]) -> None:
        """Forget runs that have come to their end."""
        with self._db.transaction() as connection:
            connection.executemany("DELETE FROM runs WHERE run = ?", [(run,) for run in runs])

    def _visits(self, run: int) -> list[tuple[str, str, bool]]:
        rows = self._db.fetch_all(
            "SELECT v.address, v.article, v.gone FROM visits v "
            "JOIN articles a ON a.collection = ? AND a.id = v.article AND a.current WHERE v.run = ?",
            self._collection,
            run,
        )
        return [(row[0], row[1], bool(row[2])) for row in rows]


def _time(ago: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) - ago).isoformat(timespec="seconds")
