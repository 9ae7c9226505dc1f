"""The subject of a clause, read from where the clause opens, whatever stands between it and its verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.statements.adverbs import is_contraction, is_helper
from index.statements.aside import describes, is_aside, role_span
from index.statements.phrase import Phrase, is_phrase, skip_lead, split_role
from index.statements.tables.cues import HELPERS
from index.statements.tables.grammar import (
    DASHES,
    DESCRIBING,
    NO_SUBJECTS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    VERBS,
    WEEKDAYS,
)
from index.statements.tables.people import PRONOUNS, ROLE_NOUNS, SILENT
from index.statements.tokens import Token
from index.statements.who.names import capital_runs

_MOST_STARTS = 4
_MOST_LEAD = 30
_MOST_HEAD = 14
_MOST_BETWEEN = 45
_MOST_SPEAKER = 8
_MOST_LIST = 10
_JOINTS = frozenset({"and", "but", "while"})


def before_verb(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The subject whose verb stands at token ``end``: "X, who ..., for example, said"; "people who met X said"."""
    for begin in _clause_starts(tokens, end):
        phrase = _subject(tokens, begin, end)
        if phrase is not None:
            found = _between(tokens, phrase, end)
            if found is not None:
                return found
    return None


def of_clause(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The subject of a clause that another verb continues at token ``end``: "X left and said"; "X left, saying"."""
    for begin in _clause_starts(tokens, end):
        phrase = _subject(tokens, begin, end)
        if phrase is None or not _speaks(tokens, phrase):
            continue
        after = _before_own_verb(tokens, phrase, end)
        if after is not None:
            sure = after.person or tokens[after.begin].low in PRONOUNS or tokens[end - 1].low not in _JOINTS
            return after if sure or not any(t.low in SUBORDINATORS for t in tokens[after.end : end]) else None
    return None


def _clause_starts(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """Where the main clause may open, the nearest place first, the sentence's own start last."""
    given = 0
    for at in range(end - 1, 0, -1):
        low = tokens[at].low
        joint = low in _JOINTS and tokens[at - 1].low == ","
        if (joint or low in {";", ":"}) and at + 1 < end:
            yield at + 1
            given += 1
            if given == _MOST_STARTS:
                break
    yield 0


def _skip_lead(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Steps over what stands before the subject: a dateline, "But", "On Tuesday night,", "In an interview with X,"."""
    at = skip_lead(tokens, begin, end)
    for place in range(at, min(end, at + 12)):
        if tokens[place].low in DASHES and place and (tokens[place - 1].low == ")" or _is_dateline(tokens[:place])):
            at = place + 1
    for _ in range(2):
        low = tokens[at].low if at < end else ""
        adverb = low.endswith("ly") and at + 1 < end and tokens[at + 1].low == ","
        if not (adverb or low in PREPOSITIONS | SUBORDINATORS | {"earlier", "later"} or low.endswith("ing")):
            break
        comma = next((i for i in range(at, min(end, at + _MOST_LEAD)) if tokens[i].low == ","), None)
        if comma is None:
            at += low in SUBORDINATORS
            break
        if comma + 2 < end and tokens[comma + 1].capital and tokens[comma + 2].low == ",":
            comma += 2
        at = skip_lead(tokens, comma + 1, end)
    while at < end and tokens[at].low == ",":
        at += 1
    return at


def _is_dateline(words: Sequence[Token]) -> bool:
    """Only a place stands before the first dash: OLDBRIDGE, Ohio —"""
    return len(words) <= 5 and all(word.capital or word.low in {",", "."} for word in words)


def _subject(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """The noun phrase at the front of a clause, without what is set off behind it."""
    at = _skip_lead(tokens, begin, end)
    if at >= end or tokens[at].low in NO_SUBJECTS | PREPOSITIONS | STOPS:
        return None
    if tokens[at].low in PRONOUNS:
        return Phrase(at, at + 1, (at, at + 1)) if tokens[at].low not in SILENT else None
    stop = _head_end(tokens, at, end)
    if stop == at or not is_phrase(tokens[at:stop]):
        return None
    phrase = named(tokens, at, _before_day(tokens, at, stop))
    return replace(phrase, end=stop) if phrase is not None else None


def _before_day(tokens: Sequence[Token], begin: int, end: int) -> int:
    """The end of the noun phrase without the day behind it: "the council [on Friday]"."""
    at = end - 1
    if at <= begin or not (tokens[at].capital and tokens[at].low in WEEKDAYS):
        return end
    return at - 1 if tokens[at - 1].low == "on" and at - 1 > begin else at


def _head_end(tokens: Sequence[Token], begin: int, end: int) -> int:
    """The end of the noun phrase: at a mark, a relative pronoun, a verb, or a participle behind its noun."""
    at = begin
    while at < min(end, begin + _MOST_HEAD):
        token = tokens[at]
        if token.is_quote or not token.is_word or token.low in STOPS - {"and"} or _is_helping(token, opens=at == begin):
            break
        loose = at > begin and not token.capital and token.low not in ROLE_NOUNS
        if loose and (token.low.endswith(("ed", "ing")) or (tokens[at - 1].capital and _is_present(token))):
            break
        at += 1
    while at > begin and (is_helper(tokens, at - 1) or tokens[at - 1].low == "and"):
        at -= 1
    return at


def _is_helping(token: Token, *, opens: bool) -> bool:
    """A verb, or a word that helps one: "is", "hasn't"; a capital that ``opens`` no clause is a name, as Long is."""
    return (token.low in VERBS | HELPERS and (opens or not token.capital)) or is_contraction(token)


def _is_present(token: Token) -> bool:
    """A verb of the present behind a name: X [criticizes]."""
    return token.low.endswith("s") and len(token.low) > 3


def named(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Parts name and role: "Senator Jane Roe of Ohio" is Jane Roe, a senator."""
    return of_place(tokens, begin, end) or split_role(tokens, begin, end)


def of_place(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """A full name with where it belongs behind it: "Jane Roe of Northgate"; None for anything else."""
    runs = capital_runs(tokens[begin:end])
    place = begin + runs[0][1] if runs else end
    if place >= end or tokens[place].low not in {"of", "from", "at"} or tokens[place - 1].possessive:
        return None
    phrase = split_role(tokens, begin, place)
    if phrase is None or not (len(phrase.person) > 1 or (phrase.person and runs[0][0] > 0)):
        return None
    return replace(phrase, end=end)


def _speaks(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the phrase names somebody who can speak: a person, a role, a body with a capital."""
    words = tokens[phrase.begin : phrase.end]
    return (
        bool(phrase.person)
        or words[0].low in PRONOUNS
        or any(word.low in ROLE_NOUNS or (word.capital and n) for n, word in enumerate(words))
    )


def _between(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """The phrase up to the verb at ``end``, if all that stands in between describes the subject or is set off."""
    if phrase.end == end:
        return phrase
    speaks = _speaks(tokens, phrase)
    far = end - phrase.end > _MOST_BETWEEN or tokens[end - 1].low in RELATIVES | {"to", "and", "but"}
    stops = any(token.low in {";", ".", ":"} for token in tokens[phrase.end : end])
    if far or stops or not (speaks or tokens[phrase.end].low == "who"):
        return None
    if speaks and _is_list(tokens, phrase.end, end):
        name = (phrase.begin, end) if end - phrase.begin <= _MOST_LIST else phrase.name
        return replace(phrase, end=end, name=name, person=() if name[1] == end else phrase.person)
    if _restricts(tokens, phrase.end, end):
        short = not phrase.person and end - phrase.begin <= _MOST_SPEAKER
        return replace(phrase, end=end, name=(phrase.begin, end) if short else phrase.name)
    return _set_off(tokens, phrase, end)


def _is_list(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether all from token ``at`` to the verb at ``end`` names more of the same: X[, Y and Z] (said)."""
    rest = tokens[at:end]
    if rest[0].low != "," or sum(token.low == "and" for token in rest) != 1 or not tokens[end - 1].is_word:
        return False
    if not all(token.is_word or token.low == "," for token in rest) or any(token.low in VERBS for token in rest):
        return False
    firsts = [two for one, two in pairwise(rest) if one.low in {",", "and"} and two.low != "and"]
    return all(token.capital or token.low in {"other", "some"} for token in firsts)


def _restricts(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether all words from ``at`` to ``end`` describe the noun before them: "who met X", "briefed on the plan"."""
    first, rest = tokens[at], tokens[at + 1 : end]
    if any(not token.is_word for token in rest):
        return False
    if first.low in RELATIVES:
        return any(_is_verb(tokens, place, end) for place in range(at, end))
    if first.capital or any(token.low in RELATIVES | VERBS for token in rest):
        return False
    by = first.low.endswith("ed") and bool(rest) and rest[0].low == "by"
    return by or first.low in DESCRIBING or first.low.endswith("ing")


def _set_off(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """X (R-Ohio), a baker, for example, said; X — who was there — said."""
    at = phrase.end
    if tokens[at].low == "(":
        at = next((i + 1 for i in range(at, end) if tokens[i].low == ")"), at)
    last = "," if tokens[end - 1].tail == "," else tokens[end - 1].low
    if at == end or (tokens[at].low in DASHES and last in DASHES and end - 1 > at):
        return replace(phrase, end=end)
    if tokens[at].low != "," or last != "," or end - 1 <= at + 1:
        return None
    if end - at <= 4 and all(token.capital for token in tokens[at - 1 : end - 1] if token.is_word):
        return replace(phrase, end=end) if any(t.low in {"of", "from"} for t in tokens[phrase.begin : at]) else None
    return _described(tokens, phrase, end)


def _described(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """The phrase with the description or aside that stands between commas behind it."""
    begin = next(i + 1 for i in range(phrase.end, end) if tokens[i].low == ",")
    described = describes(tokens, begin, end - 1)
    if not (described or is_aside(tokens, begin, end - 1)):
        return None
    close = next((i for i in range(begin, end) if tokens[i].low == ","), end)
    role = role_span(tokens, begin, close) if described else None
    return replace(phrase, end=end, role=role or phrase.role, described=described)


def _before_own_verb(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """The phrase with what is set off behind it, if a verb follows before token ``end``."""
    if phrase.end < end and _is_verb(tokens, phrase.end, end):
        return phrase
    if phrase.end >= end or tokens[phrase.end].low not in {",", "("} | DASHES:
        return None
    for at in range(phrase.end + 1, min(end, phrase.end + _MOST_BETWEEN)):
        if tokens[at].low in {";", "."}:
            return None
        if tokens[at].low in {",", ")"} | DASHES and _is_verb(tokens, at + 1, end):
            return _between(tokens, phrase, at + 1)
    return None


def _is_verb(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a finite verb stands at token ``at``, behind an adverb at most."""
    named = tokens[at - 1].capital
    while at < end and tokens[at].low not in {"has", "have", "had"} and is_helper(tokens, at):
        at += 1
    if at >= end or tokens[at].capital:
        return False
    low = tokens[at].low
    return low in VERBS or low.endswith("ed") or (named and _is_present(tokens[at]))
