"""Direct speech: the quotation beside a cue, and where it continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.statements.english import clauses
from index.statements.lexicon.cues import LETTERS, SAY, TELL
from index.statements.lexicon.slavic import GERUNDS
from index.statements.lexicon.slavic import SAY as CYRILLIC_SAY
from index.statements.tokens import Sentence
from index.statements.types import CUES, DASHES, CueContext, Phrase, SpeechReport, find_clause_begin

_NEXT_CUES = SAY | TELL | CYRILLIC_SAY | GERUNDS
_MOST_JOINED = 3
_MOST_ASIDE = 45
_LEAST_TAG = 4
_ASKING = frozenset("?!")
_MOST_TAG = 15
_LEAST_PARAGRAPH = 40


def report_quote_before(
    context: CueContext, phrase: Phrase, place: int, after: int | None = None
) -> SpeechReport | None:
    """Return the report of the words that end with the quotation before token ``place``, or None.

    With ``after``, the token after cue and speaker, the content goes on from there: "A," said X. "B.".
    """
    quote = context.find_quote_before(place)
    if quote is None:
        return None
    number, at = quote
    tokens = context.sentences[number].tokens
    if number != context.number and at and tokens[at].tail not in _ASKING:
        return None
    introduced = at > 0 and tokens[at - 1].lower == ":"
    if not introduced and any(token.lower in CUES for token in tokens[:at]):
        return None
    begin = at if introduced else find_clause_begin(tokens, at)
    end = tokens[at].end if after is None else max(tokens[at].end, _find_continuation_end(context, after))
    return context.build_report(phrase, tokens[begin].start, end, direct=begin == at)


def _find_continuation_end(context: CueContext, after: int) -> int:
    """Return the end of the quotation that continues the speech after its cue, 0 where none does."""
    tokens = context.tokens
    for place in range(after, min(len(tokens), after + _MOST_ASIDE)):
        if tokens[place].lower in _NEXT_CUES:
            break
        before = tokens[place - 1 - (tokens[place - 1].lower in DASHES)].lower
        if tokens[place].is_quote and (before in {",", ":"} or before.endswith(".")):
            return tokens[place].end
    end = 0
    for number in range(context.number + 1, min(len(context.sentences), context.number + 1 + _MOST_JOINED)):
        sentence = context.sentences[number]
        words = [token for token in sentence.tokens if token.lower not in DASHES | {"."}]
        if sentence.block != context.sentences[context.number].block or len(words) != 1 or not words[0].is_quote:
            break
        if _is_speech_tag(context.sentences, number + 1):
            break
        end = words[0].end
    return end


def _is_speech_tag(sentences: Sequence[Sentence], number: int) -> bool:
    """Return whether sentence ``number`` is a short "he added." that belongs to the quotation before it."""
    if number >= len(sentences) or sentences[number].block != sentences[number - 1].block:
        return False
    is_open_ended = sentences[number - 1].tokens[-1].tail in _ASKING
    tokens = sentences[number].tokens
    for at, token in enumerate(tokens[: _MOST_TAG if is_open_ended else _LEAST_TAG]):
        if token.lower in CUES:
            return at + 1 == len(tokens) or tokens[at + 1].lower != "that"
    return False


def report_quote_after(context: CueContext, phrase: Phrase, place: int) -> SpeechReport | None:
    """Return the report of the quotation after the cue: said, "..."; said in a letter: "..."; said:¶ "..."."""
    tokens = context.tokens
    for at in range(place, min(len(tokens), place + 20)):
        token = tokens[at]
        if token.is_quote:
            opens = at == place or tokens[at - 1].lower in {",", ":"}
            return _report_from_quote(context, phrase, at) if opens else None
        if token.lower == ":" and at + 1 == len(tokens):
            return _report_next_paragraph(context, phrase)
        if token.lower in SAY | TELL | {";", "that", "."} or (at == place and clauses.may_start_clause(token)):
            return None
    return None


def _report_next_paragraph(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of the paragraph that a colon at the end of the cue's introduces."""
    if context.number + 1 >= len(context.sentences):
        return None
    following = context.sentences[context.number + 1]
    first = following.tokens[0]
    if first.is_quote:
        return context.build_report(phrase, first.start, first.end, direct=True)
    last = _find_block_end(context.sentences, context.number + 1)
    if (
        last is None
        or context.lower not in LETTERS
        or not first.is_word
        or following.block == context.sentences[context.number].block
    ):
        return None
    tokens = [token for sentence in context.sentences[context.number + 1 : last + 1] for token in sentence.tokens]
    if any(token.lower in CUES for token in tokens) or tokens[-1].end - first.start < _LEAST_PARAGRAPH:
        return None
    return context.build_report(phrase, first.start, tokens[-1].end, direct=False)


def _report_from_quote(context: CueContext, phrase: Phrase, at: int) -> SpeechReport:
    """Return the report of a quotation, with the rest of its clause if it is only a part: said "no" to the plan."""
    tokens = context.tokens
    if at + 1 < len(tokens) and tokens[at + 1].is_word and tokens[at].tail != ",":
        end = max(at + 1, clauses.find_clause_end(tokens, at))
        return context.build_report(phrase, tokens[at].start, tokens[end - 1].end, direct=end == at + 1)
    return context.build_report(phrase, tokens[at].start, tokens[at].end, direct=True)


def extend_over_paragraphs(sentences: Sequence[Sentence], report: SpeechReport) -> SpeechReport:
    """Return the report with the paragraphs after it that are one quotation each and name no speaker of their own."""
    last = _find_block_end(sentences, report.sentence)
    if not report.direct or last is None or not sentences[report.sentence].opens_with_quote:
        return report
    if any(token.lower in CUES for sentence in sentences[report.sentence + 1 : last + 1] for token in sentence.tokens):
        return report
    end = report.end
    for number in range(last + 1, min(len(sentences), last + 1 + _MOST_JOINED)):
        if not _is_whole_paragraph(sentences, number):
            break
        end = sentences[number].tokens[0].end
    return replace(report, end=end)


def _is_whole_paragraph(sentences: Sequence[Sentence], number: int) -> bool:
    """Return whether sentence ``number`` is one long quotation and all there is of its paragraph."""
    tokens = sentences[number].tokens
    first = tokens[0]
    if number + 1 < len(sentences) and sentences[number + 1].block == sentences[number].block:
        return False
    is_long = first.end - first.start >= _LEAST_PARAGRAPH
    return len(tokens) == 1 and first.is_quote and is_long and first.text[0] not in "'‘"


def _find_block_end(sentences: Sequence[Sentence], number: int) -> int | None:
    """Return the last sentence of the block that sentence ``number`` stands in, if it is one of the next three."""
    for last in range(number, min(len(sentences), number + _MOST_JOINED)):
        if last + 1 == len(sentences) or sentences[last + 1].block != sentences[number].block:
            return last
    return None
