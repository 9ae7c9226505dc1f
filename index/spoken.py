"""The statement leg: BM25 over the words that somebody said, by tantivy, with who said them. Derived from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import tantivy

from index.errors import DamagedError
from index.types import Statement
from index.words import stems

FOLDER_NAME = "statements"
_AROUND = 0.3
"""What a word counts that stands beside the words said, not in them: "he told the weekly", the speaker's role."""

_WRITER_BYTES = 64_000_000


class SpokenIndex:
    """Statements by their words and speakers; scores are at least 0, higher is better."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def search(self, weights: Mapping[str, float], speaker: Iterable[str], k: int) -> list[tuple[int, float]]:
        """The ``k`` best (row, score), best first, for stems with their weights in the question.

        With stems of a ``speaker``, only statements in whose speaker or role every one of them stands; those that
        have none of the words come last, in the order of their rows.
        """
        schema = self._index.schema
        clauses = []
        for stem, weight in weights.items():
            for field, boost in (("said", weight), ("around", weight * _AROUND)):
                term = tantivy.Query.term_query(schema, field, stem, "freq")
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost)))
        for stem in speaker:
            term = tantivy.Query.term_query(schema, "speaker", stem, "basic")
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(term, 0.0)))
        if not clauses:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        found = [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True) if row is not None]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class SpokenWriter:
    """Collects statements, row by row, then writes their index into ``folder``."""

    def __init__(self, folder: Path) -> None:
        path = folder / FOLDER_NAME
        path.mkdir()
        self._writer = tantivy.Index(_schema(), str(path)).writer(_WRITER_BYTES, 1)
        self._row = 0

    def add(self, statement: Statement, said: str, around: str) -> None:
        """Append one row: a statement, its words, and the sentences that they stand in."""
        document = tantivy.Document()
        document.add_unsigned("row", self._row)
        document.add_text("said", " ".join(stems(said)))
        document.add_text("around", " ".join(stems(around)))
        document.add_text("speaker", " ".join(stems(f"{statement.speaker} {statement.role or ''}")))
        self._writer.add_document(document)
        self._row += 1

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def read(folder: Path) -> SpokenIndex:
    """Open what SpokenWriter wrote. Raises DamagedError."""
    try:
        return SpokenIndex(tantivy.Index.open(str(folder / FOLDER_NAME)))
    except (ValueError, OSError, RuntimeError) as error:
        raise DamagedError(
            f"the index folder {str(folder / FOLDER_NAME)!r} cannot be read: run `whosaid rebuild`"
        ) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    builder.add_text_field("said", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("around", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("speaker", tokenizer_name="whitespace", index_option="basic")
    return builder.build()
