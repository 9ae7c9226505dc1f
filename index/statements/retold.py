"""Words that stand in the paragraph or sentence before the one that tells whose they are: Roe wrote about this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements import right, speaker
from index.statements.phrase import Phrase
from index.statements.report import Found
from index.statements.tables.cues import CYRILLIC_SAY
from index.statements.tables.outlets import PASSED_ON, RETELLS, THIS
from index.statements.tokens import Sentence, Token
from index.types import Span

_MOST_TOKENS = 40
_LEAST_WORDS = 4
_WAS = frozenset({"was", "is", "were", "been"})
_ABOUT_THIS = frozenset({("про", "це"), ("об", "этом")})
_BEHIND = frozenset({"on", "in", "at", "to", "during"})


def retold(parts: Sequence[Sentence], items: Sequence[Found]) -> list[Found]:
    """Reports whose words stand before their sentence; none where those words have their own speaker."""
    told = {item.sentence for item in items}
    found: list[Found] = []
    for number in range(1, len(parts)):
        tokens = parts[number].tokens
        if number in told or len(tokens) > _MOST_TOKENS:
            continue
        span, first = _before(parts, number)
        if told.intersection(range(first, number)):
            continue
        for phrase, cue in _readings(tokens):
            begin, end = tokens[cue[0]].start, tokens[cue[1] - 1].end
            found.append(Found(number, phrase, (begin, end), *span, direct=False))
            break
    return found


def _before(parts: Sequence[Sentence], number: int) -> tuple[Span, int]:
    """Characters of the sentence before, or of the paragraph before where a new one opens; and its first sentence."""
    first = number - 1
    while parts[number].block != parts[number - 1].block and first and parts[first - 1].block == parts[first].block:
        first -= 1
        if number - first > _MOST_TOKENS:
            break
    last = [token for token in parts[number - 1].tokens if token.low != "."][-1:] or parts[number - 1].tokens[-1:]
    return (parts[first].tokens[0].start, last[0].end), first


def _readings(tokens: Sequence[Token]) -> Iterator[tuple[Phrase, tuple[int, int]]]:
    """Speaker and cue of: X writes about this; this was reported by X; про це пише X."""
    lows = [token.low for token in tokens]
    if tuple(lows[:2]) in _ABOUT_THIS:
        for at in range(2, len(tokens)):
            phrase = _beside(tokens, at) if lows[at] in CYRILLIC_SAY else None
            if phrase is not None:
                yield phrase, (at, at + 1)
    if lows[0] in THIS and len(lows) > _LEAST_WORDS and lows[1] in _WAS and lows[3] == "by":
        phrase = right.after(tokens, 4) if lows[2] in RETELLS | PASSED_ON else None
        if phrase is not None:
            yield phrase, (2, 3)
    for at in range(1, len(tokens) - 1):
        phrase = _teller(tokens, at) if lows[at] in RETELLS and not tokens[at].capital else None
        if phrase is not None:
            yield phrase, (at, at + 1)


def _beside(tokens: Sequence[Token], at: int) -> Phrase | None:
    return right.after(tokens, at + 1) or speaker.before(tokens, at)


def _teller(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Who opens the sentence and, by the cue at ``at``, tells "about this", or "this" and no more."""
    about = tokens[at + 1].low == "about"
    this = at + 1 + about
    if this >= len(tokens) or not (tokens[this].low == "this" or (about and tokens[this].low == "it")):
        return None
    if not _closes(tokens, this + 1):
        return None
    first = speaker.helpers_before(tokens, at)
    phrase = speaker.before(tokens, first) if first else None
    return phrase if phrase is not None and phrase.begin == 0 else None


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing that "this" could belong to follows it: writes about this[, ...]; said this [on Monday]."""
    return at >= len(tokens) or not tokens[at].is_word or tokens[at].low in _BEHIND
