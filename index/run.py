"""One run over sources: what they give is stored batch by batch as it comes, so that an interruption costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.addresses import replaced
from index.intake import Intake, Placed
from index.plan import Reading, vanished
from index.records import StoredArticle
from index.report import IngestReport
from index.run_tables import Done
from index.sources import Failed, Loaded, is_address
from index.sources.types import Place
from index.store import CollectionStore

if TYPE_CHECKING:
    from index.sources.online import Visit
    from index.types import Article

_BATCH_PAGES = 16
_BATCH_VISITS = 64
"""Pages with something new, and pages at all, that are stored at once at most, where they come faster than they are
stored: seconds of work, so that little is lost where a run is interrupted."""

_BATCH_BYTES = 32 * 2**20
"""What pages may weigh, as received, before they are stored."""


class Write(Protocol):
    """Splits, encodes and stores articles in batches; ``then`` is called with what of each batch was stored, while the
    writer's lock is still held. Those of which ``keys`` tells the version are left out where that is not the current
    one any more. ``quiet`` says nothing of how far it is."""

    def __call__(
        self,
        work: Sequence[Loaded],
        then: Callable[[Sequence[Loaded]], None],
        *,
        keys: Mapping[str, int] | None = None,
        quiet: bool = False,
    ) -> None: ...


@dataclass(slots=True)
class Run:
    """Changes a collection by what ``sources`` hold. ``earlier`` is what the unfinished runs that it goes on with did,
    ``stored`` what there was at its start; ``writing`` holds the writer's lock. Raises what Store raises, and
    BusyError."""

    store: CollectionStore
    sources: Sequence[str]
    intake: Intake
    earlier: Done
    write: Write
    writing: Callable[[], AbstractContextManager[None]]
    stored: dict[str, StoredArticle]
    _number: int | None = None
    _reading: Reading = field(default_factory=lambda: Reading({}, (), (), frozenset()))
    _failed: list[tuple[Place, Failed]] = field(default_factory=list)
    _same: dict[str, str] = field(default_factory=dict)
    _gone: dict[str, str] = field(default_factory=dict)
    _lists: list[Visit] = field(default_factory=list)
    _late: list[Visit] = field(default_factory=list)

    def read(self, reading: Reading) -> None:
        """Take what files and pipes hold."""
        self._reading = reading
        self._failed += [((-1, n), failed) for n, failed in enumerate(reading.failed)]
        self._take([((-1, n), item) for n, item in enumerate(reading.articles.values())])

    def visit(self, visits: Iterable[Visit | None]) -> None:
        """Take what web addresses give, and store it in batches: what came by the time that the next must be waited
        for, which None stands for."""
        for batch in _batches(visits):
            for visit in batch:
                self._meet(visit)
            offered = [(visit.place, it) for visit in batch for it in visit.found if isinstance(it, Loaded)]
            waits = self._take(offered, quiet=not any(visit.lines for visit in batch))
            self._late += [visit for visit in batch if visit.address in waits]
            self._remember([visit for visit in batch if visit.address not in waits])

    def settle(self) -> None:
        """Take what waited for the end, then process anew what is stored and was processed in another way."""
        self.intake.fetching = False
        waiting, self.intake.waiting = self.intake.waiting, []
        self._take(waiting)
        self._remember(self._late)
        now = self.store.stored()
        leaving = set(self._vanished(now))
        stale = [it for it in now.values() if it.recipe != self.intake.recipe and it.id not in leaving]
        texts = self.store.articles_by_key(known.key for known in stale)
        work = [Loaded(texts[known.key], known.source) for known in stale if known.key in texts]
        self.write(work, lambda stored: None, keys={known.id: known.key for known in stale})

    def finish(self) -> IngestReport:
        """Take out what has no source any more, note what is gone and what failed; the lock is held by the caller."""
        now = self.store.stored()
        removed = self._vanished(now)
        known = self._known(now)
        old = tuple(i for i in replaced(known, self.store.addresses()) if i not in removed)
        self.store.retire((*removed, *old))
        left = {*removed, *old}
        same = [i for i in _ids(self._same, now) if i not in self.intake.articles and i not in left]
        unchanged = tuple(i for i in dict.fromkeys((*self.intake.ids("unchanged"), *same)) if i in now)
        there = {*self.intake.articles, *same}
        gone = tuple(i for i in _ids(self._gone, now) if i in now and i not in there and i not in left)
        self.store.mark_gone([i for i in unchanged if is_address(now[i].source)], gone=False)
        self.store.mark_gone(gone)
        self._note_failures()
        self.store.sources.remember({it.address: it.seen for it in self._lists if it.seen})
        return IngestReport(
            self.intake.ids("added"),
            self.intake.ids("updated"),
            unchanged,
            removed,
            tuple(dict.fromkeys((*self._reading.repeated, *self.intake.repeats()))),
            self._failures(),
            self.store.count(),
            gone,
            old,
        )

    def end(self) -> None:
        """Note that nothing is left to be gone on with; the lock is held by the caller."""
        self.store.runs.finish([*self.earlier.runs, *([self._number] if self._number is not None else [])])

    def _take(self, offered: Sequence[Placed], *, quiet: bool = False) -> frozenset[str]:
        """Return the sources of which something waits."""
        stored = self.store.stored_of((item.article.id for _, item in offered))
        taken = self.intake.take(offered, stored)
        self.write(taken.work, self._keep, quiet=quiet)
        moved, self.intake.moved = self.intake.moved, {}
        if moved or any(item.raw for item in taken.same):
            with self.writing():
                for article_id, source in moved.items():
                    self.store.move(article_id, source)
                self._keep_raw(taken.same)
        return taken.waits

    def _meet(self, visit: Visit) -> None:
        self.intake.visited.add(visit.address)
        self._failed += [(visit.place, item) for item in visit.found if isinstance(item, Failed)]
        if visit.seen and visit.before and not visit.gone:
            self.intake.claim(visit.seen.article_id, visit.place)
        if visit.seen and not visit.found:
            (self._gone if visit.gone else self._same)[visit.address] = visit.seen.article_id
        if visit.lines and not visit.failed:
            self._lists.append(visit)

    def _remember(self, visits: Sequence[Visit]) -> None:
        """Note that addresses were visited, now that what they gave is stored. A list of articles is not known as long
        as those that are gone from it are still there."""
        done = [visit for visit in visits if not (visit.before or visit.failed or visit.lines)]
        if not done:
            return
        with self.writing():
            seen = {visit.address: visit.seen for visit in done if visit.seen and not visit.gone}
            self.store.sources.remember(seen)
            self.store.runs.mark(self._run(), [(it.address, _article_of(it), it.gone) for it in done])

    def _keep(self, stored: Sequence[Loaded]) -> None:
        self._keep_raw(stored)
        if self.intake.anew:
            self.store.runs.mark(self._run(), [("", item.article.id, False) for item in stored])

    def _keep_raw(self, items: Sequence[Loaded]) -> None:
        self.store.raws.keep({item.article.id: item.raw for item in items if item.raw})

    def _run(self) -> int:
        if self._number is None:
            self._number = self.store.runs.begin(self.sources, anew=self.intake.anew)
        return self._number

    def _vanished(self, now: dict[str, StoredArticle]) -> tuple[str, ...]:
        """Only what was there before the files were read, and is as it was then, can be known to be gone from them."""
        met = {*self.intake.articles, *self.earlier.articles.values()}
        left = [it for i, it in now.items() if i not in met and i in self.stored and self.stored[i].key == it.key]
        return vanished(left, {*self._reading.whole, *(visit.address for visit in self._lists)}, self.sources)

    def _known(self, now: dict[str, StoredArticle]) -> dict[str, Article]:
        """The articles that were found, in this run or before it was interrupted, without their texts."""
        earlier = [i for address, i in self.earlier.articles.items() if address not in self.earlier.gone]
        ids = [i for i in earlier if i in now and i not in self.intake.articles]
        before = self.store.articles_by_key(now[i].key for i in ids)
        return {article.id: article for article in before.values()} | self.intake.articles

    def _failures(self) -> tuple[Failed, ...]:
        return tuple(failed for _, failed in sorted(self._failed, key=lambda placed: placed[0]))

    def _note_failures(self) -> None:
        """What to forget and what to keep of failures: a file that is not there is nothing to mend."""
        old = {failure.source for failure in self.store.sources.failures()}
        gone = {source for source in old if not is_address(source) and not Path(source).exists()}
        failed = [it for it in self._failures() if is_address(it.source) or Path(it.source).exists()]
        tried = {
            *self._reading.whole,
            *self.intake.visited,
            *self._addresses(),
            *(it.source for it in self._failures()),
        }
        self.store.sources.note(gone | tried, failed)

    def _addresses(self) -> set[str]:
        return {source for source in self.sources if is_address(source)}


def _ids(answered: dict[str, str], now: dict[str, StoredArticle]) -> tuple[str, ...]:
    """The articles of addresses that gave none now: the one that each gave before, and all that come from it."""
    by_source: dict[str, list[str]] = {}
    for known in now.values():
        if known.source in answered:
            by_source.setdefault(known.source, []).append(known.id)
    found = [i for address, first in answered.items() for i in (first, *by_source.get(address, ()))]
    return tuple(dict.fromkeys(found))


def _article_of(visit: Visit) -> str:
    if visit.seen:
        return visit.seen.article_id
    return next(item.article.id for item in visit.found if isinstance(item, Loaded))


def _batches(visits: Iterable[Visit | None]) -> Iterator[list[Visit]]:
    batch: list[Visit] = []
    pages = size = 0
    for visit in visits:
        if visit is not None:
            batch.append(visit)
            pages += bool(visit.found)
            size += sum(len(it.raw.content) for it in visit.found if isinstance(it, Loaded) and it.raw)
        full = pages >= _BATCH_PAGES or len(batch) >= _BATCH_VISITS or size >= _BATCH_BYTES
        if full or (visit is None and batch):
            yield batch
            batch, pages, size = [], 0, 0
    if batch:
        yield batch
