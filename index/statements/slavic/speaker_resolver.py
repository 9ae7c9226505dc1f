"""Resolver of Slavic mentions: to the fullest name and role, and of "він" and "міністр" to their antecedents.

A pronoun stands for the speaker before it, in the same paragraph or the one before, of the same gender, where nobody
else is named in between outside that speaker's own words; or for the one person of its gender whom the sentence before
names. Anything less sure keeps the article's word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from index.statements.lexicon.slavic import FEMININE, OWNERS, PRONOUNS, SHE_AND_HE
from index.statements.slavic.inflection import case_stem, gender_of_name, gender_of_verb, strip_case_ending
from index.statements.slavic.names import (
    SlavicPeople,
    find_capital_runs,
    find_name_in_run,
    is_common_noun,
    sums_up_role,
)
from index.statements.slavic.speakers import AppositionReader
from index.statements.tokens import Sentence, Token
from index.statements.types import MOST_SPEAKER_WORDS, Speaker, SpeakerResolver, SpeechReport
from index.types import Span

_MOST_ALIKE = 8


@dataclass(slots=True)
class SlavicSpeakerResolver(SpeakerResolver):
    """Resolves the mention of each report of one article to a speaker, in the order of the mentions."""

    owners: ClassVar[Collection[str]] = OWNERS.keys()

    people: SlavicPeople
    roles: dict[str, Span] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    names_by_word: dict[str, list[str]] = field(default_factory=dict)
    last: tuple[SpeechReport, Speaker] | None = None

    def learn(self, reports: Sequence[SpeechReport]) -> None:
        """Collect the roles that stand beside names, and the genders that verbs tell, wherever the article does."""
        for report in reports:
            person, role = report.phrase.person, report.phrase.role
            if not person:
                continue
            gender = gender_of_verb(self.article[slice(*report.cue)])
            if gender in {"m", "f"}:
                self.genders.setdefault(case_stem(person[-1]), gender)
            known = self.roles.get(self._full_name(person), (0, 0))
            if role and not self.is_oblique(report) and role[1] - role[0] > known[1] - known[0]:
                self.roles[self._full_name(person)] = self.strip_owner(role)
        for sentence in self.sentences:
            for words, role in AppositionReader(sentence.tokens, self.people).find_roles():
                self.roles.setdefault(self._full_name(words), self.strip_owner(role))
        for name, role in self.roles.items():
            for word in {strip_case_ending(word) for word in self.article[slice(*role)].split()}:
                self.names_by_word.setdefault(word, []).append(name)
        self.names_by_word = {word: names for word, names in self.names_by_word.items() if len(names) <= _MOST_ALIKE}

    def resolve_speaker(self, report: SpeechReport) -> Speaker | None:
        """Return the speaker of a report; None where it takes more than eight words."""
        tokens = self.sentences[report.sentence].tokens[slice(*report.phrase.mention)]
        if report.phrase.person:
            found: Speaker | None = self._resolve_person(report)
        elif len(tokens) == 1 and tokens[0].lower in PRONOUNS | OWNERS.keys():
            found = self._resolve_pronoun(report, tokens[0])
        else:
            found = self._resolve_description(report, tokens)
        if found is not None:
            self.last = (report, found)
        return found

    def _full_name(self, words: tuple[str, ...]) -> str:
        """Return the fullest name that ``words`` stand for."""
        return " ".join(self.people.find_fullest(words) or words)

    def _resolve_person(self, report: SpeechReport) -> Speaker:
        """Return a speaker who is mentioned by name."""
        name = self._full_name(report.phrase.person)
        role = self.roles.get(name)
        if report.phrase.role and not (role and self.is_oblique(report)):
            role = self.strip_owner(report.phrase.role)
        return Speaker(name, role, person=True)

    def _resolve_pronoun(self, report: SpeechReport, token: Token) -> Speaker:
        """Return the antecedent of a pronoun, else the pronoun itself."""
        pronoun = OWNERS.get(token.lower, token.lower)
        unknown = Speaker(pronoun, None, person=False)
        if pronoun not in SHE_AND_HE:
            return unknown
        gender = "f" if pronoun in FEMININE else "m"
        return self._find_last_speaker(report, token, gender) or self._find_just_named(report, gender) or unknown

    def _find_last_speaker(self, report: SpeechReport, token: Token, gender: str) -> Speaker | None:
        """Return the speaker before, if near, of that gender, and nobody else is named in between."""
        if self.last is None or not self.last[1].person:
            return None
        earlier, known = self.last
        near = self.sentences[report.sentence].block - self.sentences[earlier.sentence].block <= 1
        if not near or earlier.cue[0] > token.start or self._find_gender(known.name) not in {gender, ""}:
            return None
        return None if self._names_another(report, earlier, known.name, token) else known

    def _find_just_named(self, report: SpeechReport, gender: str) -> Speaker | None:
        """Return the one person of that gender whom the sentence before names, in the same paragraph."""
        before = self.sentences[report.sentence - 1] if report.sentence else None
        if before is None or before.block != self.sentences[report.sentence].block:
            return None
        named = {name for _, name in self._find_full_names(before)}
        candidates = [name for name in named if self._find_gender(name) in {gender, ""}]
        if len(candidates) != 1 or self._find_gender(candidates[0]) != gender:
            return None
        return Speaker(candidates[0], self.roles.get(candidates[0]), person=True)

    def _find_full_names(self, sentence: Sentence) -> Iterator[tuple[int, str]]:
        """Yield where a sentence names people of whom the article gives the full name, and those names."""
        for first, last in find_capital_runs(sentence.tokens, 0, len(sentence.tokens)):
            if case_stem(sentence.tokens[last - 1].lower) in self.people.by_surname:
                named = find_name_in_run(sentence.tokens, first, last)
                run = sentence.tokens[first if named is None else named : last]
                yield sentence.tokens[first].start, self._full_name(tuple(t.text for t in run))

    def _find_gender(self, name: str) -> str:
        """Return "f", "m" or "" of a name, by the first name, else by the verbs beside it."""
        words = name.split()
        by_name = gender_of_name(words[0]) if len(words) > 1 else ""
        return by_name or self.genders.get(case_stem(words[-1]), "")

    def _names_another(self, report: SpeechReport, earlier: SpeechReport, name: str, token: Token) -> bool:
        """Return whether somebody else is named between two mentions, outside the words of the earlier speaker."""
        begin = self.sentences[earlier.sentence].tokens[earlier.phrase.end - 1].end
        for sentence in self.sentences[earlier.sentence : report.sentence + 1]:
            for start, other in self._find_full_names(sentence):
                between = begin <= start < token.start and not earlier.start <= start < earlier.end
                if between and other != name:
                    return True
        return False

    def _resolve_description(self, report: SpeechReport, tokens: Sequence[Token]) -> Speaker | None:
        """Return the speaker before, if "міністр" and the like fit nobody else; else the article's words."""
        similar_names = self.names_by_word.get(strip_case_ending(tokens[0].lower), ())
        called = [name for name in similar_names if sums_up_role(tokens, self.article[slice(*self.roles[name])])]
        if self.last is not None and called == [self.last[1].name]:
            return Speaker(called[0], self.roles[called[0]], person=True)
        words = self.mention_words(report)
        if len(words) > MOST_SPEAKER_WORDS:
            return None
        if len(tokens) == 1 and tokens[0].lower in OWNERS:
            return Speaker(OWNERS[tokens[0].lower], None, person=False)
        if is_common_noun(tokens):
            words[0] = words[0].lower()
        return Speaker(" ".join(words), report.phrase.role, person=False)


def format_role(text: str, role: Span) -> str:
    """Return the words of a role; it begins no sentence here."""
    words = text[slice(*role)]
    return words if words.partition(" ")[0].isupper() else words[0].lower() + words[1:]
