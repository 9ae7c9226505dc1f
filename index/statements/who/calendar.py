"""People whose name is a month or a day: Ada May is May, and "in May" is when."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.statements.tables.cues import HELPERS, SAY, TELL, UNSAID
from index.statements.tables.first_names import FIRST_NAMES
from index.statements.tables.grammar import DETERMINERS, STOPS, TIME_WORDS, VERBS
from index.statements.tables.people import (
    HONORIFICS,
    NO_HEADS,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PARTIES,
    PRONOUNS,
    ROLE_NOUNS,
    TITLES,
)
from index.statements.tables.words import words
from index.statements.tokens import Sentence, Token
from index.statements.who.names import is_headline

_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS = words("january february march april may june july august september october november december")
_CALENDAR = _DAYS | _MONTHS
_FIRST = words("march april may june august")
_BEFORE_DATE = words(
    "in on at since until till by before after during from through throughout last this next early late mid every "
    "each past following earlier later"
)
_PARTS_OF_MONTH = words("end start beginning middle month months days weeks morning rest week half part")
_BY_FIRST_NAME = words("pope king queen prince princess saint st. father brother sister sir dame lady")
_NOT_SURNAMES = TIME_WORDS | ORGANISATION_WORDS | NOT_NAMES | TITLES | words("madness fools fool")
_POINTERS = DETERMINERS - {"that"}
_TELLS = SAY | TELL | HELPERS | VERBS | UNSAID
_MOST_GIVEN = 3


def with_calendar_names(parts: Sequence[Sentence]) -> list[Sentence]:
    """``parts`` with ``low`` of every month or day that is a name as "May", so that nothing takes it for a time."""
    dated = [_is_dated(part.tokens) for part in parts]
    if not any(dated):
        return list(parts)
    surnames = {low for part in parts for low in _first_names_as_last(part.tokens)}
    full = [set(_full(part.tokens, surnames)) if there else set() for part, there in zip(parts, dated, strict=True)]
    names = {part.tokens[at].low for part, found in zip(parts, full, strict=True) for at in found}
    if not names:
        return list(parts)
    return [
        replace(part, tokens=_renamed(part.tokens, found | set(_alone(part.tokens, names)))) if there else part
        for part, found, there in zip(parts, full, dated, strict=True)
    ]


def _is_dated(tokens: Sequence[Token]) -> bool:
    return any(token.low in _CALENDAR and token.capital for token in tokens) and not is_headline(tokens)


def _renamed(tokens: tuple[Token, ...], places: Collection[int]) -> tuple[Token, ...]:
    return tuple(
        token._replace(low=token.low.capitalize()) if at in places else token for at, token in enumerate(tokens)
    )


def _first_names_as_last(tokens: Sequence[Token]) -> Iterator[str]:
    """First names by which somebody of the article goes: of Jane Kelly "kelly", of Pope Martin "martin"."""
    for before, token in pairwise(tokens):
        given = before.low in FIRST_NAMES or before.low in _BY_FIRST_NAME
        if before.capital and token.capital and token.low in FIRST_NAMES and given and token.low not in _CALENDAR:
            yield token.low


def _full(tokens: Sequence[Token], surnames: Collection[str]) -> Iterator[int]:
    """The places of the months and days that stand inside a name: Ada May, Prime Minister May, June Thorn."""
    for at, token in enumerate(tokens):
        if not token.capital or token.low not in _CALENDAR or _has_number(tokens, at):
            continue
        if _behind_name(tokens, at, surnames) or _is_titled(tokens, at) or _is_first_name(tokens, at):
            yield at


def _has_number(tokens: Sequence[Token], at: int) -> bool:
    """May 3; 3 May; May 2020."""
    return any(token.low[0].isdigit() for token in tokens[max(0, at - 1) : at + 2])


def _behind_name(tokens: Sequence[Token], at: int, surnames: Collection[str]) -> bool:
    """Whether a first name stands before; a capital that is no known one needs a verb of speech beside both."""
    begin = at
    while begin > max(0, at - _MOST_GIVEN) and _is_given(tokens[begin - 1]):
        begin -= 1
    before = tokens[begin - 1] if begin else None
    if begin < at:
        ends_name = before is not None and _is_name_word(before)
        told = tokens[at].low in _DAYS and before is not None and before.low in TELL
        royal = begin == at - 1 and before is not None and before.capital and before.low in _BY_FIRST_NAME
        return not (ends_name or told or royal) and tokens[at - 1].low not in surnames
    if before is None or tokens[at].low in _DAYS or not _is_name_word(before) or before.possessive:
        return False
    outer = tokens[at - 2] if at > 1 else None
    if outer is not None and (outer.low in _POINTERS or _is_name_word(outer)):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    speaks = after is not None and not after.capital and after.low in SAY | TELL
    return speaks or (outer is not None and outer.low in SAY | ROLE_NOUNS)


def _is_given(token: Token) -> bool:
    initial = len(token.low) == 2 and token.low[1] == "."
    return token.capital and not token.possessive and (token.low in FIRST_NAMES or initial)


def _is_name_word(token: Token) -> bool:
    return token.capital and token.is_word and token.low not in _NOT_SURNAMES | ROLE_NOUNS | HONORIFICS


def _is_titled(tokens: Sequence[Token], at: int) -> bool:
    """Mrs. Friday; Prime Minister May, but not "the President May"."""
    before = tokens[at - 1] if at else None
    if before is None or not before.capital or before.possessive:
        return False
    if before.low in HONORIFICS:
        return True
    if tokens[at].low in _DAYS or before.low not in TITLES or before.low in NO_HEADS | PARTIES | {"democratic"}:
        return False
    begin = at - 1
    while begin and tokens[begin - 1].low in TITLES:
        begin -= 1
    return not (begin and tokens[begin - 1].low in _POINTERS)


def _is_first_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a month opens the name of a person: June Thorn, but not "in June Thorn", May Day."""
    if tokens[at].low not in _FIRST or tokens[at].possessive or at + 1 >= len(tokens) or _tells_when(tokens, at):
        return False
    after, before = tokens[at + 1], tokens[at - 1] if at else None
    if before is not None and (before.low in _POINTERS or _is_name_word(before)):
        return False
    return _is_name_word(after) and after.low not in _CALENDAR and not after.low.endswith(".")


