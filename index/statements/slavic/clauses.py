"""Clause boundaries and segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.statements.lexicon.grammar import DASHES
from index.statements.lexicon.slavic import (
    ACCORDING,
    BODIES,
    CONJUNCTIONS,
    GERUNDS,
    JOINS,
    LEADS,
    OWNERS,
    PREPOSITIONS,
    PRONOUNS,
    REPORTED_AS,
    SAY,
    THAT,
    TURNS,
    UNSAID,
)
from index.statements.slavic.names import SlavicPeople, is_capital, is_nominative_role, is_organisation_noun, is_role
from index.statements.tokens import Token

_QUALIFIES = ("ими", "іми", "ыми", "ым", "им", "ою", "ої", "ой")
_MOST_TURN = 10
_ENDS = frozenset({".", "!", "?", "…", ":"})


def find_according_end(tokens: Sequence[Token], at: int) -> int | None:
    """Return the last token of "за словами", "за її словами" and the like that begins at ``at``, or None."""
    if tokens[at].lower == "згідно":
        near = [token.lower for token in tokens[at + 1 : at + 3]]
        return at + 2 if len(near) > 1 and near[0] in {"з", "із", "зі"} and near[1] in ACCORDING["за"] else None
    nouns = ACCORDING.get(tokens[at].lower)
    if nouns is None or at + 1 >= len(tokens):
        return None
    if tokens[at + 1].lower in nouns:
        return at + 1
    between = tokens[at + 1].lower in OWNERS or tokens[at + 1].lower.endswith(_QUALIFIES)
    owned = between and at + 2 < len(tokens) and tokens[at + 2].lower in nouns
    return at + 2 if owned else None


def leaves_content(tokens: Sequence[Token], at: int) -> bool:
    """Return whether another report begins at ``at``, a comma, a dash or a conjunction: ", пояснив він", "і додав"."""
    place = at
    while place < len(tokens) and tokens[place].lower in DASHES | {","}:
        place += 1
    if place >= len(tokens):
        return False
    if place > at and _opens_report(tokens, place):
        return True
    if tokens[place].lower not in TURNS:
        return False
    near = tokens[place + 1 : place + 3]
    if near and (near[0].lower in SAY or (near[0].lower in LEADS and near[-1].lower in SAY)):
        return True
    return place > at and (_names_source(tokens, place + 1) or _is_report_clause(tokens, place + 1))


def _opens_report(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a report opens after a comma or dash: "повідомила поліція", "додавши, що"."""
    lower = tokens[at].lower
    if lower in REPORTED_AS:
        return any(token.lower in SAY for token in tokens[at + 1 : at + 3])
    return lower in SAY or (lower in GERUNDS and _introduces_content(tokens, at + 1)) or _names_source(tokens, at)


