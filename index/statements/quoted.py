"""Reports of a person quoted by another: X was quoted (by Y) as saying ...; Y quoted X as saying ..."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import clause, direct, indirect, right, speaker
from index.statements.phrase import Phrase
from index.statements.report import CueContext, SpeechReport, find_clause_begin
from index.statements.tables.cues import ADVERBS, HELPERS
from index.statements.tables.outlets import QUOTED
from index.statements.tokens import Token

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
    phrase = speaker.read_left(tokens, passive) if passive and beside else None
    return _report_content(context, phrase, phrase.begin) if phrase is not None else None


def _report_quoted_person(context: CueContext, at: int) -> SpeechReport | None:
    """Return the report of "Y quoted X as saying ...": the words are X's."""
    tokens = context.tokens
    first = speaker.skip_helpers_before(tokens, at)
    quoting = speaker.read_left(tokens, first) if first else None
    if quoting is None or at + 2 >= context.at:
        return None
    is_pronoun = tokens[at + 1].lower in _HIM and at + 3 == context.at
    phrase = Phrase(at + 1, at + 2, (at + 1, at + 2)) if is_pronoun else right.read_right(tokens, at + 1)
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
    """Return the report of the content behind the cue, else in front of the clause that begins at token ``before``."""
    behind = indirect.report_behind_cue(context, phrase)
    if behind is not None:
        return behind
    quoted = direct.report_quote_before(context, phrase, before, after=context.at + 1)
    if quoted is not None or before < 2 or context.tokens[before - 1].lower != ",":
        return quoted
    begin = find_clause_begin(context.tokens, before - 1)
    return context.build_clause_report(phrase, begin, before - 1) if clause.has_verb(context.tokens, begin) else None
