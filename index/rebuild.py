"""The pipeline: sources -> articles -> passages, statements, vectors -> the store -> a new generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from index import generation, passages, plan
from index.addresses import replaced
from index.encoded import Encoded
from index.encoder import Encoder
from index.errors import DamagedError
from index.grouping import group
from index.plan import Plan, Progress, Reading, silent
from index.sentences import sentences
from index.sources import Failed, Loaded, is_address
from index.sources.types import Seen
from index.statements import find_statements
from index.store import Processed, Store, Stored, text_digest
from index.types import Passage
from index.wordwise import coded, telling_spans
from index.writing import writing

if TYPE_CHECKING:
    from index.sources.online import OpenWeb

RECIPE = 4
"""Goes up whenever passages, their words or statements of the same text come out differently, so that all are made
again."""

_BATCH_CHARACTERS = 100_000
"""Text that is encoded and stored in one transaction, and so all that an interruption can cost."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild did, by article ids; ``repeated`` are the ids met more than once, of which the last was kept;
    ``articles`` counts all that can now be found; ``gone`` are those whose pages are not there any more, which are
    kept as they were stored."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    articles: int
    gone: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether any source gave an article, new or known."""
        return bool(self.added or self.updated or self.unchanged or self.gone)


@dataclass(frozen=True, slots=True)
class Indexer:
    """Changes one collection. ``load_encoder`` gives the encoder of the name ``model`` and is called only when
    something must be encoded, ``open_web`` only when something must be fetched; without it no address is. Its methods
    raise BusyError, StoreError, ModelError."""

    data_dir: Path
    collection: str
    model: str
    load_encoder: Callable[[], Encoder]
    progress: Progress = silent
    open_web: OpenWeb | None = None

    def rebuild(self, sources: Sequence[str], *, full: bool = False, piped: BinaryIO | None = None) -> Report:
        """Bring the collection up to date with files, folders and web addresses; publish a generation where one is due.

        The source "-" is what is ``piped``.

        Only what changed is split and encoded; with ``full`` all of the sources are. Articles of files that are
        gone from a given folder are taken out of the search; a page that is gone from the web stays, marked; a source
        that cannot be read changes nothing.
        """
        with writing(self.data_dir), Store(self.data_dir, create=True) as store:
            known = self._known(store, sources, full=full)
            found = plan.read(sources, self.progress, self.open_web, known, piped)
            texts = {article_id: item.article for article_id, item in found.articles.items()}
            store.retire(self.collection, replaced(texts, store.addresses(self.collection)))
            stored = store.stored(self.collection)
            decided = plan.compare(found, stored, self._recipe, sources, full=full)
            for article_id in decided.unchanged:
                item = found.articles.get(article_id)
                if item and stored[article_id].source != item.source:
                    store.move(self.collection, article_id, item.source)
            there = [article_id for article_id in decided.unchanged if is_address(stored[article_id].source)]
            store.mark_gone(self.collection, there, gone=False)
            store.mark_gone(self.collection, found.gone)
            store.retire(self.collection, decided.removed)
            self._process(store, self._work(store, found, stored, decided), full=full)
            store.sources.remember(self.collection, found.seen)
            store.sources.note(self.collection, *_failures(store, self.collection, found))
            group(store, self.collection)
            if decided.updated or decided.removed:
                store.prune()
            self._publish(store)
            count = store.count(self.collection)
        done = (decided.added, decided.updated, decided.unchanged, decided.removed)
        return Report(*done, found.repeated, found.failed, count, found.gone)

    def remove(self, article: str) -> Stored | None:
        """Forget an article, named by its id or its URL, with all its versions; None where there is none."""
        with writing(self.data_dir), Store(self.data_dir) as store:
            stored = store.stored(self.collection)
            by_url = {a.url: a.id for a in store.articles(self.collection) if a.url}
            found = stored.get(article) or stored.get(by_url.get(article, ""))
            if found:
                store.erase(self.collection, found.id)
                store.prune()
                group(store, self.collection)
                self._publish(store)
        return found

    @property
    def _recipe(self) -> str:
        return f"{RECIPE}:{passages.BUDGET}:{self.model}"

    def _known(self, store: Store, sources: Sequence[str], *, full: bool) -> dict[str, Seen]:
        """The addresses that are already stored; with ``full`` their servers are not told what we have."""
        if self.open_web is None or not any(is_address(source) for source in sources):
            return {}
        stored = store.stored(self.collection).values()
        by_id = {known.id: Seen(known.id) for known in stored if is_address(known.id)}
        by_source = {known.source: Seen(known.id) for known in stored if is_address(known.source)}
        return by_id | by_source | ({} if full else store.sources.seen(self.collection))

    def _work(self, store: Store, found: Reading, stored: dict[str, Stored], decided: Plan) -> list[Loaded]:
        """The articles to process, from their sources or, where those were not read now, from the store."""
        ids = (*decided.added, *decided.updated, *decided.stale)
        kept = [stored[article_id] for article_id in decided.stale if article_id not in found.articles]
        texts = store.articles_by_key(known.key for known in kept)
        from_store = {known.id: Loaded(texts[known.key], known.source) for known in kept}
        return [found.articles.get(article_id) or from_store[article_id] for article_id in ids]

    def _process(self, store: Store, work: Sequence[Loaded], *, full: bool) -> None:
        if not work:
            return
        encoder = self.load_encoder()
        total, done = sum(len(item.article.text) for item in work), 0
        for batch in _batches(work):
            self.progress("Encoding", done, total)
            store.put(self.collection, _processed(store, encoder, batch, full=full), encoder.name, self._recipe)
            done += sum(len(item.article.text) for item in batch)
        self.progress("Encoding", total, total)

    def _publish(self, store: Store) -> None:
        """Write a generation, unless the current one is whole and says all that the store does."""
        manifest = None
        try:
            manifest = generation.read_manifest(self.data_dir, self.collection)
            if manifest and (manifest.model, manifest.revision) == (self.model, store.revision(self.collection)):
                generation.load(self.data_dir, self.collection, manifest)
                return
        except DamagedError:
            manifest = None
        if manifest is None and not store.count(self.collection):
            return
        self.progress("Writing the index", 0, 1)
        known = manifest if manifest and manifest.model == self.model else None
        dimension = known.dimension if known else self.load_encoder().dimension
        generation.publish(self.data_dir, self.collection, store, self.model, dimension)
        self.progress("Writing the index", 1, 1)


def _failures(store: Store, collection: str, found: Reading) -> tuple[set[str], list[Failed]]:
    """What to forget and what to keep of failures: a file that is not there is nothing to mend."""
    old = {failure.source for failure in store.sources.failures(collection)}
    vanished = {source for source in old if not is_address(source) and not Path(source).exists()}
    kept = [failed for failed in found.failed if is_address(failed.source) or Path(failed.source).exists()]
    return vanished | found.tried, kept


def _batches(work: Sequence[Loaded]) -> Iterator[list[Loaded]]:
    batch: list[Loaded] = []
    size = 0
    for item in work:
        batch.append(item)
        size += len(item.article.text)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _processed(store: Store, encoder: Encoder, batch: Sequence[Loaded], *, full: bool) -> list[Processed]:
    split = [passages.split(item.article.text, encoder.count_tokens) for item in batch]
    encoded = _encoded(store, encoder, [p for found in split for p in found], reuse=not full)
    return [
        Processed(
            item.article,
            item.source,
            found,
            find_statements(item.article.text),
            {digest: encoded[digest] for digest in (text_digest(p.text) for p in found)},
        )
        for item, found in zip(batch, split, strict=True)
    ]


def _encoded(store: Store, encoder: Encoder, found: Sequence[Passage], *, reuse: bool) -> dict[bytes, Encoded]:
    texts = {text_digest(passage.text): passage.text for passage in found}
    known = store.known(encoder.name, texts) if reuse else {}
    new = [digest for digest in texts if not _complete(known.get(digest), encoder)]
    spans = [sentences(texts[digest]) for digest in new]
    words = [telling_spans(texts[digest]) if encoder.in_context else [] for digest in new]
    parts = [[*places, *told] for places, told in zip(spans, words, strict=True)]
    wholes, found_parts = encoder.encode_parts([texts[digest] for digest in new], parts)
    for digest, whole, places, told, vectors in zip(new, wholes, spans, words, found_parts, strict=True):
        of_words = coded(told, vectors[len(places) :]) if encoder.in_context else None
        rows = np.array(places, np.int64).reshape(-1, 2)
        known[digest] = Encoded(whole, rows, vectors[: len(places)], of_words)
    return known


def _complete(known: Encoded | None, encoder: Encoder) -> bool:
    return known is not None and (known.words is not None or not encoder.in_context)
