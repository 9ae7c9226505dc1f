"""Progress of runs that were interrupted, from which the next run continues."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from index.store.database import Database

RESUME_WINDOW = timedelta(hours=6)
"""How long an unfinished run can be continued; pages fetched earlier may have changed."""


@dataclass(frozen=True, slots=True)
class CompletedWork:
    """Work that unfinished ``runs`` have completed; all of its articles are still current.

    ``articles`` maps each visited address to the id of its article; ``gone`` are those of the addresses whose page was
    gone; ``anew`` are the ids of articles that were processed anew.
    """

    runs: tuple[int, ...] = ()
    articles: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()


class RunStore:
    """The tables ``runs`` and ``visits``. Raises what ``Database`` raises.

    Several runs may be active at once. Each writes rows of its own and continues those of runs over the same sources or
    some of them. A run whose rows were deleted when another one finished writes no more, and loses no articles.
    """

    def __init__(self, database: Database, collection: str) -> None:
        """Use the runs of ``collection``."""
        self._db = database
        self._collection = collection

    def find_completed(self, sources: Iterable[str], *, anew: bool) -> CompletedWork:
        """Return the work of recent unfinished runs over these ``sources`` or some of them."""
        requested = set(sources)
        rows = self._db.fetch_all(
            "SELECT run, sources FROM runs WHERE collection = ? AND anew = ? AND worked_at >= ?",
            self._collection,
            anew,
            _time(RESUME_WINDOW),
        )
        runs = tuple(run for run, listed in rows if requested.issuperset(json.loads(listed)))
        articles: dict[str, str] = {}
        gone, processed = set[str](), set[str]()
        for run in runs:
            for address, article, is_gone in self._visits(run):
                if address:
                    articles[address] = article
                    (gone.add if is_gone else gone.discard)(address)
                else:
                    processed.add(article)
        return CompletedWork(runs, articles, frozenset(gone), frozenset(processed))

    def begin(self, sources: Sequence[str], *, anew: bool) -> int:
        """Return the number of a new run; delete the runs that are too old to be continued."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM runs WHERE worked_at < ?", (_time(RESUME_WINDOW),))
            cursor = connection.execute(
                "INSERT INTO runs (collection, sources, anew, worked_at) VALUES (?, ?, ?, ?)",
                (self._collection, json.dumps(sorted(set(sources))), anew, _time()),
            )
        return int(cursor.lastrowid or 0)

    def record_visits(self, run: int, visits: Iterable[tuple[str, str, bool]]) -> None:
        """Record visits as (address, article id, whether the page is gone), after their articles were stored.

        An article that was processed anew has an empty address.
        """
        with self._db.transaction() as connection:
            connection.execute("UPDATE runs SET worked_at = ? WHERE run = ?", (_time(), run))
            connection.executemany(
                "INSERT OR REPLACE INTO visits SELECT run, ?, ?, ? FROM runs WHERE run = ?",
                [(*visit, run) for visit in visits],
            )

    def finish(self, runs: Iterable[int]) -> None:
        """Delete runs that have finished."""
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
