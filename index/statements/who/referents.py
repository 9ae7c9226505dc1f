"""Whom the writer means by each name, "he", "she" and "the mayor", read from the first sentence to the last.

Only the writer's own words are read: a name inside a quotation is another's word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.report import Found
from index.statements.tables.people import (
    FEMININE,
    FEMININE_ROLES,
    MASCULINE,
    MASCULINE_ROLES,
    MR,
    ONE_PERSON,
    OWNING,
)
from index.statements.tokens import Sentence, Token
from index.statements.who.cast import NOBODY, Cast
from index.statements.who.mentions import Told, person_noun, said_words, weight_of
from index.statements.who.names import surname_of
from index.statements.who.people import Named
from index.statements.who.roles import place_words
from index.statements.who.salience import INSIDE, OWNER, SPEAKER, SUBJECT, Scene

_PRONOUNS = (MASCULINE | FEMININE) - MR
_MOST_PLACE = 4
_OF = frozenset({"of", "from", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """One mention: the name it stands for, all who may be meant, and how present it makes them."""

    name: str
    weight: float
    meant: Sequence[str]


@dataclass(slots=True)
class Referents:
    """``names`` tells, by sentence and token, whom the mention of a speaker means."""

    parts: Sequence[Sentence]
    named: Sequence[Sequence[Named]]
    cast: Cast
    names: dict[tuple[int, int], str] = field(default_factory=dict)
    scene: Scene = field(default_factory=Scene)
    introduced: set[str] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)

    def read(self, items: Sequence[Found]) -> None:
        """Go through the article; ``items`` are the reports of speech in it."""
        self.cast.learn(self.parts, self.named, items)
        speakers: dict[tuple[int, int], list[Found]] = {}
        for item in items:
            speakers.setdefault((item.sentence, item.phrase.name[0]), []).append(item)
        told = Told(self.parts, items)
        for number, part in enumerate(self.parts):
            if any(token.is_word for token in part.tokens):
                self.scene.step()
                self._sentence(number, part.tokens, speakers, told)

    def _sentence(
        self,
        number: int,
        tokens: Sequence[Token],
        speakers: dict[tuple[int, int], list[Found]],
        told: Told,
    ) -> None:
        names = {named.first: named for named in self.named[number]}
        for at, token in enumerate(tokens):
            speaking = speakers.get((number, at), [])
            mention = self._of_owner(tokens, speaking) or self._mention(tokens, at, names.get(at), speaking)
            if mention is None:
                continue
            weight = mention.weight
            owner = token.low in OWNING and any(item.phrase.name[1] > at + 1 for item in speaking)
            if speaking and not owner:
                weight = SPEAKER
                self.names[number, at] = mention.name
            elif told.holds(token.start):
                weight = INSIDE
            for name in mention.meant:
                self.scene.mention(name, weight)

    def _mention(
        self, tokens: Sequence[Token], at: int, named: Named | None, speaking: Sequence[Found]
    ) -> _Mention | None:
        """The mention that begins at token ``at``, if one does."""
        if tokens[at].low in _PRONOUNS:
            name = self._pronoun(tokens[at], speaking)
            if name.startswith(NOBODY) and tokens[at].low not in ONE_PERSON:
                return None
            return _Mention(name, OWNER if tokens[at].low in OWNING else weight_of(tokens, at, at + 1), [name])
        if named is not None:
            joined = any(not item.phrase.person for item in speaking)
            if joined or not self.cast.is_person(tokens, named, speaking):
                who = any(token.low == "who" for token in tokens[named.end : named.end + 2])
                stranger = f"{NOBODY}  {' '.join(named.words)}"
                return _Mention(stranger, SUBJECT, [stranger]) if who else None
            name, meant = self._identify(named)
            return _Mention(name, weight_of(tokens, at, named.end), meant)
        noun = person_noun(tokens, at)
        if noun is None:
            return None
        whole = all(item.phrase.name[1] == noun + 1 or tokens[noun + 1].low in _OF for item in speaking)
        name = self._described(tokens[at : noun + 1], _place_behind(tokens, noun + 1), whole=whole)
        return _Mention(name, weight_of(tokens, at, noun + 1), [name])

    def _of_owner(self, tokens: Sequence[Token], speaking: Sequence[Found]) -> _Mention | None:
        """Oldbridge's mayor (said), where the article tells who that is."""
        whole = [tokens[slice(*item.phrase.name)] for item in speaking if not item.phrase.person]
        name = self.cast.roles.of_owned(whole[0]) if whole else None
        return _Mention(name, SPEAKER, [name]) if name is not None else None

    def _identify(self, named: Named) -> tuple[str, Sequence[str]]:
        """The fullest name where one person fits best, else the words as they stand; and all who may be meant."""
        words, surname = named.words, surname_of(named.words)
        fitting: Sequence[str] = [" ".join(name) for name in self.cast.people.fitting(words)]
        if named.gender:
            same = [name for name in fitting if self.cast.gender(name) in {named.gender, ""}]
            fitting = [name for name in same if self.cast.gender(name)] or same
        if len(words) == 1:
            fitting = [] if surname in self.cast.unnamed else self._in_play(surname, fitting)
        name = fitting[0] if len(fitting) == 1 else " ".join(words)
        if len(words) > 1:
            self.introduced.add(name)
        if named.gender:
            self.cast.genders.setdefault(name, named.gender)
        return name, fitting or [name]

    def _in_play(self, surname: str, fitting: Sequence[str]) -> Sequence[str]:
        """Of several people of one surname the one whom the article calls by it, unless another is more present.

        A writer gives a surname alone to the person whom the article is about, and full names to relatives.
        """
        introduced = [name for name in fitting if name in self.introduced]
        if len(fitting) > 1 and len(introduced) == 1:
            self.called.setdefault(surname, introduced[0])
        if len(introduced) < 2:
            return introduced or fitting
        weights = {name: self.scene.weights.get(name, 0.0) for name in introduced}
        first = self.called.get(surname)
        if first in weights:
            return [first] if weights[first] > 0 and weights[first] >= max(weights.values()) else introduced
        present = [name for name in introduced if weights[name] > 0]
        return present if len(present) == 1 else introduced

    def _pronoun(self, token: Token, speaking: Sequence[Found]) -> str:
        """Whom "he" stands for: nobody who is named in the words that he says."""
        gender = "f" if token.low in FEMININE else "m"
        told: set[str] = set()
        quoted: set[str] = set()
        for item in speaking:
            if item.direct:
                quoted.update(said_words(self.parts[item.sentence], item))
            elif item.start > token.start:
                told.update(said_words(self.parts[item.sentence], item))
        barred = {name for name in self.scene.weights if surname_of(name.split()) in told} if told else ()
        found = self.scene.likeliest(gender, self.cast.gender, self.cast.is_sure_person, barred)
        if found is None or surname_of(found.split()) in quoted:
            return f"{NOBODY}{gender} "
        if not self.cast.gender(found):
            self.cast.genders[found] = gender
        return found

    def _described(self, words: Sequence[Token], behind: Sequence[Token], *, whole: bool) -> str:
        """Somebody by a role: the person most present, where that one alone is called so, and of no other place."""
        noun = words[-1].low
        gender = "f" if noun in FEMININE_ROLES else "m" if noun in MASCULINE_ROLES else " "
        nobody = f"{NOBODY}{gender} {noun}"
        if words[0].low != "the" or nobody in self.scene.weights or not whole:
            return nobody
        called = self.cast.roles.called.get(noun, [])
        if len(called) != 1 or not self.scene.is_near(called[0]):
            return nobody
        elsewhere = self.cast.roles.is_elsewhere(called[0], place_words([*words, *behind]))
        return nobody if elsewhere else called[0]


def _place_behind(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The name in "[the mayor] of Oldbridge"."""
    if at >= len(tokens) or tokens[at].low not in _OF:
        return ()
    begin = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].low == "the")
    end = begin
    while end < min(len(tokens), begin + _MOST_PLACE) and tokens[end].capital and tokens[end].is_word:
        end += 1
    return tokens[begin:end]
