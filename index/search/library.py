"""Search the articles of one or more collections: the store and the newest snapshots of the indexes."""

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
"""Candidates beyond the wanted ones that are read at first, since some may be copies."""

_WIDENING = 4
"""The factor by which the search is widened where too few passages are left after folding."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _View:
    """The snapshots that are searched together; ``hidden`` are keys of articles whose id an earlier collection has."""

    snapshots: tuple[Snapshot, ...]
    searched: SearchIndex
    hidden: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        return self.searched.articles - len(self.hidden)


class Library:
    """The articles of some collections, searched as if they were one; may be called from several threads.

    Of articles with the same id only the one in the collection named first is found. Articles of other collections
    are never returned, whatever their id or key.

    The next search after a snapshot was published by another process opens it, while searches in other threads go on
    with the one before. Searching raises NothingIndexedError while no collection has an article, in the words of
    ``nothing`` where these are given.
    """

    def __init__(
        self, store: Store, collections: Sequence[Collection], encoder: LazyEncoder, nothing: str | None = None
    ) -> None:
        """Search ``collections`` of ``store``; those that have articles need the model of ``encoder``."""
        self._store = store
        self._collections = tuple(collections)
        self._names = tuple(collection.name for collection in collections)
        self._encoder = encoder
        self._nothing = nothing
        self._view = self._make_view()

    @classmethod
    def of_one(cls, data_dir: Path, collection: str, model: str, load_encoder: Callable[[], Encoder]) -> Self:
        """Open one collection with a store of its own.

        Raises NothingIndexedError where there is nothing to search, StoreError where the index was made with another
        encoder.
        """
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
        """Return whether the encoder knows a language; the default one knows English only."""
        return language == "en" or self._encoder.name != DEFAULT_MODEL

    def encoder(self) -> Encoder:
        """Return the encoder of questions, loaded at the first call. Raises ModelError."""
        return self._encoder()

    def search(self, query: Query, k: int) -> list[Hit]:
        """Return the ``k`` best passages that the query's filter lets through, best first.

        Copies of one story are one hit, unless the query keeps them.
        """
        restrict = query.filter
        if restrict.folds_later:
            query = replace(query, keep_copies=True)
        count = k + len(restrict.exclude)
        hits = self._search_folded(query, max(count, CANDIDATES) if restrict.time is not None else count)
        return restrict.select_passages(hits)[:k]

    def _search_folded(self, query: Query, k: int) -> list[Hit]:
        self.refresh()
        fold = list if query.keep_copies else fold_copies
        view = self._current_view()
        limit = max(CANDIDATES, k)
        enough = max(k, MAX_RERANKED if query.rerank else 0) + _EXTRA_FOR_COPIES
        while True:
            candidates = search_passages(view.searched, self.encoder(), query, limit)
            hits = fold(self._hits_of(view, query, candidates[:enough]))
            if len(hits) < k:
                hits = fold(self._hits_of(view, query, candidates))
            if len(hits) >= k or len(candidates) < limit:
                return hits[:k] if query.keep_copies else add_copies(self._store, hits[:k])
            limit *= _WIDENING

    def _hits_of(self, view: _View, query: Query, candidates: Sequence[Candidate]) -> list[Hit]:
        places = {one: view.searched.passage(one.row) for one in candidates}
        articles = self._visible_articles(view, (key for key, _, _ in places.values()))
        candidates = list(_without_repeated_places(view, candidates, places.__getitem__))
        if query.rerank:
            vector = self.encoder().encode_question(query.text) if query.dense_weight else None
            reranked = rerank_by_sentences(view.searched, query, vector, candidates, articles)
        else:
            reranked = [RerankedCandidate(one, one.score, ()) for one in candidates if places[one][0] in articles]
        return add_stories(self._store, [_make_hit(one, articles, *places[one.candidate]) for one in reranked])

    def search_statements(self, query: StatementQuery, k: int) -> list[StatementHit]:
        """Return the statements that the query's filter lets through, the ``k`` best by words and by sense each."""
        self.refresh()
        view = self._current_view()
        found = {
            one: view.searched.statement(one.row) for one in search_statements(view.searched, self.encoder(), query, k)
        }
        articles = self._visible_articles(view, (key for key, _ in found.values()))
        statements = self._store.statements_by_key(articles)
        hits = [
            StatementHit(articles[key], statements[key][number], one.bm25, one.likeness, key)
            for one in _without_repeated_places(view, found, found.__getitem__)
            for key, number in [found[one]]
            if key in articles and number < len(statements[key])
        ]
        return query.filter.select_statements(sorted(hits, key=lambda hit: hit.key))

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """Return the inverse document frequency of each stem over the passages, above 0."""
        terms = self._current_view().searched.passage_terms
        return {stem: terms.rarity(stem) for stem in stems}

    def match_words(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        """Return the stems of the question's content words, and how well each part matches each of them.

        The second is float32 of shape ``(len(parts), stems)``, from -1 to 1.
        """
        model = self._encoder.name
        return match_query_tokens(
            self.encoder(), question, parts, lambda hit: self._store.token_codes(model, hit.key, hit.start)
        )

    def articles(self) -> tuple[Article, ...]:
        """Return every article that can be found, newest publication first."""
        return self._store.articles(*self._names)

    def keys_of(self, article_id: str) -> frozenset[int]:
        """Return the keys of all stored versions of an article, of which one at most can be found."""
        return frozenset(each.key for name in self._names for each in self._store.collection(name).versions(article_id))

    def article(self, key: int) -> Article | None:
        """Return one version of an article as it is stored now; None where it is not."""
        return self._store.articles_by_key([key], self._names).get(key)

    def articles_by_key(self, keys: Iterable[int]) -> dict[int, Article]:
        """Return the stored ones of these versions of articles, by key."""
        return self._store.articles_by_key(keys, self._names)

    def current_article(self, article_id: str) -> Article | None:
        """Return the article with this id that can be found now."""
        found = self.keyed_article(article_id)
        return found[1] if found else None

    def gone_at(self, key: int) -> str | None:
        """Return since when the page of one version of an article is known to be gone; None while it is there."""
        return self._store.gone_at(key)

    def is_current(self, key: int) -> bool:
        """Return whether one version of an article is the one that can be found."""
        return self._store.is_current(key)

    def keyed_article(self, article_id: str) -> tuple[int, Article] | None:
        """Return the article with this id that can be found, with its key."""
        found = (self._store.collection(name).article(article_id) for name in self._names)
        return next((each for each in found if each is not None), None)

    def versions(self) -> dict[str, Version]:
        """Return the version of every article that can be found, by id."""
        found: dict[str, Version] = {}
        for name in reversed(self._names):
            found |= self._store.collection(name).current_versions()
        return found

    def statements(self, key: int) -> tuple[Statement, ...]:
        """Return the statements of one version of an article, in the order of its text."""
        return self._store.statements(key)

    def story(self, key: int) -> Story | None:
        """Return the copies of an article's story, the first published one first; None where it has no copies."""
        return self._store.stories.get(key)

    def reprints(self, key: int, span: Span) -> Reprints | None:
        """Return the other articles that have the words at ``span`` of an article; None where it has no copies."""
        return find_reprints(self._store, key, span)

    def refresh(self) -> None:
        """Open newer snapshots, where there are any and no other thread is opening them."""
        for collection in self._collections:
            collection.refresh()
        view = self._view
        if tuple(map(id, _open_snapshots(self._collections))) != tuple(map(id, view.snapshots if view else ())):
            self._view = self._make_view()

    def _current_view(self) -> _View:
        view = self._view
        if view is None:
            raise self._nothing_indexed()
        return view

    def _make_view(self) -> _View | None:
        snapshots = tuple(_open_snapshots(self._collections))
        if len(snapshots) < 2:
            return _View(snapshots, snapshots[0]) if snapshots else None
        return _View(snapshots, FederatedIndex(snapshots), frozenset(self._store.shadowed_keys(self._names)))

    def _visible_articles(self, view: _View, keys: Iterable[int]) -> dict[int, Article]:
        return self._store.articles_by_key(key for key in keys if key not in view.hidden)

    def _nothing_indexed(self) -> NothingIndexedError:
        names = " or ".join(map(repr, self._names))
        return NothingIndexedError(
            self._nothing or f"no article is indexed in collection {names}: run `whosaid rebuild` or `whosaid add FILE`"
        )


def _open_snapshots(collections: Iterable[Collection]) -> Iterator[Snapshot]:
    return (collection.snapshot for collection in collections if collection.snapshot is not None)


def _without_repeated_places(view: _View, found: Iterable[T], place: Callable[[T], tuple[int, ...]]) -> Iterator[T]:
    """Yield each place once: while an article moves to another collection, it may be found in both."""
    if len(view.snapshots) == 1:
        yield from found
        return
    seen: set[tuple[int, ...]] = set()
    for one in found:
        if place(one) not in seen:
            seen.add(place(one))
            yield one


def _make_hit(reranked: RerankedCandidate, articles: Mapping[int, Article], key: int, start: int, end: int) -> Hit:
    candidate = reranked.candidate
    return Hit(
        articles[key],
        start,
        end,
        reranked.score,
        candidate.bm25,
        candidate.dense,
        candidate.statement,
        key=key,
        sentences=reranked.sentences,
    )
