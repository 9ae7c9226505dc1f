"""What an article tells of its people, wherever it tells it: roles, gender, and that they are people at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.report import SpeechReport
from index.statements.tables.first_names import FIRST_NAMES
from index.statements.tables.people import MR, TITLES
from index.statements.tokens import Sentence, Token
from index.statements.who.names import surname_of
from index.statements.who.people import EnglishPeople, NamedMention, gender_of_first_name
from index.statements.who.roles import Roles, find_owned_role, find_owner_begin, find_role_before, find_role_behind

NOBODY = "?"
"""Prefix of the key of a person without a name; the gender and a space follow."""

_RANKS = MR | TITLES
_OPENING_BLOCKS = 2
_MOST_EARLY = 2


@dataclass(slots=True)
class Cast:
    """The roles and genders of the people of an article, and which names are of people at all.

    ``persons`` holds surnames; ``unnamed`` those that the article uses for somebody whom it never names in full.
    """

    people: EnglishPeople
    roles: Roles = field(default_factory=Roles)
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def learn(
        self, sentences: Sequence[Sentence], named: Sequence[Sequence[NamedMention]], reports: Sequence[SpeechReport]
    ) -> None:
        """Collect what titles, descriptions, honorifics and reports of speech tell in the whole article."""
        self.persons.update(surname_of(report.phrase.person) for report in reports if report.phrase.person)
        for sentence, names in zip(sentences, named, strict=True):
            for one in names:
                full = self.people.find_fullest(one.words)
                if full is not None:
                    self._learn_from_mention(" ".join(full), sentence.tokens, one)
        self._find_unnamed(sentences, named)

    def _learn_from_mention(self, name: str, tokens: Sequence[Token], named: NamedMention) -> None:
        """Collect what stands beside one mention of ``name``: age, honorific and roles."""
        if [token.lower.isdigit() for token in tokens[named.end : named.end + 2]] == [False, True]:
            self.persons.add(surname_of(name.split()))  # Jane Roe, 43
        if named.gender:
            self.genders[name] = named.gender if self.genders.get(name, named.gender) == named.gender else ""
        for span in (find_role_before(tokens, named), find_role_behind(tokens, named), find_owned_role(tokens, named)):
            if span is not None:
                words = tokens[slice(*span)]
                self.roles.add(name, (words[0].start, words[-1].end), words)
        title = find_role_before(tokens, named)
        if title is not None and title[0] and tokens[title[0] - 1].possessive and tokens[title[0] - 1].capital:
            self.roles.index_role(name, tokens[find_owner_begin(tokens, title[0] - 1) : title[1]])

    def _find_unnamed(self, sentences: Sequence[Sentence], named: Sequence[Sequence[NamedMention]]) -> None:
        """Collect the surnames that stand alone again and again before a full name: most likely they are another's."""
        early: Counter[str] = Counter()
        introduced: set[str] = set()
        for sentence, names in zip(sentences, named, strict=True):
            for one in names:
                surname = surname_of(one.words)
                if len(one.words) > 1:
                    introduced.add(surname)
                elif (
                    sentence.block >= _OPENING_BLOCKS
                    and surname not in introduced
                    and not _has_title(sentence.tokens, one)
                ):
                    early[surname] += 1
        self.unnamed = {surname for surname in introduced if early[surname] > _MOST_EARLY}

    def gender(self, name: str) -> str:
        """Return "f", "m", or "" where neither the article nor the first name tells."""
        if name.startswith(NOBODY):
            return name[1:2].strip()
        words = name.split()
        first = words[1] if len(words) > 2 and words[0].endswith(".") else words[0]
        known = self.genders.get(name, "") or self.roles.gender(name)
        return known or (gender_of_first_name(first.lower()) if len(words) > 1 else "")

    def is_sure_person(self, name: str) -> bool:
        """Return whether anything tells that a name is a person's: gender, first name, role, age, or words said."""
        words = name.lower().split()
        known = bool(self.gender(name)) or words[0] in FIRST_NAMES or name in self.roles.longest
        return known or name.startswith(NOBODY) or surname_of(words) in self.persons

    def is_person(self, tokens: Sequence[Token], named: NamedMention, speaking: Sequence[SpeechReport]) -> bool:
        """Return whether a name counts as a person's: one given in full, beside a title, or of a speaker."""
        known = bool(self.people.find_fitting(named.words)) or surname_of(named.words) in self.persons
        return known or _has_title(tokens, named) or bool(speaking)


def _has_title(tokens: Sequence[Token], named: NamedMention) -> bool:
    """Return whether a title or an honorific stands before a name."""
    return named.first > 0 and tokens[named.first - 1].capital and tokens[named.first - 1].lower in _RANKS
