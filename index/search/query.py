"""Queries: what is searched for, and which articles and passages may be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.duplicates.folding import fold_copies
from index.search.fusion import WEIGHTS
from index.text.tokenizer import stems
from index.types import Article, Hit, Span, StatementHit

QuotedSpan = tuple[str, int, int]
"""An article's id, and the start and end of a quote in its text."""


class HitFilter(Protocol):
    """Filter and order hits by what no index knows, such as when their articles were published."""

    def before_folding(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages to fold, best first; ``hits``, best first, hold copies of one story apart."""
        ...

    def after_folding(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return those of the folded passages that are given, best first."""
        ...

    def statements(self, hits: Sequence[StatementHit]) -> list[StatementHit]:
        """Return those of the statements that are given, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which hits a search may give.

    ``keys`` are the versions of articles that are searched, None for all: the indexes then score no row of another.
    Passages that share a character with a quote of ``exclude`` are left out, and so are the statements in such a quote
    or in the very words of one. ``time`` filters what is left by publication.
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
        """Whether hits must be found without folding copies, since a copy may be the one that is let through."""
        return self.keys is not None or self.time is not None

    def select_passages(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages that are let through, best first; copies are folded behind a filter by time."""
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
    """What is searched for.

    ``dense_weight`` and ``statement_weight``, from 0 to 1 and at most 1 together, are the shares of the dense leg and
    the statement leg in the score; the rest is BM25's. ``every_word`` says that the function words count too, as they
    do where exact words are looked for. ``rerank`` asks for a second look at the best passages, sentence by sentence;
    ``apart`` says that copies of one story are not folded; ``filter`` says which hits may be given.
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
    """What was said, or about what, in ``words``, empty where anything is wanted; ``text`` is what statements should be
    like, None where the encoder does not know its language; ``speaker`` is empty where that is what is asked;
    ``filter`` says which hits may be given."""

    words: str
    text: str | None = None
    speaker: str = ""
    filter: SearchFilter = EVERYTHING
