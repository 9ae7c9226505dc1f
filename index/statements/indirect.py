"""Indirect speech: the clause behind a cue, before it, or around it."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import ask, clause, direct
from index.statements.aside import starts_apposition
from index.statements.phrase import Phrase
from index.statements.report import LINKS, Found, Report, head
from index.statements.tables.cues import (
    ASK,
    BARE_OBJECT,
    CALL,
    CYRILLIC_SAY,
    CYRILLIC_THAT,
    HEARERS,
    NEEDS_THAT,
    PLAIN,
    PLAIN_OF_NAMES,
    QUOTE_ONLY,
    TELL,
)
from index.statements.tables.grammar import (
    NO_CLAUSE,
    PREPOSITIONS,
    QUESTIONS,
    RELATIVES,
    SHORT_ANSWERS,
    SUBORDINATORS,
    TIME_WORDS,
    VERBS,
    WEEKDAYS,
)
from index.statements.tables.people import PRONOUNS
from index.statements.tokens import QUOTE, Token

_LEAST_BEFORE = 4
_LEAST_PLAIN = 5
_MOST_ADJUNCT = 6
_MOST_HEARER = 12
_MOST_SUBJECT = 8
_LEAST_AFTER_PREPOSITION = 7


def behind_cue(report: Report, phrase: Phrase) -> Found | None:
    """What X said, where it stands behind the cue: a quotation or a clause."""
    if report.low in CALL:
        return ask.called(report, phrase)
    at: int | None = report.at + 1
    if report.low in TELL:
        at = clause.skip_hearer(report.tokens, report.at + 1)
    elif report.low in ASK:
        at = ask.behind_asked(report)
    if at is None:
        return None
    near, at = at, clause.skip_aside(report.tokens, at)
    if at >= len(report.tokens):
        return None
    quoted = direct.behind_cue(report, phrase, at)
    if quoted is not None:
        return quoted
    begin = _clause_start(report, near, at)
    if begin is None:
        return None
    return report.clause(phrase, begin, _clause_end(report, phrase, begin))


def _clause_start(report: Report, near: int, at: int) -> int | None:
    """The first token of the clause said, "that" included; ``near:at`` is an aside behind the cue."""
    if report.low in CYRILLIC_SAY:
        return _cyrillic_that(report.tokens, at)
    if report.low in ASK:
        about = report.tokens[at - 1].low == "about" and at > report.at + 2
        return at if about or report.tokens[at].low in QUESTIONS or ask.is_request(report.tokens, at) else None
    told = clause.find_that(report.tokens, report.at + 1, anywhere=True) if report.low in TELL else None
    that = clause.find_that(report.tokens, at) or clause.find_that(report.tokens, near) or told
    opens = clause.starts_clause(report.tokens[at])
    if that is not None and (that == at or not opens or report.low in TELL):
        return that
    if report.low in NEEDS_THAT:
        bare = report.low in BARE_OBJECT or clause.has_verb(report.tokens, at)
        sure = (opens and bare) or _has_modal(report.tokens, at)
        return at if that is None and report.low not in QUOTE_ONLY and sure else None
    if report.tokens[at].low in NO_CLAUSE or (report.low in QUOTE_ONLY and that is None):
        return None
    return at if _is_bare_clause(report, at, opens=opens) else None


def _has_modal(tokens: Sequence[Token], at: int) -> bool:
    """X warned [taxes would rise]: a plain subject and a verb that no thing has."""
    for place in range(at, min(len(tokens), at + _MOST_SUBJECT)):
        token = tokens[place]
        if token.low in {"would", "will", "could"} and not token.capital:
            return place > at and tokens[at].low not in PREPOSITIONS | NO_CLAUSE
        if not token.is_word or token.low in VERBS | RELATIVES | PRONOUNS | {"and", "to", *QUESTIONS}:
            return False
    return False


def _is_bare_clause(report: Report, at: int, *, opens: bool) -> bool:
    """Whether what stands behind the cue without "that" is a clause; ``opens``: its first word may begin one."""
    low = report.tokens[at].low
    if low in PREPOSITIONS and not _is_lead(report.tokens, at):
        return False
    verbal = clause.has_verb(report.tokens, at) or _verb_is_quoted(report, at)
    return verbal or (low not in SHORT_ANSWERS | {"that"} and (opens or _is_plain_clause(report, at)))


def _is_lead(tokens: Sequence[Token], at: int) -> bool:
    """X said [in the first year, nobody came]; X said [in May it rained]: a clause follows the adjunct."""
    comma = next((place for place in range(at, min(len(tokens) - 1, at + 9)) if tokens[place].low == ","), None)
    told = any(token.low in PRONOUNS for token in tokens[at + 2 : at + 5])
    return told or (comma is not None and clause.starts_clause(tokens[comma + 1]))


def _is_plain_clause(report: Report, at: int) -> bool:
    """X said [young people leave the town]: enough plain words, though no verb is known among them."""
    near = report.tokens[at : at + _LEAST_PLAIN]
    small = PREPOSITIONS | TIME_WORDS | SHORT_ANSWERS
    plain = len(near) == _LEAST_PLAIN and all(token.is_word for token in near) and near[0].low not in small
    return report.low in {"said", "says"} and plain


def _verb_is_quoted(report: Report, at: int) -> bool:
    """X said [voter fraud "would be a way to lose"]: the clause's verb opens the quotation."""
    for place in range(at, min(len(report.tokens), at + _MOST_SUBJECT)):
        token = report.tokens[place]
        if token.is_quote:
            words = token.text[1:].split(maxsplit=1)
            return place > at and bool(words) and words[0].lower() in VERBS
        if not token.is_word:
            return False
    return False


