"""Search several snapshots as if they were one: the rows of each follow those of the one before.

BM25 weighs a word by the number of passages that have it, which differs between snapshots. Here the numbers of all are
added up; only the average length of a passage is that of each snapshot.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.indexes import bm25_index
from index.indexes.bm25_index import PassageTermIndex, StatementTermIndex
from index.indexes.snapshot import Snapshot
from index.indexes.types import StatementIndexLike, TermIndexLike, VectorIndexLike
from index.indexes.vector_index import VectorIndex
from index.types import Rows, Span, Vectors


@dataclass(frozen=True)
class FederatedIndex:
    """A ``SearchIndex`` over the rows of several snapshots."""

    parts: tuple[Snapshot, ...]

    @property
    def articles(self) -> int:
        """The number of articles."""
        return sum(part.articles for part in self.parts)

    @cached_property
    def passage_vectors(self) -> VectorIndexLike:
        """The vectors of the passages."""
        return _FederatedVectors([part.passage_vectors for part in self.parts], self._passages)

    @cached_property
    def passage_terms(self) -> TermIndexLike:
        """The words of the passages."""
        return _FederatedPassageTerms([part.passage_terms for part in self.parts], self._passages)

    @cached_property
    def sentence_vectors(self) -> VectorIndexLike:
        """The vectors of the sentences."""
        return _FederatedVectors([part.sentence_vectors for part in self.parts], self._sentences)

    @cached_property
    def statement_terms(self) -> StatementIndexLike:
        """The words and speakers of the statements."""
        return _FederatedStatementTerms([part.statement_terms for part in self.parts], self._statements)

    def passage_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the passages of these articles."""
        return self._passages.ranges([part.passage_ranges(keys) for part in self.parts])

    def sentence_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the sentences of these articles."""
        return self._sentences.ranges([part.sentence_ranges(keys) for part in self.parts])

    def statement_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the statements of these articles."""
        return self._statements.ranges([part.statement_ranges(keys) for part in self.parts])

    def passage(self, row: int) -> tuple[int, int, int]:
        """Return the key of a passage's article, its start and its end."""
        number, own = self._passages.locate(row)
        return self.parts[number].passage(own)

    def sentences_of(self, row: int) -> tuple[Rows, list[Span]]:
        """Return the rows of a passage's sentences, int64 of shape ``(n,)``, and their spans in the article."""
        number, own = self._passages.locate(row)
        rows, places = self.parts[number].sentences_of(own)
        return rows + self._sentences.starts[number], places

    def statement(self, row: int) -> tuple[int, int]:
        """Return the key of a statement's article, and the statement's number in it."""
        number, own = self._statements.locate(row)
        return self.parts[number].statement(own)

    def sentences_of_statements(self, rows: Rows) -> Rows:
        """Return the range of the sentences of each statement: int64 of shape ``(n, 2)``."""
        found = np.zeros((len(rows), 2), np.int64)
        for number, here, own in self._statements.split(rows):
            found[here] = self.parts[number].sentences_of_statements(own) + self._sentences.starts[number]
        return found

    def statements_in_sentences(self, sentences: Rows) -> Rows:
        """Return the rows of the statements in any of these sentences, ascending: int64 of shape ``(n,)``."""
        found = [
            self.parts[number].statements_in_sentences(own) + self._statements.starts[number]
            for number, _, own in self._sentences.split(sentences)
        ]
        return np.concatenate(found)

    def passages_of_statements(self, rows: Rows) -> Rows:
        """Return the row of the passage that each statement starts in: int64 of shape ``(n,)``."""
        found = np.zeros(len(rows), np.int64)
        for number, here, own in self._statements.split(rows):
            found[here] = self.parts[number].passages_of_statements(own) + self._passages.starts[number]
        return found

    @cached_property
    def _passages(self) -> _RowOffsets:
        return _RowOffsets.from_sizes(len(part.passages) for part in self.parts)

    @cached_property
    def _sentences(self) -> _RowOffsets:
        return _RowOffsets.from_sizes(len(part.sentences) for part in self.parts)

    @cached_property
    def _statements(self) -> _RowOffsets:
        return _RowOffsets.from_sizes(len(part.statements) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _RowOffsets:
    """The first row of each part among all rows, and at last the number of all rows."""

    starts: tuple[int, ...]

    @classmethod
    def from_sizes(cls, sizes: Iterable[int]) -> _RowOffsets:
        return cls(tuple(itertools.accumulate(sizes, initial=0)))

    def locate(self, row: int) -> tuple[int, int]:
        """Return the number of the part that has a row, and the row in that part."""
        number = int(np.searchsorted(self.starts, row, "right")) - 1
        return number, row - self.starts[number]

    def split(self, rows: Rows) -> Iterator[tuple[int, Rows, Rows]]:
        """Yield for each part its number, the positions in ``rows`` that belong to it, and their rows in it."""
        for number, (start, end) in enumerate(itertools.pairwise(self.starts)):
            here = np.flatnonzero((rows >= start) & (rows < end))
            yield number, here, rows[here] - start

    def ranges(self, found: Sequence[Rows]) -> Rows:
        """Return the ranges of each part as ranges of all rows: int64 of shape ``(n, 2)``."""
        return np.concatenate([own + start for own, start in zip(found, self.starts, strict=False)])

    def ranges_of_each(self, within: Rows | None) -> list[Rows | None]:
        """Return for each part the ranges that lie in it, as its own rows; None for all rows."""
        if within is None:
            return [None] * (len(self.starts) - 1)
        return [within[here] - self.starts[number] for number, here, _ in self.split(within[:, 0])]


@dataclass(frozen=True, slots=True)
class _FederatedVectors:
    parts: Sequence[VectorIndex]
    places: _RowOffsets

    def search(self, question: Vectors, k: int, within: Rows | None = None) -> tuple[Rows, Vectors]:
        each = zip(self.parts, self.places.ranges_of_each(within), strict=True)
        found = [part.search(question, k, ranges) for part, ranges in each]
        rows = np.concatenate([own + start for (own, _), start in zip(found, self.places.starts, strict=False)])
        scores = np.concatenate([cosines for _, cosines in found])
        best = np.lexsort((rows, -scores))[:k]
        return rows[best], scores[best]

    def score(self, question: Vectors, rows: Rows) -> Vectors:
        found = np.zeros(len(rows), np.float32)
        for number, here, own in self.places.split(rows):
            found[here] = self.parts[number].score(question, own)
        return found


@dataclass(frozen=True, slots=True)
class _FederatedPassageTerms:
    parts: Sequence[PassageTermIndex]
    places: _RowOffsets

    def rarity(self, stem: str) -> float:
        return _rarity(self.parts, "text", stem)

    def has_stem(self, stem: str) -> bool:
        return any(part.has_stem(stem) for part in self.parts)

    def search(self, weights: Mapping[str, float], k: int, within: Rows | None = None) -> list[tuple[int, float]]:
        each = zip(self.parts, self.places.ranges_of_each(within), strict=True)
        found = [part.search(weights, k, ranges, scale=_scale_of_part(self.parts, part)) for part, ranges in each]
        return _select_best(found, self.places, k)


@dataclass(frozen=True, slots=True)
class _FederatedStatementTerms:
    parts: Sequence[StatementTermIndex]
    places: _RowOffsets

    def has_speaker_stem(self, stem: str) -> bool:
        return any(part.has_speaker_stem(stem) for part in self.parts)

    def search(
        self, weights: Mapping[str, float], speaker: Iterable[str], k: int, within: Rows | None = None
    ) -> list[tuple[int, float]]:
        named = tuple(speaker)
        each = zip(self.parts, self.places.ranges_of_each(within), strict=True)
        found = [
            part.search(weights, named, k, ranges, scale=_scale_of_part(self.parts, part)) for part, ranges in each
        ]
        return _select_best(found, self.places, k)


def _rarity(parts: Sequence[bm25_index.TermIndex], field: str, stem: str) -> float:
    return bm25_index.inverse_document_frequency(
        sum(map(len, parts)), sum(part.document_frequency(field, stem) for part in parts)
    )


def _scale_of_part(parts: Sequence[bm25_index.TermIndex], one: bm25_index.TermIndex) -> bm25_index.Scale:
    """Return the factor that turns a score by the rarity in ``one`` into a score by the rarity in all ``parts``."""

    def scale(field: str, stem: str) -> float:
        return _rarity(parts, field, stem) / bm25_index.inverse_document_frequency(
            len(one), one.document_frequency(field, stem)
        )

    return scale


def _select_best(found: Iterable[Iterable[tuple[int, float]]], places: _RowOffsets, k: int) -> list[tuple[int, float]]:
    """Return the ``k`` best (row, score) of all parts, best first, equal scores by row."""
    every = [(row + start, score) for own, start in zip(found, places.starts, strict=False) for row, score in own]
    return sorted(every, key=lambda pair: (-pair[1], pair[0]))[:k]
