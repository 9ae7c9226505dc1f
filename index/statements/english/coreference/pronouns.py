"""Coreference: which person each name, "he", "she" and "the mayor" of an article refers to.

Only the writer's own words are read, and no quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.english.coreference.cast import (
    NOBODY,
    Cast,
    MentionContext,
    content_words,
    find_person_noun,
    weigh_mention,
)
from index.statements.english.coreference.names import surname_of
from index.statements.english.coreference.people import NamedMention
from index.statements.english.coreference.roles import place_words
from index.statements.english.coreference.salience import INSIDE, OWNER, SPEAKER, SUBJECT, SalienceModel
from index.statements.lexicon.people import FEMININE, FEMININE_ROLES, MASCULINE, MASCULINE_ROLES, MR, ONE_PERSON, OWNING
from index.statements.tokens import Sentence, Token
from index.statements.types import SpeechReport

_PRONOUNS = (MASCULINE | FEMININE) - MR
_MOST_PLACE = 4
_OF = frozenset({"of", "from", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """One mention: the name it stands for, its weight, and the names of all whom it may refer to."""

    name: str
    weight: float
    candidates: Sequence[str]


@dataclass(slots=True)
class PronounResolver:
    """Resolves each name, "he", "she" and "the mayor" of an article, from the first sentence to the last.

    ``names`` tells, by sentence and token, whom the mention of a speaker refers to.
    """

    sentences: Sequence[Sentence]
    named: Sequence[Sequence[NamedMention]]
    cast: Cast
    names: dict[tuple[int, int], str] = field(default_factory=dict)
    salience: SalienceModel = field(default_factory=SalienceModel)
    introduced: set[str] = field(default_factory=set)
    by_surname: dict[str, str] = field(default_factory=dict)

    def resolve_article(self, reports: Sequence[SpeechReport]) -> None:
        """Resolve the mentions of the whole article; ``reports`` are the reports of speech in it."""
        self.cast.learn(self.sentences, self.named, reports)
        speakers: dict[tuple[int, int], list[SpeechReport]] = {}
        for report in reports:
            speakers.setdefault((report.sentence, report.phrase.mention[0]), []).append(report)
        context = MentionContext(self.sentences, reports)
        for number, sentence in enumerate(self.sentences):
            if any(token.is_word for token in sentence.tokens):
                self.salience.decay()
                self._resolve_sentence(number, sentence.tokens, speakers, context)

    def _resolve_sentence(
        self,
        number: int,
        tokens: Sequence[Token],
        speakers: dict[tuple[int, int], list[SpeechReport]],
        context: MentionContext,
    ) -> None:
        """Resolve the mentions of one sentence and update their salience."""
        names = {named.first: named for named in self.named[number]}
        for at, token in enumerate(tokens):
            speaking = speakers.get((number, at), [])
            mention = self._resolve_owned_role(tokens, speaking) or self._find_mention(
                tokens, at, names.get(at), speaking
            )
            if mention is None:
                continue
            weight = mention.weight
            owner = token.lower in OWNING and any(report.phrase.mention[1] > at + 1 for report in speaking)
            if speaking and not owner:
                weight = SPEAKER
                self.names[number, at] = mention.name
            elif context.is_reported(token.start):
                weight = INSIDE
            for name in mention.candidates:
                self.salience.add_mention(name, weight)

    def _find_mention(
        self, tokens: Sequence[Token], at: int, named: NamedMention | None, speaking: Sequence[SpeechReport]
    ) -> _Mention | None:
        """Return the mention that begins at token ``at``, or None."""
        if tokens[at].lower in _PRONOUNS:
            name = self._resolve_pronoun(tokens[at], speaking)
            if name.startswith(NOBODY) and tokens[at].lower not in ONE_PERSON:
                return None
            return _Mention(name, OWNER if tokens[at].lower in OWNING else weigh_mention(tokens, at, at + 1), [name])
        if named is not None:
            joined = any(not report.phrase.person for report in speaking)
            if joined or not self.cast.is_person(tokens, named, speaking):
                who = any(token.lower == "who" for token in tokens[named.end : named.end + 2])
                unknown_name = f"{NOBODY}  {' '.join(named.words)}"
                return _Mention(unknown_name, SUBJECT, [unknown_name]) if who else None
            name, candidates = self._resolve_name(named)
            return _Mention(name, weigh_mention(tokens, at, named.end), candidates)
        noun = find_person_noun(tokens, at)
        if noun is None:
            return None
        whole = all(report.phrase.mention[1] == noun + 1 or tokens[noun + 1].lower in _OF for report in speaking)
        name = self._resolve_role(tokens[at : noun + 1], _find_place_after(tokens, noun + 1), whole=whole)
        return _Mention(name, weigh_mention(tokens, at, noun + 1), [name])

    def _resolve_owned_role(self, tokens: Sequence[Token], speaking: Sequence[SpeechReport]) -> _Mention | None:
        """Return the person in "Oldbridge's mayor (said)", where the article tells who that is."""
        whole = [tokens[slice(*report.phrase.mention)] for report in speaking if not report.phrase.person]
        name = self.cast.roles.find_owned(whole[0]) if whole else None
        return _Mention(name, SPEAKER, [name]) if name is not None else None

    def _resolve_name(self, named: NamedMention) -> tuple[str, Sequence[str]]:
        """Return the fullest name where one person fits best, else the words; and all who may be meant."""
        words, surname = named.words, surname_of(named.words)
        candidates: Sequence[str] = [" ".join(name) for name in self.cast.people.find_fitting(words)]
        if named.gender:
            same = [name for name in candidates if self.cast.gender(name) in {named.gender, ""}]
            candidates = [name for name in same if self.cast.gender(name)] or same
        if len(words) == 1:
            candidates = [] if surname in self.cast.unnamed else self._select_by_surname(surname, candidates)
        name = candidates[0] if len(candidates) == 1 else " ".join(words)
        if len(words) > 1:
            self.introduced.add(name)
        if named.gender:
            self.cast.genders.setdefault(name, named.gender)
        return name, candidates or [name]

    def _select_by_surname(self, surname: str, candidates: Sequence[str]) -> Sequence[str]:
        """Return who of several people with one surname is meant: who goes by it, unless another is more salient.

        A writer gives a surname alone to the person whom the article is about, and full names to relatives.
        """
        introduced = [name for name in candidates if name in self.introduced]
        if len(candidates) > 1 and len(introduced) == 1:
            self.by_surname.setdefault(surname, introduced[0])
        if len(introduced) < 2:
            return introduced or candidates
        weights = {name: self.salience.weights.get(name, 0.0) for name in introduced}
        first = self.by_surname.get(surname)
        if first in weights:
            return [first] if weights[first] > 0 and weights[first] >= max(weights.values()) else introduced
        present = [name for name in introduced if weights[name] > 0]
        return present if len(present) == 1 else introduced

    def _resolve_pronoun(self, token: Token, speaking: Sequence[SpeechReport]) -> str:
        """Return the antecedent of "he" or "she": nobody who is named in the words that he says."""
        gender = "f" if token.lower in FEMININE else "m"
        reported: set[str] = set()
        quoted: set[str] = set()
        for report in speaking:
            if report.direct:
                quoted.update(content_words(self.sentences[report.sentence], report))
            elif report.start > token.start:
                reported.update(content_words(self.sentences[report.sentence], report))
        excluded = {name for name in self.salience.weights if surname_of(name.split()) in reported} if reported else ()
        found = self.salience.find_antecedent(gender, self.cast.gender, self.cast.is_sure_person, excluded)
        if found is None or surname_of(found.split()) in quoted:
            return f"{NOBODY}{gender} "
        if not self.cast.gender(found):
            self.cast.genders[found] = gender
        return found

    def _resolve_role(self, words: Sequence[Token], following: Sequence[Token], *, whole: bool) -> str:
        """Return the person called by a role, if salient, the only one called so, and of no other place."""
        noun = words[-1].lower
        gender = "f" if noun in FEMININE_ROLES else "m" if noun in MASCULINE_ROLES else " "
        nobody = f"{NOBODY}{gender} {noun}"
        if words[0].lower != "the" or nobody in self.salience.weights or not whole:
            return nobody
        called = self.cast.roles.names_by_word.get(noun, [])
        if len(called) != 1 or not self.salience.is_salient(called[0]):
            return nobody
        elsewhere = self.cast.roles.is_elsewhere(called[0], place_words([*words, *following]))
        return nobody if elsewhere else called[0]


def _find_place_after(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the name in "[the mayor] of Oldbridge"."""
    if at >= len(tokens) or tokens[at].lower not in _OF:
        return ()
    begin = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].lower == "the")
    end = begin
    while end < min(len(tokens), begin + _MOST_PLACE) and tokens[end].capital and tokens[end].is_word:
        end += 1
    return tokens[begin:end]
