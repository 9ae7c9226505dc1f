"""Renders answers, more context, other sources and articles as pages; begin with ``render_reply``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.answer import Answer, Citation, Context, Contexts, Others, Status
from bot.conversation import Reply
from bot.dates import readable_date
from bot.messages import TELEGRAM
from bot.source_notes import list_citation_notes
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, Style, StyledText, TextBlock, paginate
from index import Article, Span

_LONGEST = {"title": 200, "publisher": 80, "date": 40, "understood": 240}
_LONGEST_LINK = 2000
"""Bytes."""


def render_reply(reply: Reply) -> tuple[MessagePage, ...]:
    """Return the pages of a reply: an answer, or a question back."""
    return render_plain(reply.clarification) if reply.answer is None else render_answer(reply.answer, reply.understood)


def render_answer(answer: Answer, understood: str = "") -> tuple[MessagePage, ...]:
    """Return the pages of an answer: its text, its quotes, then their sources.

    A text that is the first quote itself is left out. Last comes how the question was ``understood``, since the first
    line is what a notification shows.
    """
    remainder = answer.text_after_quote
    blocks = [] if remainder is not None else [TextBlock((StyledText(escape_foreign_text(answer.text).strip()),))]
    if answer.status is Status.NOT_FOUND and answer.closest:
        if not answer.text.rstrip().endswith(":"):
            blocks.append(TextBlock((StyledText(TELEGRAM.answers.closest),), "\n\n"))
        blocks.extend(_quotes_and_sources(answer.closest))
    else:
        blocks.extend(_quotes_and_sources(answer.citations))
    if remainder:
        blocks.append(TextBlock((StyledText(escape_foreign_text(remainder)),), "\n\n"))
    if understood:
        blocks.append(TextBlock((StyledText(_shorten(understood, "understood")),), "\n\n"))
    return paginate(blocks)


def render_plain(text: str) -> tuple[MessagePage, ...]:
    """Return the pages of words that are not styled, such as the reason why a question cannot be asked."""
    return paginate([TextBlock((StyledText(escape_foreign_text(text).strip()),))])


def article_line(article: Article, remarks: Sequence[str] = ()) -> tuple[StyledText, ...]:
    """Return the line that names an article: its title as a link, publisher, date, then the ``remarks``."""
    name = article.title or article.url or article.id
    line = _source_line(name, article.publisher, article.published_at, _web_link(article.url))
    return (*line, *_join_details(remarks))


def short_title(article: Article, longest: int = 60) -> str:
    """Return an article's title on one line, cut to ``longest`` characters, for a button or a sentence of the bot."""
    words = " ".join(escape_foreign_text(article.title or article.url or article.id).split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _quotes_and_sources(citations: Iterable[Citation]) -> list[TextBlock]:
    quotes: list[TextBlock] = []
    numbered: dict[int, Citation] = {}
    for citation in citations:
        words = escape_foreign_text(citation.quote).strip()
        if words:
            quotes.append(TextBlock((StyledText(words, Style.QUOTE),), "\n" if quotes else "\n\n"))
        numbered.setdefault(citation.number, citation)
    of_article: dict[tuple[object, ...], list[Citation]] = {}
    for citation in numbered.values():
        of_article.setdefault(_source_key(citation), []).append(citation)
    lines = [_article_sources(cited) for cited in of_article.values()]
    return [*quotes, *(TextBlock(line, "\n" if at else "\n\n") for at, line in enumerate(lines))]


def _source_key(citation: Citation) -> tuple[object, ...]:
    """Return what must be equal for two quotes to share a line among the sources."""
    return (
        citation.article_id,
        citation.title,
        citation.publisher,
        citation.published_at,
        citation.url,
        list_citation_notes(citation, citation.also_by),
    )


def _article_sources(cited: Sequence[Citation]) -> tuple[StyledText, ...]:
    """Return one article's line, in which the number of each further quote opens the article at that quote."""
    first, *further = cited
    numbers = [StyledText(f"[{first.number}]")]
    for citation in further:
        link = _web_link(citation.link) or _web_link(citation.url)
        numbers.append(
            StyledText(f"[{citation.number}]", Style.LINK, link) if link else StyledText(f"[{citation.number}]")
        )
    return (*numbers, StyledText(" "), *source_line(first, ()))


def source_line(citation: Citation, numbers: Sequence[int]) -> tuple[StyledText, ...]:
    """Return the line that names the source of a quote, behind its numbers."""
    name = citation.title or citation.url or citation.article_id
    link = _web_link(citation.link) or _web_link(citation.url)
    head = (StyledText("".join(f"[{number}]" for number in numbers) + " "),) if numbers else ()
    line = (*head, *_source_line(name, citation.publisher, citation.published_at, link))
    return (
        *line,
        *_join_details(list_citation_notes(citation, [_shorten(name, "publisher") for name in citation.also_by])),
    )


def _source_line(name: str, publisher: str | None, published_at: str | None, link: str) -> tuple[StyledText, ...]:
    title = _shorten(name, "title") or TELEGRAM.answers.untitled
    details = [_shorten(publisher or "", "publisher"), _shorten(readable_date(published_at or ""), "date")]
    head = StyledText(title, Style.LINK, link) if link else StyledText(title)
    return (head, *_join_details(details))


def _join_details(details: Iterable[str]) -> tuple[StyledText, ...]:
    remainder = "".join(f" · {detail}" for detail in details if detail)
    return (StyledText(remainder),) if remainder else ()


def _shorten(text: str, kind: str) -> str:
    """Return the text on one line, cut to the longest of its kind."""
    line = " ".join(text.split())
    longest = _LONGEST[kind]
    return escape_foreign_text(line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…")


def _web_link(url: str | None) -> str:
    """Return ``url`` where Telegram takes it for a web address, else empty."""
    if not url or re.search(r"[\s\x00-\x1f\x7f\ud800-\udfff]", url) or len(url.encode()) > _LONGEST_LINK:
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    names = "." in host.strip(".") or ":" in host
    return url if parts.scheme in ("http", "https") and names else ""


_TEXTS = TELEGRAM.answers


def render_contexts(contexts: Contexts) -> tuple[MessagePage, ...]:
    """Return each source with the sentences around its quotes, the quotes in bold; no pages where nothing is left."""
    blocks: list[TextBlock] = []
    for context in contexts.found:
        blocks.append(TextBlock(source_line(context.citation, context.numbers), "\n\n"))
        blocks.append(TextBlock((_mark_quotes(context),)))
        if context.changed or context.withdrawn:
            blocks.append(
                TextBlock((StyledText(_TEXTS.article_changed if context.changed else _TEXTS.article_withdrawn),))
            )
    if blocks and contexts.removed:
        blocks.append(TextBlock((StyledText(removed_line(contexts.removed)),), "\n\n"))
    return paginate(blocks)


def render_others(others: Others) -> tuple[MessagePage, ...]:
    """Return copies of the story, then other hits with their closest sentences; no pages where there are none."""
    blocks: list[TextBlock] = []
    if others.copies:
        blocks.append(TextBlock((StyledText(_TEXTS.same_story),)))
        blocks += [TextBlock(source_line(copy, ()), "\n") for copy in others.copies]
    if others.further:
        blocks.append(TextBlock((StyledText(_TEXTS.also_found),), "\n\n"))
        blocks += _quote_sources(others.further)
    return paginate(blocks)


def removed_line(numbers: Iterable[int]) -> str:
    """Return that the articles of these quotes were removed."""
    names = ", ".join(f"[{number}]" for number in numbers)
    return _TEXTS.articles_removed.format(numbers=names)


def _quote_sources(citations: Iterable[Citation]) -> Iterable[TextBlock]:
    for citation in citations:
        words = escape_foreign_text(citation.quote).strip()
        yield TextBlock(source_line(citation, ()), "\n\n")
        if words:
            yield TextBlock((StyledText(words, Style.QUOTE),))


def _mark_quotes(context: Context) -> StyledText:
    """Return the context with its quotes in bold; the marks move with characters that are left out for safety."""
    text, marks, done = "", list[Span](), 0
    words = context.citation.quote
    for start, end in context.marks:
        text += escape_foreign_text(words[done:start])
        marks.append((len(text), len(text) + len(escape_foreign_text(words[start:end]))))
        text += escape_foreign_text(words[start:end])
        done = end
    text += escape_foreign_text(words[done:])
    run = StyledText(text, Style.QUOTE, marks=tuple(marks))
    return run.slice(len(text) - len(text.lstrip()), len(text.rstrip()))
