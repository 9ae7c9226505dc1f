"""What the indexes of stems share: one folder of tantivy's each, a row number and some fields of stems a document."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import tantivy

from index.arrays import Rows
from index.errors import DamagedError
from index.words import stems

_WRITER_BYTES = 64_000_000

Clauses = list[tuple[tantivy.Occur, tantivy.Query]]

Scale = Callable[[str, str], float]
"""By what the score of a stem is multiplied, by its field and the stem."""


def rarity(count: int, holding: int) -> float:
    """The inverse document frequency that BM25 gives a stem that stands in ``holding`` of ``count`` documents, above 0:
    ``ln(1 + (N - n + 0.5) / (n + 0.5))``."""
    return math.log(1 + (count - holding + 0.5) / (holding + 0.5))


class TermsIndex:
    """What a TermsWriter wrote, opened: its documents, and in how many of them a stem stands."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def holding(self, field: str, stem: str) -> int:
        """In how many documents a stem stands in a field."""
        return int(self._searcher.doc_freq(field, stem))


class TermsWriter:
    """Collects documents, row by row, then writes their index into ``folder``.

    ``scored`` fields keep how often a stem stands in them, ``plain`` ones only that it does.
    """

    def __init__(self, folder: Path, scored: Collection[str], plain: Collection[str] = ()) -> None:
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


def read(folder: Path) -> tantivy.Index:
    """Open what TermsWriter wrote. Raises DamagedError."""
    try:
        return tantivy.Index.open(str(folder))
    except (ValueError, OSError, RuntimeError) as error:
        raise DamagedError(f"the index folder {str(folder)!r} cannot be read: run `whosaid rebuild`") from error


def any_of(
    index: tantivy.Index, weights: Mapping[str, float], boosts: Mapping[str, float], scale: Scale | None = None
) -> Iterator[tuple[tantivy.Occur, tantivy.Query]]:
    """The clauses that score stems, with their weights in the question, in each field of ``boosts``."""
    for stem, weight in weights.items():
        for field, boost in boosts.items():
            term = tantivy.Query.term_query(index.schema, field, stem, "freq")
            scaled = weight * boost * scale(field, stem) if scale else weight * boost
            yield tantivy.Occur.Should, tantivy.Query.boost_query(term, scaled)


def _inside(index: tantivy.Index, within: Rows) -> tantivy.Query:
    """Return the clause that a row stands in one of the runs of rows; it adds nothing to the score."""
    runs = [
        tantivy.Query.range_query(index.schema, "row", tantivy.FieldType.Unsigned, first, behind, include_upper=False)
        for first, behind in within.tolist()
    ]
    any_run = tantivy.Query.boolean_query([(tantivy.Occur.Should, run) for run in runs])
    return tantivy.Query.const_score_query(any_run, 0.0)


def best(
    index: tantivy.Index, searcher: tantivy.Searcher, clauses: Clauses, k: int, within: Rows | None = None
) -> list[tuple[int, float]]:
    """Return the ``k`` best (row, score), best first; equal scores in the order of their rows; nothing without clauses.

    ``within``, int64 of shape ``(n, 2)``, holds the first row and the row behind the last of each run of rows that is
    searched; without it all are.
    """
    if not clauses or (within is not None and not len(within)):
        return []
    query = tantivy.Query.boolean_query(clauses)
    if within is not None:
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, _inside(index, within))])
    hits = searcher.search(query, k, count=False).hits
    rows = searcher.fast_field_values("row", [address for _, address in hits])
    found = [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True) if row is not None]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
