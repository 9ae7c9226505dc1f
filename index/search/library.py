"""The articles of one collection or of several, open for searching: the store and the newest generations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeVar

from index.duplicates.folding import fold_copies
from index.errors import NothingIndexedError
from index.indexes.collection import Collection
from index.indexes.federated import FederatedIndex
from index.indexes.snapshot import Snapshot
from index.indexes.types import SearchIndex
from index.models.encoder import DEFAULT_MODEL, Encoder, LazyEncoder
from index.models.late_interaction import match_query_tokens
from index.search.fusion import Candidate
from index.search.hybrid import CANDIDATES, search_passages
from index.search.query import Query, StatementQuery
from index.search.reprints import Reprints, add_copies, add_stories, find_reprints
from index.search.sentence_rerank import MAX_RERANKED, RerankedCandidate, rerank_by_sentences
from index.search.statement_search import search_statements
from index.store.articles import Store
from index.store.records import Version
from index.store.stories import Story
from index.types import Article, Hit, Part, Span, Statement, StatementHit, Vectors

_EXTRA_FOR_COPIES = 20
"""Candidates beyond those wanted that are looked through for copies at first."""

_WIDENING = 4
"""How many times as far the search goes where copies left too few passages."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _View:
    """What is searched at one time. ``hidden`` are the keys of articles whose id an earlier collection has too."""

    snapshots: tuple[Snapshot, ...]
    searched: SearchIndex
    hidden: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        return self.searched.articles - len(self.hidden)


