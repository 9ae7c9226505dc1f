"""Where the quotation marks of a text open and close, in one pass over its paragraphs.

Curly, straight, doubled single ('') and angle marks are read, nested ones belong to the outer quotation, and a
quotation may run over paragraphs that each open with a mark and of which only the last one closes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index.statements.dialogue_dashes import REST, find_dialogue, find_tag, join_lines
from index.statements.lexicon.cues import SAY, TELL

_MARK = re.compile(r"''|[“”\"«»„]")
_PARAGRAPH = re.compile(r"[^\n]+")
_CLOSING_SINGLE = re.compile(r"(?<=[.,!?…])['’](?=[\s.,;:!?)\"”]|$)|(?<=\w)['’](?=[.,;:!?]|$)")
_SPLIT = re.compile(r'(?<=[,.!?…])["”] ([^"“”\n]{3,200}) ["“](?=\w)')
_FAMILY = {"“": "“", "”": "“", "„": "“", '"': '"', "''": "''", "«": "«", "»": "«"}
_BEFORE_OPENING = frozenset(" \t\xa0([{—–-/:'‘’\"“…")
_MOST_PARAGRAPHS = 40
_MOST_MARKS = 4000


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks: ``text[start:end]``; ``closed`` is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool = True


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of each line that is more than white space, without the white space around it."""
    found = []
    for line in _PARAGRAPH.finditer(text):
        inner = line.group()
        start = line.start() + len(inner) - len(inner.lstrip())
        end = line.start() + len(inner.rstrip())
        if start < end:
            found.append((start, end))
    return found


def find_quotes(text: str, lines: list[tuple[int, int]]) -> list[Quote]:
    """Return the outermost quotations of ``text`` in order, none overlapping; ``lines`` are its paragraphs."""
    lines = join_lines(text, lines)
    found: list[Quote] = []
    carried_begin: int | None = None
    paragraph_count = 0
    for number, (start, end) in enumerate(lines):
        following = text[lines[number + 1][0] : lines[number + 1][0] + 2] if number + 1 < len(lines) else ""
        dialogue = [Quote(*span) for span in find_dialogue(text, start, end)] if carried_begin is None else []
        quotes, open_at, family = (
            (dialogue, None, None) if dialogue else _find_in_paragraph(text, start, end, nesting=True)
        )
        continues = (
            open_at is not None and family == _family_of_opening(following) and paragraph_count < _MOST_PARAGRAPHS
        )
        if open_at is not None and not continues:
            quotes, open_at, family = _find_in_paragraph(text, start, end, nesting=False)
            continues = (
                open_at is not None and family == _family_of_opening(following) and paragraph_count < _MOST_PARAGRAPHS
            )
        if carried_begin is not None and (not quotes or quotes[0].start != start) and open_at != start:
            found.append(Quote(carried_begin, lines[number - 1][1], closed=False))
            carried_begin = None
        if carried_begin is not None and quotes:
            quotes[0] = Quote(carried_begin, quotes[0].end)
            carried_begin = None
        found += quotes
        paragraph_count = paragraph_count + 1 if continues else 0
        if continues:
            carried_begin = open_at if carried_begin is None else carried_begin
        elif open_at is not None or carried_begin is not None:
            begin = open_at if carried_begin is None else carried_begin
            carried_begin = None
            if begin is not None:
                found += _accept_unclosed(text, begin, end)
    if carried_begin is not None:
        found.append(Quote(carried_begin, lines[-1][1], closed=False))
    return _add_single_quotes(text, lines, [piece for quote in found for piece in _split_at_tag(text, quote)])


def _split_at_tag(text: str, quote: Quote) -> Iterator[Quote]:
    """Yield the words on both sides of a tag that stands inside the marks: «Так, — сказав Коваль. — Але ні»."""
    tag = find_tag(text, quote.start, quote.end) if text[quote.start] in '«„“"' else None
    inner = None if tag else _SPLIT.search(text, quote.start + 1, quote.end - 1)
    if inner is not None and any(word.strip(".,:;").lower() in SAY | TELL for word in inner.group(1).split()):
        yield Quote(quote.start, inner.start(1) - 1)
        yield Quote(inner.end() - 1, quote.end, quote.closed)
        return
    if tag is None:
        yield quote
        return
    yield Quote(quote.start, tag.start() + 1)
    rest = REST.search(text, tag.end(), quote.end)
    if rest is not None:
        yield Quote(rest.end(), quote.end)


