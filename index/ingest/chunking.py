"""An article's text -> passages: whole sentences, as many as fit the encoder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.text.sentences import sentences
from index.types import Passage, Span

BUDGET = 220
"""Word pieces a passage. ``all-MiniLM-L6-v2`` cuts silently at 256, of which two are its own marks."""

_PIECE = 600
"""Characters of a piece of a sentence that is longer than a whole passage; about 150 word pieces of prose."""

CountTokens = Callable[[Sequence[str]], list[int]]


def split_into_passages(text: str, count_tokens: CountTokens, budget: int = BUDGET) -> tuple[Passage, ...]:
    """The passages of ``text`` in order: disjoint, and together all of it but the white space between them.

    ``count_tokens`` gives the encoder's word pieces of each string. A sentence of more than ``budget`` is cut
    at spaces; a passage exceeds ``budget`` only where a run of 600 characters without a space does.
    """
    spans = sentences(text)
    counts = count_tokens([text[start:end] for start, end in spans])
    pieces: list[tuple[Span, int]] = []
    for span, count in zip(spans, counts, strict=True):
        if count <= budget:
            pieces.append((span, count))
        else:
            parts = tuple(_cut(text, *span))
            pieces += zip(parts, count_tokens([text[s:e] for s, e in parts]), strict=True)
    return tuple(Passage(start, end, text[start:end]) for start, end in _pack(pieces, budget))


def _pack(pieces: Sequence[tuple[Span, int]], budget: int) -> Iterator[Span]:
    start = end = used = 0
    for (piece_start, piece_end), count in pieces:
        if used and used + count > budget:
            yield start, end
            used = 0
        if not used:
            start = piece_start
        end = piece_end
        used += max(1, count)
    if used:
        yield start, end


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _PIECE:
        space = text.rfind(" ", start + 1, start + _PIECE)
        cut = start + _PIECE if space < 0 else space
        yield start, cut
        start = cut + (space >= 0)
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
