"""Names that are months, days, trades or common nouns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.statements.english.coreference.names import RANKS, is_headline, strip_possessive
from index.statements.english.coreference.people import EnglishPeople, NamedMention
from index.statements.lexicon.cues import HELPERS, SAY, TELL, UNSAID
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.grammar import DETERMINERS, STOPS, TIME_WORDS, VERBS
from index.statements.lexicon.people import (
    HONORIFICS,
    MR,
    NO_HEADS,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PARTIES,
    PRONOUNS,
    ROLE_NOUNS,
    TITLES,
)
from index.statements.tokens import Sentence, Token
from index.statements.types import SpeechReport
from index.text.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from index.text.tokenizer import word_set

_CALENDAR = ENGLISH_WEEKDAYS | ENGLISH_MONTHS
_FIRST = word_set("march april may june august")
_BEFORE_DATE = word_set(
    "in on at since until till by before after during from through throughout last this next early late mid every "
    "each past following earlier later"
)
_PARTS_OF_MONTH = word_set("end start beginning middle month months days weeks morning rest week half part")
_BY_FIRST_NAME = word_set("pope king queen prince princess saint st. father brother sister sir dame lady")
_NOT_SURNAMES = TIME_WORDS | ORGANISATION_WORDS | NOT_NAMES | TITLES | word_set("madness fools fool")
_POINTERS = DETERMINERS - {"that"}
_TELLS = SAY | TELL | HELPERS | VERBS | UNSAID
_MOST_GIVEN = 3


def mark_calendar_names(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences with a capital in ``lower`` of every month or day that is a name, so that none is a time."""
    dated = [_is_dated(sentence.tokens) for sentence in sentences]
    if not any(dated):
        return list(sentences)
    surnames = {lower for sentence in sentences for lower in _find_first_names_as_last(sentence.tokens)}
    places_in_full = [
        set(_find_in_full_names(sentence.tokens, surnames)) if is_dated else set()
        for sentence, is_dated in zip(sentences, dated, strict=True)
    ]
    names = {
        sentence.tokens[at].lower for sentence, places in zip(sentences, places_in_full, strict=True) for at in places
    }
    if not names:
        return list(sentences)
    return [
        replace(sentence, tokens=_capitalise_tokens(sentence.tokens, places | set(_find_alone(sentence.tokens, names))))
        if is_dated
        else sentence
        for sentence, places, is_dated in zip(sentences, places_in_full, dated, strict=True)
    ]


def _is_dated(tokens: Sequence[Token]) -> bool:
    """Return whether a month or day with a capital stands in a sentence that is no headline."""
    return any(token.lower in _CALENDAR and token.capital for token in tokens) and not is_headline(tokens)


def _capitalise_tokens(tokens: tuple[Token, ...], places: Collection[int]) -> tuple[Token, ...]:
    """Return the tokens with a capital in ``lower`` of those at ``places``."""
    return tuple(
        token._replace(lower=token.lower.capitalize()) if at in places else token for at, token in enumerate(tokens)
    )


