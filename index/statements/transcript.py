"""Talk written down turn by turn: a name in capitals, a colon, the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from index.statements.phrase import Phrase
from index.statements.report import Found
from index.statements.tokens import Sentence

_MOST_LABEL = 4
_LEAST_TURNS = 3
_LEAST_LETTERS = 3


def turns(parts: Sequence[Sentence]) -> dict[int, Found]:
    """What each turn holds, by the block that it opens; empty where the text is no talk.

    A text is talk where at least three turns have a label, two different surnames end the labels, and one comes
    again.
    """
    labelled = list(_labelled(parts))
    counts = Counter(label.split()[-1] for _, label, _ in labelled)
    if len(labelled) < _LEAST_TURNS or len(counts) < 2 or max(counts.values()) < 2:
        return {}
    return {parts[number].block: _turn(parts, number, colon, label) for number, label, colon in labelled}


def _labelled(parts: Sequence[Sentence]) -> Iterator[tuple[int, str, int]]:
    """Sentence, label and colon of each block that begins with a name in capitals and a colon."""
    for number, part in enumerate(parts):
        if number and parts[number - 1].block == part.block:
            continue
        colon = next((at for at, token in enumerate(part.tokens[: _MOST_LABEL + 1]) if token.low == ":"), 0)
        label = part.article[part.tokens[0].start : part.tokens[colon].start].strip() if colon else ""
        words = part.tokens[:colon]
        named = bool(words) and all(word.is_word or word.low == "." for word in words)
        if named and label.isupper() and len(label) >= _LEAST_LETTERS and colon + 1 < len(part.tokens):
            yield number, label, colon


def _turn(parts: Sequence[Sentence], number: int, colon: int, label: str) -> Found:
    """The words from the colon to the end of the block."""
    tokens = parts[number].tokens
    last = number
    while last + 1 < len(parts) and parts[last + 1].block == parts[number].block:
        last += 1
    phrase = Phrase(0, colon, (0, colon), tuple(label.split()))
    cue = (tokens[colon].start, tokens[colon].end)
    return Found(number, phrase, cue, tokens[colon + 1].start, parts[last].tokens[-1].end, direct=False)
