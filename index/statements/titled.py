"""Things that have a name of their own, such as a blog called Mill Days, which is no person's name."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.grammar import NAME_JOINTS, TIME_WORDS, WEEKDAYS_AND_MONTHS
from index.statements.tables.outlets import BLOGS, CALLED, NAMED_THINGS, OUTLET_NOUNS
from index.statements.tokens import Token

_THINGS = BLOGS | NAMED_THINGS | OUTLET_NOUNS
_ONLY_THINGS = frozenset({"titled", "entitled"})


def names_thing(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` gives a thing, and no person, the name that follows: a blog [called] Mill Days."""
    if at < 1 or tokens[at].lower not in CALLED or tokens[at].capital:
        return False
    return tokens[at].lower in _ONLY_THINGS or tokens[at - 1].lower in _THINGS


def find_named_things(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return noun and end of each thing that has a name in capitals."""
    found: list[tuple[int, int]] = []
    for at in range(1, len(tokens) - 1):
        if names_thing(tokens, at):
            end = find_name_end(tokens, at + 1)
            if end > at + 1:
                found.append((at - 1, end))
    return found


def find_name_end(tokens: Sequence[Token], begin: int) -> int:
    """Return the end of the name from token ``begin``: words with a capital and the small ones between them."""
    at = begin
    while at < len(tokens) and tokens[at].is_word:
        if not tokens[at].capital or is_time_word(tokens, at):
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            inside = at > begin and tokens[at].lower in NAME_JOINTS and following is not None and following.capital
            if not inside:
                break
        at += 1
    return at


def is_time_word(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word tells when and is no part of a name: [Monday], but not the last of "Mill Days Today"."""
    token = tokens[at]
    in_name = token.capital and at > 0 and tokens[at - 1].capital and token.lower not in WEEKDAYS_AND_MONTHS
    return token.lower in TIME_WORDS and not in_name
