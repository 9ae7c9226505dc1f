"""A page's text in blocks, as a reader sees them: paragraphs, headings, list items, rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead tr ul"
)
_BLOCKS = HEADINGS | CELLS | frozenset(_BLOCK_TAGS.split())
_UNSEEN_TAGS = (
    "script style noscript template svg math iframe object embed applet canvas audio video select button textarea "
    "input map picture title"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_SPACE = re.compile(r"\s+")
_RUNS_ON = re.compile(r"[^.!?…:;\"”»’')\]\s]\s*$")
_TAIL = 50
_GOES_ON = re.compile(r"\s*(?!\w+://|www\.)(?P<first>[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``order`` counts from 0; ``linked`` is the share of its characters that stand in links, 0 to 1.

    ``element`` is what holds it: of a row of a table the row, and of loose text the box around it.
    """

    order: int
    text: str
    element: HtmlElement
    linked: float

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def words(self) -> int:
        return len(self.text.split())


def read_blocks(tree: HtmlElement) -> tuple[Block, ...]:
    """Return the blocks in the page's order, whitespace as single spaces, nothing left out but what is never shown.

    ``<br>`` ends a block, but not in a heading and not in the middle of a sentence.
    """
    return _Reader().read(tree)


class _Reader:
    """Walks the tree without recursion: a page may be nested as deep as its writer likes."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._open: list[HtmlElement] = []
        self._links = 0
        self._linked = 0
        self._unseen = 0
        self._broken = False

    def read(self, tree: HtmlElement) -> tuple[Block, ...]:
        from lxml.etree import iterwalk

        for event, element in iterwalk(tree, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element, last=element is tree)
        return tuple(self._blocks)

    def _start(self, element: HtmlElement) -> None:
        tag = element.tag
        if self._unseen or tag in _UNSEEN or not isinstance(tag, str):
            self._unseen += 1
            return
        if tag in _BLOCKS:
            if tag not in CELLS or not self._in_row():
                self._flush()
            elif self._pieces:
                self._pieces.append(" | ")
            self._open.append(element)
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._links += 1
        self._add(element.text)

    def _end(self, element: HtmlElement, *, last: bool) -> None:
        if self._unseen:
            self._unseen -= 1
        elif element.tag in _BLOCKS:
            if element.tag not in CELLS or len(self._open) < 2 or self._open[-2].tag != "tr":
                self._flush()
            self._open.pop()
        elif element.tag == "a":
            self._links -= 1
        if not self._unseen and not last:
            self._add(element.tail)

    def _in_row(self) -> bool:
        return bool(self._open) and self._open[-1].tag == "tr"

    def _break(self) -> None:
        if not self._open or self._open[-1].tag in HEADINGS | CELLS:
            self._pieces.append(" ")
        else:
            self._broken = True

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._broken and text.strip():
            self._broken = False
            if self._goes_on(text):
                self._pieces.append(" ")
            else:
                self._flush()
        self._pieces.append(text)
        if self._links:
            self._linked += len(_SPACE.sub(" ", text))

    def _goes_on(self, text: str) -> bool:
        before, after = (self._pieces or [""])[-1][-_TAIL:], _GOES_ON.match(text)
        return after is not None and after["first"].islower() and bool(_RUNS_ON.search(before))

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._pieces)).strip()
        if text and self._open:
            element = self._open[-2] if self._open[-1].tag in CELLS and self._open[-2:-1] else self._open[-1]
            share = min(1.0, self._linked / len(text))
            self._blocks.append(Block(len(self._blocks), text, element, share))
        self._pieces.clear()
        self._linked = 0
        self._broken = False
