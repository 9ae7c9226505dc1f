"""Join the lines of a PDF to paragraphs, without running headers, footers and page numbers.

``remove_running_lines`` comes first, then ``join_lines``, then ``layout_with_page_offsets``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.sources.formats.pdf.lines import PageLine
from index.text.characters import CLOSING_MARKS

_EDGE_LINES = 4
"""Number of lines examined at each edge of a page."""
_PAGES_AROUND = 4
"""Pages before and after, in which a running line is searched for: each chapter may have a header of its own."""
_REPEATS_AT_LEAST = 3
"""Pages of those, its own included, on which a running line stands; two if the document has at most three."""
_SEPARATION = 1.6
"""Distance in font sizes between a running line and the text; lines of a text are about 1.2 apart."""
_HEIGHT_TOLERANCE = 3.0
"""Points by which the height of a running line may differ."""
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:(?:page|p\.|стор(?:інка|\.)|страница|стр\.|с\.)? ?)(\d{1,5})"
    r"(?: ?(?:of|/|із|з|из) ?\d{1,5})?[-–—|\]) ]*",
    re.IGNORECASE,
)

_OTHER_SIZE = 1.08
"""Ratio of two font sizes that differ."""
_LOOSE_PITCH = 1.25
"""Distance, as a multiple of the usual one, at which a line begins a paragraph."""
_INDENT = 0.7
"""Font sizes; books indent by one or two, and inaccurate print moves a line by far less."""
_LOOKED_BACK = 10
"""Lines; limits the work for each line of a long paragraph."""
_USUAL_PITCH = 1.2
_TALLEST_PITCH = 3.0
_SAME_ROW = 0.5
"""Font sizes; below this distance a line stands beside the previous one, as cells of a table do."""
_STRETCH = 1.15
"""Factor of the next word's width: justified lines are stretched, so it must have fitted easily."""

