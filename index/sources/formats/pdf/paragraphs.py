"""Lines -> paragraphs; running heads, feet and page numbers dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.sources.formats.pdf.lines import PageLine

_DEEPEST = 4
"""Lines looked at from each edge."""
_NEAR = 4
"""How many pages away the same line is looked for, since each chapter may have a head of its own."""
_OFTEN = 3
"""On how many of those pages, its own counted, it stands; on two where there are at most three pages."""
_APART = 1.6
"""Font sizes; within a text lines stand about 1.2 below each other."""
_RAISED = 3.0
"""Points by which the same line may stand higher or lower."""
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:(?:page|p\.|стор(?:інка|\.)|страница|стр\.|с\.)? ?)(\d{1,5})"
    r"(?: ?(?:of|/|із|з|из) ?\d{1,5})?[-–—|\]) ]*",
    re.IGNORECASE,
)


def remove_running_lines(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Return the pages without their furniture; a line is left out only at an edge, above or below all that is kept.

    Lines repeat where they differ in numbers alone and stand at the same height, and white space parts them from the
    text. Nothing is left out of a page that is nothing else: pages may be the same form, filled in.
    """
    dropped: list[set[int]] = [set() for _ in pages]
    for downwards in (True, False):
        orders = [_from_edge(page, downwards=downwards) for page in pages]
        edges = [[page[i] for i in order[:_DEEPEST]] for page, order in zip(pages, orders, strict=True)]
        for number, (page, order) in enumerate(zip(pages, orders, strict=True)):
            repeated = _repeated(number, edges)
            dropped[number].update(order[: _set_apart([page[i] for i in order], repeated)])
    return [
        list(page) if len(gone) == len(page) > 1 else [line for i, line in enumerate(page) if i not in gone]
        for page, gone in zip(pages, dropped, strict=True)
    ]


def _repeated(number: int, edges: Sequence[Sequence[PageLine]]) -> int:
    """Return how many of the page's outermost lines are furniture, or stand beside some.

    What is beside a page's number is a head, which may change with each page.
    """
    edge = edges[number]
    heights = [line.base for line in edge if _is_furniture(line, number, edges)]
    for count, line in enumerate(edge):
        if not any(abs(line.base - height) <= _RAISED for height in heights):
            return count
    return len(edge)


def _from_edge(page: Sequence[PageLine], *, downwards: bool) -> list[int]:
    """Return the places in ``page`` of its outermost lines, the outermost first, with the first not looked at."""
    return sorted(range(len(page)), key=lambda i: page[i].base, reverse=downwards)[: _DEEPEST + 1]


def _set_apart(lines: Sequence[PageLine], repeated: int) -> int:
    """Return how many of the outermost lines that repeat white space parts from the line behind them."""
    while 0 < repeated < len(lines):
        last, following = lines[repeated - 1], lines[repeated]
        if abs(last.base - following.base) > _APART * max(last.size, following.size):
            break
        repeated -= 1
    return repeated


def _is_furniture(line: PageLine, number: int, edges: Sequence[Sequence[PageLine]]) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is not None and int(match[1]) == number + 1:
        return True
    first = max(0, number - _NEAR)
    near = edges[first : number + _NEAR + 1]
    found = sum(any(_same(line, other) for other in edge) for edge in near)
    return found >= min(_OFTEN, max(len(edges) - 1, 2))


def _same(line: PageLine, other: PageLine) -> bool:
    return abs(line.base - other.base) <= _RAISED and _key(line) == _key(other)


def _key(line: PageLine) -> str:
    return _NUMBERS.sub("#", line.text.casefold())


_OTHER_SIZE = 1.08
_LOOSE = 1.25
"""How much further than usual a line stands below another to begin a paragraph."""
_INDENT = 0.7
"""Font sizes; books indent by one or two, and a drop of ink moves a line by far less."""
_LOOKED_BACK = 10
"""Lines; a paragraph of any length must not take longer for each further line."""
_USUAL_PITCH = 1.2
_TALLEST_PITCH = 3.0
_BESIDE = 0.5
"""Font sizes; nearer than this a line stands beside the one before, as cells of a table do."""
_SPARE = 1.15
"""Justified lines are stretched: the next word must have fitted with something to spare."""

