"""Styled text, cut into messages that Telegram takes.

A message holds 4096 characters, counted in UTF-16 code units once the markup is read, about 9 KB of entity data and
100 entities. The bounds below stay under each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape, unescape
from itertools import islice

from bot.telegram.rendering.escaping import find_tappable
from index import Span

MAX_UNITS = 4000
MAX_ENTITIES = 90
MAX_ENTITY_BYTES = 8000
_ENTITY_BYTES = 64
"""What an entity weighs beside its address: its type and its numbers."""

_LEAST_PIECE = 500
"""Units of room below which a long block rather begins on a new message."""

_STICKY = "\u200d\ufe0f"
"""A joiner and a variation selector belong to the sign before them."""


class Style(StrEnum):
    """How a text is shown."""

    PLAIN = "plain"
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text in one style.

    ``href`` is the address of a link; ``marks`` are the spans in bold, in order and without overlap.
    """

    text: str
    style: Style = Style.PLAIN
    href: str = ""
    marks: tuple[Span, ...] = ()

    @property
    def html(self) -> str:
        """The text as HTML of Telegram."""
        if self.style is Style.LINK:
            # Telegram finds nothing to tap inside a link, and a link cannot hold code.
            return f'<a href="{escape(self.href)}">{escape(self.text, quote=False)}</a>'
        pieces = []
        for start, end, tag in self._split_tags():
            words = escape(self.text[start:end], quote=False)
            pieces.append(f"<{tag}>{words}</{tag}>" if tag else words)
        text = "".join(pieces)
        return f"<blockquote expandable>{text}</blockquote>" if self.style is Style.QUOTE else text

    @property
    def entities(self) -> int:
        """The number of entities that it makes."""
        if self.style is Style.LINK:
            return 1
        return sum(1 for _, _, tag in self._split_tags() if tag) + (self.style is Style.QUOTE)

    @property
    def entity_bytes(self) -> int:
        """The bytes of entity data that it makes."""
        return _ENTITY_BYTES * self.entities + len(self.href.encode())

    def slice(self, start: int, end: int) -> StyledText:
        """Return a slice of the text in the same style."""
        cut = ((max(first, start) - start, min(last, end) - start) for first, last in self.marks)
        return replace(
            self, text=self.text[start:end], marks=tuple((first, last) for first, last in cut if first < last)
        )

    def _split_tags(self) -> Iterator[tuple[int, int, str]]:
        """Yield the spans of the text with the tag around each, if any. Code and bold cannot nest."""
        done = 0
        for start, end in find_tappable(self.text):
            yield from self._split_bold(done, start)
            yield start, end, "code"
            done = end
        yield from self._split_bold(done, len(self.text))

    def _split_bold(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        for first, last in self.marks:
            words = self.text[max(first, start) : min(last, end)]
            if max(first, start) < min(last, end) and words.strip():
                at = max(first, start) + len(words) - len(words.lstrip())
                yield start, at, ""
                start = at + len(words.strip())
                yield at, start, "b"
        yield start, end, ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text that should stay together; ``gap`` stands before it unless it begins a message."""

    runs: tuple[StyledText, ...]
    gap: str = "\n"


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message: as HTML, and as the same words without markup."""

    html: str
    text: str


def html_page(html: str) -> MessagePage:
    """Return a message in the bot's own words, from HTML in which what others wrote is escaped."""
    return MessagePage(html, unescape(re.sub(r"<[^>]*>", "", html)))


@dataclass(slots=True)
class _PageBuilder:
    """A message that is being filled."""

    runs: list[StyledText] = field(default_factory=list)
    units: int = 0
    entities: int = 0
    entity_bytes: int = 0

    def fits(self, runs: Iterable[StyledText]) -> bool:
        more = tuple(runs)
        return (
            self.units + sum(utf16_units(run.text) for run in more) <= MAX_UNITS
            and self.entities + sum(run.entities for run in more) <= MAX_ENTITIES
            and self.entity_bytes + sum(run.entity_bytes for run in more) <= MAX_ENTITY_BYTES
        )

    def add(self, runs: Iterable[StyledText]) -> None:
        for run in runs:
            self.runs.append(run)
            self.units += utf16_units(run.text)
            self.entities += run.entities
            self.entity_bytes += run.entity_bytes

    def page(self) -> MessagePage:
        return MessagePage("".join(run.html for run in self.runs), "".join(run.text for run in self.runs))


def utf16_units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def paginate(blocks: Sequence[TextBlock]) -> tuple[MessagePage, ...]:
    """The blocks in as few messages as keep each within bounds, in order, each message complete in itself.

    A block goes to a new message rather than be cut; one that no message holds is cut at a line, a space or, if
    need be, between two characters, and goes on in the same style. No message is blank.
    """
    sheets = [_PageBuilder()]
    for block in blocks:
        joined = (StyledText(block.gap), *block.runs) if sheets[-1].runs else block.runs
        if sheets[-1].fits(joined):
            sheets[-1].add(joined)
            continue
        whole = _PageBuilder().fits(block.runs)
        if whole or sheets[-1].units > MAX_UNITS - _LEAST_PIECE:
            sheets.append(_PageBuilder())
        for run in joined if sheets[-1].runs else block.runs:
            _place_run(run, sheets)
    pages = (sheet.page() for sheet in sheets)
    return tuple(page for page in pages if page.text.strip())


def _place_run(run: StyledText, sheets: list[_PageBuilder]) -> None:
    """Put the run where there is room, on new pages as needed."""
    while not sheets[-1].fits([run]):
        sheet = sheets[-1]
        free = MAX_ENTITIES - sheet.entities - 1
        # Each word of code may leave a mark in two.
        free = (free - len(run.marks)) // 2 if run.marks else free
        head, rest = _split_text(run.text, MAX_UNITS - sheet.units, free)
        part = run.slice(0, len(head))
        if head and (sheet.fits([part]) or not sheet.runs):
            sheet.add([part])
            run = run.slice(len(head), len(run.text))
            if not rest:
                return
        sheets.append(_PageBuilder())
    sheets[-1].add([run])


def _split_text(text: str, room: int, entities: int) -> tuple[str, str]:
    """Return the longest good beginning of at most ``room`` units and ``entities`` tappable words, and the rest."""
    last = next((start for start, _ in islice(find_tappable(text), max(entities, 0), None)), len(text))
    end, used = 0, 0
    while end < last and used + utf16_units(text[end]) <= room:
        used += utf16_units(text[end])
        end += 1
    if end == len(text):
        return text, ""
    for sign in ("\n", " "):
        at = text.rfind(sign, end // 2, end)
        if at >= 0:
            return text[: at + 1], text[at + 1 :]
    whole = end
    while whole > end // 2 and _is_joined(text, whole):
        whole -= 1
    end = whole if whole > end // 2 else end
    return text[:end], text[end:]


def _is_joined(text: str, at: int) -> bool:
    """Return whether the characters around ``at`` are seen as one."""
    return bool(unicodedata.combining(text[at])) or text[at] in _STICKY or text[at - 1] == _STICKY[0]
