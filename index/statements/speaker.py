"""Who speaks: reads the noun phrase to the left of a cue."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import subject
from index.statements.adverbs import denies, is_helper, phrase_before
from index.statements.aside import describes, is_aside, role_span
from index.statements.phrase import (
    Phrase,
    is_party,
    is_phrase,
    left_edge,
    read,
    skip_lead,
)
from index.statements.tables.cues import GOES_ON_TO
from index.statements.tables.grammar import PREPOSITIONS, TIME_WORDS
from index.statements.tables.people import ROLE_NOUNS
from index.statements.titled import is_date
from index.statements.tokens import Token
from index.statements.who.names import person_words

_MOST_APPOSITION = 32
_MOST_MARKS = 4
_MOST_HELPERS = 6


def helpers_before(tokens: Sequence[Token], cue: int) -> int | None:
    """Where the words that belong to the cue begin; None where they say that nothing was said."""
    at = cue
    while at > 0 and cue - at < _MOST_HELPERS:
        if at > 2 and tuple(token.low for token in tokens[at - 3 : at]) in GOES_ON_TO:
            at -= 3
            continue
        if denies(tokens[at - 1]):
            return None
        several = phrase_before(tokens, at)
        if several:
            at -= several
        elif is_helper(tokens, at - 1) or _is_time(tokens, at - 1):
            at -= 1
        else:
            break
    return at


def _is_time(tokens: Sequence[Token], at: int) -> bool:
    """X on Thursday said; X last week said."""
    low = tokens[at].low
    near = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return (low not in {"may", "march"} and is_date(tokens, at)) or (low in {"on", "in"} and near in TIME_WORDS)


def left_of(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The speaker whose verb stands at token ``end``: the surest reading of the words before it."""
    sure = before(tokens, end, strict=True) or subject.before_verb(tokens, end)
    phrase = sure or before(tokens, end)
    if phrase is None or phrase.person or phrase.name != (phrase.begin, phrase.end):
        return phrase
    return subject.of_place(tokens, phrase.begin, phrase.end) or phrase


def before(tokens: Sequence[Token], end: int, *, strict: bool = False) -> Phrase | None:
    """The phrase that ends at token ``end`` (exclusive), or None where none can be read with safety.

    ``strict`` asks that the whole stretch up to the mark or conjunction before it is the phrase.
    """
    last = tokens[end - 1] if end > 0 else None
    if last is None:
        return None
    if last.low in {",", ")", "-", "--", "–", "—"}:
        return _before_bracket(tokens, end) or _before_aside(tokens, end)
    if is_party(last) and end > 2 and tokens[end - 2].low == ",":
        return _widened(before(tokens, end - 2, strict=strict), end, None)
    begin = left_edge(tokens, end)
    if strict and begin and tokens[begin - 1].low in {"who", "whom", "whose", "which"}:
        return None
    phrase = read(tokens, begin, end, strict=strict)
    if phrase is None or phrase.begin < 2 or tokens[phrase.begin - 1].low != ",":
        return phrase
    return _behind_comma(tokens, phrase)


def _before_bracket(tokens: Sequence[Token], end: int) -> Phrase | None:
    """X (R-Ohio), (said)."""
    bracketed = tokens[end - 1].low == "," and end > 2 and tokens[end - 2].low == ")"
    return _widened(before(tokens, end - 1, strict=True), end, None) if bracketed else None


