"""Cite quotes: slice them, attach speaker and link, and verify each against the stored article."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote as percent_encode

from bot.answer.corpus import Corpus
from bot.answer.open.ranking import RankedSpan
from bot.answer.speech.ranking import RankedStatement
from bot.answer.types import Citation
from index import Article, Span, Statement
from index.article_metadata import mentions_correction, page_of
from index.sources import is_address
from index.statements.lexicon.people import PRONOUNS, THIRD_PERSON_PRONOUNS
from index.text.sentences import sentences

_PRONOUNS = PRONOUNS | THIRD_PERSON_PRONOUNS | {"one"}

_LONGEST_QUOTE = 420
"""Characters of a quote with the sentences that name its speaker; a longer one is cut to the words said."""

_NEARLY_ALL = 0.8
"""Least share of a quote that a statement, its cue and its speaker must make up, where the words said are fewer."""

_EDGE_WORDS = 5
_WHOLE_WORDS = 2 * _EDGE_WORDS
"""Words of the longest quote that a link names whole; of a longer one it names the first and last five."""

_log = logging.getLogger(__name__)


def cite_statements(corpus: Corpus, found: Sequence[RankedStatement]) -> tuple[Citation, ...]:
    """Return a verified citation for each statement, with the sentences that name its speaker."""
    drafts = []
    for item in found:
        span = quote_of(item.hit.article.text, item.statement)
        citation = citation_of(corpus, (item.hit.key, item.hit.article), span, item.statement)
        drafts.append((item.hit.key, replace(citation, also_in=item.also_in, also_by=item.also_by)))
    return verify_citations(corpus, drafts)


def cite_spans(corpus: Corpus, evidence: Sequence[RankedSpan]) -> tuple[Citation, ...]:
    """Return a verified citation for each span, with its speaker where somebody says it."""
    drafts = []
    for item in evidence:
        span = (item.start, item.end)
        statement = statement_of(corpus.statements(item.hit.key), span)
        citation = citation_of(corpus, (item.hit.key, item.hit.article), span, statement)
        drafts.append((item.hit.key, replace(citation, also_in=item.hit.also_in, also_by=item.hit.also_by)))
    return verify_citations(corpus, drafts)


def verify_citations(corpus: Corpus, drafts: Iterable[tuple[int, Citation]]) -> tuple[Citation, ...]:
    """Return the citations whose quote stands at its offsets in the stored article, numbered from 1.

    ``drafts`` pairs each with the key of the article's version. A quote that does not match, and a second citation of
    the same span, are dropped; so is a speaker whose name the article does not contain.
    """
    drafts = list(drafts)
    articles = corpus.articles_by_key({key for key, _ in drafts}) if drafts else {}
    verified: list[Citation] = []
    spans: set[tuple[str, int, int]] = set()
    for key, citation in drafts:
        article = articles.get(key)
        stored = article.text[citation.start : citation.end] if article and citation.start >= 0 else ""
        if article is None or article.id != citation.article_id or not stored or stored != citation.quote:
            _log.error(
                "A quote of article %r does not stand at %d and was dropped", citation.article_id, citation.start
            )
            continue
        span = (citation.article_id, citation.start, citation.end)
        if span not in spans:
            spans.add(span)
            verified.append(replace(_with_known_speaker(citation, article), number=len(verified) + 1))
    return tuple(verified)


def is_named(statement: Statement) -> bool:
    """Return whether the speaker is a name or description and not an unresolved pronoun."""
    return statement.speaker.casefold() not in _PRONOUNS


def statement_of(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the longest statement of the speaker whose words make up most of ``span``; None where nobody's do.

    Together with cue and speaker they may also make up nearly all of it.
    """
    by_speaker: dict[str, list[tuple[int, Statement]]] = {}
    for statement in statements:
        overlap = _overlap_length((statement.start, statement.end), span)
        if overlap > 0:
            by_speaker.setdefault(statement.speaker, []).append((overlap, statement))
    most = max(by_speaker.values(), key=lambda each: sum(overlap for overlap, _ in each), default=[])
    length = span[1] - span[0]
    with_speaker = sum(_overlap_length(_extent_with_role(statement), span) for _, statement in most)
    if sum(overlap for overlap, _ in most) <= length / 2 and with_speaker < _NEARLY_ALL * length:
        return None
    return max(most, key=lambda one: one[0])[1]


def quote_of(text: str, statement: Statement) -> Span:
    """Return the span of the sentences with a statement and its speaker; of its words alone where that is long."""
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


def citation_of(
    corpus: Corpus, version: tuple[int, Article], span: Span, statement: Statement | None = None
) -> Citation:
    """Return a citation, numbered 0, of a span of an article's version, which comes with its key."""
    key, article = version
    piece = replace(citation_of_span(article, span), gone_at=corpus.gone_at(key), key=key)
    if statement is None or not is_named(statement):
        return piece
    return replace(
        piece, speaker=statement.speaker, role=statement.role, direct=statement.direct, outlet=statement.outlet
    )


def citation_of_span(article: Article, span: Span) -> Citation:
    """Return a citation, numbered 0, of a span of an article, without a speaker."""
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


def link_to_quote(url: str | None, words: str, page: int | None = None) -> str | None:
    """Return ``url`` with a text fragment for ``words``, or with the document's page, from 1.

    None without an http(s) ``url``. Text fragments: https://wicg.github.io/scroll-to-text-fragment/.
    """
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


def _with_known_speaker(citation: Citation, article: Article) -> Citation:
    if citation.speaker is None or citation.speaker.casefold() in article.text.casefold():
        return citation
    _log.error("A speaker of article %r is not named there and was dropped", citation.article_id)
    return replace(citation, speaker=None, role=None, direct=None, outlet=None)


def _extent_with_role(statement: Statement) -> Span:
    start, end = statement.extent
    if statement.role_start is None or statement.role_end is None:
        return start, end
    return min(start, statement.role_start), max(end, statement.role_end)


def _overlap_length(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _encode_words(words: list[str]) -> str:
    # The hyphen is safe in URLs, but a directive takes it for the mark of a prefix or suffix.
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
