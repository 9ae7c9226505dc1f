"""From what was found to citations: quotes sliced from the stored articles, and verified once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answer.attribute import Attribution, is_named, quote_of, statement_of
from bot.answer.extract import Evidence
from bot.answer.links import link_to
from bot.answer.sources import Passages
from bot.answer.types import Citation
from bot.answer.verify import verified
from index.corrections import is_marked
from index.pages import page_of
from index.types import Article, Hit, Span, Statement, StatementHit


class Dated(Protocol):
    """What knows of each version of an article whether its page is gone."""

    def gone_at(self, key: int) -> str | None:
        """Since when, ISO 8601 in UTC; None while it is there."""
        ...


def cite_statements(passages: Passages, found: Sequence[Attribution]) -> tuple[Citation, ...]:
    """A citation for each statement, with the sentences that name its speaker."""
    drafts = []
    for item in found:
        span = quote_of(item.hit.article.text, item.statement)
        citation = _citation(passages, item.hit, span, item.statement)
        drafts.append((item.hit.key, replace(citation, also_in=item.also_in, also_by=item.also_by)))
    return verified(passages, drafts)


def cite_sentences(passages: Passages, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """A citation for each piece of evidence, with its speaker where somebody says it."""
    drafts = []
    for item in evidence:
        span = (item.start, item.end)
        statement = statement_of(passages.statements(item.hit.key), span)
        citation = _citation(passages, item.hit, span, statement)
        drafts.append((item.hit.key, replace(citation, also_in=item.hit.also_in, also_by=item.hit.also_by)))
    return verified(passages, drafts)


def _citation(passages: Passages, hit: Hit | StatementHit, span: Span, statement: Statement | None) -> Citation:
    return citation_of(passages, (hit.key, hit.article), span, statement)


def citation_of(
    passages: Dated, version: tuple[int, Article], span: Span, statement: Statement | None = None
) -> Citation:
    """A citation, numbered 0, of one piece of a version of an article, given with its key."""
    key, article = version
    piece = replace(piece_of(article, span), gone_at=passages.gone_at(key), key=key)
    if statement is None or not is_named(statement):
        return piece
    said = statement
    return replace(piece, speaker=said.speaker, role=said.role, direct=said.direct, outlet=said.outlet)


def piece_of(article: Article, span: Span) -> Citation:
    """A citation, numbered 0, of one piece of an article, of which no speaker is told."""
    quote = article.text[span[0] : span[1]]
    page = page_of(article, span[0])
    return Citation(
        number=0,
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published_at=article.published_at,
        url=article.url,
        link=link_to(article.url, quote, page),
        quote=quote,
        start=span[0],
        end=span[1],
        page=page,
        corrected=is_marked(article),
    )
