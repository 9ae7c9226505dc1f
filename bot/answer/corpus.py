"""The ``Corpus`` protocol: what answering needs of the index. ``index.search.library.Library`` implements it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index import Article, Hit, Part, Span, Statement, StatementHit, Vectors
from index.search.query import Query, StatementQuery
from index.search.reprints import Reprints
from index.store.records import Version


class Corpus(Protocol):
    """A searchable collection of articles."""

    @property
    def size(self) -> int:
        """Number of articles that are searched."""
        ...

    def knows_language(self, language: str) -> bool:
        """Return whether the encoder knows a language, named as ``detect_language`` does."""
        ...

    def search(self, query: Query, k: int) -> list[Hit]:
        """Return the ``k`` best passages that the query's filter lets through, best first."""
        ...

    def search_statements(self, query: StatementQuery, k: int) -> list[StatementHit]:
        """Return the ``k`` best statements of each way of searching that the query's filter lets through."""
        ...

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """Return how rare each stem is in the articles, above 0."""
        ...

    def keys_of(self, article_id: str) -> frozenset[int]:
        """Return the keys of all stored versions of an article, of which at most one can be found."""
        ...

    def keyed_article(self, article_id: str) -> tuple[int, Article] | None:
        """Return the article of an id with its key; None where it cannot be found."""
        ...

    def current_article(self, article_id: str) -> Article | None:
        """Return the article of an id; None where it cannot be found."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Return every article that can be found, newest publication first."""
        ...

    def versions(self) -> Mapping[str, Version]:
        """Return the version of every article that can be found, by id."""
        ...

    def is_current(self, key: int) -> bool:
        """Return whether a version of an article is the one that can be found."""
        ...

    def statements(self, key: int) -> tuple[Statement, ...]:
        """Return who said what in a version of an article."""
        ...

    def article(self, key: int) -> Article | None:
        """Return a version of an article; None where it is not stored."""
        ...

    def articles_by_key(self, keys: Iterable[int]) -> Mapping[int, Article]:
        """Return those of these versions of articles that are stored, by key."""
        ...

    def gone_at(self, key: int) -> str | None:
        """Return since when the page of a version is known to be gone, ISO 8601 in UTC; None while it is there."""
        ...

    def reprints(self, key: int, span: Span) -> Reprints | None:
        """Return the copies of an article that have the words of ``span``; None where it has no copies."""
        ...

    def match_words(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        """Return the stems of the question's content words, and how well each part matches each of them.

        The matches are cosines from -1 to 1, float32 of shape ``(len(parts), words)``.
        """
        ...
