"""One run over sources: gives batches to be stored as they come, and records what became of them.

An interruption costs no more than the batches that were not stored: the next run goes on from what is recorded.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.duplicates.same_page import replaced_articles
from index.ingest.change_detection import ChangeDetector, OrderedArticle
from index.ingest.local_files import LocalReadResult, vanished_articles
from index.ingest.report import IngestReport
from index.progress import Progress, silent
from index.sources import Failed, Loaded, SourceOrder, is_address
from index.store.articles import CollectionStore
from index.store.records import StoredArticle
from index.store.runs import CompletedWork

if TYPE_CHECKING:
    from index.sources import Visit
    from index.types import Article


_BATCH_CHARACTERS = 100_000
"""Text that is encoded and stored in one transaction, and so all that an interruption can cost."""

_BATCH_PAGES = 16
_BATCH_VISITS = 64
"""Pages with something new, and pages at all, that are stored at once at most, where they come faster than they are
stored: seconds of work, so that little is lost where a run is interrupted."""

_BATCH_BYTES = 32 * 2**20
"""What pages may weigh, as received, before they are stored."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles to be encoded and stored at once, and what is recorded with them.

    Of ``articles`` whose version ``versions`` tells, by id, those are left out of which it is not the current one any
    more. ``unchanged`` are articles whose original may be new, ``moved`` the new sources of such, by id. ``visits`` are
    addresses that gave nothing but what is stored with this batch or before it.
    """

    articles: tuple[Loaded, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    unchanged: tuple[Loaded, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()


@dataclass(slots=True)
class Run:
    """A run over ``sources``: ``local`` is what its files and pipes hold, ``visits`` what its addresses give as it
    comes, with None where the next must be waited for.

    ``earlier`` is what the unfinished runs did that it goes on with, ``stored`` what there was before the files were
    read. Raises what Store raises, and what ``visits`` and ``progress`` raise.
    """

    store: CollectionStore
    sources: Sequence[str]
    detector: ChangeDetector
    earlier: CompletedWork
    stored: Mapping[str, StoredArticle]
    local: LocalReadResult
    visits: Generator[Visit | None]
    progress: Progress = silent
    _number: int | None = None
    _failed: list[tuple[SourceOrder, Failed]] = field(default_factory=list)
    _unchanged: dict[str, str] = field(default_factory=dict)
    _gone: dict[str, str] = field(default_factory=dict)
    _list_visits: list[Visit] = field(default_factory=list)
    _waiting_visits: list[Visit] = field(default_factory=list)

    def batches(self) -> Generator[Batch]:
        """Give what is to be stored, each batch once the one before was recorded: what files and pipes hold, what
        addresses give, what waited for the end, and what was processed in another way. Closing it ends the visits."""
        self._failed += [((-1, n), failed) for n, failed in enumerate(self.local.failed)]
        yield from self._classify([((-1, n), item) for n, item in enumerate(self.local.articles.values())])
        with closing(self.visits) as visits:
            for group in _group_visits(visits):
                yield from self._take_visits(group)
        self.detector.fetching = False
        waiting, self.detector.waiting = self.detector.waiting, []
        late, self._waiting_visits = self._waiting_visits, []
        yield from self._classify(waiting, late)
        yield from self._process_stale()

    def record(self, batch: Batch) -> None:
        """Note what came with a batch, now that its articles are stored; the lock is held by the caller."""
        originals = {it.article.id: it.original for it in (*batch.articles, *batch.unchanged) if it.original}
        self.store.originals.put(originals)
        for article_id, source in batch.moved.items():
            self.store.move(article_id, source)
        if batch.visits:
            seen = {visit.address: visit.record for visit in batch.visits if visit.record and not visit.gone}
            self.store.sources.remember(seen)
            self._record_visits([(visit.address, _article_id(visit), visit.gone) for visit in batch.visits])
        if self.detector.anew and batch.articles and not batch.versions:
            self._record_visits([("", item.article.id, False) for item in batch.articles])

    def finish(self) -> IngestReport:
        """Take out what has no source any more, note what is gone and what failed; the lock is held by the caller."""
        now = self.store.stored_articles()
        removed = self._vanished_ids(now)
        known = self._articles_met(now)
        old = tuple(i for i in replaced_articles(known, self.store.addresses()) if i not in removed)
        self.store.retire((*removed, *old))
        left = {*removed, *old}
        same = [
            i for i in _ids_from_addresses(self._unchanged, now) if i not in self.detector.articles and i not in left
        ]
        unchanged = tuple(i for i in dict.fromkeys((*self.detector.ids_by_outcome("unchanged"), *same)) if i in now)
        there = {*self.detector.articles, *same}
        gone = tuple(i for i in _ids_from_addresses(self._gone, now) if i in now and i not in there and i not in left)
        self.store.mark_gone([i for i in unchanged if is_address(now[i].source)], gone=False)
        self.store.mark_gone(gone)
        self._record_failures()
        self.store.sources.remember({it.address: it.record for it in self._list_visits if it.record})
        return IngestReport(
            self.detector.ids_by_outcome("added"),
            self.detector.ids_by_outcome("updated"),
            unchanged,
            removed,
            tuple(dict.fromkeys((*self.local.repeated, *self.detector.repeated_ids()))),
            self._sorted_failures(),
            self.store.count(),
            gone,
            old,
        )

    def clear_progress(self) -> None:
        """Note that nothing is left to be gone on with; the lock is held by the caller."""
        self.store.runs.finish([*self.earlier.runs, *([self._number] if self._number is not None else [])])

    def _classify(
        self, offered: Sequence[OrderedArticle], visits: Sequence[Visit] = (), *, quiet: bool = False
    ) -> Iterator[Batch]:
        """Give what is new or changed of what is offered, then what else is to be recorded of it and its ``visits``."""
        stored = self.store.stored_articles_by_id(item.article.id for _, item in offered)
        decision = self.detector.classify(offered, stored)
        for articles in self._split(decision.to_process, silent if quiet else self.progress):
            yield Batch(articles)
        self._waiting_visits += [visit for visit in visits if visit.address in decision.waiting_sources]
        done = tuple(visit for visit in visits if visit.address not in decision.waiting_sources and _is_done(visit))
        moved, self.detector.moved = self.detector.moved, {}
        unchanged = tuple(item for item in decision.unchanged if item.original)
        if moved or unchanged or done:
            yield Batch(unchanged=unchanged, moved=moved, visits=done)

    def _take_visits(self, visits: Sequence[Visit]) -> Iterator[Batch]:
        for visit in visits:
            self._note_visit(visit)
        offered = [(visit.order, it) for visit in visits for it in visit.results if isinstance(it, Loaded)]
        return self._classify(offered, visits, quiet=not any(visit.json_lines for visit in visits))

    def _process_stale(self) -> Iterator[Batch]:
        """Give what is stored and was processed in another way, unless it is about to be taken out."""
        now = self.store.stored_articles()
        leaving = set(self._vanished_ids(now))
        stale = [it for it in now.values() if it.recipe != self.detector.recipe and it.id not in leaving]
        texts = self.store.articles_by_key(known.key for known in stale)
        versions = {known.id: known.key for known in stale}
        work = [Loaded(texts[known.key], known.source) for known in stale if known.key in texts]
        for articles in self._split(work, self.progress):
            yield Batch(articles, versions)

    def _split(self, work: Sequence[Loaded], progress: Progress) -> Iterator[tuple[Loaded, ...]]:
        """Part articles into batches; ``progress`` hears before each how far the work is, and at the end."""
        total, done = sum(len(item.article.text) for item in work), 0
        batch: list[Loaded] = []
        size = 0
        for number, item in enumerate(work, 1):
            batch.append(item)
            size += len(item.article.text)
            if size >= _BATCH_CHARACTERS or number == len(work):
                progress("Encoding", done, total)
                yield tuple(batch)
                done += size
                batch, size = [], 0
        if work:
            progress("Encoding", total, total)

    def _note_visit(self, visit: Visit) -> None:
        self.detector.visited.add(visit.address)
        self._failed += [(visit.order, item) for item in visit.results if isinstance(item, Failed)]
        if visit.record and visit.resumed and not visit.gone:
            self.detector.mark_known(visit.record.article_id, visit.order)
        if visit.record and not visit.results:
            (self._gone if visit.gone else self._unchanged)[visit.address] = visit.record.article_id
        if visit.json_lines and not visit.failed:
            self._list_visits.append(visit)

    def _record_visits(self, done: Sequence[tuple[str, str, bool]]) -> None:
        """Note what this run did, so that one that goes on with it does not do it again."""
        if self._number is None:
            self._number = self.store.runs.begin(self.sources, anew=self.detector.anew)
        self.store.runs.record_visits(self._number, done)

    def _vanished_ids(self, now: dict[str, StoredArticle]) -> tuple[str, ...]:
        """Only what was there before the files were read, and is as it was then, can be known to be gone from them."""
        met = {*self.detector.articles, *self.earlier.articles.values()}
        left = [it for i, it in now.items() if i not in met and i in self.stored and self.stored[i].key == it.key]
        return vanished_articles(
            left, {*self.local.complete_files, *(visit.address for visit in self._list_visits)}, self.sources
        )

    def _articles_met(self, now: dict[str, StoredArticle]) -> dict[str, Article]:
        """The articles that were found, in this run or before it was interrupted, without their texts."""
        earlier = [i for address, i in self.earlier.articles.items() if address not in self.earlier.gone]
        ids = [i for i in earlier if i in now and i not in self.detector.articles]
        before = self.store.articles_by_key(now[i].key for i in ids)
        return {article.id: article for article in before.values()} | self.detector.articles

    def _sorted_failures(self) -> tuple[Failed, ...]:
        return tuple(failed for _, failed in sorted(self._failed, key=lambda placed: placed[0]))

    def _record_failures(self) -> None:
        """What to forget and what to keep of failures: a file that is not there is nothing to mend."""
        old = {failure.source for failure in self.store.sources.failures()}
        gone = {source for source in old if not is_address(source) and not Path(source).exists()}
        failed = [it for it in self._sorted_failures() if is_address(it.source) or Path(it.source).exists()]
        tried = {
            *self.local.complete_files,
            *self.detector.visited,
            *self._addresses(),
            *(it.source for it in self._sorted_failures()),
        }
        self.store.sources.replace_failures(gone | tried, failed)

    def _addresses(self) -> set[str]:
        return {source for source in self.sources if is_address(source)}


def _ids_from_addresses(answered: dict[str, str], now: dict[str, StoredArticle]) -> tuple[str, ...]:
    """The articles of addresses that gave none now: the one that each gave before, and all that come from it."""
    by_source: dict[str, list[str]] = {}
    for known in now.values():
        if known.source in answered:
            by_source.setdefault(known.source, []).append(known.id)
    found = [i for address, first in answered.items() for i in (first, *by_source.get(address, ()))]
    return tuple(dict.fromkeys(found))


def _is_done(visit: Visit) -> bool:
    """Tell whether an address need not be visited again once what it gave is stored. A list of articles is not known as
    long as those that are gone from it are still there."""
    return not (visit.resumed or visit.failed or visit.json_lines)


def _article_id(visit: Visit) -> str:
    if visit.record:
        return visit.record.article_id
    return next(item.article.id for item in visit.results if isinstance(item, Loaded))


def _group_visits(visits: Iterable[Visit | None]) -> Iterator[list[Visit]]:
    """Put together what came by the time that the next visit must be waited for, up to what is stored at once."""
    batch: list[Visit] = []
    pages = size = 0
    for visit in visits:
        if visit is not None:
            batch.append(visit)
            pages += bool(visit.results)
            size += sum(len(it.original.content) for it in visit.results if isinstance(it, Loaded) and it.original)
        full = pages >= _BATCH_PAGES or len(batch) >= _BATCH_VISITS or size >= _BATCH_BYTES
        if full or (visit is None and batch):
            yield batch
            batch, pages, size = [], 0, 0
    if batch:
        yield batch
