"""Split an article into passages: runs of whole sentences, as many as the encoder reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.text.sentences import sentences
from index.types import Passage, Span

BUDGET = 220
"""Tokens of a passage at most. ``all-MiniLM-L6-v2`` silently truncates at 256, two of which are its special tokens."""

_MAX_PART = 600
"""Characters of a part of a sentence that exceeds a passage; about 150 tokens of prose."""

CountTokens = Callable[[Sequence[str]], list[int]]


def split_into_passages(text: str, count_tokens: CountTokens, budget: int = BUDGET) -> tuple[Passage, ...]:
    """Return the passages of ``text`` in order; they are disjoint and cover all but the white space between them.

    ``count_tokens`` returns the encoder's tokens of each string. A sentence of more than ``budget`` tokens is cut at
    spaces; a passage exceeds ``budget`` only if 600 characters without a space do.
    """
    spans = sentences(text)
    counts = count_tokens([text[start:end] for start, end in spans])
    parts: list[tuple[Span, int]] = []
    for span, count in zip(spans, counts, strict=True):
        if count <= budget:
            parts.append((span, count))
        else:
            cut = tuple(_cut_sentence(text, *span))
            parts += zip(cut, count_tokens([text[s:e] for s, e in cut]), strict=True)
    return tuple(Passage(start, end, text[start:end]) for start, end in _pack_parts(parts, budget))


def _pack_parts(parts: Sequence[tuple[Span, int]], budget: int) -> Iterator[Span]:
    start = end = used = 0
    for (part_start, part_end), count in parts:
        if used and used + count > budget:
            yield start, end
            used = 0
        if not used:
            start = part_start
        end = part_end
        used += max(1, count)
    if used:
        yield start, end


def _cut_sentence(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _MAX_PART:
        space = text.rfind(" ", start + 1, start + _MAX_PART)
        cut = start + _MAX_PART if space < 0 else space
        yield start, cut
        start = cut + (space >= 0)
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
