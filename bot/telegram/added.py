"""What a chat reads of an addition: how far it is, and what came of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.additions import ENCODING, Addition, Entry, Outcome
from bot.telegram.harmless import harmless
from bot.telegram.pages import Block, Page, Run, paginate
from bot.telegram.render import article_line
from index.sources import Failed, is_address

PREFIX = "add"
"""Of the buttons' data: ``add:undo:NUMBER``, ``add:ask:NUMBER``, by the addition's number."""

LISTED = 10
_LONGEST_REASON = 300

_STAGES = {
    "Fetching": "reading pages",
    "Reading": "reading files",
    "Encoding": "splitting into passages",
    ENCODING: "encoding passages",
    "Looking for copies": "looking for copies",
    "Writing the index": "writing the index",
    "Waiting for another writer": "waiting for another change",
}
_COUNTS = {
    Outcome.NEW: "{} new",
    Outcome.UPDATED: "{} updated",
    Outcome.UNCHANGED: "{} here already",
    Outcome.GONE: "{} whose page is gone",
}
_ALONE = {
    Outcome.NEW: "Added",
    Outcome.UPDATED: "Updated, version {version}",
    Outcome.UNCHANGED: "Here already, and unchanged",
    Outcome.GONE: "Here already, but its page is gone",
}
_COUNTED = frozenset((ENCODING, "Fetching"))


class Telling:
    """Is a Progress: ``line`` says how far it is, as plain text. Written by one thread, read by another."""

    def __init__(self) -> None:
        self.line = "Adding …"

    def __call__(self, stage: str, done: int, total: int) -> None:
        what = _STAGES.get(stage)
        if what is not None and (stage != "Encoding" or not done):
            far = f" {done} of {total}" if stage in _COUNTED and total > 1 else ""
            self.line = f"Adding: {what}{far} …"


def summary(addition: Addition, left_out: int = 0) -> tuple[Page, ...]:
    """What was added and what was not; ``left_out`` counts the links that were too many."""
    entries = addition.entries
    blocks = _alone(entries[0]) if len(entries) == 1 else _several(entries)
    blocks += _failed(addition.failed, nothing=not entries)
    if left_out:
        blocks.append(Block((Run(f"Left out, since I take 10 links at once: {left_out}."),), "\n\n"))
    return paginate(blocks)


def undone(titles: Sequence[str], asked: int) -> Page:
    """That an addition of so many articles was taken back, of which ``titles`` are as they were."""
    if not titles:
        words = "Nothing was taken back: it has changed since."
    elif len(titles) < asked:
        words = f"Taken back: {len(titles)} of {asked} articles. The others have changed since."
    else:
        words = f"Taken back: {titles[0]}" if asked == 1 else f"Taken back: {asked} articles."
    return paginate([Block((Run(words),))])[0]


def under(number: int, addition: Addition) -> InlineKeyboardMarkup | None:
    """The buttons of an addition: to undo it where it did anything, and to ask about it where it is one article."""
    row = [InlineKeyboardButton("Undo", callback_data=f"{PREFIX}:undo:{number}")] if addition.changes else []
    if len(addition.entries) == 1:
        row.append(InlineKeyboardButton("Ask about it", callback_data=f"{PREFIX}:ask:{number}"))
    return InlineKeyboardMarkup([row]) if row else None


def _alone(entry: Entry) -> list[Block]:
    done = _ALONE[entry.outcome].format(version=entry.version)
    lines = [Block(article_line(entry.article)), Block((Run(f"{done}: {_size((entry,))}."),))]
    if entry.first is not None:
        lines.append(Block((Run("A copy of a story that is here: "), *article_line(entry.first))))
    return lines


def _several(entries: Sequence[Entry]) -> list[Block]:
    if not entries:
        return []
    counts = Counter(entry.outcome for entry in entries)
    told = ", ".join(words.format(counts[outcome]) for outcome, words in _COUNTS.items() if counts[outcome])
    blocks = [Block((Run(f"{len(entries)} articles: {told}; {_size(entries)}."),))]
    for entry in entries[:LISTED]:
        blocks.append(Block(article_line(entry.article), "\n\n" if len(blocks) == 1 else "\n"))
    if len(entries) > LISTED:
        blocks.append(Block((Run(f"and {len(entries) - LISTED} more"),)))
    return blocks


def _failed(failed: Sequence[Failed], *, nothing: bool) -> list[Block]:
    blocks: list[Block] = []
    for each in failed[:LISTED]:
        where = f"{short_line(each.source)}: " if is_address(each.source) else ""
        blocks.append(Block((Run(f"Not added: {where}{short_line(each.reason)}."),), "\n" if blocks else "\n\n"))
    if len(failed) > LISTED:
        blocks.append(Block((Run(f"and {len(failed) - LISTED} more that could not be read"),)))
    if nothing and not failed:
        blocks.append(Block((Run("Nothing was found in it to add."),)))
    return blocks


def _size(entries: Sequence[Entry]) -> str:
    passages, statements = sum(each.passages for each in entries), sum(each.statements for each in entries)
    return f"{_count(passages, 'passage')}, {_count(statements, 'statement')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def short_line(text: str) -> str:
    """Others' words on one line, cut."""
    line = " ".join(harmless(text).split())
    return line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…"
