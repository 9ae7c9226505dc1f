"""What stands between commas beside a name: a description of the person, or an aside."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.phrase import is_party
from index.statements.tables.grammar import APPOSITION_STARTS, ASIDE_STARTS, DETERMINERS, PREPOSITIONS
from index.statements.tables.people import OCCUPATIONS, ORGANISATION_WORDS, ROLE_NOUNS, TITLES
from index.statements.tokens import Token

_MOST_APPOSITION = 45
_NO_ROLE = frozenset({"who", "whose", "then", "now", "himself", "herself", "and"})


def starts_apposition(token: Token) -> bool:
    return token.low in APPOSITION_STARTS or token.low in ROLE_NOUNS or token.low.isdigit()


def describes(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether the words between two commas describe the person before them."""
    near = tokens[begin : min(end, begin + 6)]
    if _is_somebodys(tokens, begin, end):
        return True
    return starts_apposition(tokens[begin]) or (
        not (tokens[begin].capital or tokens[begin].low in ASIDE_STARTS | PREPOSITIONS)
        and any(token.low in ROLE_NOUNS for token in near)
        and tokens[begin].is_word
    )


def _is_somebodys(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Northgate's new chief executive; the River Trust's director."""
    owned = False
    for at in range(begin, min(end, begin + 9)):
        token = tokens[at]
        if owned and token.low in ROLE_NOUNS | TITLES:
            return True
        if begin < at < end - 1 and token.low == "of" and tokens[at - 1].capital and tokens[at + 1].capital:
            continue
        if not token.is_word or token.low in PREPOSITIONS or not (owned or token.capital or token.low in DETERMINERS):
            return False
        owned = owned or token.possessive or (token.capital and at + 1 < end and tokens[at + 1].low in ROLE_NOUNS)
    return False


def is_aside(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether they say something else in between: how, when or where it was said."""
    first = tokens[begin]
    return (
        first.low in ASIDE_STARTS
        or first.low.endswith("ing")
        or is_party(first)
        or (end - begin == 1 and first.low.endswith(("ed", "ly")))
    )


def role_span(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, int] | None:
    """What describes a person, unless it only says where or how old."""
    first = tokens[begin]
    if first.low == "who" and begin + 1 < end and tokens[begin + 1].low in OCCUPATIONS:
        return (first.start, tokens[apposition_end(tokens[:end], begin) - 1].end)
    if first.low in _NO_ROLE or first.low.isdigit() or is_party(first):
        return None
    return (first.start, tokens[end - 1].end)


def apposition_end(tokens: Sequence[Token], begin: int) -> int:
    """Up to the next comma or closing mark; a comma inside a place name ("Sumter, South Carolina") is passed."""
    at = begin
    while at < len(tokens) and at - begin < _MOST_APPOSITION:
        token = tokens[at]
        if token.is_quote or token.low in {".", ";", ":", "!", "?", "(", "—", "–", "--"}:
            break
        if token.low == ",":
            place = at + 2 < len(tokens) and tokens[at - 1].capital and tokens[at + 1].capital
            if not (place and tokens[at + 2].low in {",", ".", *ORGANISATION_WORDS}):
                break
        at += 1
    return at