def _names_source(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "за словами" and the like begin at ``at``."""
    return at < len(tokens) and find_according_end(tokens, at) is not None


def _is_report_clause(tokens: Sequence[Token], begin: int) -> bool:
    """Return whether a clause from ``begin`` on is a report: "поліція додала, що"."""
    for at, token in enumerate(tokens[begin : begin + _MOST_TURN], begin):
        if token.lower in SAY:
            return _introduces_content(tokens, at + 1) or find_that(tokens, at + 1, _MOST_TURN) is not None
        if not token.is_word or token.lower in UNSAID:
            return False
    return False


def _introduces_content(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the content follows: a comma with "що", a colon or a quotation."""
    if at >= len(tokens):
        return False
    if tokens[at].lower == ",":
        return at + 1 < len(tokens) and tokens[at + 1].lower in THAT
    return tokens[at].lower == ":" or tokens[at].is_quote


def find_clause_end(tokens: Sequence[Token], begin: int) -> int:
    """Return the token after the content that begins at ``begin``; the closing mark is left out."""
    depth = 0
    for at in range(begin, len(tokens)):
        lower = tokens[at].lower
        depth += (lower == "(") - (lower == ")")
        if depth < 0 or lower == ";":
            return at
        if (
            at > begin
            and not depth
            and (lower in TURNS or lower in DASHES or lower == ",")
            and leaves_content(tokens, at)
        ):
            return at
    end = len(tokens)
    while end > begin and tokens[end - 1].lower in _ENDS:
        end -= 1
    return end


def find_that(tokens: Sequence[Token], begin: int, most: int = 14) -> int | None:
    """Return the token "що" of ", що" close after a cue; words and short asides may stand in between."""
    for at in range(begin, min(len(tokens) - 1, begin + most)):
        lower = tokens[at].lower
        if lower == "," and tokens[at + 1].lower in THAT:
            return at + 1
        if lower in {",", ";", ":", "."} | DASHES or (lower in SAY and at > begin):
            return None
    return None


def find_clause_begin(tokens: Sequence[Token], end: int, floor: int = 0) -> int:
    """Return where a clause that ends at ``end`` begins, not before ``floor``: less linking words and stray marks."""
    begin = floor
    while begin < end and (
        not (tokens[begin].is_word or tokens[begin].is_quote) or _is_linking_word(tokens, begin, end)
    ):
        begin += 1
    return begin


def _is_linking_word(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a token links a clause that goes on to the one before."""
    return tokens[at].lower in TURNS and at + 1 < end


MOST_STRETCH = 20
ADJECTIVE = (
    *("ий", "ій", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ні", "ві", "кі", "ька", "на", "ва", "ша"),
    *("та", "шня", "дня", "вня"),
)
"""Endings of adjectives in the nominative."""
_MOST_TITLE_WORDS = 5
_MOST_OFFICE = 6
_VERBAL = ("в", "ла", "ли", "ло", "ся", "л", "лась", "ть", "лись")


@dataclass(frozen=True, slots=True)
class WordStretches:
    """The tokens of one sentence as stretches of words; ``people`` are those that the article names."""

    tokens: Sequence[Token]
    people: SlavicPeople

    def word(self, at: int) -> str:
        """Return token ``at`` as the article writes it."""
        return self.tokens[at].text

    def is_title(self, at: int) -> bool:
        """Return whether a quotation is the name of a thing: завод «Прометей», «Хвиля» повідомляє."""
        token = self.tokens[at]
        if not token.is_quote or not token.tail.isalnum():
            return False
        inside = token.text[1:-1]
        short = len(inside.split(None, _MOST_TITLE_WORDS)) <= _MOST_TITLE_WORDS
        if not short or not (inside[:1].isupper() or inside[:1].isdigit()):
            return False
        if at and self.tokens[at - 1].is_word:
            return True
        return at == 0 and at + 1 < len(self.tokens) and self.tokens[at + 1].is_word

    def is_part(self, at: int) -> bool:
        """Return whether a token may stand inside a stretch of words."""
        return self.tokens[at].is_word or self.tokens[at].lower == "&" or self.is_title(at)

    def find_left_edge(self, cue: int, *, plural: bool) -> int:
        """Return where the stretch of words that ends before token ``cue`` begins."""
        at = cue
        while at > 0 and cue - at < MOST_STRETCH and self.is_part(at - 1):
            joins = (plural and self.joins_speakers(at - 1)) or self._is_within_office(at - 1)
            if self.tokens[at - 1].lower in CONJUNCTIONS and not joins:
                break
            at -= 1
        return at

    def find_right_edge(self, begin: int, *, plural: bool = False) -> int:
        """Return where the stretch of words that begins at token ``begin`` ends."""
        at = begin
        while at < len(self.tokens) and at - begin < MOST_STRETCH and self.is_part(at):
            lower = self.tokens[at].lower
            joins = (plural and self.joins_speakers(at)) or self._is_within_office(at) or self._is_also(at)
            if lower in CONJUNCTIONS and at > begin and not joins:
                break
            at += 1
        return at

    def joins_speakers(self, at: int) -> bool:
        """Return whether "та" joins two speakers: Іван Коваль та Олена Мельник."""
        if self.tokens[at].lower not in JOINS or not 0 < at < len(self.tokens) - 1:
            return False
        return is_capital(self.tokens[at - 1]) and (is_capital(self.tokens[at + 1]) or is_role(self.tokens[at + 1]))

    def _is_also(self, at: int) -> bool:
        """Return whether "й" means "also", and brings no second subject: Сказав «Хвилі» й Іван Коваль."""
        return self.tokens[at].lower in JOINS and at > 0 and self.is_title(at - 1)

    def _is_within_office(self, at: int) -> bool:
        """Return whether "and" stands within the name of an office or a body: Міністр освіти і науки."""
        if self.tokens[at].lower not in JOINS or not 1 < at < len(self.tokens) - 1:
            return False
        following = self.tokens[at + 1]
        if is_capital(following) or is_nominative_role(following) or following.lower in BODIES | PRONOUNS | SAY | LEADS:
            return False
        heads = (token for token in self.tokens[max(0, at - _MOST_OFFICE) : at - 1])
        plain = not is_capital(self.tokens[at - 1]) and not self.tokens[at - 1].lower.endswith(_VERBAL)
        return plain and any(is_nominative_role(token) or token.lower in BODIES for token in heads)

    def is_governed(self, at: int, begin: int) -> bool:
        """Return whether a preposition stands right before token ``at``."""
        return at > begin and self.tokens[at - 1].lower in PREPOSITIONS

    def is_outside(self, at: int, begin: int) -> bool:
        """Return whether token ``at`` is no part of a noun phrase."""
        lower = self.tokens[at].lower
        return (
            lower in LEADS | PREPOSITIONS | CONJUNCTIONS
            or self.is_governed(at, begin)
            or is_organisation_noun(self.tokens[at])
        )

    def is_acronym(self, at: int) -> bool:
        """Return whether a token is written in capitals."""
        return len(self.tokens[at].lower) > 1 and self.word(at).isupper()

    def find_noun_end(self, begin: int, end: int) -> int:
        """Return where the noun phrase from ``begin`` ends: before a preposition or a linking word."""
        at = begin
        while at < end and self.tokens[at].lower not in PREPOSITIONS | LEADS:
            at += 1
        return at

    def is_abbreviation(self, name: int, last: int) -> bool:
        """Return whether all words of a name are written in capitals."""
        return all(len(self.word(at)) > 1 and self.word(at).isupper() for at in range(name, last))
