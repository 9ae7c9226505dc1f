"""Roles by their place: "Oldbridge's mayor" is whoever is "the mayor of Oldbridge" or "Oldbridge Mayor"."""

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
_LEAST_STEM = 3


def role_key(tokens: Sequence[Token]) -> Key | None:
    """The words of a role in any order, titles in full; None for one too long to be said again."""
    words = [SHORT_TITLES.get(token.low, token.low) for token in tokens if token.low not in _SMALL]
    plain = all(token.is_word for token in tokens)
    return frozenset(words) if plain and 1 < len(words) <= _MOST_WORDS else None


def keys_of_owned(tokens: Sequence[Token]) -> Iterator[Key]:
    """What the role in "Iran's foreign minister" may be filed under: with Iran, and with Iranian.

    Nothing for a phrase that is no role of somebody or something with a name.
    """
    owner = next((at for at, token in enumerate(tokens) if token.possessive), None)
    last = tokens[-1]
    if owner is None or last.capital or last.low not in _SINGLE or owner + 1 >= len(tokens):
        return
    if not all(token.capital for token in tokens[: owner + 1] if token.low not in _SMALL):
        return
    key = role_key(tokens)
    if key is None:
        return
    yield key
    land = tokens[owner].low
    if land not in _OTHERWISE:
        for people in _peoples(land):
            yield key - {land} | {people}


def _peoples(land: str) -> Iterator[str]:
    """Iranian, Russian, Chinese: what the people of a land may be called."""
    short = land[:-1] if land[-1] in "aeoy" and len(land) > _LEAST_STEM + 1 else ""
    for ending in _PEOPLE:
        yield land + ending
        if short:
            yield short + ending
