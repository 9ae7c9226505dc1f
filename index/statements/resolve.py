"""From a mention to a speaker: surnames to full names, "he" and "the analyst" to whom they stand for, where safe.

A pronoun is resolved to the speaker before it only, in the same paragraph or the one before, and only where nobody
else is named in between outside that speaker's own words. Anything less sure keeps the article's own word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.names import People, capital_runs, person_words, surname_of
from index.statements.report import Found
from index.statements.tables.grammar import DETERMINERS
from index.statements.tables.people import (
    FEMININE,
    FEMININE_ROLES,
    MASCULINE,
    MASCULINE_ROLES,
    ONE_PERSON,
    PARTIES,
    PRONOUNS,
    ROLE_NOUNS,
)
from index.statements.tokens import Sentence, Token

_MOST_SPEAKER_WORDS = 8
_HONORIFICS = frozenset({"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr.", "dr"})


_OWNERS = frozenset({"its", "his", "her", "their", "його", "її", "їхній", "его", "её", "их"})
_OBLIQUE = frozenset({"за", "на", "по"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of one statement: the name to show, the role, and whether the name is a person's."""

    name: str
    role: str | None
    person: bool


@dataclass(slots=True)
class Resolver:
    """Goes through the statements of one article in the order of their speakers' mentions."""

    text: str
    parts: Sequence[Sentence]
    people: People
    roles: dict[str, str] = field(default_factory=dict)
    nominatives: set[str] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)
    last: tuple[Found, Speaker] | None = None

    def learn(self, items: Sequence[Found]) -> None:
        """Collects what the article says of each speaker, wherever it says it."""
        for item in items:
            oblique = self.text[item.cue[0] : item.cue[1]].lower().split()[0] in _OBLIQUE
            if item.phrase.person and not oblique:
                self.nominatives.add(self._full(item.phrase.person))
            if item.phrase.person and item.phrase.role and not oblique:
                role = _readable(self.text[slice(*item.phrase.role)])
                name = self._full(item.phrase.person)
                if len(role) > len(self.roles.get(name, "")):
                    self.roles[name] = role
        for part in self.parts:
            for number, token in enumerate(part.tokens[:-1]):
                if token.low in _HONORIFICS - {"dr.", "dr"}:
                    gender = "f" if token.low.strip(".") in FEMININE else "m"
                    name = part.tokens[number + 1].low
                    self.genders[name] = gender if self.genders.get(name, gender) == gender else "?"

    def speaker(self, item: Found) -> Speaker | None:
        """Whom a statement belongs to; None where that cannot be said in eight words."""
        tokens = self.parts[item.sentence].tokens
        first, end = item.phrase.name
        found: Speaker | None
        if item.phrase.person:
            found = self._person(item, tokens)
        elif tokens[first].low in ONE_PERSON:
            found = self._pronoun(item, tokens[first])
        else:
            found = self._description(item, tokens[first:end])
        if found is not None and tokens[first].low not in PRONOUNS - ONE_PERSON:
            self.last = (item, found)
        return found

    def _full(self, words: tuple[str, ...]) -> str:
        return " ".join(self.people.fullest(words) or words)

    def _person(self, item: Found, tokens: Sequence[Token]) -> Speaker:
        words = item.phrase.person
        full = self.people.fullest(words)
        name = " ".join(full or words)
        if self.text[item.cue[0] : item.cue[1]].lower().split()[0] in _OBLIQUE:
            name = self._nominative(name)
        place = item.phrase.name[0]
        if full is None and len(words) == 1 and place and tokens[place - 1].low in _HONORIFICS:
            name = self.text[tokens[place - 1].start : tokens[place - 1].end] + " " + name
        role = _readable(self.text[slice(*item.phrase.role)]) if item.phrase.role else self.roles.get(name)
        return Speaker(name, role, person=True)

    def _nominative(self, name: str) -> str:
        """The same name as another statement gives it: after "за словами" a name stands in another case."""
        words = name.split()
        alike = [
            other
            for other in self.nominatives
            if len(other.split()) == len(words)
            and all(_same_stem(one, two) for one, two in zip(other.split(), words, strict=True))
        ]
        return alike[0] if len(alike) == 1 else name

    def _pronoun(self, item: Found, token: Token) -> Speaker:
        unknown = Speaker(token.low, None, person=False)
        if self.last is None or not self.last[1].person:
            return unknown
        earlier, known = self.last
        here, there = self.parts[item.sentence].block, self.parts[earlier.sentence].block
        if here - there > 1 or earlier.cue[0] > token.start or self._gender(known) not in {_gender_of(token), ""}:
            return unknown
        return unknown if self._names_another(item, earlier, known, token) else known

    def _gender(self, known: Speaker) -> str:
        words = set((known.role or "").lower().split())
        if words & FEMININE_ROLES:
            return "f"
        if words & MASCULINE_ROLES:
            return "m"
        return self.genders.get(surname_of(known.name.split()), "")

    def _names_another(self, item: Found, earlier: Found, known: Speaker, token: Token) -> bool:
        """Whether somebody else is named between two mentions, outside the words of the earlier speaker."""
        begin = self.parts[earlier.sentence].tokens[earlier.phrase.end - 1].end
        for part in self.parts[earlier.sentence : item.sentence + 1]:
            for first, last in capital_runs(part.tokens):
                start = part.tokens[first].start
                if start < begin or start >= token.start or earlier.start <= start < earlier.end:
                    continue
                words = person_words(self.text, part.tokens[first:last]) if last - first < 12 else ()
                if words and surname_of(words) in self.people.by_surname and self._full(words) != known.name:
                    return True
        return False

    def _description(self, item: Found, tokens: Sequence[Token]) -> Speaker | None:
        """ "the analyst" where one known person only is called so; else the article's words."""
        if tokens[0].low == "the" and tokens[-1].low in ROLE_NOUNS and self.last is not None:
            called = [name for name, role in self.roles.items() if tokens[-1].low in role.lower().split()]
            if len(called) == 1 and called[0] == self.last[1].name:
                return Speaker(called[0], self.roles[called[0]], person=True)
        words = self.text[tokens[0].start : tokens[-1].end].split()
        common = tokens[0].low in ROLE_NOUNS - PARTIES and not any(token.capital for token in tokens[1:])
        if tokens[0].low in DETERMINERS or common:
            words[0] = words[0].lower()
        if len(words) > _MOST_SPEAKER_WORDS:
            return None
        role = _readable(self.text[slice(*item.phrase.role)]) if item.phrase.role else None
        return Speaker(" ".join(words), role, person=False)


def _same_stem(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 3 and shared >= min(len(one), len(other)) - 2


def _gender_of(token: Token) -> str:
    return "f" if token.low in FEMININE else "m" if token.low in MASCULINE else ""


def _readable(role: str) -> str:
    """A role away from its sentence: "Its mayor" is the mayor of nobody knows what, "A baker" begins no sentence."""
    first, _, rest = role.partition(" ")
    if rest and first.lower() in _OWNERS:
        return rest
    return f"{first.lower()} {rest}" if rest and first.lower() in DETERMINERS else role
