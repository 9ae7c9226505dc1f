"""The lexical leg: BM25 over the passages' stems, by tantivy. Derived from the store.

tantivy's BM25 has k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import tantivy

from index import terms

FOLDER_NAME = "lexical"
_BOOSTS = {"text": 1.0, "title": 0.3}
"""A title names the story once more than the passage does; more than this and long titles outweigh the words asked
for."""


class LexicalIndex:
    """BM25 over stems; scores are at least 0, higher is better."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def rarity(self, stem: str) -> float:
        """The inverse document frequency that BM25 gives a stem: ``ln(1 + (N - n + 0.5) / (n + 0.5))``."""
        holding = self._searcher.doc_freq("text", stem)
        return math.log(1 + (self._searcher.num_docs - holding + 0.5) / (holding + 0.5))

    def holds(self, stem: str) -> bool:
        """Whether any passage has a stem."""
        return self._searcher.doc_freq("text", stem) > 0

    def search(self, weights: Mapping[str, float], k: int) -> list[tuple[int, float]]:
        """The ``k`` best (row, score), best first, for stems with their weights in the question."""
        return terms.best(self._searcher, list(terms.any_of(self._index, weights, _BOOSTS)), k)


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
