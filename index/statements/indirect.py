"""Indirect speech: the clause behind a cue, before it, or around it."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import clause, direct
from index.statements.phrase import Phrase
from index.statements.report import Found, Report, head
from index.statements.tables.cues import (
    ASK,
    BARE_OBJECT,
    CALL,
    CYRILLIC_SAY,
    CYRILLIC_THAT,
    HEARERS,
    NEEDS_THAT,
    PLAIN,
    QUOTE_ONLY,
    TELL,
)
from index.statements.tables.grammar import PREPOSITIONS, QUESTIONS, SUBORDINATORS, VERBS, WEEKDAYS
from index.statements.tokens import Token

_LEAST_BEFORE = 4
_MOST_SUBJECT = 8
_LEAST_AFTER_PREPOSITION = 7


def behind_cue(report: Report, phrase: Phrase) -> Found | None:
    """What X said, where it stands behind the cue: a quotation or a clause."""
    if report.low in CALL:
        return _called(report, phrase)
    at: int | None = report.at + 1
    if report.low in TELL:
        at = clause.skip_hearer(report.tokens, report.at + 1)
    elif report.low in ASK:
        at = _behind_asked(report)
    if at is None:
        return None
    at = clause.skip_aside(report.tokens, at)
    if at >= len(report.tokens):
        return None
    quoted = direct.behind_cue(report, phrase, at)
    if quoted is not None:
        return quoted
    begin = _clause_start(report, at)
    if begin is None:
        return None
    return report.clause(phrase, begin, _clause_end(report, phrase, begin))


def _clause_start(report: Report, at: int) -> int | None:
    """The first token of the clause said, "that" included."""
    if report.low in CYRILLIC_SAY:
        return _cyrillic_that(report.tokens, at)
    if report.low in ASK:
        return at if report.tokens[at].low in QUESTIONS or _is_request(report.tokens, at) else None
    that = clause.find_that(report.tokens, at)
    opens = clause.starts_clause(report.tokens[at])
    if that is not None and (that == at or not opens or report.low in TELL):
        return that
    if report.low in NEEDS_THAT:
        bare = report.low in BARE_OBJECT or clause.has_verb(report.tokens, at)
        return at if that is None and report.low not in QUOTE_ONLY and opens and bare else None
    if report.low in QUOTE_ONLY and that is None:
        return None
    return at if opens or clause.has_verb(report.tokens, at) or _verb_is_quoted(report, at) else None


def _verb_is_quoted(report: Report, at: int) -> bool:
    """X said [voter fraud "would be a way to lose"]: the clause's verb opens the quotation."""
    for place in range(at, min(len(report.tokens), at + _MOST_SUBJECT)):
        token = report.tokens[place]
        if token.is_quote:
            words = report.text[token.start + 1 : token.end].split(maxsplit=1)
            return place > at and bool(words) and words[0].lower() in VERBS
        if not token.is_word:
            return False
    return False


def _clause_end(report: Report, phrase: Phrase, begin: int) -> int:
    """The end of the clause; "After X said [he would], ..." ends with the comma."""
    if phrase.begin and report.tokens[phrase.begin - 1].low in SUBORDINATORS:
        for at in range(begin, len(report.tokens)):
            if report.tokens[at].low == ",":
                return at
            if report.tokens[at].tail == ",":
                return at + 1
    return clause.clause_end(report.tokens, begin)


def _cyrillic_that(tokens: Sequence[Token], at: int) -> int | None:
    """X заявив (агентству), що ...: the token "що"."""
    for place in range(at, min(len(tokens) - 1, at + 14)):
        if tokens[place].low == "," and tokens[place + 1].low in CYRILLIC_THAT:
            return place + 1
        if not tokens[place].is_word:
            return None
    return None


def _behind_asked(report: Report) -> int:
    """The token behind the one asked, where a question follows: X asked Y "..."; X asked Y whether ..."""
    at = clause.skip_hearer(report.tokens, report.at + 1)
    if at is None or at >= len(report.tokens):
        return report.at + 1
    comma = at + (report.tokens[at].low == ",")
    quoted = comma < len(report.tokens) and report.tokens[comma].is_quote
    return at if quoted or report.tokens[at].low in QUESTIONS else report.at + 1


def _is_request(tokens: Sequence[Token], at: int) -> bool:
    """X asked [the court to step in]."""
    for token in tokens[at + 1 : at + 9]:
        if token.low == "to":
            return True
        if not token.is_word or token.low in PREPOSITIONS - {"of"}:
            return False
    return False


def _called(report: Report, phrase: Phrase) -> Found | None:
    """X called for a vote; X called it "the least bad option"."""
    tokens, at = report.tokens, report.at + 1
    if report.following(at) in {"for", "on", "upon"}:
        wider = Report(report.text, report.parts, report.number, at, report.start)
        return wider.clause(phrase, at + 1, clause.clause_end(tokens, at + 1))
    for place in range(at, min(len(tokens), at + 12)):
        if tokens[place].is_quote:
            return report.clause(phrase, at, place + 1)
        if tokens[place].low in {",", ";"}:
            return None
    return None


def before_speaker(report: Report, phrase: Phrase) -> Found | None:
    """[The mill is gone], X said; [The mill], X said, [is gone]."""
    tokens = report.tokens
    if phrase.begin < 2 or tokens[phrase.begin - 1].low != "," or report.low not in PLAIN:
        return None
    end = phrase.begin - 1
    begin = head(tokens, end)
    following = report.following(report.at + 1)
    if following == ",":
        return report.clause(phrase, begin, _across(report, end, report.at + 1))
    if following not in {".", ";", ":", "?", "!"} | PREPOSITIONS | WEEKDAYS | HEARERS:
        return None
    least = _LEAST_AFTER_PREPOSITION if tokens[begin].low in PREPOSITIONS else _LEAST_BEFORE
    return report.clause(phrase, begin, end) if end - begin >= least else None


def _across(report: Report, end: int, comma: int) -> int:
    """The end of a clause that goes on behind the comma after cue and speaker; ``end`` where it does not."""
    if clause.turns_away(report.tokens, comma):
        return end
    return clause.clause_end(report.tokens, comma + 1)


def before_cue(report: Report, phrase: Phrase) -> Found | None:
    """[The mill is gone], said X."""
    tokens, at = report.tokens, report.at
    following = report.following(phrase.end)
    goes_on = following[0].isalnum() and following not in PREPOSITIONS | {"who"}
    if at == 0 or goes_on or tokens[at - 1].low != ",":
        return None
    if report.low not in CYRILLIC_SAY | {"said", "says", "wrote"}:
        return None
    return report.clause(phrase, head(tokens, at - 1), at - 1)


def according(report: Report, phrase: Phrase, first: int) -> Found | None:
    """According to X, [...]; [...], according to X; [...], according to X, [...].

    ``first`` is the cue's first token.
    """
    tokens = report.tokens
    if first == 0:
        if report.following(phrase.end) != ",":
            return None
        begin = phrase.end + 1
        return report.clause(phrase, begin, clause.clause_end(tokens, begin))
    if report.quote_before(first) is not None:
        return direct.before_cue(report, phrase, first)
    set_off = tokens[first - 1].low == ","
    end = first - 1 if set_off else first
    begin = head(tokens, end)
    tail = phrase.end
    while tail < min(len(tokens), phrase.end + 20) and tokens[tail].is_word:
        tail += 1
    if set_off and report.following(tail) == "," and tail + 1 < len(tokens):
        end = _across(report, end, tail)
    return report.clause(phrase, begin, end)
