"""Parse HTML to a tree and read the text of the tree in blocks.

``split_at_breaks`` changes the tree before extraction; ``read_blocks`` lists its blocks in order.
"""

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
_INVISIBLE_TAGS = (
    "script style noscript template svg math iframe object embed applet canvas audio video select button textarea "
    "input map picture title"
)
_INVISIBLE = frozenset(_INVISIBLE_TAGS.split())
_SPACE = re.compile(r"\s+")
_UNFINISHED = re.compile(r"[^.!?…:;\"”»’')\]\s]\s*$")
_TAIL = 50
_CONTINUATION = re.compile(r"\s*(?!\w+://|www\.)(?P<first>[^\W\d_])")

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_BOXES = ("div", "section", "article", "td", "main", "center")
# Fewer words between breaks are an address, a menu or a cell.
_FEWEST_WORDS = 20


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """One block of text. ``order`` counts from 0; ``linked`` is the share of its characters in links, 0 to 1.

    ``element`` contains it: the row for a table's row, the surrounding box for loose text.
    """

    order: int
    text: str
    element: HtmlElement
    linked: float

    @property
    def tag(self) -> str:
        """The tag of ``element``."""
        return str(self.element.tag)

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())


def read_blocks(tree: HtmlElement) -> tuple[HtmlBlock, ...]:
    """Return all visible blocks in the page's order, white space as single spaces.

    ``<br>`` ends a block, except in a heading and in the middle of a sentence.
    """
    return _BlockReader().read(tree)


def parse_tree(content: str) -> HtmlElement:
    """Return the page's tree without comments; raises SourceError when there is no markup.

    Beyond libxml2's limits of depth (256) and size the tree holds what was read until there.
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return document_fromstring(content.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise SourceError("there is no web page in it; save the text as .txt") from error


def split_at_breaks(tree: HtmlElement) -> None:
    """Change ``tree``: put text between pairs of ``<br>`` into paragraphs; extractors take it for menus otherwise.

    A single ``<br>`` stays.
    """
    for box in list(tree.iter(*_BOXES)):
        if any(child.tag == "br" for child in box) and _count_loose_words(box) >= _FEWEST_WORDS:
            _wrap_in_paragraphs(box)


class _BlockReader:
    """Walks the tree without recursion: a page may be nested to any depth."""

    def __init__(self) -> None:
        self._blocks: list[HtmlBlock] = []
        self._parts: list[str] = []
        self._open: list[HtmlElement] = []
        self._links = 0
        self._linked = 0
        self._invisible = 0
        self._after_break = False

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
        if self._invisible or tag in _INVISIBLE or not isinstance(tag, str):
            self._invisible += 1
            return
        if tag in _BLOCKS:
            if tag not in CELLS or not self._in_row():
                self._flush()
            elif self._parts:
                self._parts.append(" | ")
            self._open.append(element)
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._links += 1
        self._add(element.text)

    def _end(self, element: HtmlElement, *, last: bool) -> None:
        if self._invisible:
            self._invisible -= 1
        elif element.tag in _BLOCKS:
            if element.tag not in CELLS or len(self._open) < 2 or self._open[-2].tag != "tr":
                self._flush()
            self._open.pop()
        elif element.tag == "a":
            self._links -= 1
        if not self._invisible and not last:
            self._add(element.tail)

    def _in_row(self) -> bool:
        return bool(self._open) and self._open[-1].tag == "tr"

    def _break(self) -> None:
        if not self._open or self._open[-1].tag in HEADINGS | CELLS:
            self._parts.append(" ")
        else:
            self._after_break = True

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._after_break and text.strip():
            self._after_break = False
            if self._continues_sentence(text):
                self._parts.append(" ")
            else:
                self._flush()
        self._parts.append(text)
        if self._links:
            self._linked += len(_SPACE.sub(" ", text))

    def _continues_sentence(self, text: str) -> bool:
        before, after = (self._parts or [""])[-1][-_TAIL:], _CONTINUATION.match(text)
        return after is not None and after["first"].islower() and bool(_UNFINISHED.search(before))

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._parts)).strip()
        if text and self._open:
            element = self._open[-2] if self._open[-1].tag in CELLS and self._open[-2:-1] else self._open[-1]
            share = min(1.0, self._linked / len(text))
            self._blocks.append(HtmlBlock(len(self._blocks), text, element, share))
        self._parts.clear()
        self._linked = 0
        self._after_break = False


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