def _tells_when(tokens: Sequence[Token], at: int) -> bool:
    """In May; by the end of May; between April and May."""
    if _has_number(tokens, at):
        return True
    before = tokens[at - 1].low if at else ""
    outer = tokens[at - 2] if at > 1 else None
    if before == "of":
        return outer is not None and (outer.low in _PARTS_OF_MONTH or outer.low[0].isdigit())
    if before in {"and", "or", "to", "-", "–"}:
        return outer is not None and outer.low in _CALENDAR
    return before in _BEFORE_DATE


def _alone(tokens: Sequence[Token], names: Collection[str]) -> Iterator[int]:
    """The places where a month or day that is somebody's name in the article stands for that person."""
    for at, token in enumerate(tokens):
        if not token.capital or token.low not in names or _tells_when(tokens, at):
            continue
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        pointed = before is not None and before.low == "that" and (after is None or after.low not in _TELLS)
        beside = before is not None and (pointed or before.low in _POINTERS or _is_name_word(before))
        if beside or (after is not None and _is_no_name(token, after)):
            continue
        if token.low in _MONTHS or _acts(token, before, after):
            yield at


def _is_no_name(token: Token, after: Token) -> bool:
    """ "May he rest"; "May Day"."""
    asks = not after.capital and after.low in DETERMINERS | PRONOUNS
    named = after.capital and after.is_word and after.low not in _CALENDAR and not token.possessive
    return asks or named


def _acts(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether a day does something where a clause opens: [Friday] said, but not "Thorn said Friday"."""
    opens = before is None or not before.is_word or before.low in STOPS
    return opens and (token.possessive or (after is not None and after.low in _TELLS))
