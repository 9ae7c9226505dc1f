"""Split a text into paragraphs and sentences, given by their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from index.text.characters import CLOSING_MARKS
from index.text.language import detect_language
from index.types import Span

# It does not begin with the spaces before it: each of a long run of spaces would be tried to the run's end.
_NEWLINES = re.compile(r"\n\s*")
_FINAL = re.compile(rf"[.!?…:;][{CLOSING_MARKS}]*\Z")
_WRAP_LONGEST = 120
_WRAP_SHORTEST = 40
_WINDOW = 4000
"""Characters that are given to sentencex at once; longer paragraphs are cut at a space.

Its time grows with the square of a paragraph of nothing but quotation marks.
"""

_INITIAL = re.compile(r"(?:^|[\s(«“\"])[А-ЯІЇЄҐ]\.\s*\Z")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of ``text``: what stands between blank lines, indents and line ends.

    The line ends of a text that is wrapped at a fixed width are none.
    """
    wrapped = max((len(line) for line in text.split("\n")), default=0) <= _WRAP_LONGEST
    start = 0
    for match in _NEWLINES.finditer(text):
        if wrapped and _is_wrap(text, match):
            continue
        yield from _trim(text, start, match.start())
        start = match.end()
    yield from _trim(text, start, len(text))


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order; only white space lies outside of them."""
    found: list[Span] = []
    for start, end in paragraphs(text):
        for window_start, window_end in _windows(text, start, end):
            found += _split_window(text, window_start, window_end)
    return tuple(found)


def _is_wrap(text: str, newline: re.Match[str]) -> bool:
    if newline.group().count("\n") > 1 or newline.group().endswith((" ", "\t")):
        return False
    line = text[text.rfind("\n", 0, newline.start()) + 1 : newline.start()].rstrip(" \t\r")
    return len(line) >= _WRAP_SHORTEST and not _FINAL.search(line[-4:])


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _WINDOW:
        cut = text.rfind(" ", start + _WINDOW // 2, start + _WINDOW)
        cut = start + _WINDOW if cut < 0 else cut
        yield from _trim(text, start, cut)
        start = cut
    yield from _trim(text, start, end)


def _split_window(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    found: list[Span] = []
    at = start
    for sentence in sentencex.segment(detect_language(piece), piece):
        for span in _trim(text, at, at + len(sentence)):
            if found and _INITIAL.search(text[max(found[-1][0], found[-1][1] - 4) : found[-1][1]]):
                found[-1] = (found[-1][0], span[1])
            else:
                found.append(span)
        at += len(sentence)
    if at != end:  # sentencex changed the text, so its lengths are not ours
        return [(start, end)]
    return found


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + lead + len(bare)
