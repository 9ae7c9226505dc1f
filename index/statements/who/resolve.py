"""From a mention to a speaker: the fullest name and the role that the article gives, where it is sure whose.

Anything less sure keeps the article's own word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.outlet import may_be_called
from index.statements.relay import Voice
from index.statements.report import Found
from index.statements.stated import MOST_SPEAKER_WORDS, Speaker, without_owner
from index.statements.tables.grammar import DETERMINERS
from index.statements.tables.outlets import OUTLET_NOUNS, WORKS
from index.statements.tables.people import MR, ONE_PERSON, PARTIES, ROLE_NOUNS
from index.statements.tokens import Sentence, Token
from index.statements.who.cast import NOBODY
from index.statements.who.organisations import Organisations
from index.statements.who.people import EnglishPeople
from index.statements.who.referents import Referents
from index.types import Span

_HONORIFICS = MR | {"dr", "dr."}
_MOST_BLOCKS_BACK = 3
_OWNERS = frozenset({"its", "his", "her", "their", "його", "її", "їхній", "его", "её", "их"})
_OBJECTS = {"him": "he", "her": "she"}
_OBLIQUE = frozenset({"за", "на", "по"})


@dataclass(slots=True)
class Resolver:
    """Gives each statement of one article its speaker."""

    text: str
    parts: Sequence[Sentence]
    people: EnglishPeople
    referents: Referents
    voices: Sequence[Voice]
    organisations: Organisations
    nominatives: set[str] = field(default_factory=set)

    def learn(self, items: Sequence[Found]) -> None:
        """Collects what the article says of each speaker, wherever it says it, and whom it means by each."""
        for item in items:
            if not item.phrase.person or self._is_oblique(item):
                continue
            name = " ".join(self.people.fullest(item.phrase.person) or item.phrase.person)
            self.nominatives.add(name)
            if item.phrase.role:
                role = without_owner(self.text, item.phrase.role, _OWNERS)
                inside = [t for t in self.parts[item.sentence].tokens if role[0] <= t.start < role[1]]
                self.referents.cast.roles.add(name, role, inside)
        self.referents.read(items)

    def speaker(self, item: Found) -> Speaker | None:
        """Whom a statement belongs to; None where that cannot be said in eight words."""
        tokens = self.parts[item.sentence].tokens
        first, end = item.phrase.name
        meant = self.referents.names.get((item.sentence, first), NOBODY)
        if item.phrase.person:
            return self._person(item, tokens, meant)
        if not meant.startswith(NOBODY):
            return Speaker(meant, self._role(item, meant), person=True)
        if tokens[first].low in ONE_PERSON or (tokens[first].low == "they" and end == first + 1):
            return Speaker(tokens[first].low, None, person=False)
        if tokens[first].low in _OBJECTS and end == first + 1:
            return Speaker(_OBJECTS[tokens[first].low], None, person=False)
        return self._description(item)

    def _is_oblique(self, item: Found) -> bool:
        """After "за словами" a name stands in another case."""
        return self.text[slice(*item.cue)].lower().split()[0] in _OBLIQUE

    def _role(self, item: Found, name: str) -> Span | None:
        return (
            without_owner(self.text, item.phrase.role, _OWNERS)
            if item.phrase.role
            else self.referents.cast.roles.fullest(name)
        )

    def _person(self, item: Found, tokens: Sequence[Token], meant: str) -> Speaker:
        words = item.phrase.person
        full = self.people.fullest(words)
        name = " ".join(full or words) if meant.startswith(NOBODY) else meant
        if self._is_oblique(item):
            name = self._nominative(name)
        place = item.phrase.name[0]
        if name == words[0] and full is None and place and tokens[place - 1].low in _HONORIFICS:
            name = tokens[place - 1].text + " " + name
        return Speaker(name, self._role(item, name), person=True)

    def _nominative(self, name: str) -> str:
        """The same name as another statement gives it."""
        words = name.split()
        alike = [
            other
            for other in self.nominatives
            if len(other.split()) == len(words)
            and all(_same_stem(one, two) for one, two in zip(other.split(), words, strict=True))
        ]
        return alike[0] if len(alike) == 1 else name

    def _description(self, item: Found) -> Speaker | None:
        """The article's own words for a speaker without a name."""
        sentence, (first, end) = self.parts[item.sentence].tokens, item.phrase.name
        tokens = sentence[first:end]
        words = self.text[tokens[0].start : tokens[-1].end].split()
        common = tokens[0].low in ROLE_NOUNS - PARTIES and not any(token.capital for token in tokens[1:])
        common = common and not _is_inside(sentence, first)
        if tokens[0].low in DETERMINERS or common:
            words[0] = words[0].lower()
        if len(words) > MOST_SPEAKER_WORDS:
            return None
        known = self._outlet(item.sentence, [token.low for token in tokens])
        known = known or self.organisations.full_name(words, item.sentence)
        if known is not None:
            return Speaker(known, None, person=True)
        return Speaker(" ".join(words), self._role(item, ""), person=False)

    def _outlet(self, number: int, words: Sequence[str]) -> str | None:
        """Whose "the article" is, and which outlet "the newspaper": the one outlet named a little before."""
        if len(words) != 2 or words[0] != "the" or words[1] not in WORKS | OUTLET_NOUNS:
            return None
        oldest = self.parts[number].block - _MOST_BLOCKS_BACK
        near: set[str] = set()
        for place in range(bisect_right(self.voices, number, key=_sentence_of) - 1, -1, -1):
            voice = self.voices[place]
            if self.parts[voice.sentence].block < oldest or len(near) > 1:
                break
            if voice.speaks if words[1] in WORKS else may_be_called(voice.name, words[1]):
                near.add(voice.name)
        return near.pop() if len(near) == 1 else None


def _sentence_of(voice: Voice) -> int:
    return voice.sentence


def _is_inside(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` stands inside its sentence, where a capital is a name's: not first, nor behind a dash."""
    return at > 0 and (tokens[at - 1].is_quote or tokens[at - 1].low == "," or tokens[at - 1].low[-1].isalnum())


def _same_stem(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 3 and shared >= min(len(one), len(other)) - 2


def readable(text: str, role: Span) -> str:
    """The words of a role; "A baker" begins no sentence here."""
    words = text[slice(*role)]
    first, _, rest = words.partition(" ")
    return words[0].lower() + words[1:] if rest and first.lower() in DETERMINERS else words
