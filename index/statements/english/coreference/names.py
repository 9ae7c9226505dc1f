"""Names of people in runs of capital words."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.lexicon.cues import SAY, TELL
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.grammar import TIME_WORDS, WEEKDAYS_AND_MONTHS
from index.statements.lexicon.people import (
    HONORIFICS,
    LIKE_SURNAMES,
    MR,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    ROLE_NOUNS,
    SURNAMES_AFTER_FIRST,
    SURNAMES_TOO,
    TITLES,
)
from index.statements.tokens import Token
from index.types import Span

_MOST_NAME_WORDS = 4
RANKS = TITLES | HONORIFICS | ROLE_NOUNS
_SPEECH = SAY | TELL
_NO_PERSONS = ORGANISATION_WORDS | TIME_WORDS
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def surname_of(words: Sequence[str]) -> str:
    """Return the last word but for "Jr." and the like, in lower case."""
    last = len(words) - 1
    while last > 0 and words[last].lower() in SUFFIXES:
        last -= 1
    return words[last].lower()


def is_title(token: Token) -> bool:
    """Return whether a token is a word of rank before or after a name."""
    return token.lower in RANKS and not (token.possessive and token.lower not in TITLES | HONORIFICS)


def find_person_tokens(run: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a run of capital words that are a person's name; empty where they are none.

    Words of rank are left off the front, and so is what stands before them: "Chatham House consultant Nikolai Petrov".
    """
    name = list(run)
    while len(name) > 2 and name[-1].lower in WEEKDAYS_AND_MONTHS:
        name.pop()
    last = len(name) - 1
    if last > 0 and _is_surname_like_rank(name[last - 1], name[last]):
        last -= 1 + (name[last - 1].lower in FIRST_NAMES)  # Dean Baker
    for place in range(last, -1, -1):
        if (
            is_title(name[place])
            or name[place].lower in NOT_NAMES
            or (name[place].possessive and place < len(name) - 1)
        ):
            name = name[place + 1 :]
            break
    if not 0 < len(name) <= _MOST_NAME_WORDS or not name[0].capital:
        return ()
    if any(token.lower in _NO_PERSONS for token in name) and not _is_name_of_common_words(name):
        return ()
    words = [strip_possessive(token) for token in name]
    is_abbreviation = len(words) == 1 and words[0].endswith(".")
    return () if is_abbreviation or all(len(word) > 1 and word.isupper() for word in words) else name


def _is_surname_like_rank(before: Token, word: Token) -> bool:
    """Return whether a word of rank is the surname after ``before``."""
    first = before.lower in FIRST_NAMES and word.lower in SURNAMES_AFTER_FIRST
    return (first or word.lower in SURNAMES_TOO or before.lower in MR) and not word.possessive


def _is_name_of_common_words(name: Sequence[Token]) -> bool:
    """Return whether a first name precedes a surname that is a common word: Bill Roe, Jane White."""
    inner = [token.lower for token in name[1:-1]]
    surname = name[-1].lower in LIKE_SURNAMES or name[-1].lower not in _NO_PERSONS
    plain = not any(word in _NO_PERSONS for word in inner)
    return len(name) > 1 and name[0].lower in FIRST_NAMES and surname and plain


def find_person_words(run: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of the name that ``find_person_tokens`` finds."""
    return tuple(strip_possessive(token) for token in find_person_tokens(run))


def skip_office(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return where the name begins in a run of capital words: of Secretary of State Jane Roe the last two."""
    has_office = begin > 1 and end - begin > 2 and tokens[begin - 1].lower in {"of", "for", "to", "the"}
    if has_office and any(token.lower in TITLES and token.capital for token in tokens[max(0, begin - 5) : begin]):
        first = end - 2
        while first > begin + 1 and tokens[first].lower.endswith("."):  # an initial is not where a name begins
            first -= 1
        return first
    return begin


def strip_possessive(token: Token) -> str:
    """Return the word as the article writes it, without a possessive ending."""
    word = token.text
    return word[: -2 if word[-2:] in {"'s", "’s"} else None] if token.possessive else word


def find_name_span(named: Sequence[Token]) -> Span:
    """Return first and last character of a name, without a possessive ending."""
    last = named[-1]
    return named[0].start, last.start + len(strip_possessive(last))


def find_capital_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return start and end of each run of capital words, with the small particles of surnames inside it."""
    runs: list[tuple[int, int]] = []
    begin = -1
    for number, token in enumerate(tokens):
        small = token.lower in PARTICLES and begin >= 0 and number + 1 < len(tokens) and tokens[number + 1].capital
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
    """Return whether most words carry a capital, so that it marks no name; not so where a small "said" stands."""
    if any(token.lower in _SPEECH and not token.capital for token in tokens):
        return False
    words = [token for token in tokens if token.is_word]
    return len(words) > 4 and sum(token.capital for token in words) > 0.7 * len(words)
