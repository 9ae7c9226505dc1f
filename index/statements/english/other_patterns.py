"""Statements by other patterns: "was quoted as saying", transcripts, and the text before a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from index.statements import direct_speech
from index.statements.english import clauses, indirect_speech, speakers
from index.statements.lexicon.cues import ADVERBS, CYRILLIC_SAY, HELPERS
from index.statements.lexicon.outlets import PASSED_ON, QUOTED, RETELLS, THIS
from index.statements.tokens import Sentence, Token
from index.statements.types import CueContext, Phrase, SpeechReport, find_clause_begin
from index.types import Span

_MOST_BETWEEN = 14
_PASSIVE = frozenset({"been", "was", "is", "were", "are"})
_HIM = frozenset({"him", "her"})
_BESIDE = HELPERS | ADVERBS | frozenset({"widely", "recently", "reportedly", "repeatedly"})


def report_as_saying(context: CueContext) -> SpeechReport | None:
    """Return the report of "as saying", or None where nobody is quoted."""
    tokens = context.tokens
    at = _find_participle(tokens, context.at - 1)
    if at is None:
        return None
    passive = _find_passive_begin(tokens, at)
    if passive is None:
        return _report_quoted_person(context, at)
    beside = at + 2 == context.at or tokens[at + 1].lower in {"by", "in", "on"}
    phrase = speakers.read_left(tokens, passive) if passive and beside else None
    return _report_content(context, phrase, phrase.begin) if phrase is not None else None


def _report_quoted_person(context: CueContext, at: int) -> SpeechReport | None:
    """Return the report of "Y quoted X as saying ...": the words are X's."""
    tokens = context.tokens
    first = speakers.skip_helpers_before(tokens, at)
    quoting = speakers.read_left(tokens, first) if first else None
    if quoting is None or at + 2 >= context.at:
        return None
    is_pronoun = tokens[at + 1].lower in _HIM and at + 3 == context.at
    phrase = Phrase(at + 1, at + 2, (at + 1, at + 2)) if is_pronoun else speakers.read_right(tokens, at + 1)
    return _report_content(context, phrase, quoting.begin) if phrase is not None and phrase.end < context.at else None


def _find_participle(tokens: Sequence[Token], end: int) -> int | None:
    """Return the nearest "quoted" or "cited" before token ``end`` with no other clause in between."""
    for at in range(end - 1, max(0, end - _MOST_BETWEEN), -1):
        if tokens[at].lower in QUOTED and not tokens[at].capital:
            return at
        if tokens[at].is_quote or tokens[at].lower in {";", ".", "that"}:
            return None
    return None


def _find_passive_begin(tokens: Sequence[Token], at: int) -> int | None:
    """Return where "has been widely [quoted]" begins; None where the verb is no plain passive."""
    begin, passive = at, False
    while begin and tokens[begin - 1].lower in _BESIDE | _PASSIVE:
        passive = passive or tokens[begin - 1].lower in _PASSIVE
        begin -= 1
    return begin if passive else None


def _report_content(context: CueContext, phrase: Phrase, before: int) -> SpeechReport | None:
    """Return the report of the content after the cue, else in front of the clause that begins at token ``before``."""
    following = indirect_speech.report_after_cue(context, phrase)
    if following is not None:
        return following
    quoted = direct_speech.report_quote_before(context, phrase, before, after=context.at + 1)
    if quoted is not None or before < 2 or context.tokens[before - 1].lower != ",":
        return quoted
    begin = find_clause_begin(context.tokens, before - 1)
    return context.build_clause_report(phrase, begin, before - 1) if clauses.has_verb(context.tokens, begin) else None


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


_MOST_TOKENS = 40
_LEAST_WORDS = 4
_WAS = frozenset({"was", "is", "were", "been"})
_ABOUT_THIS = frozenset({("про", "це"), ("об", "этом")})
_AFTER_THIS = frozenset({"on", "in", "at", "to", "during"})


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
            phrase = _read_adjacent_speaker(tokens, at) if lower_words[at] in CYRILLIC_SAY else None
            if phrase is not None:
                yield phrase, (at, at + 1)
    if lower_words[0] in THIS and len(lower_words) > _LEAST_WORDS and lower_words[1] in _WAS and lower_words[3] == "by":
        phrase = speakers.read_right(tokens, 4) if lower_words[2] in RETELLS | PASSED_ON else None
        if phrase is not None:
            yield phrase, (2, 3)
    for at in range(1, len(tokens) - 1):
        phrase = _find_teller(tokens, at) if lower_words[at] in RETELLS and not tokens[at].capital else None
        if phrase is not None:
            yield phrase, (at, at + 1)


def _read_adjacent_speaker(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Return the phrase on either side of the cue at ``at``."""
    return speakers.read_right(tokens, at + 1) or speakers.read_before(tokens, at)


def _find_teller(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Return who opens the sentence and by the cue at ``at`` tells "about this", or "this" and no more."""
    about = tokens[at + 1].lower == "about"
    this = at + 1 + about
    if this >= len(tokens) or not (tokens[this].lower == "this" or (about and tokens[this].lower == "it")):
        return None
    if not _ends_after_this(tokens, this + 1):
        return None
    first = speakers.skip_helpers_before(tokens, at)
    phrase = speakers.read_before(tokens, first) if first else None
    return phrase if phrase is not None and phrase.begin == 0 else None


def _ends_after_this(tokens: Sequence[Token], at: int) -> bool:
    """Return whether nothing follows that "this" could belong to: writes about this[, ...]; said this [on Monday]."""
    return at >= len(tokens) or not tokens[at].is_word or tokens[at].lower in _AFTER_THIS
