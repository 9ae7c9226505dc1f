"""HTML into a tree, and line breaks in it into paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_BOXES = ("div", "section", "article", "td", "main", "center")
# Fewer words between breaks are an address, a menu or a table's cell.
_FEWEST_WORDS = 20


def parse(content: str) -> HtmlElement:
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


def breaks_to_paragraphs(tree: HtmlElement) -> None:
    """Put text that is parted only by two ``<br>`` into paragraphs: extractors take those for text, the rest for menus.

    Changes ``tree``. A single ``<br>`` stays.
    """
    for box in list(tree.iter(*_BOXES)):
        if any(child.tag == "br" for child in box) and _loose_words(box) >= _FEWEST_WORDS:
            _wrap(box)


def _loose_words(box: HtmlElement) -> int:
    words = len((box.text or "").split())
    for child in box:
        words += len((child.tail or "").split())
        if child.tag in _INLINE:
            words += len(child.text_content().split())
    return words


def _wrap(box: HtmlElement) -> None:
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
        _put(paragraph, part)


def _put(paragraph: HtmlElement, part: str | HtmlElement) -> None:
    if not isinstance(part, str):
        paragraph.append(part)
    elif len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + part
    else:
        paragraph.text = (paragraph.text or "") + part


def _all_inline(element: HtmlElement) -> bool:
    return all(inner.tag in _INLINE or inner.tag in ("br", "img") for inner in element.iterdescendants())