def _find_first_names_as_last(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield first names by which somebody of the article goes: of Jane Kelly "kelly", of Pope Martin "martin"."""
    for before, token in pairwise(tokens):
        given = before.lower in FIRST_NAMES or before.lower in _BY_FIRST_NAME
        if before.capital and token.capital and token.lower in FIRST_NAMES and given and token.lower not in _CALENDAR:
            yield token.lower


def _find_in_full_names(tokens: Sequence[Token], surnames: Collection[str]) -> Iterator[int]:
    """Yield the places of the months and days that stand inside a name: Ada May, Prime Minister May, June Thorn."""
    for at, token in enumerate(tokens):
        if not token.capital or token.lower not in _CALENDAR or _is_beside_number(tokens, at):
            continue
        if _is_after_first_name(tokens, at, surnames) or _is_titled(tokens, at) or _is_first_name(tokens, at):
            yield at


def _is_beside_number(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number stands beside a month: May 3; 3 May; May 2020."""
    return any(token.lower[0].isdigit() for token in tokens[max(0, at - 1) : at + 2])


def _is_after_first_name(tokens: Sequence[Token], at: int, surnames: Collection[str]) -> bool:
    """Return whether a first name stands before; an unknown capital needs a verb of speech beside both."""
    begin = at
    while begin > max(0, at - _MOST_GIVEN) and _is_first_name_or_initial(tokens[begin - 1]):
        begin -= 1
    before = tokens[begin - 1] if begin else None
    if begin < at:
        ends_name = before is not None and _is_name_word(before)
        is_hearer = tokens[at].lower in ENGLISH_WEEKDAYS and before is not None and before.lower in TELL
        is_royal = begin == at - 1 and before is not None and before.capital and before.lower in _BY_FIRST_NAME
        return not (ends_name or is_hearer or is_royal) and tokens[at - 1].lower not in surnames
    if before is None or tokens[at].lower in ENGLISH_WEEKDAYS or not _is_name_word(before) or before.possessive:
        return False
    outer = tokens[at - 2] if at > 1 else None
    if outer is not None and (outer.lower in _POINTERS or _is_name_word(outer)):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    may_speak = after is not None and not after.capital and after.lower in SAY | TELL
    return may_speak or (outer is not None and outer.lower in SAY | ROLE_NOUNS)


def _is_first_name_or_initial(token: Token) -> bool:
    """Return whether a token is a first name or an initial."""
    is_initial = len(token.lower) == 2 and token.lower[1] == "."
    return token.capital and not token.possessive and (token.lower in FIRST_NAMES or is_initial)


def _is_name_word(token: Token) -> bool:
    """Return whether a capital word may be part of a person's name."""
    return token.capital and token.is_word and token.lower not in _NOT_SURNAMES | ROLE_NOUNS | HONORIFICS


def _is_titled(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a title stands before: Mrs. Friday; Prime Minister May, but not "the President May"."""
    before = tokens[at - 1] if at else None
    if before is None or not before.capital or before.possessive:
        return False
    if before.lower in HONORIFICS:
        return True
    if (
        tokens[at].lower in ENGLISH_WEEKDAYS
        or before.lower not in TITLES
        or before.lower in NO_HEADS | PARTIES | {"democratic"}
    ):
        return False
    begin = at - 1
    while begin and tokens[begin - 1].lower in TITLES:
        begin -= 1
    return not (begin and tokens[begin - 1].lower in _POINTERS)


def _is_first_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a month opens the name of a person: June Thorn, but not "in June Thorn", May Day."""
    if tokens[at].lower not in _FIRST or tokens[at].possessive or at + 1 >= len(tokens) or _tells_when(tokens, at):
        return False
    after, before = tokens[at + 1], tokens[at - 1] if at else None
    if before is not None and (before.lower in _POINTERS or _is_name_word(before)):
        return False
    return _is_name_word(after) and after.lower not in _CALENDAR and not after.lower.endswith(".")


def _tells_when(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a month is a date: in May; by the end of May; between April and May."""
    if _is_beside_number(tokens, at):
        return True
    before = tokens[at - 1].lower if at else ""
    outer = tokens[at - 2] if at > 1 else None
    if before == "of":
        return outer is not None and (outer.lower in _PARTS_OF_MONTH or outer.lower[0].isdigit())
    if before in {"and", "or", "to", "-", "–"}:
        return outer is not None and outer.lower in _CALENDAR
    return before in _BEFORE_DATE


def _find_alone(tokens: Sequence[Token], names: Collection[str]) -> Iterator[int]:
    """Yield the places where a month or day that is somebody's name in the article stands for that person."""
    for at, token in enumerate(tokens):
        if not token.capital or token.lower not in names or _tells_when(tokens, at):
            continue
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        is_pointer = before is not None and before.lower == "that" and (after is None or after.lower not in _TELLS)
        is_named_otherwise = before is not None and (is_pointer or before.lower in _POINTERS or _is_name_word(before))
        if is_named_otherwise or (after is not None and _is_verb_or_thing(token, after)):
            continue
        if token.lower in ENGLISH_MONTHS or _is_actor(token, before, after):
            yield at


def _is_verb_or_thing(token: Token, after: Token) -> bool:
    """Return whether a month is a verb or names a thing: "May he rest"; "May Day"."""
    is_wish = not after.capital and after.lower in DETERMINERS | PRONOUNS
    named = after.capital and after.is_word and after.lower not in _CALENDAR and not token.possessive
    return is_wish or named


def _is_actor(token: Token, before: Token | None, after: Token | None) -> bool:
    """Return whether a day acts where a clause opens: [Friday] said, but not "Thorn said Friday"."""
    opens = before is None or not before.is_word or before.lower in STOPS
    return opens and (token.possessive or (after is not None and after.lower in _TELLS))


def find_role_surnames(people: EnglishPeople) -> frozenset[str]:
    """Return the surnames, in lower case, of full names of the article that are words for a role as well."""
    return frozenset(surname for surname in people.by_surname if surname in RANKS)


def add_role_surnames(
    sentences: Sequence[Sentence], named: Sequence[list[NamedMention]], surnames: Collection[str]
) -> Sequence[list[NamedMention]]:
    """Return the names of each sentence with the ``surnames`` that stand alone."""
    if not surnames:
        return named
    return [
        _add_in_sentence(sentence.tokens, names, surnames) for sentence, names in zip(sentences, named, strict=True)
    ]


def _add_in_sentence(
    tokens: Sequence[Token], names: list[NamedMention], surnames: Collection[str]
) -> list[NamedMention]:
    """Return the names of one sentence with the ``surnames`` that stand alone."""
    covered = {at for one in names for at in range(one.first, one.end)}
    alone = [
        NamedMention(at, at + 1, (strip_possessive(token),))
        for at, token in enumerate(tokens)
        if token.lower in surnames and at not in covered and _stands_alone(tokens, at)
    ]
    return sorted([*names, *alone], key=lambda one: one.first) if alone and not is_headline(tokens) else names


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a capital word is no rank before a name, no end of a longer one and not "the Judge"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not tokens[at].capital or (after is not None and after.capital and after.is_word and not tokens[at].possessive):
        return False
    before = tokens[at - 1] if at else None
    if before is None or before.lower in MR:
        return True
    return before.lower not in DETERMINERS and not (before.capital and before.is_word and before.lower not in NOT_NAMES)


def mark_person(sentences: Sequence[Sentence], report: SpeechReport, surnames: Collection[str]) -> SpeechReport:
    """Return a report whose speaker is a surname alone as one that names a person."""
    first, end = report.phrase.mention
    tokens = sentences[report.sentence].tokens
    if (
        report.phrase.person
        or end - first != 1
        or tokens[first].lower not in surnames
        or not _stands_alone(tokens, first)
    ):
        return report
    return replace(report, phrase=replace(report.phrase, person=(strip_possessive(tokens[first]),)))
