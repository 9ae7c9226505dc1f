"""From a mention to a speaker: the fullest name, its role, and whom "він" and "міністр" stand for, where that is safe.

A pronoun stands for the speaker before it, in the same paragraph or the one before, of the same gender, where nobody
else is named in between outside that speaker's own words; or for the one person of its gender whom the sentence before
names. Anything less sure keeps the article's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.statements.cyrillic.aside import Reader
from index.statements.cyrillic.cases import bare, case_stem, gender_of_name, gender_of_verb
from index.statements.cyrillic.names import capital_run, describes, is_common, name_in_run
from index.statements.cyrillic.people import SlavicPeople
from index.statements.report import Found
from index.statements.stated import MOST_SPEAKER_WORDS, Speaker, without_owner
from index.statements.tables.cyrillic import ACCORDING, FEMININE, OWNERS, PRONOUNS, SHE_AND_HE
from index.statements.tokens import Sentence, Token
from index.types import Span

_MOST_ALIKE = 8


@dataclass(slots=True)
class Resolver:
    """Goes through the statements of one article in the order of their speakers' mentions."""

    text: str
    parts: Sequence[Sentence]
    people: SlavicPeople
    roles: dict[str, Span] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)
    last: tuple[Found, Speaker] | None = None

    def learn(self, items: Sequence[Found]) -> None:
        """Collects the roles that stand beside names, and the genders that verbs tell, wherever the article does."""
        for item in items:
            person, role = item.phrase.person, item.phrase.role
            if not person:
                continue
            gender = gender_of_verb(self.text[slice(*item.cue)])
            if gender in {"m", "f"}:
                self.genders.setdefault(case_stem(person[-1]), gender)
            known = self.roles.get(self._full(person), (0, 0))
            if role and not self._is_oblique(item) and role[1] - role[0] > known[1] - known[0]:
                self.roles[self._full(person)] = without_owner(self.text, role, OWNERS)
        for part in self.parts:
            for words, role in Reader(part.tokens, self.people).roles():
                self.roles.setdefault(self._full(words), without_owner(self.text, role, OWNERS))
        for name, role in self.roles.items():
            for word in {bare(word) for word in self.text[slice(*role)].split()}:
                self.called.setdefault(word, []).append(name)
        self.called = {word: names for word, names in self.called.items() if len(names) <= _MOST_ALIKE}

    def speaker(self, item: Found) -> Speaker | None:
        """Whom a statement belongs to; None where that cannot be said in eight words."""
        tokens = self.parts[item.sentence].tokens[slice(*item.phrase.name)]
        if item.phrase.person:
            found: Speaker | None = self._person(item)
        elif len(tokens) == 1 and tokens[0].low in PRONOUNS | OWNERS.keys():
            found = self._pronoun(item, tokens[0])
        else:
            found = self._description(item, tokens)
        if found is not None:
            self.last = (item, found)
        return found

    def _full(self, words: tuple[str, ...]) -> str:
        return " ".join(self.people.fullest(words) or words)

    def _is_oblique(self, item: Found) -> bool:
        """After "за словами" name and role stand in another case."""
        return self.text[slice(*item.cue)].lower().split()[0] in ACCORDING

    def _person(self, item: Found) -> Speaker:
        name = self._full(item.phrase.person)
        role = self.roles.get(name)
        if item.phrase.role and not (role and self._is_oblique(item)):
            role = without_owner(self.text, item.phrase.role, OWNERS)
        return Speaker(name, role, person=True)

    def _pronoun(self, item: Found, token: Token) -> Speaker:
        pronoun = OWNERS.get(token.low, token.low)
        unknown = Speaker(pronoun, None, person=False)
        if pronoun not in SHE_AND_HE:
            return unknown
        gender = "f" if pronoun in FEMININE else "m"
        return self._last_speaker(item, token, gender) or self._just_named(item, gender) or unknown

    def _last_speaker(self, item: Found, token: Token, gender: str) -> Speaker | None:
        if self.last is None or not self.last[1].person:
            return None
        earlier, known = self.last
        near = self.parts[item.sentence].block - self.parts[earlier.sentence].block <= 1
        if not near or earlier.cue[0] > token.start or self._gender(known.name) not in {gender, ""}:
            return None
        return None if self._names_another(item, earlier, known.name, token) else known

    def _just_named(self, item: Found, gender: str) -> Speaker | None:
        """The one person of that gender whom the sentence before names, in the same paragraph."""
        before = self.parts[item.sentence - 1] if item.sentence else None
        if before is None or before.block != self.parts[item.sentence].block:
            return None
        named = {name for _, name in self._named(before)}
        fitting = [name for name in named if self._gender(name) in {gender, ""}]
        if len(fitting) != 1 or self._gender(fitting[0]) != gender:
            return None
        return Speaker(fitting[0], self.roles.get(fitting[0]), person=True)

    def _named(self, part: Sentence) -> Iterator[tuple[int, str]]:
        """Where a sentence names people of whom the article gives the full name, and those names."""
        for first, last in capital_run(part.tokens, 0, len(part.tokens)):
            if case_stem(part.tokens[last - 1].low) in self.people.by_surname:
                named = name_in_run(part.tokens, first, last)
                run = part.tokens[first if named is None else named : last]
                yield part.tokens[first].start, self._full(tuple(t.text for t in run))

    def _gender(self, name: str) -> str:
        words = name.split()
        told = gender_of_name(words[0]) if len(words) > 1 else ""
        return told or self.genders.get(case_stem(words[-1]), "")

    def _names_another(self, item: Found, earlier: Found, name: str, token: Token) -> bool:
        """Whether somebody else is named between two mentions, outside the words of the earlier speaker."""
        begin = self.parts[earlier.sentence].tokens[earlier.phrase.end - 1].end
        for part in self.parts[earlier.sentence : item.sentence + 1]:
            for start, other in self._named(part):
                between = begin <= start < token.start and not earlier.start <= start < earlier.end
                if between and other != name:
                    return True
        return False

    def _description(self, item: Found, tokens: Sequence[Token]) -> Speaker | None:
        """ "Міністр", "голова громади": the speaker before it, where nobody else is called so; else the words."""
        alike = self.called.get(bare(tokens[0].low), ())
        called = [name for name in alike if describes(tokens, self.text[slice(*self.roles[name])])]
        if self.last is not None and called == [self.last[1].name]:
            return Speaker(called[0], self.roles[called[0]], person=True)
        words = self.text[tokens[0].start : tokens[-1].end].split()
        if len(words) > MOST_SPEAKER_WORDS:
            return None
        if len(tokens) == 1 and tokens[0].low in OWNERS:
            return Speaker(OWNERS[tokens[0].low], None, person=False)
        if is_common(tokens):
            words[0] = words[0].lower()
        return Speaker(" ".join(words), item.phrase.role, person=False)


def readable(text: str, role: Span) -> str:
    """The words of a role; it begins no sentence here."""
    words = text[slice(*role)]
    return words if words.partition(" ")[0].isupper() else words[0].lower() + words[1:]
