"""The statement leg: BM25 over the words that somebody said, by tantivy, with who said them. Derived from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import tantivy

from index import terms
from index.arrays import Rows
from index.types import Statement

FOLDER_NAME = "statements"
_BOOSTS = {"said": 1.0, "around": 0.3}
"""A word counts for less that stands beside the words said, not in them: "he told the weekly", the speaker's role."""


class SpokenIndex(terms.TermsIndex):
    """Statements by their words and speakers; scores are at least 0, higher is better."""

    def names(self, stem: str) -> bool:
        """Whether a stem stands in any statement's speaker or role."""
        return self.holding("speaker", stem) > 0

    def search(
        self,
        weights: Mapping[str, float],
        speaker: Iterable[str],
        k: int,
        within: Rows | None = None,
        *,
        scale: terms.Scale | None = None,
    ) -> list[tuple[int, float]]:
        """Return the ``k`` best (row, score), best first, for stems with their weights in the question; of the runs of
        rows ``within``, int64 of shape ``(n, 2)``, where given.

        With stems of a ``speaker``, only statements in whose speaker or role every one of them stands; those that
        have none of the words come last, in the order of their rows.
        """
        clauses = list(terms.any_of(self._index, weights, _BOOSTS, scale))
        for stem in speaker:
            term = tantivy.Query.term_query(self._index.schema, "speaker", stem, "basic")
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(term, 0.0)))
        return terms.best(self._index, self._searcher, clauses, k, within)


class SpokenWriter:
    """Collects statements, row by row, then writes their index into ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._writer = terms.TermsWriter(folder / FOLDER_NAME, scored=_BOOSTS, plain=("speaker",))

    def add(self, statement: Statement, said: str, around: str) -> None:
        """Append one row: a statement, its words, and the sentences that they stand in."""
        self._writer.add(said=said, around=around, speaker=f"{statement.speaker} {statement.role or ''}")

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.save()


def read(folder: Path) -> SpokenIndex:
    """Open what SpokenWriter wrote. Raises DamagedError."""
    return SpokenIndex(terms.read(folder / FOLDER_NAME))
