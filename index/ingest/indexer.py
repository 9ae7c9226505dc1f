"""Index articles: read sources, encode what changed, store it, and publish a new snapshot.

Begin with ``Indexer.rebuild``, which holds the one loop over the batches of a ``Run``.
"""

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
"""Version of passages, encoded words and statements; raise it when they change for the same text."""


@dataclass(frozen=True, slots=True)
class Indexer:
    """Changes one collection.

    ``load_encoder`` returns the encoder named ``model`` and is called only if something must be encoded. ``open_web``
    is called only if something must be fetched; without it addresses are not visited. ``patience_s`` is how long
    another writer is waited for. Methods raise BusyError, StoreError, ModelError.
    """

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
        stored_originals: bool = False,
        piped: BinaryIO | None = None,
        uploaded: Iterable[Loaded | Failed] = (),
    ) -> IngestReport:
        """Update the collection from files, folders and web addresses; publish a snapshot if anything changed.

        The source "-" is ``piped``; ``uploaded`` are articles that were read already. Only changed articles are split
        and encoded. With ``full`` all are, and a page whose original is stored is extracted from that under the same
        id instead of being fetched; with ``stored_originals`` the same is done for everything else from the web, a pipe
        or an upload. Articles of files that are gone from a given folder are retired; those of pages that are gone stay
        and are marked; a source that cannot be read changes nothing.

        Articles are stored in batches as they come. After an interruption the next run over the same sources continues:
        within six hours it visits no address again that gave its article, and it never encodes a text again.
        """
        with self._open() as opened, mark_at_work(self.data_dir):
            store = opened.collection(self.collection)
            encoder = cache(self.load_encoder)
            run = self._start_run(
                store, sources, full=full, stored_originals=stored_originals, piped=piped, uploaded=uploaded
            )
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
        """Delete an article, given by id or URL, with all its versions; return it, or None if there is none."""
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
        """Move an article, given by id or URL, with all its versions to the collection ``to``.

        Returns the article, None if there is none. An article that ``to`` has under its id becomes an earlier version.
        """
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
        """Undo the changes of a run: delete the versions that it made and make the earlier ones current.

        Returns the ids of the restored articles; an article that has changed since is left as it is.
        """
        with self._open() as opened, self.hold_write_lock():
            ids = opened.collection(self.collection).undo(changes)
            opened.prune()
        if ids:
            self.rebuild([])
        return ids

    @property
    def recipe(self) -> str:
        """Name how articles are processed now; articles with another recipe are processed again."""
        return f"{RECIPE}:{chunking.BUDGET}:{self.model}"

    def _open(self) -> Store:
        try:
            return Store(self.data_dir)
        except (NothingIndexedError, DamagedError):  # another process may be creating it
            with write_lock(self.data_dir):
                return Store(self.data_dir, create=True)

    def hold_write_lock(self) -> AbstractContextManager[None]:
        """Hold the writer's lock, once it is free. Raises BusyError, and what ``progress`` raises."""
        on_wait = partial(self.progress, "Waiting for another writer", 0, 1)
        return write_lock(self.data_dir, patience_s=self.patience_s, on_wait=on_wait)

    def _start_run(  # noqa: PLR0913
        self,
        store: CollectionStore,
        sources: Sequence[str],
        *,
        full: bool,
        stored_originals: bool,
        piped: BinaryIO | None,
        uploaded: Iterable[Loaded | Failed],
    ) -> Run:
        """Read the files and pipes, and return the run that continues from there; no address is visited yet."""
        paths, addresses = self._split_sources(store, sources, stored_originals=stored_originals)
        earlier = self._completed_work(store, sources, full=full) if addresses or full else CompletedWork()
        detector = ChangeDetector(self.recipe, full, set(earlier.anew), set(earlier.articles.values()), bool(addresses))
        stored = store.stored_articles()  # before the files are read: what is added meanwhile cannot be gone from them
        reread = self._reread_originals(store) if stored_originals else ()
        local = read_local_sources(paths, self.progress, piped, chain(reread, uploaded))
        visits = self._visit(store, addresses, earlier, full=full)
        return Run(store, sources, detector, earlier, stored, local, visits, self.progress)

    def _split_sources(
        self, store: CollectionStore, sources: Sequence[str], *, stored_originals: bool
    ) -> tuple[list[str], list[str]]:
        """Return the paths and the web addresses; with ``stored_originals`` first those that have an original."""
        if self.open_web is None:
            return list(sources), []
        given = [source for source in sources if is_address(source)]
        stored = store.originals.sources().values() if stored_originals else ()
        others = sorted({source for source in stored if is_address(source)}.difference(given))
        return [source for source in sources if not is_address(source)], [*others, *given]

    def _reread_originals(self, store: CollectionStore) -> Iterator[Loaded | Failed]:
        """Extract articles again from the originals of pipes and uploads."""
        for article_id, source in store.originals.sources().items():
            fetched_or_filed = is_address(source) or Path(source).is_absolute()
            original = None if fetched_or_filed else store.originals.get(article_id)
            if original is not None:
                from index.sources import read_original

                try:
                    yield Loaded(read_original(original, article_id), source, original)
                except SourceError as error:
                    yield Failed(source, str(error))

    def _completed_work(self, store: CollectionStore, sources: Sequence[str], *, full: bool) -> CompletedWork:
        """Return the work of interrupted runs, without articles that are extracted from their originals.

        Extraction may have changed since, so these start anew; only changed texts are encoded again.
        """
        done = store.runs.find_completed(sources, anew=full)
        originals = store.originals.sources() if full else {}
        return replace(done, articles={address: i for address, i in done.articles.items() if i not in originals})

    def _visit(
        self, store: CollectionStore, addresses: Sequence[str], earlier: CompletedWork, *, full: bool
    ) -> Generator[Visit | None]:
        """Visit the addresses; the store is read when the first visit is requested."""
        if not addresses or self.open_web is None:
            return
        from index.sources import KnownUrls, crawl

        seen = self._known_urls(store, full=full)
        done = {address: SeenUrl(article_id) for address, article_id in earlier.articles.items()}

        def load_original(address: str) -> Original | None:
            return store.originals.get(seen[address].article_id) if full else None

        known = KnownUrls(seen, done, earlier.gone, load_original)
        with closing(crawl(addresses, self.open_web, known, self.progress)) as visits:
            yield from visits

    def _known_urls(self, store: CollectionStore, *, full: bool) -> dict[str, SeenUrl]:
        """Return the stored addresses; with ``full`` without validators, so that servers send whole pages."""
        stored = store.stored_articles().values()
        by_id = {known.id: SeenUrl(known.id) for known in stored if is_address(known.id)}
        by_source = {known.source: SeenUrl(known.id) for known in stored if is_address(known.source)}
        fetched = store.sources.seen_urls()
        if full:
            fetched = {address: SeenUrl(seen.article_id) for address, seen in fetched.items()}
        return by_id | by_source | fetched

    def _publish(self, store: CollectionStore, encoder: Callable[[], Encoder]) -> None:
        """Write a snapshot unless the current one is complete and up to date with the store."""
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
