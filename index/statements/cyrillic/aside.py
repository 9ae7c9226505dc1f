"""Speakers behind "за словами", and appositions beside a name, in Ukrainian and Russian."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.statements.cyrillic.cases import case_stem
from index.statements.cyrillic.names import find_capital_runs, find_name_in_run, is_capital, is_nominative_role, is_role
from index.statements.cyrillic.speaker import SubjectReader
from index.statements.cyrillic.stretch import ADJECTIVE, MOST_STRETCH
from index.statements.phrase import Phrase
from index.statements.tables.cyrillic import LEADS, PREPOSITIONS, RELATIVES, RUSSIAN_RELATIVE
from index.statements.tables.grammar import DASHES

_MOST_PLAIN = 7
_MOST_ASIDE = 32
_MOST_ASIDE_LEAD = 3


@dataclass(frozen=True, slots=True)
class AppositionReader(SubjectReader):
    """Reads every kind of speaker, appositions included, out of the tokens of one sentence."""

    def read_oblique(self, begin: int) -> Phrase | None:
        """Return the speaker behind "за словами", in whatever case: in the nominative where the article gives it."""
        end = self.find_right_edge(begin, plural=True)
        if end <= begin:
            return None
        for first, last in find_capital_runs(self.tokens, begin, end):
            name = find_name_in_run(self.tokens, first, last)
            if name is None or self.is_abbreviation(name, last):
                continue
            words = tuple(self.word(at) for at in range(name, last))
            known = self.people.find_by_surname(words[-1])
            if len(words) == 1:
                person = known[0] if len(known) == 1 else None
                if person is None and name > begin and not (name + 1 == end and is_role(self.tokens[name - 1])):
                    continue
                words = person or words
            else:
                words = next((full for full in known if case_stem(full[0]) == case_stem(words[0])), words)
            phrase = self.build_phrase(name, last, words, begin if name > begin else None)
            return self._add_apposition(phrase)
        if end - begin > _MOST_PLAIN and end == begin + MOST_STRETCH:
            return None
        if self.tokens[begin].lower in PREPOSITIONS | LEADS:
            return None
        return Phrase(begin, end, (begin, end))

    def _add_apposition(self, phrase: Phrase) -> Phrase:
        """Return the phrase with its apposition up to the next comma: Іван Коваль, голова громади, ..."""
        at = phrase.end
        if at + 1 >= len(self.tokens) or self.tokens[at].lower != "," or not self._is_description(at + 1):
            return phrase
        end = at + 1
        while end < len(self.tokens) and end - at < MOST_STRETCH and self.is_part(end):
            end += 1
        if end < len(self.tokens) and self.tokens[end].lower not in {",", ".", *DASHES}:
            return phrase
        return replace(phrase, end=end, role=(self.tokens[at + 1].start, self.tokens[end - 1].end), described=True)

    def _is_description(self, at: int) -> bool:
        """Return whether a description of a person begins here: a noun for one, behind an adjective or two."""
        for place in range(at, min(at + 3, len(self.tokens))):
            if is_role(self.tokens[place]):
                return not is_capital(self.tokens[place])
            if not self.tokens[place].lower.endswith(ADJECTIVE) or self.tokens[place].lower in LEADS | PREPOSITIONS:
                return False
        return False

    def add_apposition(self, phrase: Phrase) -> Phrase:
        """Return a named speaker with the apposition that may follow: сказав Іван Коваль, голова громади."""
        return self._add_apposition(phrase) if phrase.person else phrase

    def read_before_aside(self, comma: int, gender: str) -> Phrase | None:
        """Return the subject in front of two commas: Іван Коваль, голова громади, заявив."""
        for at in range(comma - 2, max(0, comma - _MOST_ASIDE), -1):
            if self.tokens[at].lower in {".", ";", ":"}:
                return None
            if self.tokens[at].lower != ",":
                continue
            named = self._read_name_behind(at, comma, gender)
            if named is not None:
                return named
            lower = self.tokens[at + 1].lower
            is_relative = lower in RELATIVES or lower.startswith(RUSSIAN_RELATIVE)
            if not is_relative and not self._is_description(at + 1):
                continue
            named = self.read_subject(self.find_left_edge(at, plural=gender == "p"), at, gender, behind=False)
            if named is None or named.mention[1] != at:
                return None
            role = None if is_relative else (self.tokens[at + 1].start, self.tokens[comma - 1].end)
            return replace(named, end=comma, role=role or named.role, described=role is not None)
        return None

    def _read_name_behind(self, at: int, comma: int, gender: str) -> Phrase | None:
        """Return the name between two commas: Водій автобуса, 45-річний Іван Рудь, розповів."""
        runs = list(find_capital_runs(self.tokens, at + 1, comma))
        if not runs or runs[-1][1] != comma or runs[-1][0] - at > _MOST_ASIDE_LEAD:
            return None
        named = self.read_named(at + 1, *runs[-1], gender)
        begin = self.find_left_edge(at, plural=False)
        noun = next(
            (n for n in range(begin, at) if is_nominative_role(self.tokens[n]) and not self.is_governed(n, begin)), None
        )
        if named is None or len(named.person) < 2 or noun is None:
            return None
        role = (self.tokens[noun].start, self.tokens[at - 1].end)
        return replace(named, begin=noun, end=comma, role=role, described=True)
