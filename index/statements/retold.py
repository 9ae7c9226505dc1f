"""Content in the sentence or paragraph before the one that names its speaker: Roe wrote about this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements import right, speaker
from index.statements.phrase import Phrase
from index.statements.report import SpeechReport
from index.statements.tables.cues import CYRILLIC_SAY
from index.statements.tables.outlets import PASSED_ON, RETELLS, THIS
from index.statements.tokens import Sentence, Token
from index.types import Span

_MOST_TOKENS = 40
_LEAST_WORDS = 4
_WAS = frozenset({"was", "is", "were", "been"})
_ABOUT_THIS = frozenset({("про", "це"), ("об", "этом")})
_BEHIND = frozenset({"on", "in", "at", "to", "during"})


def find_preceding(sentences: Sequence[Sentence], reports: Sequence[SpeechReport]) -> list[SpeechReport]:
    """Return reports whose content stands before their sentence; none where that content has a speaker of its own."""
    reported = {report.sentence for report in reports}
    found: list[SpeechReport] = []
    for number in range(1, len(sentences)):
        tokens = sentences[number].tokens
        if number in reported or len(tokens) > _MOST_TOKENS:
            continue
        span, first = _find_content_before(sentences, number)
        if reported.intersection(range(first, number)):
            continue
        for phrase, cue in _find_speakers(tokens):
            begin, end = tokens[cue[0]].start, tokens[cue[1] - 1].end
            found.append(SpeechReport(number, phrase, (begin, end), *span, direct=False))
            break
    return found


def _find_content_before(sentences: Sequence[Sentence], number: int) -> tuple[Span, int]:
    """Return the span and the first sentence of the content: the sentence before, or the whole paragraph before."""
    first = number - 1
    while (
        sentences[number].block != sentences[number - 1].block
        and first
        and sentences[first - 1].block == sentences[first].block
    ):
        first -= 1
        if number - first > _MOST_TOKENS:
            break
    last = [token for token in sentences[number - 1].tokens if token.lower != "."][-1:] or sentences[number - 1].tokens[
        -1:
    ]
    return (sentences[first].tokens[0].start, last[0].end), first


def _find_speakers(tokens: Sequence[Token]) -> Iterator[tuple[Phrase, tuple[int, int]]]:
    """Yield speaker and cue of: X writes about this; this was reported by X; про це пише X."""
    lower_words = [token.lower for token in tokens]
    if tuple(lower_words[:2]) in _ABOUT_THIS:
        for at in range(2, len(tokens)):
            phrase = _read_beside(tokens, at) if lower_words[at] in CYRILLIC_SAY else None
            if phrase is not None:
                yield phrase, (at, at + 1)
    if lower_words[0] in THIS and len(lower_words) > _LEAST_WORDS and lower_words[1] in _WAS and lower_words[3] == "by":
        phrase = right.read_right(tokens, 4) if lower_words[2] in RETELLS | PASSED_ON else None
        if phrase is not None:
            yield phrase, (2, 3)
    for at in range(1, len(tokens) - 1):
        phrase = _find_teller(tokens, at) if lower_words[at] in RETELLS and not tokens[at].capital else None
        if phrase is not None:
            yield phrase, (at, at + 1)


def _read_beside(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Return the phrase on either side of the cue at ``at``."""
    return right.read_right(tokens, at + 1) or speaker.read_before(tokens, at)


def _find_teller(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Return who opens the sentence and by the cue at ``at`` tells "about this", or "this" and no more."""
    about = tokens[at + 1].lower == "about"
    this = at + 1 + about
    if this >= len(tokens) or not (tokens[this].lower == "this" or (about and tokens[this].lower == "it")):
        return None
    if not _ends_after_this(tokens, this + 1):
        return None
    first = speaker.skip_helpers_before(tokens, at)
    phrase = speaker.read_before(tokens, first) if first else None
    return phrase if phrase is not None and phrase.begin == 0 else None


def _ends_after_this(tokens: Sequence[Token], at: int) -> bool:
    """Return whether nothing follows that "this" could belong to: writes about this[, ...]; said this [on Monday]."""
    return at >= len(tokens) or not tokens[at].is_word or tokens[at].lower in _BEHIND
