"""Cues that take no plain clause: X asked Y to step in; X called it a mistake."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import clause
from index.statements.phrase import Phrase
from index.statements.report import CueContext, SpeechReport
from index.statements.tables.grammar import DETERMINERS, PREPOSITIONS, QUESTIONS, TIME_WORDS, VERBS
from index.statements.tokens import Token


def skip_person_asked(context: CueContext) -> int:
    """Return the token behind the person asked, if a question follows: X asked Y "..."; X asked Y whether ..."""
    at = clause.skip_hearer(context.tokens, context.at + 1)
    if at is None or at >= len(context.tokens):
        return context.at + 1
    comma = at + (context.tokens[at].lower == ",")
    quoted = comma < len(context.tokens) and context.tokens[comma].is_quote
    if context.tokens[at].lower == "about" and context.tokens[at - 1].capital:
        return at + 1
    return at if quoted or context.tokens[at].lower in QUESTIONS else context.at + 1


def is_request(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the cue asks for a deed: X asked [the court to step in]."""
    for token in tokens[at + 1 : at + 9]:
        if token.lower == "to":
            return True
        if not token.is_word or token.lower in PREPOSITIONS - {"of"}:
            return False
    return False


def report_called(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of: X called for a vote; X called it "the least bad option"."""
    tokens, at = context.tokens, context.at + 1
    timed = clause.skip_aside(tokens, at)
    if context.lower_at(timed) in {"for", "on", "upon"} and timed > at:
        return context.build_clause_report(phrase, timed + 1, clause.find_clause_end(tokens, timed + 1))
    if context.lower_at(at) in {"for", "on", "upon"}:
        wider = CueContext(context.sentences, context.number, at, context.start)
        return wider.build_clause_report(phrase, at + 1, clause.find_clause_end(tokens, at + 1))
    for place in range(at, min(len(tokens), at + 12)):
        if tokens[place].is_quote:
            end = max(place + 1, clause.find_clause_end(tokens, at))
            return context.build_clause_report(phrase, at, place + 1 if _turns_to_deed(tokens, place + 1) else end)
        if tokens[place].lower in {",", ";"}:
            break
    return (
        context.build_clause_report(phrase, at, clause.find_clause_end(tokens, at))
        if _is_judgement(tokens, at)
        else None
    )


def _turns_to_deed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what follows a quotation is a deed: X called it "a mess" [and left]."""
    at += at < len(tokens) and tokens[at].lower == ","
    if at + 1 >= len(tokens) or tokens[at].lower not in {"and", "but"}:
        return False
    return not tokens[at + 1].is_quote and tokens[at + 1].lower not in {"a", "an", "the"}


def _is_judgement(tokens: Sequence[Token], at: int) -> bool:
    """Return whether two things stand side by side and the second is no time: X called [him a liar]."""
    if at >= len(tokens) or not (tokens[at].capital or tokens[at].lower in DETERMINERS | {"him", "her", "them", "it"}):
        return False
    for place in range(at + 1, min(len(tokens) - 1, at + 8)):
        if not tokens[place].is_word or tokens[place].lower in PREPOSITIONS | VERBS:
            return False
        if tokens[place].lower in {"a", "an"} and tokens[place - 1].lower not in PREPOSITIONS:
            return not any(token.lower in TIME_WORDS for token in tokens[place : place + 4])
    return False