class Library:
    """The articles of some collections, searched as if they were one; may be asked from several threads.

    Of articles with the same id that of the collection named first is the one, and the others are not found. What
    stands in no collection of these is never given, whatever its id or key.

    A generation published by another process is picked up by the next search: the thread that notices opens it
    while the others go on with the one before. What searches raises NothingIndexedError while no collection has an
    article, in the words of ``nothing`` where these are given.
    """

    def __init__(
        self, store: Store, collections: Sequence[Collection], encoder: LazyEncoder, nothing: str | None = None
    ) -> None:
        self._store = store
        self._collections = tuple(collections)
        self._names = tuple(collection.name for collection in collections)
        self._encoder = encoder
        self._nothing = nothing
        self._view = self._look()

    @classmethod
    def of_one(cls, data_dir: Path, collection: str, model: str, load_encoder: Callable[[], Encoder]) -> Self:
        """One collection, with a store of its own. Raises NothingIndexedError where there is nothing to search,
        StoreError where the index was made with another encoder."""
        encoder, store = LazyEncoder(model, load_encoder), Store(data_dir)
        opened = cls(store, [Collection(data_dir, store.collection(collection), model, encoder)], encoder)
        if opened._view is None:
            store.close()
            raise opened._nothing_indexed()
        return opened

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    @property
    def size(self) -> int:
        """How many articles are searched."""
        return self._view.size if self._view else 0

    def knows_language(self, language: str) -> bool:
        """Whether the encoder knows a language; the default one knows English only."""
        return language == "en" or self._encoder.name != DEFAULT_MODEL

    def encoder(self) -> Encoder:
        """What encodes the questions, loaded at the first call. Raises ModelError."""
        return self._encoder()

    def search(self, query: Query, k: int) -> list[Hit]:
        """Return the ``k`` best passages that the query's filter lets through, best first; copies of one story are one
        hit, unless they are wanted apart."""
        restrict = query.filter
        if restrict.folds_later:
            query = replace(query, keep_copies=True)
        reach = k + len(restrict.exclude)
        hits = self._best(query, max(reach, CANDIDATES) if restrict.time is not None else reach)
        return restrict.select_passages(hits)[:k]

    def _best(self, query: Query, k: int) -> list[Hit]:
        self.refresh()
        together = list if query.keep_copies else fold_copies
        view = self._current()
        reach = max(CANDIDATES, k)
        enough = max(k, MAX_RERANKED if query.rerank else 0) + _EXTRA_FOR_COPIES
        while True:
            candidates = search_passages(view.searched, self.encoder(), query, reach)
            hits = together(self._hits(view, query, candidates[:enough]))
            if len(hits) < k:
                hits = together(self._hits(view, query, candidates))
            if len(hits) >= k or len(candidates) < reach:
                return hits[:k] if query.keep_copies else add_copies(self._store, hits[:k])
            reach *= _WIDENING  # more copies than another search would have found passages

    def _hits(self, view: _View, query: Query, candidates: Sequence[Candidate]) -> list[Hit]:
        places = {one: view.searched.passage(one.row) for one in candidates}
        articles = self._found(view, (key for key, _, _ in places.values()))
        candidates = list(_without_repeated_places(view, candidates, places.__getitem__))
        if query.rerank:
            vector = self.encoder().encode_question(query.text) if query.dense_weight else None
            looked = rerank_by_sentences(view.searched, query, vector, candidates, articles)
        else:
            looked = [RerankedCandidate(one, one.score, ()) for one in candidates if places[one][0] in articles]
        return add_stories(self._store, [_make_hit(one, articles, *places[one.candidate]) for one in looked])

    def search_statements(self, query: StatementQuery, k: int) -> list[StatementHit]:
        """Return the statements that may answer and the query's filter lets through, of each way of looking the ``k``
        best."""
        self.refresh()
        view = self._current()
        found = {
            one: view.searched.statement(one.row) for one in search_statements(view.searched, self.encoder(), query, k)
        }
        articles = self._found(view, (key for key, _ in found.values()))
        spoken = self._store.statements_by_key(articles)
        hits = [
            StatementHit(articles[key], spoken[key][number], one.bm25, one.likeness, key)
            for one in _without_repeated_places(view, found, found.__getitem__)
            for key, number in [found[one]]
            if key in articles and number < len(spoken[key])
        ]
        return query.filter.select_statements(sorted(hits, key=lambda hit: hit.key))

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """How telling each stem is: its inverse document frequency over the passages, above 0."""
        lexical = self._current().searched.passage_terms
        return {stem: lexical.rarity(stem) for stem in stems}

    def match_words(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        """The stems of the question's telling words and how well each part of a hit meets each of them."""
        model = self._encoder.name
        return match_query_tokens(
            self.encoder(), question, parts, lambda hit: self._store.token_codes(model, hit.key, hit.start)
        )

    def articles(self) -> tuple[Article, ...]:
        """Every article that can be found, newest publication first."""
        return self._store.articles(*self._names)

    def keys_of(self, article_id: str) -> frozenset[int]:
        """Return the keys of all versions of an article that are kept, one of which may be found."""
        return frozenset(each.key for name in self._names for each in self._store.collection(name).versions(article_id))

    def article(self, key: int) -> Article | None:
        """One version of an article as it is stored now."""
        return self._store.articles_by_key([key], self._names).get(key)

    def articles_by_key(self, keys: Iterable[int]) -> dict[int, Article]:
        """Return these versions of articles as they are stored now, by key, without those that are not stored."""
        return self._store.articles_by_key(keys, self._names)

    def current_article(self, article_id: str) -> Article | None:
        """The article of an id that can be found now."""
        found = self.keyed_article(article_id)
        return found[1] if found else None

    def gone_at(self, key: int) -> str | None:
        """Since when the page of one version of an article is known to be gone; None while it is there."""
        return self._store.gone_at(key)

    def is_current(self, key: int) -> bool:
        """Whether one version of an article is the one that can be found."""
        return self._store.is_current(key)

    def keyed_article(self, article_id: str) -> tuple[int, Article] | None:
        """The article with this id that can be found, with its key."""
        found = (self._store.collection(name).article(article_id) for name in self._names)
        return next((each for each in found if each is not None), None)

    def versions(self) -> dict[str, Version]:
        """The version of every article that can be found, by id."""
        found: dict[str, Version] = {}
        for name in reversed(self._names):
            found |= self._store.collection(name).current_versions()
        return found

    def statements(self, key: int) -> tuple[Statement, ...]:
        """Who said what in one version of an article, in the text's order."""
        return self._store.statements(key)

    def story(self, key: int) -> Story | None:
        """The copies of the story that an article tells, who published it first at the front; None without copies."""
        return self._store.stories.get(key)

    def reprints(self, key: int, span: Span) -> Reprints | None:
        """Where else the words stand that ``span`` holds in an article; None where the article has no copies."""
        return find_reprints(self._store, key, span)

    def refresh(self) -> None:
        """Change to the newest generations, where there are any that are not open yet and no other thread is at it."""
        for collection in self._collections:
            collection.refresh()
        view = self._view
        if tuple(map(id, _open_snapshots(self._collections))) != tuple(map(id, view.snapshots if view else ())):
            self._view = self._look()

    def _current(self) -> _View:
        view = self._view
        if view is None:
            raise self._nothing_indexed()
        return view

    def _look(self) -> _View | None:
        generations = tuple(_open_snapshots(self._collections))
        if len(generations) < 2:
            return _View(generations, generations[0]) if generations else None
        return _View(generations, FederatedIndex(generations), frozenset(self._store.shadowed_keys(self._names)))

    def _found(self, view: _View, keys: Iterable[int]) -> dict[int, Article]:
        return self._store.articles_by_key(key for key in keys if key not in view.hidden)

    def _nothing_indexed(self) -> NothingIndexedError:
        named = " or ".join(map(repr, self._names))
        return NothingIndexedError(
            self._nothing or f"no article is indexed in collection {named}: run `whosaid rebuild` or `whosaid add FILE`"
        )


def _open_snapshots(collections: Iterable[Collection]) -> Iterator[Snapshot]:
    return (collection.snapshot for collection in collections if collection.snapshot is not None)


def _without_repeated_places(view: _View, found: Iterable[T], place: Callable[[T], tuple[int, ...]]) -> Iterator[T]:
    """Each place once: an article that goes over to another collection may for a moment be found in both."""
    if len(view.snapshots) == 1:
        yield from found
        return
    seen: set[tuple[int, ...]] = set()
    for one in found:
        if place(one) not in seen:
            seen.add(place(one))
            yield one


def _make_hit(looked: RerankedCandidate, articles: Mapping[int, Article], key: int, start: int, end: int) -> Hit:
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
