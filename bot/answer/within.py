"""Answering from one article only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answer.narrowed import Narrowed
from index.search import Query
from index.speech import SpeechQuery
from index.types import Hit, StatementHit

_REACHES = (64, 512, 4096, 32768)
"""How many of the best passages of all are looked through for those of the article, until one gives some."""


@dataclass(frozen=True, slots=True)
class Within(Narrowed):
    """``passages`` of one article, by its id."""

    article_id: str

    @property
    def size(self) -> int:
        return 1

    def search(self, query: Query, k: int) -> list[Hit]:
        apart = replace(query, apart=True)
        for reach in _REACHES:
            found = self.passages.search(apart, max(k, reach))
            within = [hit for hit in found if hit.article.id == self.article_id]
            if within or len(found) < reach:
                return within[:k]
        return []

    def statement_hits(self, query: SpeechQuery, k: int) -> list[StatementHit]:
        for reach in _REACHES:
            found = self.passages.statement_hits(query, max(k, reach))
            within = [hit for hit in found if hit.article.id == self.article_id]
            if within or len(found) < reach:
                return within[:k]
        return []
