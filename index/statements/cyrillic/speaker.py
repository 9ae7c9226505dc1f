"""Who speaks, in Ukrainian and Russian: the subject of a cue, on either side of it, or the name in its phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.statements.cyrillic.cases import agrees, gender_of_name, is_cyrillic, may_be_nominative
from index.statements.cyrillic.names import capital_run, is_capital, is_role, name_in_run, names_role
from index.statements.cyrillic.stretch import ADJECTIVE, Stretch
from index.statements.phrase import Phrase
from index.statements.tables.cyrillic import (
    BODIES,
    CALL,
    CONJUNCTIONS,
    JOINS,
    LEADS,
    PREPOSITIONS,
    PRONOUNS,
    SAY,
    SETTING_STEMS,
)

_MOST_BARE = 5
_NAMES_IN_O = ("енко", "тро", "вло", "йло", "рко")
_ALONE = {"p": ("и", "і", "ї", "ы", "яне", "ане"), "": tuple("бвгґджзйклмнпрстфхцчшщая")}
"""How a noun ends that may be the subject of a verb in the plural, or of one that tells no gender."""
_DATIVE_PLURAL = ("ам", "ям")


@dataclass(frozen=True, slots=True)
class Subjects(Stretch):
    """Reads phrases out of the tokens of one sentence."""

    def subject(self, begin: int, end: int, gender: str, *, behind: bool) -> Phrase | None:
        """The subject of a verb of ``gender`` among the tokens ``begin:end``; ``behind`` the verb or before it."""
        places = range(begin, end) if behind else range(end - 1, begin - 1, -1)
        for at in places:
            if self.tokens[at].low in PRONOUNS and not self.governed(at, begin):
                return Phrase(at, at + 1, (at, at + 1))
        if gender == "p":
            joined = self._pair(begin, end)
            if joined is not None:
                return joined
        runs = list(capital_run(self.tokens, begin, end))
        for first, last in runs if behind else reversed(runs):
            named = self.named(begin, first, last, gender)
            if named is not None:
                return named
        return self._described(begin, end, gender, behind=behind)

    def _pair(self, begin: int, end: int) -> Phrase | None:
        """Two who speak together, as the article writes them."""
        place = next((at for at in range(begin + 1, end - 1) if self.joins(at)), None)
        if place is None:
            return None
        first = place
        while first > begin and is_capital(self.tokens[first - 1]):
            first -= 1
        runs = list(capital_run(self.tokens, place, end))
        return Phrase(first, runs[0][1], (first, runs[0][1])) if runs else None

    def named(self, begin: int, first: int, last: int, gender: str) -> Phrase | None:
        name = name_in_run(self.tokens, first, last)
        if name is None or name < begin or gender in {"p", "n"} or self.is_abbreviation(name, last):
            return None
        words = tuple(self.word(at) for at in range(name, last))
        if not may_be_nominative(words[0]) or (len(words) > 1 and not _fits(words, gender)):
            return None
        if name > begin and self.tokens[name - 1].low in BODIES and not is_cyrillic(words[0]):
            return None
        role = self._role(begin, name, gender)
        if len(words) == 1:
            known = self._known(words[0], gender)
            if known is None and (self._is_noun(name, begin) or not self._stands(begin, name, gender)):
                return None
            words = known or words
        return self.phrase(name, last, words, role)

    def _is_noun(self, at: int, begin: int) -> bool:
        """A noun, or its adjective, with a capital only because the sentence begins with it: Чиновник заявив."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else self.tokens[at]
        noun = any(names_role(token) or token.low in BODIES for token in (self.tokens[at], following))
        return noun and (at == 0 or not self.tokens[at - 1].is_word) and begin <= 1

    def _stands(self, begin: int, name: int, gender: str) -> bool:
        """Whether a lone capital word is a surname, and no genitive: речник Коваль, but not речниця Києва."""
        adverb = name == 0 and self.tokens[name].low.endswith("о") and not self.tokens[name].low.endswith(_NAMES_IN_O)
        if name == begin or not self._hangs(begin, name):
            return not adverb
        return is_role(self.tokens[name - 1]) and agrees(gender, self.word(name))

    def _hangs(self, begin: int, name: int) -> bool:
        """Whether the word before a lone capital is a noun that it may belong to: речниця Києва."""
        return name > begin and self.tokens[name - 1].low not in LEADS | PREPOSITIONS

    def _known(self, surname: str, gender: str) -> tuple[str, ...] | None:
        """The full name that a surname stands for, where only one fits the verb."""
        fitting = [name for name in self.people.alike(surname, subject=True) if _fits(name, gender)]
        return fitting[0] if len(fitting) == 1 else None

    def phrase(self, name: int, end: int, person: tuple[str, ...], role: int | None) -> Phrase:
        if role is None:
            return Phrase(name, end, (name, end), person)
        return Phrase(role, end, (name, end), person, (self.tokens[role].start, self.tokens[name - 1].end))

    def _role(self, begin: int, name: int, gender: str) -> int | None:
        """Where the role before a name begins: with its first noun for a person, and the adjectives before that."""
        noun = next(
            (at for at in range(begin, name) if names_role(self.tokens[at]) and not self.governed(at, begin)), None
        )
        if noun is None:
            return begin if self._is_all_role(begin, name, gender) else None
        at = noun
        while at > begin and self.tokens[at - 1].low.endswith(ADJECTIVE) and not self.outside(at - 1, begin):
            at -= 1
        return at

    def roles(self) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
        """Names in the nominative with the role before them, as spans of characters, wherever the sentence has them."""
        for first, last in capital_run(self.tokens, 0, len(self.tokens)):
            name = name_in_run(self.tokens, first, last)
            if name is None or last - name == 1 or not may_be_nominative(self.word(name)):
                continue
            role = self._role(self.left(name, plural=False), name, "")
            if role is not None:
                words = tuple(self.word(at) for at in range(name, last))
                yield words, (self.tokens[role].start, self.tokens[name - 1].end)

    def _is_all_role(self, begin: int, name: int, gender: str) -> bool:
        """Whether all words between ``begin`` and a name describe it, though none is in a table.

        They do where they open the sentence or follow the verb, and their first word fits it.
        """
        first = self.tokens[begin]
        if not 0 < name - begin < _MOST_BARE or gender not in {"m", "f"} or first.low in LEADS | PREPOSITIONS | JOINS:
            return False
        opens = begin == 0 or (self.tokens[begin - 1].low in SAY and not first.capital)
        return opens and first.is_word and agrees(gender, first.low)

    def _described(self, begin: int, end: int, gender: str, *, behind: bool) -> Phrase | None:
        """A speaker without a name: речниця поліції, міністерство оборони, МЗС, «Хвиля», у поліції."""
        for at in range(begin, end):
            token = self.tokens[at]
            if self.governed(at, begin):
                continue
            if (names_role(token) and _may_serve(gender, token.low)) or (
                token.low in BODIES and agrees(gender, token.low)
            ):
                first = at
                while first > begin and self._qualifies(first - 1, begin):
                    first -= 1
                last = self.noun_end(at + 1, end)
                return Phrase(first, last, (first, last))
        for at in range(begin, end):
            token = self.tokens[at]
            proper = self.is_title(at) or (is_capital(token) and not is_cyrillic(token.low)) or self.initials(at)
            if proper and not self.governed(at, begin) and gender != "p":
                last = at + 1
                while last < end and is_capital(self.tokens[last]) and not is_cyrillic(self.tokens[last].low):
                    last += 1
                return Phrase(at, last, (at, last))
        if gender == "p":
            return self._place(begin, end) or self._bare(begin, end, gender, behind=behind)
        return self._bare(begin, end, gender, behind=behind)

    def _qualifies(self, at: int, begin: int) -> bool:
        low = self.tokens[at].low
        owner = low in {"його", "її", "їхній", "їхня", "его", "её", "ее", "их"}
        return owner or (low.endswith(ADJECTIVE) and not self.outside(at, begin))

    def _place(self, begin: int, end: int) -> Phrase | None:
        """У поліції повідомили: an organisation told as a place."""
        for at in range(end - 2, begin - 1, -1):
            low = self.tokens[at + 1].low
            if (
                self.tokens[at].low in {"у", "в", "во", "на"}
                and not low.startswith(SETTING_STEMS)
                and not low.isdigit()
            ):
                last = self.noun_end(at + 1, end)
                return Phrase(at, last, (at, last))
        return None

    def _bare(self, begin: int, end: int, gender: str, *, behind: bool) -> Phrase | None:
        """One noun, where it is all there is beside the cue: пояснює садівниця."""
        at = begin if behind else end - 1
        if not 0 < end - begin <= _MOST_BARE or (not behind and end - begin > 1):
            return None
        low = self.tokens[at].low
        if behind and self.tokens[begin - 1].low in CALL:
            return None
        if low in LEADS | PREPOSITIONS | CONJUNCTIONS or low.endswith(_DATIVE_PLURAL):
            return None
        if gender in {"p", ""} and (end - begin > 1 or not low.endswith(_ALONE[gender])):
            return None
        if not is_cyrillic(low) or not agrees(gender, low) or (behind and self.noun_end(at + 1, end) != end):
            return None
        return Phrase(at, end if behind else at + 1, (at, end if behind else at + 1))


def _may_serve(gender: str, noun: str) -> bool:
    """Nouns of men serve for women too: лікар сказала."""
    return agrees(gender, noun) or (gender == "f" and agrees("m", noun))


def _fits(name: Sequence[str], gender: str) -> bool:
    """Whether a full name in the nominative may be the subject of a verb of that gender."""
    told = gender_of_name(name[0])
    return not told or gender not in {"m", "f"} or told == gender
