"""Resolver of English mentions: to the fullest name and the role that the article gives, if it is sure whose.

Anything less sure keeps the article's own word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from index.statements.english.coreference.cast import NOBODY
from index.statements.english.coreference.organisations import Organisations
from index.statements.english.coreference.people import EnglishPeople
from index.statements.english.coreference.pronouns import PronounResolver
from index.statements.english.outlets import OutletMention, may_be_called
from index.statements.lexicon.grammar import DETERMINERS
from index.statements.lexicon.outlets import OUTLET_NOUNS, WORKS
from index.statements.lexicon.people import MR, ONE_PERSON, PARTIES, ROLE_NOUNS
from index.statements.tokens import Token
from index.statements.types import MOST_SPEAKER_WORDS, Speaker, SpeakerResolver, SpeechReport
from index.types import Span

_HONORIFICS = MR | {"dr", "dr."}
_MOST_BLOCKS_BACK = 3
_OWNERS = frozenset({"its", "his", "her", "their", "його", "її", "їхній", "его", "её", "их"})
_OBJECTS = {"him": "he", "her": "she"}


@dataclass(slots=True)
class EnglishSpeakerResolver(SpeakerResolver):
    """Resolves the mention of each report of one article to a speaker."""

    owners: ClassVar[Collection[str]] = _OWNERS

    people: EnglishPeople
    pronouns: PronounResolver
    outlets: Sequence[OutletMention]
    organisations: Organisations
    nominatives: set[str] = field(default_factory=set)

    def learn(self, reports: Sequence[SpeechReport]) -> None:
        """Collect what the article tells of each speaker, wherever it does, and resolve its pronouns."""
        for report in reports:
            if not report.phrase.person or self.is_oblique(report):
                continue
            name = " ".join(self.people.find_fullest(report.phrase.person) or report.phrase.person)
            self.nominatives.add(name)
            if report.phrase.role:
                role = self.strip_owner(report.phrase.role)
                inside = [t for t in self.sentences[report.sentence].tokens if role[0] <= t.start < role[1]]
                self.pronouns.cast.roles.add(name, role, inside)
        self.pronouns.resolve_article(reports)

    def resolve_speaker(self, report: SpeechReport) -> Speaker | None:
        """Return the speaker of a report; None where it takes more than eight words."""
        tokens = self.sentences[report.sentence].tokens
        first, end = report.phrase.mention
        name = self.pronouns.names.get((report.sentence, first), NOBODY)
        if report.phrase.person:
            return self._resolve_person(report, tokens, name)
        if not name.startswith(NOBODY):
            return Speaker(name, self._find_role(report, name), person=True)
        if tokens[first].lower in ONE_PERSON or (tokens[first].lower == "they" and end == first + 1):
            return Speaker(tokens[first].lower, None, person=False)
        if tokens[first].lower in _OBJECTS and end == first + 1:
            return Speaker(_OBJECTS[tokens[first].lower], None, person=False)
        return self._resolve_description(report)

    def _find_role(self, report: SpeechReport, name: str) -> Span | None:
        """Return the role of a speaker beside the mention, else the longest of the article."""
        return (
            self.strip_owner(report.phrase.role) if report.phrase.role else self.pronouns.cast.roles.find_longest(name)
        )

    def _resolve_person(self, report: SpeechReport, tokens: Sequence[Token], resolved: str) -> Speaker:
        """Return a speaker who is mentioned by name, with the fullest one."""
        words = report.phrase.person
        full = self.people.find_fullest(words)
        name = " ".join(full or words) if resolved.startswith(NOBODY) else resolved
        if self.is_oblique(report):
            name = self._find_nominative(name)
        place = report.phrase.mention[0]
        if name == words[0] and full is None and place and tokens[place - 1].lower in _HONORIFICS:
            name = tokens[place - 1].text + " " + name
        return Speaker(name, self._find_role(report, name), person=True)

    def _find_nominative(self, name: str) -> str:
        """Return the same name as another statement gives it."""
        words = name.split()
        similar_names = [
            other
            for other in self.nominatives
            if len(other.split()) == len(words)
            and all(_have_same_stem(one, two) for one, two in zip(other.split(), words, strict=True))
        ]
        return similar_names[0] if len(similar_names) == 1 else name

    def _resolve_description(self, report: SpeechReport) -> Speaker | None:
        """Return a speaker without a name by the article's words, or by the organisation that they stand for."""
        sentence, (first, end) = self.sentences[report.sentence].tokens, report.phrase.mention
        tokens = sentence[first:end]
        words = self.mention_words(report)
        is_common = tokens[0].lower in ROLE_NOUNS - PARTIES and not any(token.capital for token in tokens[1:])
        is_common = is_common and not _is_inside_sentence(sentence, first)
        if tokens[0].lower in DETERMINERS or is_common:
            words[0] = words[0].lower()
        if len(words) > MOST_SPEAKER_WORDS:
            return None
        known = self._resolve_outlet(report.sentence, [token.lower for token in tokens])
        known = known or self.organisations.find_full_name(words, report.sentence)
        if known is not None:
            return Speaker(known, None, person=True)
        return Speaker(" ".join(words), self._find_role(report, ""), person=False)

    def _resolve_outlet(self, number: int, words: Sequence[str]) -> str | None:
        """Return which outlet "the newspaper" is, and whose "the article": the one outlet named a little before."""
        if len(words) != 2 or words[0] != "the" or words[1] not in WORKS | OUTLET_NOUNS:
            return None
        oldest = self.sentences[number].block - _MOST_BLOCKS_BACK
        near: set[str] = set()
        for place in range(bisect_right(self.outlets, number, key=_sentence_of) - 1, -1, -1):
            outlet = self.outlets[place]
            if self.sentences[outlet.sentence].block < oldest or len(near) > 1:
                break
            if outlet.speaks if words[1] in WORKS else may_be_called(outlet.name, words[1]):
                near.add(outlet.name)
        return near.pop() if len(near) == 1 else None


def _sentence_of(outlet: OutletMention) -> int:
    """Return the sentence of an outlet's mention."""
    return outlet.sentence


def _is_inside_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a capital at ``at`` is a name's: not the first word, nor after a dash."""
    return at > 0 and (tokens[at - 1].is_quote or tokens[at - 1].lower == "," or tokens[at - 1].lower[-1].isalnum())


def _have_same_stem(one: str, other: str) -> bool:
    """Return whether two words differ in their last two letters at most."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 3 and shared >= min(len(one), len(other)) - 2


def format_role(text: str, role: Span) -> str:
    """Return the words of a role; "A baker" begins no sentence here."""
    words = text[slice(*role)]
    first, _, rest = words.partition(" ")
    return words[0].lower() + words[1:] if rest and first.lower() in DETERMINERS else words
