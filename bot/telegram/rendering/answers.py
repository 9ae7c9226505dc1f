"""Answers, more context, other sources -> pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.answer.context import Context, Contexts, Others
from bot.answer.types import Answer, Citation, Status
from bot.conversation.session import Reply
from bot.dates import readable_date
from bot.messages import TELEGRAM
from bot.source_notes import on_citation
from bot.telegram.rendering.escaping import harmless
from bot.telegram.rendering.pagination import Block, Page, Run, Style, paginate
from index.types import Article, Span

_LONGEST = {"title": 200, "publisher": 80, "date": 40, "understood": 240}
_LONGEST_LINK = 2000
"""Bytes."""


def render_reply(reply: Reply) -> tuple[Page, ...]:
    """What is said in a talk: an answer, or a line that asks back."""
    return render_plain(reply.asked_back) if reply.answer is None else render(reply.answer, reply.understood)


def render(answer: Answer, understood: str = "") -> tuple[Page, ...]:
    """The answer's text, then the quotes it rests on, then where they stand; a text that is the first quote itself
    is not said twice. Last comes how the question was ``understood``: the first line is what a notification shows."""
    behind = answer.behind_its_first_quote
    blocks = [] if behind is not None else [Block((Run(harmless(answer.text).strip()),))]
    if answer.status is Status.NOT_FOUND and answer.closest:
        if not answer.text.rstrip().endswith(":"):
            blocks.append(Block((Run(TELEGRAM.answers.closest),), "\n\n"))
        blocks.extend(_quotes_and_sources(answer.closest))
    else:
        blocks.extend(_quotes_and_sources(answer.citations))
    if behind:
        blocks.append(Block((Run(harmless(behind)),), "\n\n"))
    if understood:
        blocks.append(Block((Run(_short(understood, "understood")),), "\n\n"))
    return paginate(blocks)


def render_plain(text: str) -> tuple[Page, ...]:
    """Words that are not ours to style, such as the reason why a question cannot be asked."""
    return paginate([Block((Run(harmless(text).strip()),))])


def article_line(article: Article, remarks: Sequence[str] = ()) -> tuple[Run, ...]:
    """The line that names an article: its title, which opens it, its publisher and date, then the ``remarks``."""
    name = article.title or article.url or article.id
    line = _source_line(name, article.publisher, article.published_at, _link(article.url))
    return (*line, *_behind(remarks))


def short_title(article: Article, longest: int = 60) -> str:
    """An article's title on one line, cut, where it stands in the bot's own words or on a button."""
    words = " ".join(harmless(article.title or article.url or article.id).split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _quotes_and_sources(citations: Iterable[Citation]) -> list[Block]:
    quotes: list[Block] = []
    numbered: dict[int, Citation] = {}
    for citation in citations:
        words = harmless(citation.quote).strip()
        if words:
            quotes.append(Block((Run(words, Style.QUOTE),), "\n" if quotes else "\n\n"))
        numbered.setdefault(citation.number, citation)
    of_article: dict[tuple[object, ...], list[Citation]] = {}
    for citation in numbered.values():
        of_article.setdefault(_as_told(citation), []).append(citation)
    lines = [_sources(cited) for cited in of_article.values()]
    return [*quotes, *(Block(line, "\n" if at else "\n\n") for at, line in enumerate(lines))]


def _as_told(citation: Citation) -> tuple[object, ...]:
    """What must be the same for two quotes to share a line among the sources."""
    return (
        citation.article_id,
        citation.title,
        citation.publisher,
        citation.published_at,
        citation.url,
        on_citation(citation, citation.also_by),
    )


def _sources(cited: Sequence[Citation]) -> tuple[Run, ...]:
    """One article's line, in which the number of each further quote opens the article at that quote."""
    first, *further = cited
    numbers = [Run(f"[{first.number}]")]
    for citation in further:
        link = _link(citation.link) or _link(citation.url)
        numbers.append(Run(f"[{citation.number}]", Style.LINK, link) if link else Run(f"[{citation.number}]"))
    return (*numbers, Run(" "), *source(first, ()))


