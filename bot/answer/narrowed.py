"""Passages of which some are left out; all else is asked of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answer.sources import Passages
from index.arrays import Vectors
from index.reprints import Reprints
from index.types import Article, Part, Span, Statement


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a narrowed search has in common with ``passages``; the searching itself is left to who narrows it."""

    passages: Passages

    @property
    def size(self) -> int:
        return self.passages.size

    def understands(self, language: str) -> bool:
        return self.passages.understands(language)

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        return self.passages.rarities(stems)

    def statements(self, key: int) -> tuple[Statement, ...]:
        return self.passages.statements(key)

    def article(self, key: int) -> Article | None:
        return self.passages.article(key)

    def gone_at(self, key: int) -> str | None:
        return self.passages.gone_at(key)

    def reprints(self, key: int, span: Span) -> Reprints | None:
        found = self.passages.reprints(key, span)
        return replace(found, first=None) if found else None  # who was first may be among what is left out

    def matches(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        return self.passages.matches(question, parts)
