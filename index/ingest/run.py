"""One run over sources: gives batches of articles to store as they come, and records the stored ones.

An interruption costs no more than the batches that were not stored: the next run continues from the records.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.duplicates.same_page import replaced_articles
from index.ingest.change_detection import ChangeDetector, OrderedArticle
from index.ingest.local_files import LocalReadResult, find_vanished
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
"""Characters of text that are encoded and stored in one transaction, and so lost at most by an interruption."""

_BATCH_PAGES = 16
_BATCH_VISITS = 64
"""Pages with articles, and all visited addresses, of one batch at most: seconds of work, so that little is lost by an
interruption."""

_BATCH_BYTES = 32 * 2**20
"""Bytes of received pages after which a batch is stored."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles to encode and store together, and what is recorded with them.

    ``versions`` maps ids to the keys that must still be current: other ``articles`` are left out. ``unchanged`` are
    articles whose original may be new, ``moved`` maps ids to their new sources. ``visits`` are addresses whose articles
    are stored with this batch or were before.
    """

    articles: tuple[Loaded, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    unchanged: tuple[Loaded, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()


@dataclass(slots=True)
class Run:
    """A run over ``sources``.

    ``local`` are the articles of its files and pipes; ``visits`` gives those of its addresses as they come, and None
    when the next one must be waited for. ``earlier`` is the work of interrupted runs that it continues, ``stored`` the
    articles that were stored before the files were read. Raises what ``Store``, ``visits`` and ``progress`` raise.
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
        """Give the batches to store, each once the one before was recorded.

        They come from files and pipes, then from addresses, then from articles that waited for the end, then from
        stored articles with an older recipe. Closing the generator ends the visits.
        """
        self._failed += [((-1, n), failed) for n, failed in enumerate(self.local.failed)]
        yield from self._classify([((-1, n), item) for n, item in enumerate(self.local.articles.values())])
        with closing(self.visits) as visits:
            for group in _group_visits(visits):
                yield from self._take_visits(group)
        self.detector.fetching = False
        waiting, self.detector.waiting = self.detector.waiting, []
        visits_of_waiting, self._waiting_visits = self._waiting_visits, []
        yield from self._classify(waiting, visits_of_waiting)
        yield from self._process_stale()

    def record(self, batch: Batch) -> None:
        """Record a batch whose articles were stored; the caller holds the lock."""
        originals = {it.article.id: it.original for it in (*batch.articles, *batch.unchanged) if it.original}
        self.store.originals.put(originals)
        for article_id, source in batch.moved.items():
            self.store.move(article_id, source)
        if batch.visits:
            seen = {visit.address: visit.record for visit in batch.visits if visit.record and not visit.gone}
            self.store.sources.remember(seen)
            self._record_progress([(visit.address, _article_id(visit), visit.gone) for visit in batch.visits])
        if self.detector.anew and batch.articles and not batch.versions:
            self._record_progress([("", item.article.id, False) for item in batch.articles])

    def finish(self) -> IngestReport:
        """Retire articles without a source, record what is gone and what failed; the caller holds the lock."""
        now = self.store.stored_articles()
        removed = self._find_vanished(now)
        addresses = self.store.addresses()
        replaced = tuple(i for i in replaced_articles(self._articles_of_run(now), addresses) if i not in removed)
        self.store.retire((*removed, *replaced))
        retired = {*removed, *replaced}
        same = [
            i for i in _ids_from_addresses(self._unchanged, now) if i not in self.detector.articles and i not in retired
        ]
        unchanged = tuple(i for i in dict.fromkeys((*self.detector.ids_by_outcome("unchanged"), *same)) if i in now)
        found = {*self.detector.articles, *same}
        gone = tuple(
            i for i in _ids_from_addresses(self._gone, now) if i in now and i not in found and i not in retired
        )
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
            replaced,
        )

    def clear_progress(self) -> None:
        """Delete the records of this run and of those it continued; the caller holds the lock."""
        self.store.runs.finish([*self.earlier.runs, *([self._number] if self._number is not None else [])])

    def _classify(
        self, offered: Sequence[OrderedArticle], visits: Sequence[Visit] = (), *, quiet: bool = False
    ) -> Iterator[Batch]:
        """Give batches of the new and changed articles, then one of what else is to record of them and their visits."""
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
        """Give batches of stored articles with an older recipe, except those about to be retired."""
        now = self.store.stored_articles()
        vanished = set(self._find_vanished(now))
        stale = [it for it in now.values() if it.recipe != self.detector.recipe and it.id not in vanished]
        texts = self.store.articles_by_key(known.key for known in stale)
        versions = {known.id: known.key for known in stale}
        work = [Loaded(texts[known.key], known.source) for known in stale if known.key in texts]
        for articles in self._split(work, self.progress):
            yield Batch(articles, versions)

    def _split(self, work: Sequence[Loaded], progress: Progress) -> Iterator[tuple[Loaded, ...]]:
        """Split articles into batches, and report progress before each and at the end."""
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

    def _record_progress(self, visits: Sequence[tuple[str, str, bool]]) -> None:
        """Record visits, so that a run that continues this one does not repeat them."""
        if self._number is None:
            self._number = self.store.runs.begin(self.sources, anew=self.detector.anew)
        self.store.runs.record_visits(self._number, visits)

    def _find_vanished(self, now: dict[str, StoredArticle]) -> tuple[str, ...]:
        """Return the ids of articles whose files or lists no longer hold them.

        Only articles stored before the files were read, and unchanged since, can be known to be gone.
        """
        met = {*self.detector.articles, *self.earlier.articles.values()}
        left = [it for i, it in now.items() if i not in met and i in self.stored and self.stored[i].key == it.key]
        return find_vanished(
            left, {*self.local.complete_files, *(visit.address for visit in self._list_visits)}, self.sources
        )

    def _articles_of_run(self, now: dict[str, StoredArticle]) -> dict[str, Article]:
        """Return the articles found by this run or the interrupted one, by id."""
        earlier = [i for address, i in self.earlier.articles.items() if address not in self.earlier.gone]
        ids = [i for i in earlier if i in now and i not in self.detector.articles]
        before = self.store.articles_by_key(now[i].key for i in ids)
        return {article.id: article for article in before.values()} | self.detector.articles

    def _sorted_failures(self) -> tuple[Failed, ...]:
        return tuple(failed for _, failed in sorted(self._failed, key=lambda placed: placed[0]))

    def _record_failures(self) -> None:
        """Store the failures of this run and delete those of sources that work now or of files that are gone."""
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
    """Return the ids of articles of addresses that gave none now: the recorded one, and all with that source."""
    by_source: dict[str, list[str]] = {}
    for known in now.values():
        if known.source in answered:
            by_source.setdefault(known.source, []).append(known.id)
    found = [i for address, first in answered.items() for i in (first, *by_source.get(address, ()))]
    return tuple(dict.fromkeys(found))


def _is_done(visit: Visit) -> bool:
    """Tell whether an address need not be visited again once its articles are stored.

    Lists of articles are visited again, because articles that are gone from them are retired only at the end.
    """
    return not (visit.resumed or visit.failed or visit.json_lines)


def _article_id(visit: Visit) -> str:
    if visit.record:
        return visit.record.article_id
    return next(item.article.id for item in visit.results if isinstance(item, Loaded))


def _group_visits(visits: Iterable[Visit | None]) -> Iterator[list[Visit]]:
    """Group the visits that arrive until the next must be waited for, up to the size of a batch."""
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
