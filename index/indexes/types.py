"""Protocols for searching the rows of one snapshot, or of several together.

Rows of articles are given as ranges: int64 of shape ``(n, 2)``, the first row and the row after the last of each, in
order. A search with ranges as ``within`` scores no row outside of them; without it all rows are searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from index.types import Rows, Span, Vectors


class VectorIndexLike(Protocol):
    """Vectors by their rows, as ``VectorIndex`` has them."""

    def search(self, question: Vectors, k: int, within: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return the ``k`` nearest rows, best first, and their scores."""
        ...

    def score(self, question: Vectors, rows: Rows) -> Vectors:
        """Return the scores of the given rows."""
        ...


class TermIndexLike(Protocol):
    """Passages by their words, as ``PassageTermIndex`` has them."""

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency of a stem, above 0."""
        ...

    def has_stem(self, stem: str) -> bool:
        """Return whether any passage has a stem."""
        ...

    def search(self, weights: Mapping[str, float], k: int, within: Rows | None = None) -> list[tuple[int, float]]:
        """Return the ``k`` best (row, score), best first."""
        ...


class StatementIndexLike(Protocol):
    """Statements by their words and speakers, as ``StatementTermIndex`` has them."""

    def has_speaker_stem(self, stem: str) -> bool:
        """Return whether the speaker or role of any statement has a stem."""
        ...

    def search(
        self, weights: Mapping[str, float], speaker: Iterable[str], k: int, within: Rows | None = None
    ) -> list[tuple[int, float]]:
        """Return the ``k`` best (row, score), best first, of statements whose speaker or role has all the stems."""
        ...


class SearchIndex(Protocol):
    """Passages, their sentences and their statements, each by its row, as ``Snapshot`` and ``FederatedIndex``."""

    @property
    def articles(self) -> int:
        """The number of articles."""
        ...

    @property
    def passage_vectors(self) -> VectorIndexLike:
        """The vectors of the passages."""
        ...

    @property
    def passage_terms(self) -> TermIndexLike:
        """The words of the passages."""
        ...

    @property
    def sentence_vectors(self) -> VectorIndexLike:
        """The vectors of the sentences."""
        ...

    @property
    def statement_terms(self) -> StatementIndexLike:
        """The words and speakers of the statements."""
        ...

    def passage_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the passages of these articles."""
        ...

    def sentence_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the sentences of these articles."""
        ...

    def statement_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the statements of these articles."""
        ...

    def passage(self, row: int) -> tuple[int, int, int]:
        """Return the key of a passage's article, its start and its end."""
        ...

    def sentences_of(self, row: int) -> tuple[Rows, list[Span]]:
        """Return the rows of a passage's sentences, int64 of shape ``(n,)``, and their spans in the article."""
        ...

    def statement(self, row: int) -> tuple[int, int]:
        """Return the key of a statement's article, and the statement's number in it."""
        ...

    def sentences_of_statements(self, rows: Rows) -> Rows:
        """Return the range of the sentences of each statement: int64 of shape ``(n, 2)``."""
        ...

    def statements_in_sentences(self, sentences: Rows) -> Rows:
        """Return the rows of the statements in any of these sentences, ascending: int64 of shape ``(n,)``."""
        ...

    def passages_of_statements(self, rows: Rows) -> Rows:
        """Return the row of the passage that each statement starts in: int64 of shape ``(n,)``."""
        ...