def _clause_end(report: Report, phrase: Phrase, begin: int) -> int:
    """The end of the clause; "After X said [he would], ..." ends with the comma."""
    if phrase.begin and report.tokens[phrase.begin - 1].low in SUBORDINATORS | {"which"}:
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


def as_told(report: Report, phrase: Phrase) -> Found | None:
    """As X noted, [...]; as X told Y, [...]; [...], as X noted in Z."""
    tokens, opening = report.tokens, phrase.begin - 1
    first = all(token.low in LINKS | {","} for token in tokens[:opening])
    if report.low not in PLAIN:
        return None
    if not first:
        set_off = tokens[opening - 1].low == "," and opening > _LEAST_BEFORE + 1
        begin = head(tokens, opening - 1)
        whole = set_off and clause.has_verb(tokens, begin)
        return report.clause(phrase, begin, opening - 1) if whole else None
    for place in range(report.at + 1, min(len(tokens) - 1, report.at + _MOST_HEARER)):
        if tokens[place].low == ",":
            begin = place + 1
            quoted = direct.behind_cue(report, phrase, begin)
            return quoted or report.clause(phrase, begin, clause.clause_end(tokens, begin))
        if not tokens[place].is_word or tokens[place].low == "that":
            return None
    return None


def before_speaker(report: Report, phrase: Phrase) -> Found | None:
    """[The mill is gone], X said; [The mill], X said, [is gone]."""
    tokens = report.tokens
    if phrase.begin < 2 or tokens[phrase.begin - 1].low != "," or not _closes(report, phrase):
        return None
    end = phrase.begin - 1
    begin = head(tokens, end)
    hearer = clause.skip_hearer(tokens, report.at + 1) if report.low in TELL else None
    if hearer and tokens[report.at + 1].low in {"a", "an"}:
        return None
    following = report.following(hearer or report.at + 1)
    if following == ",":
        adverb = end - begin == 1 and report.following(report.at + 2) not in VERBS
        if adverb or (tokens[begin].low in PREPOSITIONS and end - begin <= _MOST_ADJUNCT):
            begin = report.at + 2
            return report.clause(phrase, begin, clause.clause_end(tokens, begin))
        return report.clause(phrase, begin, _across(report, end, report.at + 1))
    if following not in {".", ";", ":", "?", "!"} | PREPOSITIONS | WEEKDAYS | HEARERS | {"this", "last"}:
        return None
    begin = _main_clause(report, begin, end)
    least = _LEAST_AFTER_PREPOSITION if tokens[begin].low in PREPOSITIONS else _LEAST_BEFORE
    return report.clause(phrase, begin, end) if end - begin >= least else None


def _closes(report: Report, phrase: Phrase) -> bool:
    """Whether the cue may stand behind all of what X said."""
    named = any(token.capital for token in report.tokens[slice(*phrase.name)])
    return report.low in PLAIN or (named and report.low in PLAIN_OF_NAMES)


def _main_clause(report: Report, begin: int, end: int) -> int:
    """Where the main clause begins behind "Though ...,"."""
    if report.tokens[begin].low not in {"though", "although"}:
        return begin
    comma = next((at for at in range(begin, end) if report.tokens[at].low == ","), end)
    return comma + 1 if end - comma > _LEAST_AFTER_PREPOSITION else begin


def _across(report: Report, end: int, comma: int) -> int:
    """The end of a clause that goes on behind the comma after cue and speaker; ``end`` where it does not."""
    near = [token.low for token in report.tokens[comma + 1 : comma + 3]]
    gesture = bool(near) and near[0].endswith("ing") and near[0] != "including"
    if gesture or near == ["on", "condition"] or clause.turns_away(report.tokens, comma):
        return end
    return clause.clause_end(report.tokens, comma + 1)


def before_cue(report: Report, phrase: Phrase) -> Found | None:
    """[The mill is gone], said X; [The mill], say X and Y, [is gone]."""
    tokens, at = report.tokens, report.at
    following = report.following(phrase.end)
    goes_on = (following[0].isalnum() or following == QUOTE) and following not in PREPOSITIONS | {"who"}
    if at == 0 or goes_on or tokens[at - 1].low != ",":
        return None
    begin, end = head(tokens, at - 1), at - 1
    if following == "," and report.following(phrase.end + 1) in VERBS and report.low in PLAIN:
        return report.clause(phrase, begin, _across(report, end, phrase.end))
    return report.clause(phrase, begin, end) if report.low in CYRILLIC_SAY | {"said", "says", "wrote"} else None


def opens_clause(tokens: Sequence[Token], first: int) -> bool:
    """Whether "according to" at token ``first`` stands before all of its clause: "because, according to X, [...]"."""
    joint = SUBORDINATORS | {"and", "but", "that"}
    opened = first == 0 or (first == 1 and tokens[0].low == "(")
    return opened or (first > 1 and tokens[first - 1].low == "," and tokens[first - 2].low in joint)


def according(report: Report, phrase: Phrase, first: int) -> Found | None:
    """According to X, [...]; [...], according to X; [...], according to X, [...].

    ``first`` is the cue's first token.
    """
    tokens = report.tokens
    if opens_clause(tokens, first):
        quoted = direct.behind_cue(report, phrase, phrase.end) if report.following(phrase.end) == ":" else None
        if quoted is not None:
            return quoted
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
        described = starts_apposition(tokens[tail + 1]) and clause.has_verb(tokens, begin)
        described = described or (_has_verb(tokens[begin:end]) and not _has_verb(tokens[tail + 1 :]))
        end = end if described else _across(report, end, tail)
    return report.clause(phrase, begin, end)


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(token.is_quote or (token.low in VERBS and not token.capital) for token in tokens)
