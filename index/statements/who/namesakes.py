"""People whose surname is what others do for a living or are called by: Ada Baker is Baker, and "the baker" is not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from index.statements.report import Found
from index.statements.tables.grammar import DETERMINERS
from index.statements.tables.people import MR, NOT_NAMES
from index.statements.tokens import Sentence, Token
from index.statements.who.names import RANKS, is_headline, spelling
from index.statements.who.people import EnglishPeople, Named


def namesakes(people: EnglishPeople) -> frozenset[str]:
    """The surnames, in lower case, of full names of the article by which a role is called as well."""
    return frozenset(surname for surname in people.by_surname if surname in RANKS)


def with_namesakes(
    parts: Sequence[Sentence], named: Sequence[list[Named]], surnames: Collection[str]
) -> Sequence[list[Named]]:
    """``named``, the names of each sentence, with the ``surnames`` that stand alone."""
    if not surnames:
        return named
    return [_in_sentence(part.tokens, names, surnames) for part, names in zip(parts, named, strict=True)]


def _in_sentence(tokens: Sequence[Token], names: list[Named], surnames: Collection[str]) -> list[Named]:
    covered = {at for one in names for at in range(one.first, one.end)}
    alone = [
        Named(at, at + 1, (spelling(token),))
        for at, token in enumerate(tokens)
        if token.low in surnames and at not in covered and _stands_alone(tokens, at)
    ]
    return sorted([*names, *alone], key=lambda one: one.first) if alone and not is_headline(tokens) else names


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word has a capital and is no rank before a name, no end of a longer one and not "the Judge"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not tokens[at].capital or (after is not None and after.capital and after.is_word and not tokens[at].possessive):
        return False
    before = tokens[at - 1] if at else None
    if before is None or before.low in MR:
        return True
    return before.low not in DETERMINERS and not (before.capital and before.is_word and before.low not in NOT_NAMES)


def as_person(parts: Sequence[Sentence], item: Found, surnames: Collection[str]) -> Found:
    """A report whose speaker is a surname alone names a person."""
    first, end = item.phrase.name
    tokens = parts[item.sentence].tokens
    if item.phrase.person or end - first != 1 or tokens[first].low not in surnames or not _stands_alone(tokens, first):
        return item
    return replace(item, phrase=replace(item.phrase, person=(spelling(tokens[first]),)))
