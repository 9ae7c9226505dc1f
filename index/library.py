"""A collection, open for searching: the store and the newest generation, which it changes to by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from index import generation
from index.arrays import Vectors
from index.closer import LOOKED_AT, Looked, look_closer
from index.copies import fold
from index.encoder import DEFAULT_MODEL, Encoder
from index.errors import BusyError, DamagedError, NothingIndexedError, StoreError
from index.generation import Generation, Manifest
from index.reprints import Reprints, placed, reprints, with_copies
from index.search import CANDIDATES, Candidate, Query, search
from index.speech import SpeechQuery, find_spoken
from index.store import Store, Version
from index.story_tables import Story
from index.types import Article, Hit, Part, Span, Statement, StatementHit
from index.wordwise import matches
from index.writing import WAIT_S, is_at_work, writing

_log = logging.getLogger(__name__)

_BEYOND = 20
"""Candidates beyond those wanted that are looked through for copies at first."""

_FURTHER = 4
"""How many times as far the search goes where copies left too few passages."""


class Library:
    """The articles of one collection; may be asked from several threads.

    A generation published by another process is picked up by the next search: the thread that notices opens it
    while the others go on with the one before. Raises NothingIndexedError where there is nothing to search,
    StoreError where the index was made with another encoder.
    """

    def __init__(self, data_dir: Path, collection: str, model: str, load_encoder: Callable[[], Encoder]) -> None:
        self._data_dir = data_dir
        self._collection = collection
        self._model = model
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._loading = threading.Lock()
        self._store = Store(data_dir)
        self._opening = threading.Lock()
        self._stamp = generation.stamp(data_dir, collection)
        self._generation = self._open()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    @property
    def size(self) -> int:
        """How many articles are searched."""
        return self._generation.manifest.articles

    def understands(self, language: str) -> bool:
        """Whether the encoder knows a language; the default one knows English only."""
        return language == "en" or self._model != DEFAULT_MODEL

    def encoder(self) -> Encoder:
        """What encodes the questions, loaded at the first call. Raises ModelError."""
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load_encoder()
            return self._encoder

    def search(self, query: Query, k: int) -> list[Hit]:
        """The ``k`` best passages, best first; copies of one story are one hit, unless they are wanted apart."""
        self.refresh()
        together = list if query.apart else fold
        current = self._generation
        reach = max(CANDIDATES, k)
        enough = max(k, LOOKED_AT if query.closer else 0) + _BEYOND
        while True:
            candidates = search(current, self.encoder(), query, reach)
            hits = together(self._hits(current, query, candidates[:enough]))
            if len(hits) < k:
                hits = together(self._hits(current, query, candidates))
            if len(hits) >= k or len(candidates) < reach:
                return hits[:k] if query.apart else with_copies(self._store, hits[:k])
            reach *= _FURTHER  # more copies than another search would have found passages

    def _hits(self, current: Generation, query: Query, candidates: Sequence[Candidate]) -> list[Hit]:
        articles = self._store.articles_by_key(int(current.passages[one.row, 0]) for one in candidates)
        if query.closer:
            vector = self.encoder().encode_question(query.text) if query.dense_weight else None
            looked = look_closer(current, query, vector, candidates, articles)
        else:
            looked = [Looked(one, one.score, ()) for one in candidates if current.passages[one.row, 0] in articles]
        hits = [_hit(one, articles, *current.passages[one.candidate.row].tolist()) for one in looked]
        return placed(self._store, hits)

    def statement_hits(self, query: SpeechQuery, k: int) -> list[StatementHit]:
        """The statements that may answer, of each way of looking the ``k`` best."""
        self.refresh()
        current = self._generation
        found = find_spoken(current, self.encoder(), query, k)
        places = [current.statements[item.row, :2].tolist() for item in found]
        articles = self._store.articles_by_key(key for key, _ in places)
        spoken = self._store.statements_by_key(articles)
        return [
            StatementHit(articles[key], spoken[key][number], item.bm25, item.likeness, key)
            for item, (key, number) in zip(found, places, strict=True)
            if key in articles and number < len(spoken[key])
        ]

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """How telling each stem is: its inverse document frequency over the passages, above 0."""
        lexical = self._generation.lexical
        return {stem: lexical.rarity(stem) for stem in stems}

    def matches(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        """The stems of the question's telling words and how well each part of a hit meets each of them."""
        return matches(self.encoder(), question, parts, lambda hit: self._store.words(self._model, hit.key, hit.start))

    def articles(self) -> tuple[Article, ...]:
        """Every article that can be found, newest publication first."""
        return self._store.articles(self._collection)

    def article(self, key: int) -> Article | None:
        """One version of an article as it is stored now."""
        return self._store.articles_by_key([key]).get(key)

    def by_id(self, article_id: str) -> Article | None:
        """The article of an id that can be found now, in this collection."""
        found = self._store.article(self._collection, article_id)
        return found[1] if found else None

    def gone_at(self, key: int) -> str | None:
        """Since when the page of one version of an article is known to be gone; None while it is there."""
        return self._store.gone_at(key)

    def is_current(self, key: int) -> bool:
        """Whether one version of an article is the one that can be found."""
        return self._store.is_current(key)

    def named(self, article_id: str) -> tuple[int, Article] | None:
        """The article with this id that can be found, with its key."""
        return self._store.article(self._collection, article_id)

    def versions(self) -> dict[str, Version]:
        """The version of every article that can be found, by id."""
        return self._store.current_versions(self._collection)

    def statements(self, key: int) -> tuple[Statement, ...]:
        """Who said what in one version of an article, in the text's order."""
        return self._store.statements(key)

    def story(self, key: int) -> Story | None:
        """The copies of the story that an article tells, who published it first at the front; None without copies."""
        return self._store.stories.of(key)

    def reprints(self, key: int, span: Span) -> Reprints | None:
        """Where else the words stand that ``span`` holds in an article; None where the article has no copies."""
        return reprints(self._store, key, span)

    def refresh(self) -> None:
        """Change to the newest generation, if there is one that is not open yet and no other thread is at it."""
        stamp = generation.stamp(self._data_dir, self._collection)
        if stamp == self._stamp or not self._opening.acquire(blocking=False):
            return
        try:
            self._generation = self._open()
            self._stamp = stamp
        except StoreError as error:
            _log.error("The new index is not used: %s", error)
            self._stamp = stamp
        finally:
            self._opening.release()

    def _open(self) -> Generation:
        manifest = self._manifest()
        if manifest.model != self._model:
            raise StoreError(
                f"the index was made with EMBEDDING_MODEL {manifest.model!r}, not {self._model!r}: "
                "run `whosaid rebuild`, or set the model back"
            )
        if not manifest.articles:
            raise self._nothing_indexed()
        try:
            return generation.load(self._data_dir, self._collection, manifest)
        except DamagedError as error:
            newer = generation.read_manifest(self._data_dir, self._collection)
            if newer is not None and newer != manifest:  # replaced while it was being opened
                return generation.load(self._data_dir, self._collection, newer)
            return generation.load(self._data_dir, self._collection, self._mend(str(error), manifest.dimension))

    def _manifest(self) -> Manifest:
        try:
            manifest = generation.read_manifest(self._data_dir, self._collection)
        except DamagedError as error:
            return self._mend(str(error))
        if manifest is None:
            if not self._store.count(self._collection):
                raise self._nothing_indexed()
            return self._mend("the last rebuild did not finish")
        if manifest.revision != self._store.revision(self._collection) and manifest.model == self._model:
            if is_at_work(self._data_dir):  # a writer will publish
                return manifest
            try:
                return self._mend("the last rebuild did not finish", manifest.dimension, wait_s=0)
            except BusyError:  # a writer is at it, and will publish
                return manifest
        return manifest

    def _nothing_indexed(self) -> NothingIndexedError:
        return NothingIndexedError(
            f"no article is indexed in collection {self._collection!r}: run `whosaid rebuild` or `whosaid add FILE`"
        )

    def _mend(self, reason: str, dimension: int | None = None, wait_s: float = WAIT_S) -> Manifest:
        """Make the derived files again from the store. Raises BusyError."""
        with writing(self._data_dir, wait_s):
            manifest = generation.publish(
                self._data_dir, self._collection, self._store, self._model, dimension or self.encoder().dimension
            )
        _log.warning("The index was made again from the stored articles, because %s", reason.split(": run ")[0])
        return manifest


def _hit(looked: Looked, articles: Mapping[int, Article], key: int, start: int, end: int) -> Hit:
    legs = looked.candidate
    return Hit(
        articles[key],
        start,
        end,
        looked.score,
        legs.bm25,
        legs.dense,
        legs.statement,
        key=key,
        sentences=looked.sentences,
    )
