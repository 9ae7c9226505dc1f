"""Appositions and asides: what stands between commas beside a name."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.english.noun_phrases import is_party
from index.statements.lexicon.grammar import APPOSITION_STARTS, ASIDE_STARTS, DETERMINERS, PREPOSITIONS
from index.statements.lexicon.people import OCCUPATIONS, ORGANISATION_WORDS, ROLE_NOUNS, TITLES
from index.statements.tokens import Token

_MOST_APPOSITION = 45
_NO_ROLE = frozenset({"who", "whose", "then", "now", "himself", "herself", "and"})


def starts_apposition(token: Token) -> bool:
    """Return whether an apposition may begin with a token."""
    return token.lower in APPOSITION_STARTS or token.lower in ROLE_NOUNS or token.lower.isdigit()


def is_description(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether the words between two commas describe the person before them."""
    near = tokens[begin : min(end, begin + 6)]
    if _is_role_of_owner(tokens, begin, end):
        return True
    return starts_apposition(tokens[begin]) or (
        not (tokens[begin].capital or tokens[begin].lower in ASIDE_STARTS | PREPOSITIONS)
        and any(token.lower in ROLE_NOUNS for token in near)
        and tokens[begin].is_word
    )


def _is_role_of_owner(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether the words are an owned role: Northgate's new chief executive; the River Trust's director."""
    owned = False
    for at in range(begin, min(end, begin + 9)):
        token = tokens[at]
        if owned and token.lower in ROLE_NOUNS | TITLES:
            return True
        if begin < at < end - 1 and token.lower == "of" and tokens[at - 1].capital and tokens[at + 1].capital:
            continue
        if (
            not token.is_word
            or token.lower in PREPOSITIONS
            or not (owned or token.capital or token.lower in DETERMINERS)
        ):
            return False
        owned = owned or token.possessive or (token.capital and at + 1 < end and tokens[at + 1].lower in ROLE_NOUNS)
    return False


def is_aside(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether the words tell how, when or where something was said."""
    first = tokens[begin]
    return (
        first.lower in ASIDE_STARTS
        or first.lower.endswith("ing")
        or is_party(first)
        or (end - begin == 1 and first.lower.endswith(("ed", "ly")))
    )


def find_role_span(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, int] | None:
    """Return the characters of what describes a person; None where it only tells a place or an age."""
    first = tokens[begin]
    if first.lower == "who" and begin + 1 < end and tokens[begin + 1].lower in OCCUPATIONS:
        return (first.start, tokens[find_apposition_end(tokens[:end], begin) - 1].end)
    if first.lower in _NO_ROLE or first.lower.isdigit() or is_party(first):
        return None
    return (first.start, tokens[end - 1].end)


def find_apposition_end(tokens: Sequence[Token], begin: int) -> int:
    """Return the token of the next comma or closing mark; a comma inside "Sumter, South Carolina" is passed."""
    at = begin
    while at < len(tokens) and at - begin < _MOST_APPOSITION:
        token = tokens[at]
        if token.is_quote or token.lower in {".", ";", ":", "!", "?", "(", "—", "–", "--"}:
            break
        if token.lower == ",":
            place = at + 2 < len(tokens) and tokens[at - 1].capital and tokens[at + 1].capital
            if not (place and tokens[at + 2].lower in {",", ".", *ORGANISATION_WORDS}):
                break
        at += 1
    return at
