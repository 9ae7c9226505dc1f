"""What an article tells of its people, wherever it tells it: roles, gender, and that they are people at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.report import Found
from index.statements.tables.first_names import FIRST_NAMES
from index.statements.tables.people import MR, TITLES
from index.statements.tokens import Sentence, Token
from index.statements.who.names import surname_of
from index.statements.who.people import EnglishPeople, Named, gender_of_first_name
from index.statements.who.roles import Roles, owner_begin, role_before, role_behind, role_of_owner

NOBODY = "?"
"""The first character of what stands for a person without a name: its second is the gender, a space follows."""

_RANKS = MR | TITLES
_OPENING_BLOCKS = 2
_MOST_EARLY = 2


@dataclass(slots=True)
class Cast:
    """``persons`` holds surnames; ``unnamed`` those that the article uses for somebody whom it never names in full."""

    people: EnglishPeople
    roles: Roles = field(default_factory=Roles)
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def learn(self, parts: Sequence[Sentence], named: Sequence[Sequence[Named]], items: Sequence[Found]) -> None:
        """Collect what titles, descriptions, honorifics and reports of speech tell, in the whole article."""
        self.persons.update(surname_of(item.phrase.person) for item in items if item.phrase.person)
        for part, names in zip(parts, named, strict=True):
            for one in names:
                full = self.people.fullest(one.words)
                if full is not None:
                    self._learn_of(" ".join(full), part.tokens, one)
        self._find_unnamed(parts, named)

    def _learn_of(self, name: str, tokens: Sequence[Token], named: Named) -> None:
        if [token.low.isdigit() for token in tokens[named.end : named.end + 2]] == [False, True]:
            self.persons.add(surname_of(name.split()))  # Jane Roe, 43
        if named.gender:
            self.genders[name] = named.gender if self.genders.get(name, named.gender) == named.gender else ""
        for span in (role_before(tokens, named), role_behind(tokens, named), role_of_owner(tokens, named)):
            if span is not None:
                words = tokens[slice(*span)]
                self.roles.add(name, (words[0].start, words[-1].end), words)
        title = role_before(tokens, named)
        if title is not None and title[0] and tokens[title[0] - 1].possessive and tokens[title[0] - 1].capital:
            self.roles.file(name, tokens[owner_begin(tokens, title[0] - 1) : title[1]])

    def _find_unnamed(self, parts: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> None:
        """A surname that stands alone again and again before its first full name is most likely another's."""
        early: Counter[str] = Counter()
        introduced: set[str] = set()
        for part, names in zip(parts, named, strict=True):
            for one in names:
                surname = surname_of(one.words)
                if len(one.words) > 1:
                    introduced.add(surname)
                elif part.block >= _OPENING_BLOCKS and surname not in introduced and not _titled(part.tokens, one):
                    early[surname] += 1
        self.unnamed = {surname for surname in introduced if early[surname] > _MOST_EARLY}

    def gender(self, name: str) -> str:
        """ "f", "m", or "" where the article does not tell and the first name does not either."""
        if name.startswith(NOBODY):
            return name[1:2].strip()
        words = name.split()
        first = words[1] if len(words) > 2 and words[0].endswith(".") else words[0]
        known = self.genders.get(name, "") or self.roles.gender(name)
        return known or (gender_of_first_name(first.lower()) if len(words) > 1 else "")

    def is_sure_person(self, name: str) -> bool:
        """Whether anything tells that a name is a person's: its gender, first name, role, age, or a word said."""
        words = name.lower().split()
        known = bool(self.gender(name)) or words[0] in FIRST_NAMES or name in self.roles.longest
        return known or name.startswith(NOBODY) or surname_of(words) in self.persons

    def is_person(self, tokens: Sequence[Token], named: Named, speaking: Sequence[Found]) -> bool:
        """Whether a name is to be reckoned with: one given in full somewhere, or beside a title, or of a speaker."""
        known = bool(self.people.fitting(named.words)) or surname_of(named.words) in self.persons
        return known or _titled(tokens, named) or bool(speaking)


def _titled(tokens: Sequence[Token], named: Named) -> bool:
    return named.first > 0 and tokens[named.first - 1].capital and tokens[named.first - 1].low in _RANKS
