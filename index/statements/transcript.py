"""Transcripts: a name in capitals, a colon, the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from index.statements.phrase import Phrase
from index.statements.report import SpeechReport
from index.statements.tokens import Sentence

_MOST_LABEL = 4
_LEAST_TURNS = 3
_LEAST_LETTERS = 3


def find_turns(sentences: Sequence[Sentence]) -> dict[int, SpeechReport]:
    """Return the report of each turn by the block that it opens; empty where the text is no transcript.

    A text is a transcript where at least three turns have a label, two different surnames end the labels, and one comes
    again.
    """
    labels = list(_find_labels(sentences))
    counts = Counter(label.split()[-1] for _, label, _ in labels)
    if len(labels) < _LEAST_TURNS or len(counts) < 2 or max(counts.values()) < 2:
        return {}
    return {sentences[number].block: _report_turn(sentences, number, colon, label) for number, label, colon in labels}


def _find_labels(sentences: Sequence[Sentence]) -> Iterator[tuple[int, str, int]]:
    """Yield sentence, label and colon of each block that begins with a name in capitals and a colon."""
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].block == sentence.block:
            continue
        colon = next((at for at, token in enumerate(sentence.tokens[: _MOST_LABEL + 1]) if token.lower == ":"), 0)
        label = sentence.article[sentence.tokens[0].start : sentence.tokens[colon].start].strip() if colon else ""
        words = sentence.tokens[:colon]
        named = bool(words) and all(word.is_word or word.lower == "." for word in words)
        if named and label.isupper() and len(label) >= _LEAST_LETTERS and colon + 1 < len(sentence.tokens):
            yield number, label, colon


def _report_turn(sentences: Sequence[Sentence], number: int, colon: int, label: str) -> SpeechReport:
    """Return the report of the words from the colon to the end of the block."""
    tokens = sentences[number].tokens
    last = number
    while last + 1 < len(sentences) and sentences[last + 1].block == sentences[number].block:
        last += 1
    phrase = Phrase(0, colon, (0, colon), tuple(label.split()))
    cue = (tokens[colon].start, tokens[colon].end)
    return SpeechReport(number, phrase, cue, tokens[colon + 1].start, sentences[last].tokens[-1].end, direct=False)
