"""What a chat reads of an addition: its progress and its result. Without input or output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import TELEGRAM
from bot.services.article_edits import ENCODING, AddedArticle, Addition, AdditionOutcome
from bot.telegram.rendering.answers import article_line
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, StyledText, TextBlock, paginate
from index.sources import Failed, is_address

PREFIX = "add"
"""Of the buttons' data: ``add:undo:NUMBER``, ``add:ask:NUMBER``, by the addition's number."""

LISTED = 10
_LONGEST_REASON = 300

_TEXTS = TELEGRAM.adding
_STAGES = {
    "Fetching": _TEXTS.step_fetching,
    "Reading": _TEXTS.step_reading,
    "Encoding": _TEXTS.step_chunking,
    ENCODING: _TEXTS.step_encoding,
    "Looking for copies": _TEXTS.step_duplicates,
    "Writing the index": _TEXTS.step_writing,
    "Waiting for another writer": _TEXTS.step_waiting,
}
_COUNTS = {
    AdditionOutcome.NEW: _TEXTS.count_new,
    AdditionOutcome.UPDATED: _TEXTS.count_updated,
    AdditionOutcome.UNCHANGED: _TEXTS.count_unchanged,
    AdditionOutcome.GONE: _TEXTS.count_gone,
}
_ALONE = {
    AdditionOutcome.NEW: _TEXTS.one_new,
    AdditionOutcome.UPDATED: _TEXTS.one_updated,
    AdditionOutcome.UNCHANGED: _TEXTS.one_unchanged,
    AdditionOutcome.GONE: _TEXTS.one_gone,
}
_COUNTED = frozenset((ENCODING, "Fetching"))


class AdditionWording:
    """Is a ``Progress``; ``line`` is the progress as plain text. Written by one thread, read by another."""

    def __init__(self) -> None:
        """Begin with the line of the start."""
        self.line = _TEXTS.begun

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Update the line."""
        step = _STAGES.get(stage)
        if step is not None and (stage != "Encoding" or not done):
            if stage in _COUNTED and total > 1:
                step = _TEXTS.progress.format(step=step, done=done, total=total)
            self.line = _TEXTS.under_way.format(step=step)


def summarize_addition(addition: Addition, left_out: int = 0) -> tuple[MessagePage, ...]:
    """Return what was added and what was not; ``left_out`` counts the links over the limit."""
    entries = addition.entries
    blocks = _single_article_blocks(entries[0]) if len(entries) == 1 else _article_list_blocks(entries)
    blocks += _failure_blocks(addition.failed, nothing=not entries)
    if left_out:
        blocks.append(TextBlock((StyledText(_TEXTS.left_out.format(count=left_out)),), "\n\n"))
    return paginate(blocks)


def describe_undo(titles: Sequence[str], asked: int) -> MessagePage:
    """Return that an addition of ``asked`` articles was undone; ``titles`` are those restored."""
    if not titles:
        words = _TEXTS.none_undone
    elif len(titles) < asked:
        words = _TEXTS.some_undone.format(count=len(titles), total=asked)
    else:
        words = _TEXTS.undone.format(title=titles[0]) if asked == 1 else _TEXTS.several_undone.format(count=asked)
    return paginate([TextBlock((StyledText(words),))])[0]


def buttons_for_addition(number: int, addition: Addition) -> InlineKeyboardMarkup | None:
    """Return the buttons of an addition: Undo where it changed anything, Ask about it where it is one article."""
    row = [InlineKeyboardButton(_TEXTS.undo, callback_data=f"{PREFIX}:undo:{number}")] if addition.changes else []
    if len(addition.entries) == 1:
        row.append(InlineKeyboardButton(_TEXTS.ask_about_it, callback_data=f"{PREFIX}:ask:{number}"))
    return InlineKeyboardMarkup([row]) if row else None


def _single_article_blocks(entry: AddedArticle) -> list[TextBlock]:
    done = _ALONE[entry.outcome].format(version=entry.version, size=_describe_size((entry,)))
    lines = [TextBlock(article_line(entry.article)), TextBlock((StyledText(done),))]
    if entry.first is not None:
        lines.append(TextBlock((StyledText(_TEXTS.copy_of), *article_line(entry.first))))
    return lines


def _article_list_blocks(entries: Sequence[AddedArticle]) -> list[TextBlock]:
    if not entries:
        return []
    counts = Counter(entry.outcome for entry in entries)
    counted = ", ".join(words.format(count=counts[outcome]) for outcome, words in _COUNTS.items() if counts[outcome])
    head = _TEXTS.several.format(total=len(entries), counts=counted, size=_describe_size(entries))
    blocks = [TextBlock((StyledText(head),))]
    for entry in entries[:LISTED]:
        blocks.append(TextBlock(article_line(entry.article), "\n\n" if len(blocks) == 1 else "\n"))
    if len(entries) > LISTED:
        blocks.append(TextBlock((StyledText(_TEXTS.more_articles.format(count=len(entries) - LISTED)),)))
    return blocks


def _failure_blocks(failed: Sequence[Failed], *, nothing: bool) -> list[TextBlock]:
    blocks: list[TextBlock] = []
    for each in failed[:LISTED]:
        where = f"{shorten_line(each.source)}: " if is_address(each.source) else ""
        line = _TEXTS.not_added.format(reason=f"{where}{shorten_line(each.reason)}")
        blocks.append(TextBlock((StyledText(line),), "\n" if blocks else "\n\n"))
    if len(failed) > LISTED:
        blocks.append(TextBlock((StyledText(_TEXTS.more_failures.format(count=len(failed) - LISTED)),)))
    if nothing and not failed:
        blocks.append(TextBlock((StyledText(_TEXTS.nothing_found),)))
    return blocks


def _describe_size(entries: Sequence[AddedArticle]) -> str:
    passages, statements = sum(each.passages for each in entries), sum(each.statements for each in entries)
    return _TEXTS.size.format(
        passages=_TEXTS.one_passage if passages == 1 else _TEXTS.passages.format(count=passages),
        statements=_TEXTS.one_statement if statements == 1 else _TEXTS.statements.format(count=statements),
    )


def shorten_line(text: str) -> str:
    """Return the text of others on one line, cut."""
    line = " ".join(escape_foreign_text(text).split())
    return line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…"