_SENTENCE_END = re.compile(r"[.!?…:;][\"”»’')\]\d]*$")
_LIST_MARK = re.compile(r"[-•●▪◦‣·–—*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PdfParagraph:
    """``text`` without line ends; ``size`` is that of its first line; ``page`` counts from 0, ``page_starts`` holds a
    pair for each further page it runs on to: the page and where in ``text`` that begins."""

    text: str
    size: float
    page: int
    page_starts: tuple[tuple[int, int], ...] = ()


def join_lines(pages: Sequence[Sequence[PageLine]]) -> list[PdfParagraph]:
    """Return the paragraphs of all pages in order."""
    pitch = _pitch(pages)
    words = _Words(pages)
    found: list[PdfParagraph] = []
    block: list[tuple[int, PageLine]] = []
    reach = [_reach(page) for page in pages]
    for number, page in enumerate(pages):
        for line in page:
            if block and _begins(block, number, line, pitch, reach):
                found.append(_joined(block, words))
                block = []
            block.append((number, line))
    if block:
        found.append(_joined(block, words))
    return found


def layout_with_page_offsets(found: Sequence[PdfParagraph], pages: int) -> tuple[str, list[int]]:
    """Return the paragraphs parted by blank lines, and for each page the offset at which its text begins.

    A page without text begins where the next one with text does, at the text's end where there is none.
    """
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for paragraph in found:
        length += 2 if parts else 0
        starts.setdefault(paragraph.page, length)
        for page, offset in paragraph.page_starts:
            starts.setdefault(page, length + offset)
        parts.append(paragraph.text)
        length += len(paragraph.text)
    offsets = [length] * pages
    following = length
    for page in reversed(range(pages)):
        following = offsets[page] = starts.get(page, following)
    return "\n\n".join(parts), offsets


def _begins(
    block: Sequence[tuple[int, PageLine]], page: int, line: PageLine, pitch: float, reach: Sequence[dict[int, float]]
) -> bool:
    """Tell whether the line begins a paragraph of its own, after those of ``block``."""
    before_page, before = block[-1]
    if _differ(before, line):
        return True
    if before.hyphen or _LIST_MARK.match(line.text):
        return not before.hyphen
    goes_on = not _SENTENCE_END.search(before.text)
    full = _is_full(before, line, reach[before_page])
    below = (before.base - line.base) / line.size
    if page != before_page or below < -_BESIDE:
        return not (goes_on and (full or line.text[0].islower()))
    apart = line.left > before.right or line.right < before.left
    if apart or below < _BESIDE or below > _LOOSE * pitch:
        return True
    return not (goes_on and line.text[0].islower()) and (not full or _is_indented(block, line))


def _is_indented(block: Sequence[tuple[int, PageLine]], line: PageLine) -> bool:
    """Tell whether the line stands further right than the lines of the paragraph behind its first, which may hang."""
    if len(block) == 1 and _LIST_MARK.match(block[0][1].text):
        return False
    left = min(other.left for _, other in block[max(1, len(block) - _LOOKED_BACK) :] or block)
    return line.left - left > _INDENT * line.size


def _differ(one: PageLine, other: PageLine) -> bool:
    return max(one.size, other.size) > _OTHER_SIZE * min(one.size, other.size)


def _is_full(before: PageLine, line: PageLine, reach: dict[int, float]) -> bool:
    """Tell whether the line's first word would not have fitted on the line before."""
    first = line.text.split(maxsplit=1)[0]
    word = (line.right - line.left) * (len(first) + 1) / max(len(line.text), 1)
    return before.right + _SPARE * word > reach.get(_column(before), before.right)


def _column(line: PageLine) -> int:
    return round(line.left / 20)


def _reach(page: Sequence[PageLine]) -> dict[int, float]:
    """Return how far to the right the lines reach that begin near the same place; an indented line is of the column."""
    reach: dict[int, float] = {}
    for line in page:
        for near in (-1, 0, 1, 2):
            column = _column(line) + near
            reach[column] = max(reach.get(column, 0.0), line.right)
    return reach


def _pitch(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return how far below each other lines stand most often, in font sizes."""
    pitches = Counter(
        round((one.base - other.base) / one.size, 2)
        for page in pages
        for one, other in pairwise(page)
        if not _differ(one, other) and 0.5 < (one.base - other.base) / one.size < _TALLEST_PITCH
    )
    return median(pitches.elements()) if pitches else _USUAL_PITCH


class _Words:
    """The words of the document that are not broken, by which those that are can be told."""

    def __init__(self, pages: Sequence[Sequence[PageLine]]) -> None:
        self._known: set[str] = set()
        for page in pages:
            after_hyphen = False
            for line in page:
                found = [word.casefold() for word in _WORD.findall(line.text)]
                self._known.update(found[1 if after_hyphen else 0 : len(found) - line.hyphen])
                after_hyphen = line.hyphen

    def keep_hyphen(self, head: str, tail: str) -> bool:
        """Tell whether the hyphen between the two parts is the writer's own rather than the line's.

        It is where a part is no small letters, or where the document writes the word so elsewhere, or knows both
        parts as words and not the whole.
        """
        first, last = _LAST_PART.search(head), _FIRST_PART.match(tail)
        if first is None or last is None or not last[0].islower() or first[0][1:] != first[0][1:].lower():
            return True
        one, other = first[0].casefold(), last[0].casefold()
        if one + other in self._known:
            return False
        return f"{one}-{other}" in self._known or {one, other} <= self._known


def _joined(block: Sequence[tuple[int, PageLine]], words: _Words) -> PdfParagraph:
    page, first = block[0]
    parts, length, starts = [first.text], len(first.text), []
    for (_, before), (number, line) in pairwise(block):
        kept = before.hyphen and words.keep_hyphen(before.text, line.text)
        link = "-" if kept else "" if before.hyphen else " "
        length += len(link)
        if number != page:
            starts.append((number, length))
            page = number
        parts += link, line.text
        length += len(line.text)
    parts.append("-" * block[-1][1].hyphen)
    return PdfParagraph("".join(parts), first.size, block[0][0], tuple(starts))


def find_headline(found: Sequence[PdfParagraph]) -> Iterator[PdfParagraph]:
    """Yield the paragraphs on the first page, before any of the usual size, that are set larger than any below."""
    sizes = Counter[float]()
    for paragraph in found:
        sizes[round(paragraph.size, 1)] += len(paragraph.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for paragraph in found:
        if paragraph.page > 0 or paragraph.size <= 1.15 * usual:
            return
        yield paragraph
