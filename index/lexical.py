"""The lexical leg: BM25 over the passages' stems, by tantivy. Derived from the store.

tantivy's BM25 has k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from index import terms
from index.arrays import Rows

FOLDER_NAME = "lexical"
_BOOSTS = {"text": 1.0, "title": 0.3}
"""A title names the story once more than the passage does; more than this and long titles outweigh the words asked
for."""


class LexicalIndex(terms.TermsIndex):
    """BM25 over stems; scores are at least 0, higher is better."""

    def rarity(self, stem: str) -> float:
        """How telling a stem is, above 0: its inverse document frequency over the passages."""
        return terms.rarity(len(self), self.holding("text", stem))

    def holds(self, stem: str) -> bool:
        """Whether any passage has a stem."""
        return self.holding("text", stem) > 0

    def search(
        self, weights: Mapping[str, float], k: int, within: Rows | None = None, *, scale: terms.Scale | None = None
    ) -> list[tuple[int, float]]:
        """Return the ``k`` best (row, score), best first, for stems with their weights in the question; of the runs of
        rows ``within``, int64 of shape ``(n, 2)``, where given."""
        clauses = list(terms.any_of(self._index, weights, _BOOSTS, scale))
        return terms.best(self._index, self._searcher, clauses, k, within)


class LexicalWriter:
    """Collects passages with their article's title, row by row, then writes their index into ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._writer = terms.TermsWriter(folder / FOLDER_NAME, scored=_BOOSTS)

    def add(self, title: str | None, passage: str) -> None:
        """Append one row."""
        self._writer.add(text=passage, title=title or "")

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        self._writer.save()


def read(folder: Path) -> LexicalIndex:
    """Open what LexicalWriter wrote. Raises DamagedError."""
    return LexicalIndex(terms.read(folder / FOLDER_NAME))
