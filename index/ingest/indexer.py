"""The pipeline: sources -> articles -> passages, statements, vectors -> the store -> a new generation."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.errors import DamagedError, NothingIndexedError, SourceError
from index.indexes import snapshot
from index.ingest import chunking
from index.ingest.batch_encoding import encode_batch
from index.ingest.change_detection import ChangeDetector
from index.ingest.local_files import read_local_sources
from index.ingest.report import IngestReport
from index.ingest.run import Run
from index.ingest.story_grouping import group_stories
from index.models.encoder import Encoder
from index.progress import Progress, silent
from index.sources import Failed, Loaded, Original, SeenUrl, is_address
from index.store.articles import CollectionStore, Store
from index.store.changes import ArticleChange
from index.store.records import StoredArticle
from index.store.runs import CompletedWork
from index.store.write_lock import PATIENCE_S, mark_at_work, write_lock

if TYPE_CHECKING:
    from index.sources import OpenWeb, Visit


RECIPE = 4
"""Goes up whenever passages, their words or statements of the same text come out differently, so that all are made
again."""


@dataclass(frozen=True, slots=True)
class Indexer:
    """Changes one collection. ``load_encoder`` gives the encoder of the name ``model`` and is called only when
    something must be encoded, ``open_web`` only when something must be fetched; without it no address is. Another
    writer is waited for ``patience_s``. Its methods raise BusyError, StoreError, ModelError."""

    data_dir: Path
    collection: str
    model: str
    load_encoder: Callable[[], Encoder]
    progress: Progress = silent
    open_web: OpenWeb | None = None
    patience_s: float = PATIENCE_S

    def rebuild(
        self,
        sources: Sequence[str],
        *,
        full: bool = False,
        kept: bool = False,
        piped: BinaryIO | None = None,
        sent: Iterable[Loaded | Failed] = (),
    ) -> IngestReport:
        """Bring the collection up to date with files, folders and web addresses; publish a generation where one is due.

        The source "-" is what is ``piped``; ``sent`` are articles that were sent, and are read already. Only what
        changed is split and encoded; with ``full`` all of the sources are, and a page that something is kept of is not
        fetched but taken out of that again, under the same id; with ``kept`` so is everything else that came from the
        web, through a pipe or as a file that was sent. Articles of files that are gone from a given folder are taken
        out of the search; a page that is gone from the web stays, marked; a source that cannot be read changes nothing.

        What is found is stored in batches as it comes. Interrupted, the same sources again go on from there: within
        six hours an address that gave its article is not asked again, and whatever happens no text is encoded again.
        """
        with self._open() as opened, mark_at_work(self.data_dir):
            store = opened.collection(self.collection)
            encoder = cache(self.load_encoder)
            run = self._start_run(store, sources, full=full, kept=kept, piped=piped, sent=sent)
            with closing(run.batches()) as batches:
                for batch in batches:
                    articles = batch.articles
                    processed = encode_batch(opened, encoder(), articles, reuse=not full) if articles else []
                    with self.hold_write_lock():
                        store.put(processed, self.model, self.recipe, batch.versions)
                        run.record(batch)
            with self.hold_write_lock():
                report = run.finish()
                group_stories(store, self.progress)
                if report.updated or report.removed or report.replaced:
                    opened.prune()
                self._publish(store, encoder)
                run.clear_progress()
        return report

    def remove(self, article: str) -> StoredArticle | None:
        """Forget an article, named by its id or its URL, with all its versions; None where there is none."""
        with Store(self.data_dir) as opened, self.hold_write_lock():
            store = opened.collection(self.collection)
            found = self._find_stored(store, article)
            if found:
                store.erase(found.id)
                opened.prune()
                group_stories(store)
                self._publish(store, self.load_encoder)
        return found

    def transfer(self, article: str, to: str) -> StoredArticle | None:
        """Move an article, named by its id or its URL, to the collection ``to`` with all its versions and everything
        derived; None where there is none. An article of this id there becomes an earlier version of it."""
        with Store(self.data_dir) as opened, self.hold_write_lock():
            found = self._find_stored(opened.collection(self.collection), article)
            if found and to != self.collection:
                opened.collection(self.collection).transfer(found.id, to)
                for store in (
                    opened.collection(to),
                    opened.collection(self.collection),
                ):  # so it can be found all the while
                    group_stories(store)
                    replace(self, collection=store.name)._publish(store, self.load_encoder)
        return found

    def _find_stored(self, store: CollectionStore, article: str) -> StoredArticle | None:
        stored = store.stored_articles()
        by_url = {address: article_id for article_id, address in store.addresses()}
        return stored.get(article) or stored.get(by_url.get(article, ""))

    def undo(self, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
        """Undo what a run did: a version that it made is forgotten, and the one before can be found again. Returns the
        ids of the articles that are as they were before; one that has changed since is left alone."""
        with self._open() as opened, self.hold_write_lock():
            ids = opened.collection(self.collection).undo(changes)
            opened.prune()
        if ids:
            self.rebuild([])
        return ids

    @property
    def recipe(self) -> str:
        """How articles are processed now."""
        return f"{RECIPE}:{chunking.BUDGET}:{self.model}"

    def _open(self) -> Store:
        try:
            return Store(self.data_dir)
        except (NothingIndexedError, DamagedError):  # another process may be making it
            with write_lock(self.data_dir):
                return Store(self.data_dir, create=True)

    def hold_write_lock(self) -> AbstractContextManager[None]:
        """Hold the writer's lock, once it is free. Raises BusyError, and what ``progress`` raises."""
        told = partial(self.progress, "Waiting for another writer", 0, 1)
        return write_lock(self.data_dir, patience_s=self.patience_s, waiting=told)

    def _start_run(  # noqa: PLR0913
        self,
        store: CollectionStore,
        sources: Sequence[str],
        *,
        full: bool,
        kept: bool,
        piped: BinaryIO | None,
        sent: Iterable[Loaded | Failed],
    ) -> Run:
        """Read the files and pipes, and return the run that goes on from there; no address is visited yet."""
        paths, addresses = self._split_sources(store, sources, kept=kept)
        earlier = self._completed_work(store, sources, full=full) if addresses or full else CompletedWork()
        made, before = set(earlier.anew), set(earlier.articles.values())
        detector = ChangeDetector(self.recipe, full, made, before, bool(addresses))
        stored = store.stored_articles()  # before the files are read: what is added meanwhile cannot be gone from them
        again = self._reread_originals(store) if kept else ()
        local = read_local_sources(paths, self.progress, piped, chain(again, sent))
        visits = self._visit(store, addresses, earlier, full=full)
        return Run(store, sources, detector, earlier, stored, local, visits, self.progress)

    def _split_sources(
        self, store: CollectionStore, sources: Sequence[str], *, kept: bool
    ) -> tuple[list[str], list[str]]:
        """The paths and the web addresses; with ``kept`` those first of which something is kept."""
        if self.open_web is None:
            return list(sources), []
        given = [source for source in sources if is_address(source)]
        of_kept = store.originals.sources().values() if kept else ()
        again = sorted({source for source in of_kept if is_address(source)}.difference(given))
        return [source for source in sources if not is_address(source)], [*again, *given]

    def _reread_originals(self, store: CollectionStore) -> Iterator[Loaded | Failed]:
        for article_id, source in store.originals.sources().items():
            fetched_or_filed = is_address(source) or Path(source).is_absolute()
            raw = None if fetched_or_filed else store.originals.get(article_id)
            if raw is not None:
                from index.sources import read_original

                try:
                    yield Loaded(read_original(raw, article_id), source, raw)
                except SourceError as error:
                    yield Failed(source, str(error))

    def _completed_work(self, store: CollectionStore, sources: Sequence[str], *, full: bool) -> CompletedWork:
        """What is left to be gone on with. What is taken apart again is so from the start, for by now that may be done
        in another way; it is encoded again only where its text came out differently."""
        done = store.runs.find_completed(sources, anew=full)
        kept = store.originals.sources() if full else {}
        return replace(done, articles={address: it for address, it in done.articles.items() if it not in kept})

    def _visit(
        self, store: CollectionStore, addresses: Sequence[str], earlier: CompletedWork, *, full: bool
    ) -> Generator[Visit | None]:
        """Visit the addresses; what is known of them is looked up when the first visit is asked for."""
        if not addresses or self.open_web is None:
            return
        from index.sources import KnownUrls, crawl

        seen = self._known_urls(store, full=full)
        done = {address: SeenUrl(article_id) for address, article_id in earlier.articles.items()}

        def kept(address: str) -> Original | None:
            return store.originals.get(seen[address].article_id) if full else None

        known = KnownUrls(seen, done, earlier.gone, kept)
        with closing(crawl(addresses, self.open_web, known, self.progress)) as visits:
            yield from visits

    def _known_urls(self, store: CollectionStore, *, full: bool) -> dict[str, SeenUrl]:
        """The addresses that are already stored; with ``full`` their servers are not told what we have."""
        stored = store.stored_articles().values()
        by_id = {known.id: SeenUrl(known.id) for known in stored if is_address(known.id)}
        by_source = {known.source: SeenUrl(known.id) for known in stored if is_address(known.source)}
        fetched = store.sources.seen_urls()
        if full:
            fetched = {address: SeenUrl(seen.article_id) for address, seen in fetched.items()}
        return by_id | by_source | fetched

    def _publish(self, store: CollectionStore, encoder: Callable[[], Encoder]) -> None:
        """Write a generation, unless the current one is whole and says all that the store does."""
        manifest = None
        try:
            manifest = snapshot.read_manifest(self.data_dir, self.collection)
            if manifest and (manifest.model, manifest.revision) == (self.model, store.revision()):
                snapshot.load_snapshot(self.data_dir, self.collection, manifest)
                return
        except DamagedError:
            manifest = None
        if manifest is None and not store.count():
            return
        self.progress("Writing the index", 0, 1)
        known = manifest if manifest and manifest.model == self.model else None
        dimension = known.dimension if known else encoder().dimension
        snapshot.publish_snapshot(self.data_dir, store, self.model, dimension)
        self.progress("Writing the index", 1, 1)
