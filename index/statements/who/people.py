"""The people an article names, so that a surname can be told as the fullest name given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.statements.stated import MOST_ALIKE, NamedPeople, Words
from index.statements.tables.first_names import FEMALE, FIRST_NAMES, MALE, NICKNAMES, UNISEX
from index.statements.tables.people import FEMININE, HONORIFICS, MASCULINE
from index.statements.tokens import Sentence, Token, plain_tokens
from index.statements.who.names import (
    SUFFIXES,
    after_office,
    capital_runs,
    is_headline,
    name_span,
    person_tokens,
    spelling,
    surname_of,
)

_MOST_RUN = 12
_LEAST_SHORT = 3
_FEMALE_ONLY = FEMALE - MALE - UNISEX
_MALE_ONLY = MALE - FEMALE - UNISEX


@dataclass(frozen=True, slots=True)
class Named:
    """A name as tokens ``first:end`` of its sentence, the words of it, and the gender that a "Mr." before it tells."""

    first: int
    end: int
    words: Words
    gender: str = ""


@dataclass(slots=True)
class EnglishPeople(NamedPeople):
    """The people of an English article; ``by_other`` holds full names by their first and middle words."""

    by_other: dict[str, list[Words]] = field(default_factory=dict)

    def add(self, words: Words) -> None:
        """Take in a full name, or a fuller form of a known one."""
        known = self.by_surname.setdefault(surname_of(words), [])
        for place, other in enumerate(known):
            if _same_person(words, other):
                known[place] = max(words, other, key=_fullness)
                return
        if len(known) < MOST_ALIKE:
            known.append(words)

    def list_other_words(self) -> None:
        """Make names known by their first and middle words; call it when all were added."""
        for names in self.by_surname.values():
            for name in names:
                for word in {part.lower() for part in name} - SUFFIXES - {surname_of(name)}:
                    listed = self.by_other.setdefault(word, [])
                    if len(listed) < MOST_ALIKE:
                        listed.append(name)

    def fitting(self, words: Words) -> Sequence[Words]:
        """The full names that ``words`` can stand for: a surname first, else a first or middle name."""
        known = self.by_surname.get(surname_of(words), ())
        if len(words) == 1:
            return known or self.by_other.get(words[0].lower(), ())
        return [name for name in known if _same_person(words, name) or (name[-len(words) :] == words != name)]

    def fullest(self, words: Words) -> Words | None:
        """The one full name that ``words`` can stand for; None where there is none, or more than one."""
        fitting = self.fitting(words)
        return fitting[0] if len(fitting) == 1 else None


def find_people(parts: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> EnglishPeople:
    """Every full name of ``text``; ``named`` holds for each of ``parts`` its names.

    A name that opens a sentence may carry a word that is none of it, and one inside a quotation counts only where the
    writer does not give it.
    """
    people = EnglishPeople()
    doubtful: list[Words] = []
    for part, names in zip(parts, named, strict=True):
        for name in names:
            tokens = part.tokens[name.first : name.end]
            people.mentions.setdefault(" ".join(name.words), []).append(name_span(tokens))
            if len(name.words) > 1:
                sure = name.first > 0 and not (name.words[0].isupper() and name.words[0].isalpha())
                people.add(name.words) if sure else doubtful.append(name.words)
    lower = {token.low for part in parts for token in part.tokens if not token.capital}
    for words in sorted(doubtful, key=lambda words: words[0].lower() not in FIRST_NAMES):
        if not _opens_badly(words, people, lower):
            people.add(words)
        elif len(words) > 2:
            people.add(words[1:])
    for words in list(_quoted_names(parts)):
        if surname_of(words) not in people.by_surname:
            people.add(words)
    people.list_other_words()
    return people


def names_in(tokens: Sequence[Token]) -> list[Named]:
    """What reads as a person's name in one sentence, outside its quotations; nothing in a headline."""
    if is_headline(tokens):
        return []
    found: list[Named] = []
    for begin, end in capital_runs(tokens):
        first = after_office(tokens, begin, end)
        named = person_tokens(tokens[first:end]) if end - begin < _MOST_RUN else ()
        if named:
            place = next(at for at in range(first, end) if tokens[at] is named[0])
            title = tokens[place - 1].low if place else ""
            gender = "f" if title in HONORIFICS & FEMININE else "m" if title in HONORIFICS & MASCULINE else ""
            words = tuple(spelling(token) for token in named)
            found.append(Named(place, place + len(named), words, gender))
    return found


def _quoted_names(parts: Sequence[Sentence]) -> Iterator[Words]:
    for part in parts:
        for token in part.tokens:
            if token.is_quote:
                inner = plain_tokens(part.article, token.start + 1, token.end - 1)
                for begin, end in capital_runs(inner):
                    opening = begin == 0 or not inner[begin - 1].is_word
                    named = person_tokens(inner[begin:end]) if end - begin < _MOST_RUN and not opening else ()
                    if len(named) > 1:
                        yield tuple(spelling(token) for token in named)


def _opens_badly(words: Words, people: EnglishPeople, lower: set[str]) -> bool:
    """Whether the first word is a capital only because it opens a sentence, or stands for a rank: "AG Roe"."""
    first, rest = words[0].lower(), words[1:]
    known = people.by_surname.get(surname_of(words), ())
    if any(_same_person(words, name) for name in known):
        return False
    if len(rest) > 1 and any(_same_person(rest, name) for name in known):
        return True
    if first in FIRST_NAMES:
        return False
    return first in lower or (rest[0].lower() in FIRST_NAMES if len(rest) > 1 else bool(known))


def _same_person(one: Words, other: Words) -> bool:
    """First names that may be one person's, same surname, no conflict of suffix."""
    suffixes = {word.lower().rstrip(".") for word in one if word.lower() in SUFFIXES}
    others = {word.lower().rstrip(".") for word in other if word.lower() in SUFFIXES}
    if surname_of(one) != surname_of(other) or (suffixes != others and suffixes | others != {"iii"}):
        return False
    return _same_first_name(one[0].lower(), other[0].lower())


def _same_first_name(one: str, other: str) -> bool:
    if one == other:
        return True
    if gender_of_first_name(one) != gender_of_first_name(other):
        return False
    if min(len(one), len(other)) >= _LEAST_SHORT and (one.startswith(other) or other.startswith(one)):
        return True
    return any(one in group and other in group for group in NICKNAMES)


def gender_of_first_name(word: str) -> str:
    """ "f" or "m" for a lower-case first name, "" where it tells neither."""
    return "f" if word in _FEMALE_ONLY else "m" if word in _MALE_ONLY else ""


def _fullness(words: Words) -> tuple[int, int]:
    """Longer names first; of equally long ones the one that spells more out."""
    return len(words), sum(len(word) for word in words)