def _behind_comma(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """A phrase with a comma before it may be half of a place name, or describe the person before the comma."""
    if _is_place(tokens, phrase):
        return None
    alone = phrase.end - phrase.begin == 1 and not tokens[phrase.begin].low.endswith(".")
    fresh = phrase.person or alone or tokens[phrase.begin].low in {"a", "an", "the"}
    return phrase if fresh else _described(tokens, phrase)


def _is_place(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """The second half of a place name: "Jane Roe of Oldbridge, Ohio" (said)."""
    at = phrase.begin - 2
    if phrase.end - phrase.begin > 2 or not all(token.capital for token in tokens[phrase.begin : phrase.end]):
        return False
    while at > 0 and tokens[at].capital and tokens[at].is_word and phrase.begin - at < 5:
        at -= 1
    return at < phrase.begin - 2 and at > 0 and tokens[at].low in {"of", "from"} and tokens[at - 1].capital


def _described(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """A phrase after a comma that may itself describe the person before it: "X, head of Y, a maker of Z, said"."""
    at = phrase.begin - 1
    if not tokens[at - 1].capital:
        return phrase
    if phrase.end - phrase.begin == 1 and tokens[phrase.begin].low.endswith("."):
        return None
    if any(token.low == "and" for token in tokens[phrase.begin : phrase.end]):
        return None
    first = tokens[phrase.begin]
    role = any(token.low in ROLE_NOUNS for token in tokens[phrase.begin : phrase.end]) and not first.capital
    if first.low not in {"a", "an", "former"} and not role:
        return phrase
    named = before(tokens, at, strict=True)
    if named is None or not named.person:
        return phrase
    return _widened(named, phrase.end, role_span(tokens, phrase.begin, phrase.end))


def _before_aside(tokens: Sequence[Token], end: int) -> Phrase | None:
    """X, a baker, said; X (R-Ohio) said; X, in a letter, said."""
    if tokens[end - 1].low == ")":
        opening = next((i for i in range(end - 2, max(-1, end - 12), -1) if tokens[i].low == "("), 0)
        inner = before(tokens, opening, strict=True) if opening and tokens[opening - 1].low != "," else None
        return _widened(inner, end, None)
    marks = 0
    for at in range(end - 2, max(0, end - _MOST_APPOSITION), -1):
        low = tokens[at].low
        if low in {".", ";", ":"} or tokens[at].is_quote or marks == _MOST_MARKS:
            return None
        if low != tokens[end - 1].low:
            continue
        marks += 1
        start = tokens[at + 1]
        named = _name_after_role(tokens, at, end)
        if named is not None:
            return named
        described = describes(tokens, at + 1, end - 1)
        if not described and not is_aside(tokens, at + 1, end - 1):
            continue
        if start.low == "of" and not (tokens[at + 2].capital or tokens[at + 2].low == "the"):
            continue
        inner = before(tokens, at, strict=True) if tokens[at - 1].low not in {",", "-", "--", "–", "—"} else None
        if inner is not None and not inner.person and inner.begin > 1 and tokens[inner.begin - 1].low == ",":
            inner = _described(tokens, inner)
        if inner is None or (described and not inner.person and not tokens[at - 1].capital):
            continue
        role = role_span(tokens, at + 1, end - 1) if described else None
        return _widened(inner, end, role)
    return None


def _name_after_role(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """The ministry's press secretary, Peter Cook, said."""
    run = tokens[at + 1 : end - 1]
    if not 0 < len(run) <= 4 or not all(token.capital for token in run):
        return None
    person = person_words(run)
    if len(person) < 2:
        return None
    begin = skip_lead(tokens, left_edge(tokens, at), at)
    if not any(token.low in ROLE_NOUNS for token in tokens[begin:at]) or tokens[begin].low in PREPOSITIONS:
        return None
    if begin > 1 and tokens[begin - 1].low == "," and tokens[begin - 2].capital:
        return None
    if begin >= at or not is_phrase(tokens[begin:at]):
        return None
    return Phrase(begin, end, (end - 1 - len(person), end - 1), person, (tokens[begin].start, tokens[at - 1].end))


def _widened(phrase: Phrase | None, end: int, role: tuple[int, int] | None) -> Phrase | None:
    if phrase is None:
        return None
    if phrase.described:
        role = phrase.role
    return Phrase(phrase.begin, end, phrase.name, phrase.person, role or phrase.role, described=role is not None)