def _family_of_opening(mark: str) -> str | None:
    """Return the kind of quotation mark that a paragraph opens with, or None."""
    if mark[:2] == "''":
        return "''"
    return _FAMILY.get(mark[:1]) if mark[:1] in {"“", '"', "«", "„"} else None


def _find_in_paragraph(text: str, start: int, end: int, *, nesting: bool) -> tuple[list[Quote], int | None, str | None]:
    """Return the closed quotations of one paragraph, and where and by which mark one was opened and not closed.

    With ``nesting`` a mark that opens inside a quotation of the same kind belongs to it; without, it starts afresh.
    """
    quotes: list[Quote] = []
    begin, depth, family = start, 0, ""
    for match in islice(_MARK.finditer(text, start, end), _MOST_MARKS):
        mark = match.group()
        if (
            depth
            and _FAMILY[mark] != family
            and (nesting or not _closes_loosely(text, match.start(), match.end(), family))
        ):
            continue
        opens = _is_opening(text, match.span(), (start, end), text[begin] if depth else "")
        if opens is None:
            continue
        if opens:
            if depth == 0 or not nesting:
                begin, depth, family = match.start(), 1, _FAMILY[mark]
            else:
                depth += 1
        elif depth:
            depth = depth - 1 if nesting else 0
            if depth == 0:
                inner = mark == "''" and text[match.end() : match.end() + 1] == "'"
                quotes.append(Quote(begin, match.end() + inner))
    return (quotes, begin, family) if depth else (quotes, None, None)


def _is_opening(text: str, mark_at: tuple[int, int], line: tuple[int, int], opened: str) -> bool | None:
    """Return whether a mark opens (True), closes (False) or is stray (None), in a quotation ``opened`` by that mark."""
    at, after = mark_at
    mark = text[at]
    turned = mark == "“" and opened == "“" and text[at - 1] in ".,!?" and not text[after : after + 1].isalnum()
    if mark in "«„" or (mark == "“" and opened != "„" and not turned):
        return True
    if mark in "»”“":
        return False
    if not opened:
        space_before = at == line[0] or text[at - 1] in _BEFORE_OPENING
        return True if space_before and after < line[1] else None
    return text[at - 1].isspace() and after < line[1] and text[after].isalnum()


def _closes_loosely(text: str, at: int, after: int, family: str) -> bool:
    """Return whether a straight mark stands where a curly one should close, or the other way round."""
    return (
        {text[at], family} in ({"”", '"'}, {'"', "“"})
        and text[at - 1 : at].strip() != ""
        and not text[after : after + 1].isalnum()
    )


def _accept_unclosed(text: str, begin: int, end: int) -> Iterator[Quote]:
    """Yield a quotation that its paragraph does not close, if a colon or a comma stands before it."""
    before = text[max(0, begin - 2) : begin].rstrip()
    if before[-1:] in {":", ","} and "\n" not in text[max(0, begin - 2) : begin]:
        yield Quote(begin, end, closed=False)


def _add_single_quotes(text: str, lines: list[tuple[int, int]], found: list[Quote]) -> list[Quote]:
    """Return the quotations with those in single marks outside of the others; apostrophes are left alone."""
    starts = [quote.start for quote in found]
    singles: list[Quote] = []
    for start, end in lines:
        openings = [m.start() for m in re.finditer(r"(?<![\w'’])['‘](?=\w)", text[start:end])]
        if not openings:
            continue
        closings = [m.end() for m in _CLOSING_SINGLE.finditer(text[start:end])]
        last = 0
        for opening in openings:
            place = bisect_right(closings, opening + 1)
            if opening < last or place == len(closings):
                continue
            a, b = start + opening, start + closings[place]
            near = bisect_right(starts, b) - 1
            if (near < 0 or found[near].end <= a) and " " in text[a:b]:
                singles.append(Quote(a, b))
                last = closings[place]
    return sorted([*found, *singles], key=lambda quote: quote.start) if singles else found