_SENTENCE_END = re.compile(rf"[.!?…:;][{CLOSING_MARKS}\d]*$")
_LIST_MARK = re.compile(r"[-•●▪◦‣·–—*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PdfParagraph:
    """A paragraph: ``text`` without line ends, font ``size`` of its first line in points, ``page`` from 0.

    ``page_starts`` holds a pair for each further page that it covers: the page, and the offset in ``text``.
    """

    text: str
    size: float
    page: int
    page_starts: tuple[tuple[int, int], ...] = ()


def remove_running_lines(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Return the pages without running headers, footers and page numbers.

    Such a line stands at an edge, separated from the text by white space, and is the same on other pages except for
    its numbers. A page of nothing else stays whole: pages may be one form, filled in.
    """
    removed: list[set[int]] = [set() for _ in pages]
    for downwards in (True, False):
        orders = [_order_from_edge(page, downwards=downwards) for page in pages]
        edges = [[page[i] for i in order[:_EDGE_LINES]] for page, order in zip(pages, orders, strict=True)]
        for number, (page, order) in enumerate(zip(pages, orders, strict=True)):
            repeated = _count_repeated_lines(number, edges)
            removed[number].update(order[: _count_separated_lines([page[i] for i in order], repeated)])
    return [
        list(page) if len(indexes) == len(page) > 1 else [line for i, line in enumerate(page) if i not in indexes]
        for page, indexes in zip(pages, removed, strict=True)
    ]


def join_lines(pages: Sequence[Sequence[PageLine]]) -> list[PdfParagraph]:
    """Return the paragraphs of all pages in order."""
    pitch = _measure_pitch(pages)
    words = _WordList(pages)
    paragraphs: list[PdfParagraph] = []
    block: list[tuple[int, PageLine]] = []
    reach = [_measure_columns(page) for page in pages]
    for number, page in enumerate(pages):
        for line in page:
            if block and _starts_paragraph(block, number, line, pitch, reach):
                paragraphs.append(_join_block(block, words))
                block = []
            block.append((number, line))
    if block:
        paragraphs.append(_join_block(block, words))
    return paragraphs


def layout_with_page_offsets(paragraphs: Sequence[PdfParagraph], pages: int) -> tuple[str, list[int]]:
    """Return the paragraphs separated by blank lines, and for each page the offset at which its text begins.

    A page without text has the offset of the next page with text, or that of the end.
    """
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for paragraph in paragraphs:
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


def find_headline(paragraphs: Sequence[PdfParagraph]) -> Iterator[PdfParagraph]:
    """Yield the first paragraphs of the first page while their font is larger than the usual one."""
    sizes = Counter[float]()
    for paragraph in paragraphs:
        sizes[round(paragraph.size, 1)] += len(paragraph.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for paragraph in paragraphs:
        if paragraph.page > 0 or paragraph.size <= 1.15 * usual:
            return
        yield paragraph


class _WordList:
    """The unbroken words of the document, to decide about the hyphens at line ends."""

    def __init__(self, pages: Sequence[Sequence[PageLine]]) -> None:
        self._known: set[str] = set()
        for page in pages:
            after_hyphen = False
            for line in page:
                words = [word.casefold() for word in _WORD.findall(line.text)]
                self._known.update(words[1 if after_hyphen else 0 : len(words) - line.hyphen])
                after_hyphen = line.hyphen

    def keep_hyphen(self, head: str, tail: str) -> bool:
        """Tell whether the hyphen between ``head`` and ``tail`` belongs to the word rather than to the line break.

        It does if a part is not in lower case, if the document has the hyphenated word elsewhere, or if it has both
        parts as words and not the joined word.
        """
        first, last = _LAST_PART.search(head), _FIRST_PART.match(tail)
        if first is None or last is None or not last[0].islower() or first[0][1:] != first[0][1:].lower():
            return True
        one, other = first[0].casefold(), last[0].casefold()
        if one + other in self._known:
            return False
        return f"{one}-{other}" in self._known or {one, other} <= self._known


def _count_repeated_lines(number: int, edges: Sequence[Sequence[PageLine]]) -> int:
    """Return how many of the page's outermost lines are running lines or stand beside one.

    A line beside the page number is a header, which may change with each page.
    """
    edge = edges[number]
    heights = [line.base for line in edge if _is_running_line(line, number, edges)]
    for count, line in enumerate(edge):
        if not any(abs(line.base - height) <= _HEIGHT_TOLERANCE for height in heights):
            return count
    return len(edge)


def _order_from_edge(page: Sequence[PageLine], *, downwards: bool) -> list[int]:
    """Return the indexes in ``page`` of its outermost lines, the outermost first, and of one line more."""
    return sorted(range(len(page)), key=lambda i: page[i].base, reverse=downwards)[: _EDGE_LINES + 1]


def _count_separated_lines(lines: Sequence[PageLine], repeated: int) -> int:
    """Return how many of the ``repeated`` outermost lines are separated from the next by white space."""
    while 0 < repeated < len(lines):
        last, following = lines[repeated - 1], lines[repeated]
        if abs(last.base - following.base) > _SEPARATION * max(last.size, following.size):
            break
        repeated -= 1
    return repeated


def _is_running_line(line: PageLine, number: int, edges: Sequence[Sequence[PageLine]]) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is not None and int(match[1]) == number + 1:
        return True
    first = max(0, number - _PAGES_AROUND)
    near = edges[first : number + _PAGES_AROUND + 1]
    count = sum(any(_is_same_line(line, other) for other in edge) for edge in near)
    return count >= min(_REPEATS_AT_LEAST, max(len(edges) - 1, 2))


def _is_same_line(line: PageLine, other: PageLine) -> bool:
    return abs(line.base - other.base) <= _HEIGHT_TOLERANCE and _line_key(line) == _line_key(other)


def _line_key(line: PageLine) -> str:
    return _NUMBERS.sub("#", line.text.casefold())


def _starts_paragraph(
    block: Sequence[tuple[int, PageLine]], page: int, line: PageLine, pitch: float, reach: Sequence[dict[int, float]]
) -> bool:
    """Tell whether the line begins a new paragraph after the lines of ``block``."""
    before_page, before = block[-1]
    if _differ_in_size(before, line):
        return True
    if before.hyphen or _LIST_MARK.match(line.text):
        return not before.hyphen
    goes_on = not _SENTENCE_END.search(before.text)
    full = _is_full(before, line, reach[before_page])
    below = (before.base - line.base) / line.size
    if page != before_page or below < -_SAME_ROW:
        return not (goes_on and (full or line.text[0].islower()))
    beside = line.left > before.right or line.right < before.left
    if beside or below < _SAME_ROW or below > _LOOSE_PITCH * pitch:
        return True
    return not (goes_on and line.text[0].islower()) and (not full or _is_indented(block, line))


def _is_indented(block: Sequence[tuple[int, PageLine]], line: PageLine) -> bool:
    """Tell whether the line stands further right than the paragraph's lines after its first, which may hang."""
    if len(block) == 1 and _LIST_MARK.match(block[0][1].text):
        return False
    left = min(other.left for _, other in block[max(1, len(block) - _LOOKED_BACK) :] or block)
    return line.left - left > _INDENT * line.size


def _differ_in_size(one: PageLine, other: PageLine) -> bool:
    return max(one.size, other.size) > _OTHER_SIZE * min(one.size, other.size)


def _is_full(before: PageLine, line: PageLine, reach: dict[int, float]) -> bool:
    """Tell whether the line's first word would not have fitted on the line before."""
    first = line.text.split(maxsplit=1)[0]
    word = (line.right - line.left) * (len(first) + 1) / max(len(line.text), 1)
    return before.right + _STRETCH * word > reach.get(_column(before), before.right)


def _column(line: PageLine) -> int:
    return round(line.left / 20)


def _measure_columns(page: Sequence[PageLine]) -> dict[int, float]:
    """Return, for each column of left edges 20 points wide, the right edge of its lines, indented ones included."""
    reach: dict[int, float] = {}
    for line in page:
        for near in (-1, 0, 1, 2):
            column = _column(line) + near
            reach[column] = max(reach.get(column, 0.0), line.right)
    return reach


def _measure_pitch(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return the usual distance between lines, in font sizes."""
    pitches = Counter(
        round((one.base - other.base) / one.size, 2)
        for page in pages
        for one, other in pairwise(page)
        if not _differ_in_size(one, other) and 0.5 < (one.base - other.base) / one.size < _TALLEST_PITCH
    )
    return median(pitches.elements()) if pitches else _USUAL_PITCH


def _join_block(block: Sequence[tuple[int, PageLine]], words: _WordList) -> PdfParagraph:
    page, first = block[0]
    parts, length, starts = [first.text], len(first.text), []
    for (_, before), (number, line) in pairwise(block):
        keeps_hyphen = before.hyphen and words.keep_hyphen(before.text, line.text)
        link = "-" if keeps_hyphen else "" if before.hyphen else " "
        length += len(link)
        if number != page:
            starts.append((number, length))
            page = number
        parts += link, line.text
        length += len(line.text)
    parts.append("-" * block[-1][1].hyphen)
    return PdfParagraph("".join(parts), first.size, block[0][0], tuple(starts))
