"""Queries for passages and statements, and the filters for their hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.duplicates.folding import fold_copies
from index.search.fusion import WEIGHTS
from index.text.tokenizer import stems
from index.types import Article, Hit, Span, StatementHit

QuotedSpan = tuple[str, int, int]
"""The id of an article, and the start and end of a quote in its text."""


class HitFilter(Protocol):
    """Filters and orders hits by what no index has, such as the date of publication."""

    def before_folding(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages to fold, best first; no copies are folded in ``hits``, best first."""
        ...

    def after_folding(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the folded passages that are let through, best first."""
        ...

    def statements(self, hits: Sequence[StatementHit]) -> list[StatementHit]:
        """Return the statements that are let through, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which hits a search may return.

    ``keys`` are the versions of articles whose rows the indexes score, None for all. Passages and statements that share
    a character with a quote of ``exclude`` are left out, and so are statements in the very words of such a statement.
    ``time`` filters by publication.
    """

    keys: frozenset[int] | None = None
    exclude: tuple[QuotedSpan, ...] = ()
    time: HitFilter | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether any hit may be left out."""
        return self.keys is not None or bool(self.exclude) or self.time is not None

    @property
    def folds_later(self) -> bool:
        """Whether copies are folded after the filter, since only one of them may be let through."""
        return self.keys is not None or self.time is not None

    def select_passages(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages that are let through, best first; copies are folded after the filter by time."""
        if self.time is not None:
            hits = self.time.after_folding(fold_copies(self.time.before_folding(hits)))
        return [hit for hit in hits if not self._is_excluded(hit.article, (hit.start, hit.end))]

    def select_statements(self, hits: Sequence[StatementHit]) -> list[StatementHit]:
        """Return the statements that are let through, in their order."""
        if self.time is not None:
            hits = self.time.statements(hits)
        excluded = {_stems_of_statement(hit) for hit in hits if self._is_excluded(hit.article, _span_of_statement(hit))}
        return [hit for hit in hits if not excluded or _stems_of_statement(hit) not in excluded]

    def _is_excluded(self, article: Article, span: Span) -> bool:
        return any(id_ == article.id and start < span[1] and span[0] < end for id_, start, end in self.exclude)


EVERYTHING = SearchFilter()


def _span_of_statement(hit: StatementHit) -> Span:
    return hit.statement.start, hit.statement.end


def _stems_of_statement(hit: StatementHit) -> tuple[str, ...]:
    return tuple(stems(hit.article.text[slice(*_span_of_statement(hit))]))


@dataclass(frozen=True, slots=True)
class Query:
    """A search for passages.

    ``dense_weight`` and ``statement_weight``, from 0 to 1 and at most 1 together, are the shares of dense and statement
    retrieval in the score; the rest is BM25's. With ``every_word`` stop words count too, as where exact words are
    searched for. With ``rerank`` the best passages are reranked by their sentences. With ``keep_copies`` copies of one
    story are not folded.
    """

    text: str
    dense_weight: float = WEIGHTS.open_dense
    every_word: bool = False
    statement_weight: float = 0.0
    rerank: bool = False
    keep_copies: bool = False
    filter: SearchFilter = EVERYTHING


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """A search for statements.

    ``words`` are the content or its subject, empty for any. Statements are compared with ``text``, None where the
    encoder does not know its language. ``speaker`` is empty where the question asks for the speaker.
    """

    words: str
    text: str | None = None
    speaker: str = ""
    filter: SearchFilter = EVERYTHING
