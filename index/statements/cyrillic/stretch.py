"""A sentence as stretches of words, in Ukrainian and Russian: how far one reaches on either side of a cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.statements.cyrillic.names import is_body, is_capital, is_role, names_role
from index.statements.cyrillic.people import SlavicPeople
from index.statements.tables.cyrillic import BODIES, CONJUNCTIONS, JOINS, LEADS, PREPOSITIONS, PRONOUNS, SAY
from index.statements.tokens import Token

MOST_STRETCH = 20
ADJECTIVE = (
    *("ий", "ій", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ні", "ві", "кі", "ька", "на", "ва", "ша"),
    *("та", "шня", "дня", "вня"),
)
"""How adjectives end in the nominative."""
_MOST_TITLE_WORDS = 5
_MOST_OFFICE = 6
_VERBAL = ("в", "ла", "ли", "ло", "ся", "л", "лась", "ть", "лись")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens of one sentence; ``people`` are those that the article names."""

    tokens: Sequence[Token]
    people: SlavicPeople

    def word(self, at: int) -> str:
        return self.tokens[at].text

    def is_title(self, at: int) -> bool:
        """Whether a quotation is the name of a thing: завод «Прометей», «Хвиля» повідомляє."""
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
        return self.tokens[at].is_word or self.tokens[at].low == "&" or self.is_title(at)

    def left(self, cue: int, *, plural: bool) -> int:
        """Where the stretch of words that ends before token ``cue`` begins."""
        at = cue
        while at > 0 and cue - at < MOST_STRETCH and self.is_part(at - 1):
            joins = (plural and self.joins(at - 1)) or self._in_office(at - 1)
            if self.tokens[at - 1].low in CONJUNCTIONS and not joins:
                break
            at -= 1
        return at

    def right(self, begin: int, *, plural: bool = False) -> int:
        """Where the stretch of words that begins at token ``begin`` ends."""
        at = begin
        while at < len(self.tokens) and at - begin < MOST_STRETCH and self.is_part(at):
            low = self.tokens[at].low
            joins = (plural and self.joins(at)) or self._in_office(at) or self._emphasises(at)
            if low in CONJUNCTIONS and at > begin and not joins:
                break
            at += 1
        return at

    def joins(self, at: int) -> bool:
        """Іван Коваль та Олена Мельник."""
        if self.tokens[at].low not in JOINS or not 0 < at < len(self.tokens) - 1:
            return False
        return is_capital(self.tokens[at - 1]) and (is_capital(self.tokens[at + 1]) or is_role(self.tokens[at + 1]))

    def _emphasises(self, at: int) -> bool:
        """Сказав «Хвилі» й Іван Коваль: "also", no second subject."""
        return self.tokens[at].low in JOINS and at > 0 and self.is_title(at - 1)

    def _in_office(self, at: int) -> bool:
        """Міністр освіти і науки: "and" within what an office or a body is called."""
        if self.tokens[at].low not in JOINS or not 1 < at < len(self.tokens) - 1:
            return False
        following = self.tokens[at + 1]
        if is_capital(following) or names_role(following) or following.low in BODIES | PRONOUNS | SAY | LEADS:
            return False
        heads = (token for token in self.tokens[max(0, at - _MOST_OFFICE) : at - 1])
        plain = not is_capital(self.tokens[at - 1]) and not self.tokens[at - 1].low.endswith(_VERBAL)
        return plain and any(names_role(token) or token.low in BODIES for token in heads)

    def governed(self, at: int, begin: int) -> bool:
        return at > begin and self.tokens[at - 1].low in PREPOSITIONS

    def outside(self, at: int, begin: int) -> bool:
        low = self.tokens[at].low
        return low in LEADS | PREPOSITIONS | CONJUNCTIONS or self.governed(at, begin) or is_body(self.tokens[at])

    def initials(self, at: int) -> bool:
        return len(self.tokens[at].low) > 1 and self.word(at).isupper()

    def noun_end(self, begin: int, end: int) -> int:
        at = begin
        while at < end and self.tokens[at].low not in PREPOSITIONS | LEADS:
            at += 1
        return at

    def is_abbreviation(self, name: int, last: int) -> bool:
        return all(len(self.word(at)) > 1 and self.word(at).isupper() for at in range(name, last))
