"""What X asked of Y, and what X called it: cues that take no plain clause."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import clause
from index.statements.phrase import Phrase
from index.statements.report import Found, Report
from index.statements.tables.grammar import DETERMINERS, PREPOSITIONS, QUESTIONS, TIME_WORDS, VERBS
from index.statements.tokens import Token


def behind_asked(report: Report) -> int:
    """The token behind the one asked, where a question follows: X asked Y "..."; X asked Y whether ..."""
    at = clause.skip_hearer(report.tokens, report.at + 1)
    if at is None or at >= len(report.tokens):
        return report.at + 1
    comma = at + (report.tokens[at].low == ",")
    quoted = comma < len(report.tokens) and report.tokens[comma].is_quote
    if report.tokens[at].low == "about" and report.tokens[at - 1].capital:
        return at + 1
    return at if quoted or report.tokens[at].low in QUESTIONS else report.at + 1


def is_request(tokens: Sequence[Token], at: int) -> bool:
    """X asked [the court to step in]."""
    for token in tokens[at + 1 : at + 9]:
        if token.low == "to":
            return True
        if not token.is_word or token.low in PREPOSITIONS - {"of"}:
            return False
    return False


def called(report: Report, phrase: Phrase) -> Found | None:
    """X called for a vote; X called it "the least bad option"."""
    tokens, at = report.tokens, report.at + 1
    timed = clause.skip_aside(tokens, at)
    if report.following(timed) in {"for", "on", "upon"} and timed > at:
        return report.clause(phrase, timed + 1, clause.clause_end(tokens, timed + 1))
    if report.following(at) in {"for", "on", "upon"}:
        wider = Report(report.parts, report.number, at, report.start)
        return wider.clause(phrase, at + 1, clause.clause_end(tokens, at + 1))
    for place in range(at, min(len(tokens), at + 12)):
        if tokens[place].is_quote:
            end = max(place + 1, clause.clause_end(tokens, at))
            return report.clause(phrase, at, place + 1 if _turns_to_deed(tokens, place + 1) else end)
        if tokens[place].low in {",", ";"}:
            break
    return report.clause(phrase, at, clause.clause_end(tokens, at)) if _is_judged(tokens, at) else None


def _turns_to_deed(tokens: Sequence[Token], at: int) -> bool:
    """X called it "a mess" [and left]; [, and his rivals ...]: what follows is neither quoted nor a name."""
    at += at < len(tokens) and tokens[at].low == ","
    if at + 1 >= len(tokens) or tokens[at].low not in {"and", "but"}:
        return False
    return not tokens[at + 1].is_quote and tokens[at + 1].low not in {"a", "an", "the"}


def _is_judged(tokens: Sequence[Token], at: int) -> bool:
    """X called [him a liar]; [the plan a mistake]: two things side by side, of which the second is no time."""
    if at >= len(tokens) or not (tokens[at].capital or tokens[at].low in DETERMINERS | {"him", "her", "them", "it"}):
        return False
    for place in range(at + 1, min(len(tokens) - 1, at + 8)):
        if not tokens[place].is_word or tokens[place].low in PREPOSITIONS | VERBS:
            return False
        if tokens[place].low in {"a", "an"} and tokens[place - 1].low not in PREPOSITIONS:
            return not any(token.low in TIME_WORDS for token in tokens[place : place + 4])
    return False
