"""More of an answer as Telegram messages: the words around its quotes, and other sources. Pure, as render is."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answer.behind import Context, Contexts, Others
from bot.answer.types import Citation
from bot.messages import TELEGRAM
from bot.telegram.harmless import harmless
from bot.telegram.pages import Block, Page, Run, Style, paginate
from bot.telegram.render import source
from index.types import Span

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
