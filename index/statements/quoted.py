"""Whoever is quoted: X was quoted (by Y) as saying ...; Y quoted X as saying ..."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import clause, direct, indirect, right, speaker
from index.statements.phrase import Phrase
from index.statements.report import Found, Report, head
from index.statements.tables.cues import ADVERBS, HELPERS
from index.statements.tables.outlets import QUOTED
from index.statements.tokens import Token

_MOST_BETWEEN = 14
_PASSIVE = frozenset({"been", "was", "is", "were", "are"})
_HIM = frozenset({"him", "her"})
_BESIDE = HELPERS | ADVERBS | frozenset({"widely", "recently", "reportedly", "repeatedly"})


def as_saying(report: Report) -> Found | None:
    """What the cue "saying" behind "as" tells, or None where nobody is said to be quoted."""
    tokens = report.tokens
    at = _participle(tokens, report.at - 1)
    if at is None:
        return None
    passive = _verb_begin(tokens, at)
    if passive is None:
        return _of_another(report, at)
    beside = at + 2 == report.at or tokens[at + 1].low in {"by", "in", "on"}
    phrase = speaker.left_of(tokens, passive) if passive and beside else None
    return _told(report, phrase, phrase.begin) if phrase is not None else None


def _of_another(report: Report, at: int) -> Found | None:
    """Y quoted X as saying ...: the words are X's."""
    tokens = report.tokens
    first = speaker.helpers_before(tokens, at)
    teller = speaker.left_of(tokens, first) if first else None
    if teller is None or at + 2 >= report.at:
        return None
    him = tokens[at + 1].low in _HIM and at + 3 == report.at
    phrase = Phrase(at + 1, at + 2, (at + 1, at + 2)) if him else right.after(tokens, at + 1)
    return _told(report, phrase, teller.begin) if phrase is not None and phrase.end < report.at else None


def _participle(tokens: Sequence[Token], end: int) -> int | None:
    """The nearest "quoted" or "cited" before token ``end``, with no other clause in between."""
    for at in range(end - 1, max(0, end - _MOST_BETWEEN), -1):
        if tokens[at].low in QUOTED and not tokens[at].capital:
            return at
        if tokens[at].is_quote or tokens[at].low in {";", ".", "that"}:
            return None
    return None


def _verb_begin(tokens: Sequence[Token], at: int) -> int | None:
    """Where "has been widely [quoted]" begins; None where no helping verb makes it passive, or "could" or "not" do."""
    begin, passive = at, False
    while begin and tokens[begin - 1].low in _BESIDE | _PASSIVE:
        passive = passive or tokens[begin - 1].low in _PASSIVE
        begin -= 1
    return begin if passive else None


def _told(report: Report, phrase: Phrase, before: int) -> Found | None:
    """The words said: behind the cue, else in front of the clause that begins at token ``before``."""
    behind = indirect.behind_cue(report, phrase)
    if behind is not None:
        return behind
    quoted = direct.before_cue(report, phrase, before, after=report.at + 1)
    if quoted is not None or before < 2 or report.tokens[before - 1].low != ",":
        return quoted
    begin = head(report.tokens, before - 1)
    return report.clause(phrase, begin, before - 1) if clause.has_verb(report.tokens, begin) else None
