"""Speakers told apart from the verb: behind "за словами", and with a description between commas."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.statements.cyrillic.cases import case_stem
from index.statements.cyrillic.names import capital_run, is_capital, is_role, name_in_run, names_role
from index.statements.cyrillic.speaker import Subjects
from index.statements.cyrillic.stretch import ADJECTIVE, MOST_STRETCH
from index.statements.phrase import Phrase
from index.statements.tables.cyrillic import LEADS, PREPOSITIONS, RELATIVES, RUSSIAN_RELATIVE
from index.statements.tables.grammar import DASHES

_MOST_PLAIN = 7
_MOST_ASIDE = 32
_MOST_ASIDE_LEAD = 3


@dataclass(frozen=True, slots=True)
class Reader(Subjects):
    """Reads every kind of speaker out of the tokens of one sentence."""

    def oblique(self, begin: int) -> Phrase | None:
        """The speaker behind "за словами", in whatever case: told in the nominative where the article gives it."""
        end = self.right(begin, plural=True)
        if end <= begin:
            return None
        for first, last in capital_run(self.tokens, begin, end):
            name = name_in_run(self.tokens, first, last)
            if name is None or self.is_abbreviation(name, last):
                continue
            words = tuple(self.word(at) for at in range(name, last))
            known = self.people.alike(words[-1])
            if len(words) == 1:
                person = known[0] if len(known) == 1 else None
                if person is None and name > begin and not (name + 1 == end and is_role(self.tokens[name - 1])):
                    continue
                words = person or words
            else:
                words = next((full for full in known if case_stem(full[0]) == case_stem(words[0])), words)
            phrase = self.phrase(name, last, words, begin if name > begin else None)
            return self._with_apposition(phrase)
        if end - begin > _MOST_PLAIN and end == begin + MOST_STRETCH:
            return None
        if self.tokens[begin].low in PREPOSITIONS | LEADS:
            return None
        return Phrase(begin, end, (begin, end))

    def _with_apposition(self, phrase: Phrase) -> Phrase:
        """Іван Коваль, голова громади, ...: the phrase goes on to the next comma."""
        at = phrase.end
        if at + 1 >= len(self.tokens) or self.tokens[at].low != "," or not self._describes(at + 1):
            return phrase
        end = at + 1
        while end < len(self.tokens) and end - at < MOST_STRETCH and self.is_part(end):
            end += 1
        if end < len(self.tokens) and self.tokens[end].low not in {",", ".", *DASHES}:
            return phrase
        return replace(phrase, end=end, role=(self.tokens[at + 1].start, self.tokens[end - 1].end), described=True)

    def _describes(self, at: int) -> bool:
        """Whether a description of a person begins here: a noun for one, behind an adjective or two."""
        for place in range(at, min(at + 3, len(self.tokens))):
            if is_role(self.tokens[place]):
                return not is_capital(self.tokens[place])
            if not self.tokens[place].low.endswith(ADJECTIVE) or self.tokens[place].low in LEADS | PREPOSITIONS:
                return False
        return False

    def described(self, phrase: Phrase) -> Phrase:
        """A named speaker with the description that may follow: сказав Іван Коваль, голова громади."""
        return self._with_apposition(phrase) if phrase.person else phrase

    def before_aside(self, comma: int, gender: str) -> Phrase | None:
        """Іван Коваль, голова громади, заявив: the subject in front of what stands between two commas."""
        for at in range(comma - 2, max(0, comma - _MOST_ASIDE), -1):
            if self.tokens[at].low in {".", ";", ":"}:
                return None
            if self.tokens[at].low != ",":
                continue
            named = self._name_behind(at, comma, gender)
            if named is not None:
                return named
            low = self.tokens[at + 1].low
            relative = low in RELATIVES or low.startswith(RUSSIAN_RELATIVE)
            if not relative and not self._describes(at + 1):
                continue
            named = self.subject(self.left(at, plural=gender == "p"), at, gender, behind=False)
            if named is None or named.name[1] != at:
                return None
            role = None if relative else (self.tokens[at + 1].start, self.tokens[comma - 1].end)
            return replace(named, end=comma, role=role or named.role, described=role is not None)
        return None

    def _name_behind(self, at: int, comma: int, gender: str) -> Phrase | None:
        """Водій автобуса, 45-річний Іван Рудь, розповів: the name stands between the commas ``at`` and ``comma``."""
        runs = list(capital_run(self.tokens, at + 1, comma))
        if not runs or runs[-1][1] != comma or runs[-1][0] - at > _MOST_ASIDE_LEAD:
            return None
        named = self.named(at + 1, *runs[-1], gender)
        begin = self.left(at, plural=False)
        noun = next((n for n in range(begin, at) if names_role(self.tokens[n]) and not self.governed(n, begin)), None)
        if named is None or len(named.person) < 2 or noun is None:
            return None
        role = (self.tokens[noun].start, self.tokens[at - 1].end)
        return replace(named, begin=noun, end=comma, role=role, described=True)
