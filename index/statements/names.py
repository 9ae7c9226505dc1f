"""The people an article names, so that a surname can be told as the fullest name given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.tables.grammar import TIME_WORDS
from index.statements.tables.people import (
    HONORIFICS,
    MR,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    ROLE_NOUNS,
    SURNAMES_TOO,
    TITLES,
)
from index.statements.tokens import Sentence, Token

_MOST_NAME_WORDS = 4
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(slots=True)
class People:
    """Full names by their last word, in order of first mention."""

    by_surname: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    def add(self, words: tuple[str, ...]) -> None:
        known = self.by_surname.setdefault(surname_of(words), [])
        for place, other in enumerate(known):
            if _same_person(words, other):
                known[place] = max(words, other, key=len)
                return
        if len(known) < 8:
            known.append(words)

    def fullest(self, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """The one full name that ``words`` can stand for; None where there is none, or more than one."""
        known = self.by_surname.get(surname_of(words), [])
        fitting = [name for name in known if len(words) == 1 or _same_person(words, name)]
        return fitting[0] if len(fitting) == 1 else None


def surname_of(words: Sequence[str]) -> str:
    last = len(words) - 1
    while last > 0 and words[last].lower() in _SUFFIXES:
        last -= 1
    return words[last].lower()


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Same first name, same surname, no conflict of suffix."""
    suffixes = {word.lower() for word in one if word.lower() in _SUFFIXES}
    others = {word.lower() for word in other if word.lower() in _SUFFIXES}
    return one[0].lower() == other[0].lower() and surname_of(one) == surname_of(other) and suffixes == others


def is_title(token: Token) -> bool:
    return token.low in TITLES or token.low in HONORIFICS or (token.low in ROLE_NOUNS and not token.possessive)


def person_words(text: str, run: Sequence[Token]) -> tuple[str, ...]:
    """The words of a run of capital words that are a person's name; empty where they are none.

    Words of rank are left off the front, and so is what stands before them: "Chatham House consultant Nikolai Petrov".
    """
    name = list(run)
    last = len(name) - 1
    if last > 0 and (name[last].low in SURNAMES_TOO or name[last - 1].low in MR) and not name[last].possessive:
        last -= 1
    for place in range(last, -1, -1):
        if is_title(name[place]) or name[place].low in NOT_NAMES or (name[place].possessive and place < len(name) - 1):
            name = name[place + 1 :]
            break
    if not 0 < len(name) <= _MOST_NAME_WORDS or not name[0].capital:
        return ()
    if any(token.low in ORGANISATION_WORDS or token.low in TIME_WORDS for token in name):
        return ()
    words = tuple(spelling(text, token) for token in name)
    abbreviation = len(words) == 1 and words[0].endswith(".")
    return () if abbreviation or all(len(word) > 1 and word.isupper() for word in words) else words


def after_office(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Where the name begins in a run of capital words from ``begin``: of Secretary of State Jane Roe the last two."""
    office = begin > 1 and end - begin > 2 and tokens[begin - 1].low in {"of", "for", "to", "the"}
    if office and any(token.low in TITLES and token.capital for token in tokens[max(0, begin - 5) : begin]):
        first = end - 2
        while first > begin + 1 and tokens[first].low.endswith("."):  # an initial is not where a name begins
            first -= 1
        return first
    return begin


def spelling(text: str, token: Token) -> str:
    """The word as the article writes it, without a possessive ending."""
    word = text[token.start : token.end]
    return word[: -2 if word[-2:] in {"'s", "’s"} else None] if token.possessive else word


def capital_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Start and end of each run of capital words, with the small particles of surnames inside it."""
    runs: list[tuple[int, int]] = []
    begin = -1
    for number, token in enumerate(tokens):
        small = token.low in PARTICLES and begin >= 0 and number + 1 < len(tokens) and tokens[number + 1].capital
        if not (token.capital and token.is_word) and not small:
            if begin >= 0:
                runs.append((begin, number))
            begin = -1
        elif begin < 0:
            begin = number
        if begin >= 0 and token.possessive:
            runs.append((begin, number + 1))
            begin = -1
    if begin >= 0:
        runs.append((begin, len(tokens)))
    return runs


def is_headline(tokens: Sequence[Token]) -> bool:
    """Most words carry a capital, so that a capital marks no name."""
    words = [token for token in tokens if token.is_word]
    return len(words) > 4 and sum(token.capital for token in words) > 0.7 * len(words)


def find_people(text: str, parts: Sequence[Sentence]) -> People:
    """Every full name of ``text``; the run that opens a sentence may carry a word that is none of it."""
    people = People()
    opening: list[tuple[str, ...]] = []
    for part in parts:
        if is_headline(part.tokens):
            continue
        for begin, end in capital_runs(part.tokens):
            first = after_office(part.tokens, begin, end)
            words = person_words(text, part.tokens[first:end]) if end - begin < 12 else ()
            if len(words) > 2 and begin == 0:
                opening.append(words)
            elif len(words) > 1:
                people.add(words)
    for words in opening:
        if words[1:] not in people.by_surname.get(surname_of(words), ()):
            people.add(words)
    return people
