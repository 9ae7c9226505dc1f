"""The people of an English article, and the fullest name that a surname stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.statements.english.coreference.names import (
    SUFFIXES,
    find_capital_runs,
    find_name_span,
    find_person_tokens,
    is_headline,
    skip_office,
    strip_possessive,
    surname_of,
)
from index.statements.lexicon.first_names import FEMALE, FIRST_NAMES, MALE, NICKNAMES, UNISEX
from index.statements.lexicon.people import FEMININE, HONORIFICS, MASCULINE
from index.statements.tokens import Sentence, Token, split_plain_tokens
from index.statements.types import MOST_ALIKE, NamedPeople, Words

_MOST_RUN = 12
_LEAST_SHORT = 3
_FEMALE_ONLY = FEMALE - MALE - UNISEX
_MALE_ONLY = MALE - FEMALE - UNISEX


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A name as tokens ``first:end`` of its sentence, its words, and the gender that a "Mr." before it tells."""

    first: int
    end: int
    words: Words
    gender: str = ""


@dataclass(slots=True)
class EnglishPeople(NamedPeople):
    """The people of an English article; ``by_other`` holds full names by their first and middle words."""

    by_other: dict[str, list[Words]] = field(default_factory=dict)

    def add(self, words: Words) -> None:
        """Add a full name, or a fuller form of a known one."""
        known = self.by_surname.setdefault(surname_of(words), [])
        for place, other in enumerate(known):
            if _may_be_same_person(words, other):
                known[place] = max(words, other, key=_fullness)
                return
        if len(known) < MOST_ALIKE:
            known.append(words)

    def index_other_words(self) -> None:
        """Index names by their first and middle words; call it when all were added."""
        for names in self.by_surname.values():
            for name in names:
                for word in {sentence.lower() for sentence in name} - SUFFIXES - {surname_of(name)}:
                    listed = self.by_other.setdefault(word, [])
                    if len(listed) < MOST_ALIKE:
                        listed.append(name)

    def find_fitting(self, words: Words) -> Sequence[Words]:
        """Return the full names that ``words`` can stand for: by a surname first, else by a first or middle name."""
        known = self.by_surname.get(surname_of(words), ())
        if len(words) == 1:
            return known or self.by_other.get(words[0].lower(), ())
        return [name for name in known if _may_be_same_person(words, name) or (name[-len(words) :] == words != name)]

    def find_fullest(self, words: Words) -> Words | None:
        """Return the one full name that ``words`` can stand for; None where there is none, or more than one."""
        candidates = self.find_fitting(words)
        return candidates[0] if len(candidates) == 1 else None


def find_people(sentences: Sequence[Sentence], named: Sequence[Sequence[NamedMention]]) -> EnglishPeople:
    """Return every full name of the sentences; ``named`` holds the names of each.

    A name that opens a sentence may carry a word that is none of it, and one inside a quotation counts only where the
    writer does not give it.
    """
    people = EnglishPeople()
    doubtful: list[Words] = []
    for sentence, names in zip(sentences, named, strict=True):
        for name in names:
            tokens = sentence.tokens[name.first : name.end]
            people.mentions.setdefault(" ".join(name.words), []).append(find_name_span(tokens))
            if len(name.words) > 1:
                sure = name.first > 0 and not (name.words[0].isupper() and name.words[0].isalpha())
                people.add(name.words) if sure else doubtful.append(name.words)
    lower = {token.lower for sentence in sentences for token in sentence.tokens if not token.capital}
    for words in sorted(doubtful, key=lambda words: words[0].lower() not in FIRST_NAMES):
        if not _has_false_first_name(words, people, lower):
            people.add(words)
        elif len(words) > 2:
            people.add(words[1:])
    for words in list(_find_quoted_names(sentences)):
        if surname_of(words) not in people.by_surname:
            people.add(words)
    people.index_other_words()
    return people


def find_names(tokens: Sequence[Token]) -> list[NamedMention]:
    """Return what reads as a person's name in one sentence, outside its quotations; nothing in a headline."""
    if is_headline(tokens):
        return []
    found: list[NamedMention] = []
    for begin, end in find_capital_runs(tokens):
        first = skip_office(tokens, begin, end)
        named = find_person_tokens(tokens[first:end]) if end - begin < _MOST_RUN else ()
        if named:
            place = next(at for at in range(first, end) if tokens[at] is named[0])
            title = tokens[place - 1].lower if place else ""
            gender = "f" if title in HONORIFICS & FEMININE else "m" if title in HONORIFICS & MASCULINE else ""
            words = tuple(strip_possessive(token) for token in named)
            found.append(NamedMention(place, place + len(named), words, gender))
    return found


def _find_quoted_names(sentences: Sequence[Sentence]) -> Iterator[Words]:
    """Yield the full names inside quotations."""
    for sentence in sentences:
        for token in sentence.tokens:
            if token.is_quote:
                inner = split_plain_tokens(sentence.article, token.start + 1, token.end - 1)
                for begin, end in find_capital_runs(inner):
                    opening = begin == 0 or not inner[begin - 1].is_word
                    named = find_person_tokens(inner[begin:end]) if end - begin < _MOST_RUN and not opening else ()
                    if len(named) > 1:
                        yield tuple(strip_possessive(token) for token in named)


def _has_false_first_name(words: Words, people: EnglishPeople, lower: set[str]) -> bool:
    """Return whether the first word is a capital only because it opens a sentence, or stands for a rank: "AG Roe"."""
    first, rest = words[0].lower(), words[1:]
    known = people.by_surname.get(surname_of(words), ())
    if any(_may_be_same_person(words, name) for name in known):
        return False
    if len(rest) > 1 and any(_may_be_same_person(rest, name) for name in known):
        return True
    if first in FIRST_NAMES:
        return False
    return first in lower or (rest[0].lower() in FIRST_NAMES if len(rest) > 1 else bool(known))


def _may_be_same_person(one: Words, other: Words) -> bool:
    """Return whether two names may be one person's: alike first names, same surname, no conflict of suffix."""
    suffixes = {word.lower().rstrip(".") for word in one if word.lower() in SUFFIXES}
    others = {word.lower().rstrip(".") for word in other if word.lower() in SUFFIXES}
    if surname_of(one) != surname_of(other) or (suffixes != others and suffixes | others != {"iii"}):
        return False
    return _may_be_same_first_name(one[0].lower(), other[0].lower())


def _may_be_same_first_name(one: str, other: str) -> bool:
    """Return whether one first name may be a form of the other."""
    if one == other:
        return True
    if gender_of_first_name(one) != gender_of_first_name(other):
        return False
    if min(len(one), len(other)) >= _LEAST_SHORT and (one.startswith(other) or other.startswith(one)):
        return True
    return any(one in group and other in group for group in NICKNAMES)


def gender_of_first_name(word: str) -> str:
    """Return "f" or "m" for a lower-case first name, "" where it tells neither."""
    return "f" if word in _FEMALE_ONLY else "m" if word in _MALE_ONLY else ""


def _fullness(words: Words) -> tuple[int, int]:
    """Return a sort key: longer names, then those that spell more out."""
    return len(words), sum(len(word) for word in words)
