"""Roles by their place: "Oldbridge's mayor" is "the mayor of Oldbridge" or "Oldbridge Mayor"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.tables.grammar import DETERMINERS
from index.statements.tables.people import GROUPS, ROLE_NOUNS, SHORT_TITLES, TIES
from index.statements.tokens import Token

Key = frozenset[str]

_MOST_WORDS = 7
_SMALL = DETERMINERS | {"of", "for", "at"}
_SINGLE = ROLE_NOUNS - GROUPS - TIES - frozenset({"aide", "adviser", "advisor", "member", "official", "officer"})
"""Roles of which somebody most likely has one only."""
_OTHERWISE = frozenset({"niger", "dominica", "guinea"})
"""Countries whose neighbour's people are called as theirs would be by the rule."""
_PEOPLE = ("n", "an", "ian", "i", "ese", "ish")
_LEAST_COUNTRY = 3


def role_key(tokens: Sequence[Token]) -> Key | None:
    """Return the words of a role in any order, titles in full; None for one too long to be repeated."""
    words = [SHORT_TITLES.get(token.lower, token.lower) for token in tokens if token.lower not in _SMALL]
    plain = all(token.is_word for token in tokens)
    return frozenset(words) if plain and 1 < len(words) <= _MOST_WORDS else None


def owned_role_keys(tokens: Sequence[Token]) -> Iterator[Key]:
    """Yield the keys of the role in "Iran's foreign minister": with Iran, and with Iranian.

    Nothing for a phrase that is no role of somebody or something with a name.
    """
    owner = next((at for at, token in enumerate(tokens) if token.possessive), None)
    last = tokens[-1]
    if owner is None or last.capital or last.lower not in _SINGLE or owner + 1 >= len(tokens):
        return
    if not all(token.capital for token in tokens[: owner + 1] if token.lower not in _SMALL):
        return
    key = role_key(tokens)
    if key is None:
        return
    yield key
    country = tokens[owner].lower
    if country not in _OTHERWISE:
        for people in _demonyms(country):
            yield key - {country} | {people}


def _demonyms(country: str) -> Iterator[str]:
    """Yield what the people of a land may be called: Iranian, Russian, Chinese."""
    short = country[:-1] if country[-1] in "aeoy" and len(country) > _LEAST_COUNTRY + 1 else ""
    for ending in _PEOPLE:
        yield country + ending
        if short:
            yield short + ending
