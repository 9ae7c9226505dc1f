"""People whose surname is a word for a role: Ada Baker is Baker, and "the baker" is not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from index.statements.report import SpeechReport
from index.statements.tables.grammar import DETERMINERS
from index.statements.tables.people import MR, NOT_NAMES
from index.statements.tokens import Sentence, Token
from index.statements.who.names import RANKS, is_headline, strip_possessive
from index.statements.who.people import EnglishPeople, NamedMention


def find_role_surnames(people: EnglishPeople) -> frozenset[str]:
    """Return the surnames, in lower case, of full names of the article that are words for a role as well."""
    return frozenset(surname for surname in people.by_surname if surname in RANKS)


def add_role_surnames(
    sentences: Sequence[Sentence], named: Sequence[list[NamedMention]], surnames: Collection[str]
) -> Sequence[list[NamedMention]]:
    """Return the names of each sentence with the ``surnames`` that stand alone."""
    if not surnames:
        return named
    return [
        _add_in_sentence(sentence.tokens, names, surnames) for sentence, names in zip(sentences, named, strict=True)
    ]


def _add_in_sentence(
    tokens: Sequence[Token], names: list[NamedMention], surnames: Collection[str]
) -> list[NamedMention]:
    """Return the names of one sentence with the ``surnames`` that stand alone."""
    covered = {at for one in names for at in range(one.first, one.end)}
    alone = [
        NamedMention(at, at + 1, (strip_possessive(token),))
        for at, token in enumerate(tokens)
        if token.lower in surnames and at not in covered and _stands_alone(tokens, at)
    ]
    return sorted([*names, *alone], key=lambda one: one.first) if alone and not is_headline(tokens) else names


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a capital word is no rank before a name, no end of a longer one and not "the Judge"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not tokens[at].capital or (after is not None and after.capital and after.is_word and not tokens[at].possessive):
        return False
    before = tokens[at - 1] if at else None
    if before is None or before.lower in MR:
        return True
    return before.lower not in DETERMINERS and not (before.capital and before.is_word and before.lower not in NOT_NAMES)


def mark_person(sentences: Sequence[Sentence], report: SpeechReport, surnames: Collection[str]) -> SpeechReport:
    """Return a report whose speaker is a surname alone as one that names a person."""
    first, end = report.phrase.mention
    tokens = sentences[report.sentence].tokens
    if (
        report.phrase.person
        or end - first != 1
        or tokens[first].lower not in surnames
        or not _stands_alone(tokens, first)
    ):
        return report
    return replace(report, phrase=replace(report.phrase, person=(strip_possessive(tokens[first]),)))
