"""Answering with more than was shown already: the articles without the quotes that a person has seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.narrowed import Narrowed
from index.search import Query
from index.speech import SpeechQuery
from index.types import Article, Hit, Span, StatementHit
from index.words import stems


@dataclass(frozen=True, slots=True)
class Place:
    """A quote by where it stands: ``start`` and ``end`` are offsets into the article's text."""

    article_id: str
    start: int
    end: int

    def meets(self, article_id: str, start: int, end: int) -> bool:
        """Whether the two share a character."""
        return self.article_id == article_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Unshown(Narrowed):
    """``passages`` without those that hold a quote ``shown``, and without the statements in such a quote, or in the
    very words of one."""

    shown: Sequence[Place]

    def search(self, query: Query, k: int) -> list[Hit]:
        found = self.passages.search(query, k + len(self.shown))
        return [hit for hit in found if not self._is_shown(hit.article, (hit.start, hit.end))][:k]

    def statement_hits(self, query: SpeechQuery, k: int) -> list[StatementHit]:
        hits = self.passages.statement_hits(query, k)
        seen = {_words(hit) for hit in hits if self._is_shown(hit.article, (hit.statement.start, hit.statement.end))}
        return [hit for hit in hits if _words(hit) not in seen]

    def _is_shown(self, article: Article, span: Span) -> bool:
        return any(place.meets(article.id, *span) for place in self.shown)


def _words(hit: StatementHit) -> tuple[str, ...]:
    return tuple(stems(hit.article.text[hit.statement.start : hit.statement.end]))
