"""Stretches of words on either side of a cue in Ukrainian and Russian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.statements.cyrillic.names import is_capital, is_nominative_role, is_organisation_noun, is_role
from index.statements.cyrillic.people import SlavicPeople
from index.statements.tables.cyrillic import BODIES, CONJUNCTIONS, JOINS, LEADS, PREPOSITIONS, PRONOUNS, SAY
from index.statements.tokens import Token

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