def source(citation: Citation, numbers: Sequence[int]) -> tuple[Run, ...]:
    """The line that says where a quote stands, behind its numbers."""
    name = citation.title or citation.url or citation.article_id
    link = _link(citation.link) or _link(citation.url)
    head = (Run("".join(f"[{number}]" for number in numbers) + " "),) if numbers else ()
    line = (*head, *_source_line(name, citation.publisher, citation.published_at, link))
    return (*line, *_behind(on_citation(citation, [_short(name, "publisher") for name in citation.also_by])))


def _source_line(name: str, publisher: str | None, published_at: str | None, link: str) -> tuple[Run, ...]:
    title = _short(name, "title") or TELEGRAM.answers.untitled
    details = [_short(publisher or "", "publisher"), _short(readable_date(published_at or ""), "date")]
    head = Run(title, Style.LINK, link) if link else Run(title)
    return (head, *_behind(details))


def _behind(details: Iterable[str]) -> tuple[Run, ...]:
    behind = "".join(f" · {detail}" for detail in details if detail)
    return (Run(behind),) if behind else ()


def _short(text: str, kind: str) -> str:
    """On one line, and cut where it is longer than anybody needs."""
    line = " ".join(text.split())
    longest = _LONGEST[kind]
    return harmless(line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…")


def _link(url: str | None) -> str:
    """``url`` where Telegram takes it for a web address, else empty."""
    if not url or re.search(r"[\s\x00-\x1f\x7f\ud800-\udfff]", url) or len(url.encode()) > _LONGEST_LINK:
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    named = "." in host.strip(".") or ":" in host
    return url if parts.scheme in ("http", "https") and named else ""


_TEXTS = TELEGRAM.answers


def render_contexts(contexts: Contexts) -> tuple[Page, ...]:
    """Each source, and under it the sentences around its quotes, those in bold. None where nothing is left."""
    blocks: list[Block] = []
    for context in contexts.found:
        blocks.append(Block(source(context.citation, context.numbers), "\n\n"))
        blocks.append(Block((_marked(context),)))
        if context.changed or context.withdrawn:
            blocks.append(Block((Run(_TEXTS.article_changed if context.changed else _TEXTS.article_withdrawn),)))
    if blocks and contexts.removed:
        blocks.append(Block((Run(removed_line(contexts.removed)),), "\n\n"))
    return paginate(blocks)


def render_others(others: Others) -> tuple[Page, ...]:
    """Who else has the story, then what else was found, each with its closest sentence. None where there is none."""
    blocks: list[Block] = []
    if others.copies:
        blocks.append(Block((Run(_TEXTS.same_story),)))
        blocks += [Block(source(copy, ()), "\n") for copy in others.copies]
    if others.further:
        blocks.append(Block((Run(_TEXTS.also_found),), "\n\n"))
        blocks += _with_quotes(others.further)
    return paginate(blocks)


def removed_line(numbers: Iterable[int]) -> str:
    """That the articles of these quotes were removed."""
    named = ", ".join(f"[{number}]" for number in numbers)
    return _TEXTS.articles_removed.format(numbers=named)


def _with_quotes(citations: Iterable[Citation]) -> Iterable[Block]:
    for citation in citations:
        words = harmless(citation.quote).strip()
        yield Block(source(citation, ()), "\n\n")
        if words:
            yield Block((Run(words, Style.QUOTE),))


def _marked(context: Context) -> Run:
    """The words around, with the quotes in them in bold. What is left out of a text for safety moves the marks."""
    text, marks, done = "", list[Span](), 0
    words = context.citation.quote
    for start, end in context.marks:
        text += harmless(words[done:start])
        marks.append((len(text), len(text) + len(harmless(words[start:end]))))
        text += harmless(words[start:end])
        done = end
    text += harmless(words[done:])
    run = Run(text, Style.QUOTE, marks=tuple(marks))
    return run.part(len(text) - len(text.lstrip()), len(text.rstrip()))
