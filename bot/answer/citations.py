"""Slice quotes, attach speaker and link, verify against the store."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol
from urllib.parse import quote as percent_encode

from bot.answer.corpus import Corpus
from bot.answer.open.ranking import RankedSpan
from bot.answer.speech.ranking import (
    _LONGEST_QUOTE,
    _NEARLY_ALL,
    _PRONOUNS,
    RankedStatement,
    _extent_with_role,
    _overlap_length,
)
from bot.answer.types import Citation
from index import Article, Hit, Span, Statement, StatementHit
from index.article_metadata import mentions_correction, page_of
from index.sources import is_address
from index.text.sentences import sentences


def is_named(statement: Statement) -> bool:
    """Whether the speaker is more than a pronoun that nobody could be found for."""
    return statement.speaker.casefold() not in _PRONOUNS


def statement_of(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The longest statement of the one speaker whose words make up most of ``span``, or with who says them nearly all
    of it; None where there is none."""
    inside: dict[str, list[tuple[int, Statement]]] = {}
    for statement in statements:
        said = _overlap_length((statement.start, statement.end), span)
        if said > 0:
            inside.setdefault(statement.speaker, []).append((said, statement))
    most = max(inside.values(), key=lambda told: sum(said for said, _ in told), default=[])
    length = span[1] - span[0]
    told = sum(_overlap_length(_extent_with_role(statement), span) for _, statement in most)
    if sum(said for said, _ in most) <= length / 2 and told < _NEARLY_ALL * length:
        return None
    return max(most, key=lambda one: one[0])[1]


def quote_of(text: str, statement: Statement) -> Span:
    """The whole sentences that hold the words said and who said them; the words alone where that gets long."""
    low, high = statement.extent
    near = (max(0, low - _LONGEST_QUOTE), min(len(text), high + _LONGEST_QUOTE))
    if high - low <= _LONGEST_QUOTE:
        touching = [
            (near[0] + start, near[0] + end)
            for start, end in sentences(text[near[0] : near[1]])
            if near[0] + start < high and low < near[0] + end
        ]
        if touching and touching[-1][1] - touching[0][0] <= _LONGEST_QUOTE:
            return touching[0][0], touching[-1][1]
    return statement.start, statement.end


class Dated(Protocol):
    """What knows of each version of an article whether its page is gone."""

    def gone_at(self, key: int) -> str | None:
        """Since when, ISO 8601 in UTC; None while it is there."""
        ...


def cite_statements(corpus: Corpus, found: Sequence[RankedStatement]) -> tuple[Citation, ...]:
    """A citation for each statement, with the sentences that name its speaker."""
    drafts = []
    for item in found:
        span = quote_of(item.hit.article.text, item.statement)
        citation = _citation(corpus, item.hit, span, item.statement)
        drafts.append((item.hit.key, replace(citation, also_in=item.also_in, also_by=item.also_by)))
    return verify_citations(corpus, drafts)


def cite_spans(corpus: Corpus, evidence: Sequence[RankedSpan]) -> tuple[Citation, ...]:
    """A citation for each piece of evidence, with its speaker where somebody says it."""
    drafts = []
    for item in evidence:
        span = (item.start, item.end)
        statement = statement_of(corpus.statements(item.hit.key), span)
        citation = _citation(corpus, item.hit, span, statement)
        drafts.append((item.hit.key, replace(citation, also_in=item.hit.also_in, also_by=item.hit.also_by)))
    return verify_citations(corpus, drafts)


def _citation(corpus: Corpus, hit: Hit | StatementHit, span: Span, statement: Statement | None) -> Citation:
    return citation_of(corpus, (hit.key, hit.article), span, statement)


def citation_of(
    corpus: Corpus, version: tuple[int, Article], span: Span, statement: Statement | None = None
) -> Citation:
    """A citation, numbered 0, of one piece of a version of an article, given with its key."""
    key, article = version
    piece = replace(citation_of_span(article, span), gone_at=corpus.gone_at(key), key=key)
    if statement is None or not is_named(statement):
        return piece
    said = statement
    return replace(piece, speaker=said.speaker, role=said.role, direct=said.direct, outlet=said.outlet)


def citation_of_span(article: Article, span: Span) -> Citation:
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
        link=link_to_quote(article.url, quote, page),
        quote=quote,
        start=span[0],
        end=span[1],
        page=page,
        corrected=mentions_correction(article),
    )


_EDGE_WORDS = 5
_WHOLE_WORDS = 2 * _EDGE_WORDS


def link_to_quote(url: str | None, words: str, page: int | None = None) -> str | None:
    """``url`` with a directive that finds ``words`` on its page, or with the page, from 1, of the document there; None
    without an http(s) ``url``."""
    if url is None or not is_address(url):
        return None
    if page is not None:
        return url if "#" in url else f"{url}#page={page}"
    parts = words.split()
    if not parts:
        return url
    if len(parts) <= _WHOLE_WORDS:
        directive = _encode_words(parts)
    else:
        directive = f"{_encode_words(parts[:_EDGE_WORDS])},{_encode_words(parts[-_EDGE_WORDS:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encode_words(words: list[str]) -> str:
    # The hyphen is safe in URLs, but a directive takes it for the mark of a prefix or suffix.
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")


_log = logging.getLogger(__name__)


def verify_citations(corpus: Corpus, drafts: Iterable[tuple[int, Citation]]) -> tuple[Citation, ...]:
    """The citations whose quote stands at its offsets in the stored article, numbered from 1 in their order.

    ``drafts`` pairs each with the key of the article's version. What does not match, or says the same words of the
    same article again, is left out; a speaker whose name the article does not have is left out of the citation.
    """
    drafts = list(drafts)
    articles = corpus.articles_by_key({key for key, _ in drafts}) if drafts else {}
    kept: list[Citation] = []
    places: set[tuple[str, int, int]] = set()
    for key, citation in drafts:
        article = articles.get(key)
        stored = article.text[citation.start : citation.end] if article and citation.start >= 0 else ""
        if article is None or article.id != citation.article_id or not stored or stored != citation.quote:
            _log.error(
                "A quote of article %r does not stand at %d and was dropped", citation.article_id, citation.start
            )
            continue
        place = (citation.article_id, citation.start, citation.end)
        if place not in places:
            places.add(place)
            kept.append(replace(_with_known_speaker(citation, article), number=len(kept) + 1))
    return tuple(kept)


def _with_known_speaker(citation: Citation, article: Article) -> Citation:
    if citation.speaker is None or citation.speaker.casefold() in article.text.casefold():
        return citation
    _log.error("A speaker of article %r is not named there and was dropped", citation.article_id)
    return replace(citation, speaker=None, role=None, direct=None, outlet=None)
