"""HTML tree and its text blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError

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

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_BOXES = ("div", "section", "article", "td", "main", "center")
# Fewer words between breaks are an address, a menu or a table's cell.
_FEWEST_WORDS = 20


@dataclass(frozen=True, slots=True)
class HtmlBlock:
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


def read_blocks(tree: HtmlElement) -> tuple[HtmlBlock, ...]:
    """Return the blocks in the page's order, whitespace as single spaces, nothing left out but what is never shown.

    ``<br>`` ends a block, but not in a heading and not in the middle of a sentence.
    """
    return _BlockReader().read(tree)


def parse_tree(content: str) -> HtmlElement:
    """Return the page's tree, comments left out; raise SourceError where there is no markup to read.

    Where elements stand deeper than libxml2 allows (256), or hold more than it does, what was read until there is kept.
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return document_fromstring(content.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise SourceError("there is no web page in it; save the text as .txt") from error


def split_at_breaks(tree: HtmlElement) -> None:
    """Put text that is parted only by two ``<br>`` into paragraphs: extractors take those for text, the rest for menus.

    Changes ``tree``. A single ``<br>`` stays.
    """
    for box in list(tree.iter(*_BOXES)):
        if any(child.tag == "br" for child in box) and _count_loose_words(box) >= _FEWEST_WORDS:
            _wrap_in_paragraphs(box)


class _BlockReader:
    """Walks the tree without recursion: a page may be nested as deep as its writer likes."""

    def __init__(self) -> None:
        self._blocks: list[HtmlBlock] = []
        self._pieces: list[str] = []
        self._open: list[HtmlElement] = []
        self._links = 0
        self._linked = 0
        self._unseen = 0
        self._broken = False

    def read(self, tree: HtmlElement) -> tuple[HtmlBlock, ...]:
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
            self._blocks.append(HtmlBlock(len(self._blocks), text, element, share))
        self._pieces.clear()
        self._linked = 0
        self._broken = False


def _count_loose_words(box: HtmlElement) -> int:
    words = len((box.text or "").split())
    for child in box:
        words += len((child.tail or "").split())
        if child.tag in _INLINE:
            words += len(child.text_content().split())
    return words


def _wrap_in_paragraphs(box: HtmlElement) -> None:
    parts: list[str | HtmlElement] = [box.text or ""]
    for child in list(box):
        parts += [child, child.tail or ""]
        child.tail = None
        box.remove(child)
    box.text = None
    paragraph: HtmlElement | None = None
    breaks = 0
    for part in parts:
        if isinstance(part, str):
            if not part.strip() and (paragraph is None or breaks):
                continue
        elif part.tag == "br":
            breaks += 1
            continue
        elif part.tag not in _INLINE or (len(part) and not _all_inline(part)):
            box.append(part)
            paragraph, breaks = None, 0
            continue
        if paragraph is None or breaks > 1:
            paragraph = box.makeelement("p")
            box.append(paragraph)
        elif breaks:
            paragraph.append(box.makeelement("br"))
        breaks = 0
        _append_part(paragraph, part)


def _append_part(paragraph: HtmlElement, part: str | HtmlElement) -> None:
    if not isinstance(part, str):
        paragraph.append(part)
    elif len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + part
    else:
        paragraph.text = (paragraph.text or "") + part


def _all_inline(element: HtmlElement) -> bool:
    return all(inner.tag in _INLINE or inner.tag in ("br", "img") for inner in element.iterdescendants())
