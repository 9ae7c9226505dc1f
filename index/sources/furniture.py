"""What repeats at the top and bottom of a PDF's pages: running heads, page numbers, the address it was printed from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sources.pdf_lines import PageLine

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


def without_furniture(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
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
