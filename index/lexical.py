"""The lexical leg: BM25 over the passages' stems, by tantivy. Derived from the store.

tantivy's BM25 has k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import tantivy

from index.errors import DamagedError
from index.words import stems

FOLDER_NAME = "lexical"
_TITLE_BOOST = 0.3
"""A title names the story once more than the passage does; more than this and long titles outweigh the words asked
for."""

_WRITER_BYTES = 64_000_000


class LexicalIndex:
    """BM25 over stems; scores are at least 0, higher is better."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def rarity(self, stem: str) -> float:
        """The inverse document frequency that BM25 gives a stem: ``ln(1 + (N - n + 0.5) / (n + 0.5))``."""
        holding = self._searcher.doc_freq("text", stem)
        return math.log(1 + (self._searcher.num_docs - holding + 0.5) / (holding + 0.5))

    def search(self, weights: Mapping[str, float], k: int) -> list[tuple[int, float]]:
        """The ``k`` best (row, score), best first, for stems with their weights in the question."""
        schema = self._index.schema
        clauses = []
        for stem, weight in weights.items():
            for field, boost in (("text", weight), ("title", weight * _TITLE_BOOST)):
                term = tantivy.Query.term_query(schema, field, stem, "freq")
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost)))
        if not clauses:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        found = [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True) if row is not None]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class LexicalWriter:
    """Collects passages with their article's title, row by row, then writes their index into ``folder``."""

    def __init__(self, folder: Path) -> None:
        path = folder / FOLDER_NAME
        path.mkdir()
        self._writer = tantivy.Index(_schema(), str(path)).writer(_WRITER_BYTES, 1)
        self._row = 0

    def add(self, title: str | None, passage: str) -> None:
        """Append one row."""
        document = tantivy.Document()
        document.add_unsigned("row", self._row)
        document.add_text("text", " ".join(stems(passage)))
        document.add_text("title", " ".join(stems(title or "")))
        self._writer.add_document(document)
        self._row += 1

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def read(folder: Path) -> LexicalIndex:
    """Open what LexicalWriter wrote. Raises DamagedError."""
    try:
        return LexicalIndex(tantivy.Index.open(str(folder / FOLDER_NAME)))
    except (ValueError, OSError, RuntimeError) as error:
        raise DamagedError(
            f"the index folder {str(folder / FOLDER_NAME)!r} cannot be read: run `whosaid rebuild`"
        ) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
