"""BM25 over the stems of passages and statements, by tantivy."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import tantivy

from index.errors import DamagedError
from index.text.tokenizer import stems
from index.types import Rows, Statement

_WRITER_BYTES = 64_000_000

Clauses = list[tuple[tantivy.Occur, tantivy.Query]]

Scale = Callable[[str, str], float]
"""Returns the factor for the score of a field and a stem."""


def inverse_document_frequency(count: int, frequency: int) -> float:
    """Return BM25's weight of a stem in ``frequency`` of ``count`` documents: ``ln(1 + (N - n + 0.5) / (n + 0.5))``."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


class TermIndex:
    """An opened index of a ``TermIndexWriter``."""

    def __init__(self, index: tantivy.Index) -> None:
        """Search an opened tantivy index."""
        self._index = index
        self._searcher = index.searcher()

    def __len__(self) -> int:
        """Return the number of documents."""
        return int(self._searcher.num_docs)

    def document_frequency(self, field: str, stem: str) -> int:
        """Return how many documents have a stem in a field."""
        return int(self._searcher.doc_freq(field, stem))


class TermIndexWriter:
    """Collects documents, row by row, then writes their index."""

    def __init__(self, folder: Path, scored: Collection[str], plain: Collection[str] = ()) -> None:
        """Make ``folder``. Only ``scored`` fields record how often a stem stands in them, which BM25 needs."""
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("row", fast=True)
        for name in scored:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        for name in plain:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
        folder.mkdir()
        self._writer = tantivy.Index(builder.build(), str(folder)).writer(_WRITER_BYTES, 1)
        self._row = 0

    def add(self, **texts: str) -> None:
        """Append one row: the text of each field."""
        document = tantivy.Document()
        document.add_unsigned("row", self._row)
        for name, text in texts.items():
            document.add_text(name, " ".join(stems(text)))
        self._writer.add_document(document)
        self._row += 1

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def open_term_index(folder: Path) -> tantivy.Index:
    """Open what ``TermIndexWriter`` wrote. Raises DamagedError."""
    try:
        return tantivy.Index.open(str(folder))
    except (ValueError, OSError, RuntimeError) as error:
        raise DamagedError(f"the index folder {str(folder)!r} cannot be read: run `whosaid rebuild`") from error


def match_any(
    index: tantivy.Index, weights: Mapping[str, float], boosts: Mapping[str, float], scale: Scale | None = None
) -> Iterator[tuple[tantivy.Occur, tantivy.Query]]:
    """Yield the clauses that score stems, with their weights in the question, in each field of ``boosts``."""
    for stem, weight in weights.items():
        for field, boost in boosts.items():
            term = tantivy.Query.term_query(index.schema, field, stem, "freq")
            scaled = weight * boost * scale(field, stem) if scale else weight * boost
            yield tantivy.Occur.Should, tantivy.Query.boost_query(term, scaled)


def best_rows(
    index: tantivy.Index, searcher: tantivy.Searcher, clauses: Clauses, k: int, within: Rows | None = None
) -> list[tuple[int, float]]:
    """Return the ``k`` best (row, score), best first, equal scores by row; nothing without clauses.

    Only the ranges of rows ``within`` are searched where they are given, as ``index.indexes.types`` describes them.
    """
    if not clauses or (within is not None and not len(within)):
        return []
    query = tantivy.Query.boolean_query(clauses)
    if within is not None:
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, _filter_rows(index, within))]
        )
    hits = searcher.search(query, k, count=False).hits
    rows = searcher.fast_field_values("row", [address for _, address in hits])
    found = [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True) if row is not None]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _filter_rows(index: tantivy.Index, within: Rows) -> tantivy.Query:
    """Return the clause that a row is in one of the ranges; it adds nothing to the score."""
    ranges = [
        tantivy.Query.range_query(index.schema, "row", tantivy.FieldType.Unsigned, first, end, include_upper=False)
        for first, end in within.tolist()
    ]
    any_range = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in ranges])
    return tantivy.Query.const_score_query(any_range, 0.0)


PASSAGES_FOLDER = "lexical"
_PASSAGE_BOOSTS = {"text": 1.0, "title": 0.3}
"""The title repeats the subject of the passage; with more weight, long titles outweigh the words of the question."""


class PassageTermIndex(TermIndex):
    """BM25 over passages; scores are at least 0, higher is better."""

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency of a stem over the passages, above 0."""
        return inverse_document_frequency(len(self), self.document_frequency("text", stem))

    def has_stem(self, stem: str) -> bool:
        """Return whether any passage has a stem."""
        return self.document_frequency("text", stem) > 0

    def search(
        self, weights: Mapping[str, float], k: int, within: Rows | None = None, *, scale: Scale | None = None
    ) -> list[tuple[int, float]]:
        """Return the ``k`` best (row, score), best first, for stems with their weights in the question."""
        clauses = list(match_any(self._index, weights, _PASSAGE_BOOSTS, scale))
        return best_rows(self._index, self._searcher, clauses, k, within)


class PassageTermWriter:
    """Collects passages with their article's title, row by row, then writes their index."""

    def __init__(self, folder: Path) -> None:
        """Write into a new folder in ``folder``."""
        self._writer = TermIndexWriter(folder / PASSAGES_FOLDER, scored=_PASSAGE_BOOSTS)

    def add(self, title: str | None, passage: str) -> None:
        """Append one row."""
        self._writer.add(text=passage, title=title or "")

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.save()


def load_passage_terms(folder: Path) -> PassageTermIndex:
    """Open what ``PassageTermWriter`` wrote. Raises DamagedError."""
    return PassageTermIndex(open_term_index(folder / PASSAGES_FOLDER))


STATEMENTS_FOLDER = "statements"
_STATEMENT_BOOSTS = {"said": 1.0, "around": 0.3}
"""A word next to the content counts for less: "he told the weekly", the speaker's role."""


class StatementTermIndex(TermIndex):
    """BM25 over statements, and their speakers; scores are at least 0, higher is better."""

    def has_speaker_stem(self, stem: str) -> bool:
        """Return whether the speaker or role of any statement has a stem."""
        return self.document_frequency("speaker", stem) > 0

    def search(
        self,
        weights: Mapping[str, float],
        speaker: Iterable[str],
        k: int,
        within: Rows | None = None,
        *,
        scale: Scale | None = None,
    ) -> list[tuple[int, float]]:
        """Return the ``k`` best (row, score), best first, for stems with their weights in the question.

        With stems of a ``speaker``, only statements whose speaker or role has all of them; those with none of the words
        come last, in the order of their rows.
        """
        clauses = list(match_any(self._index, weights, _STATEMENT_BOOSTS, scale))
        for stem in speaker:
            term = tantivy.Query.term_query(self._index.schema, "speaker", stem, "basic")
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(term, 0.0)))
        return best_rows(self._index, self._searcher, clauses, k, within)


class StatementTermWriter:
    """Collects statements, row by row, then writes their index."""

    def __init__(self, folder: Path) -> None:
        """Write into a new folder in ``folder``."""
        self._writer = TermIndexWriter(folder / STATEMENTS_FOLDER, scored=_STATEMENT_BOOSTS, plain=("speaker",))

    def add(self, statement: Statement, said: str, around: str) -> None:
        """Append one row: a statement, its content, and the sentences around it."""
        self._writer.add(said=said, around=around, speaker=f"{statement.speaker} {statement.role or ''}")

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.save()


def load_statement_terms(folder: Path) -> StatementTermIndex:
    """Open what ``StatementTermWriter`` wrote. Raises DamagedError."""
    return StatementTermIndex(open_term_index(folder / STATEMENTS_FOLDER))
