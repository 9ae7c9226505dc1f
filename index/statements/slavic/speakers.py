"""Subject of a cue, appositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.statements.lexicon.grammar import DASHES
from index.statements.lexicon.slavic import (
    BODIES,
    CALL,
    CONJUNCTIONS,
    JOINS,
    LEADS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    RUSSIAN_RELATIVE,
    SAY,
    SETTING_STEMS,
)
from index.statements.slavic.clauses import ADJECTIVE, MOST_STRETCH, WordStretches
from index.statements.slavic.inflection import agrees, case_stem, gender_of_name, is_cyrillic, may_be_nominative
from index.statements.slavic.names import find_capital_runs, find_name_in_run, is_capital, is_nominative_role, is_role
from index.statements.types import Phrase
from index.text.dates import SLAVIC_MONTHS, SLAVIC_WEEKDAYS

_MOST_BARE = 5
_NAMES_IN_O = ("енко", "тро", "вло", "йло", "рко")
_ALONE = {"p": ("и", "і", "ї", "ы", "яне", "ане"), "": tuple("бвгґджзйклмнпрстфхцчшщая")}
"""Endings of a noun that may be the subject of a plural verb, or of one without gender."""
_DATIVE_PLURAL = ("ам", "ям")


@dataclass(frozen=True, slots=True)
class SubjectReader(WordStretches):
    """Reads the subject of a cue out of the tokens of one sentence."""

    def read_subject(self, begin: int, end: int, gender: str, *, after_verb: bool) -> Phrase | None:
        """Return the subject of a verb of ``gender`` among tokens ``begin:end``, ``after_verb`` or before it."""
        places = range(begin, end) if after_verb else range(end - 1, begin - 1, -1)
        for at in places:
            if self.tokens[at].lower in PRONOUNS and not self.is_governed(at, begin):
                return Phrase(at, at + 1, (at, at + 1))
        if gender == "p":
            joined = self._read_pair(begin, end)
            if joined is not None:
                return joined
        runs = list(find_capital_runs(self.tokens, begin, end))
        for first, last in runs if after_verb else reversed(runs):
            named = self.read_named(begin, first, last, gender)
            if named is not None:
                return named
        return self._read_described(begin, end, gender, after_verb=after_verb)

    def _read_pair(self, begin: int, end: int) -> Phrase | None:
        """Return two who speak together, as the article writes them."""
        place = next((at for at in range(begin + 1, end - 1) if self.joins_speakers(at)), None)
        if place is None:
            return None
        first = place
        while first > begin and is_capital(self.tokens[first - 1]):
            first -= 1
        runs = list(find_capital_runs(self.tokens, place, end))
        return Phrase(first, runs[0][1], (first, runs[0][1])) if runs else None

    def read_named(self, begin: int, first: int, last: int, gender: str) -> Phrase | None:
        """Return the person whose name closes the run of capital words ``first:last``, if it agrees with the verb."""
        name = find_name_in_run(self.tokens, first, last)
        if name is None or name < begin or gender in {"p", "n"} or self.is_abbreviation(name, last):
            return None
        words = tuple(self.word(at) for at in range(name, last))
        if not may_be_nominative(words[0]) or (len(words) > 1 and not _name_agrees(words, gender)):
            return None
        if name > begin and self.tokens[name - 1].lower in BODIES and not is_cyrillic(words[0]):
            return None
        role = self._find_role(begin, name, gender)
        if len(words) == 1:
            known = self._find_known(words[0], gender)
            if known is None and (self._is_capitalised_noun(name, begin) or not self._is_surname(begin, name, gender)):
                return None
            words = known or words
        return self.build_phrase(name, last, words, role)

    def _is_capitalised_noun(self, at: int, begin: int) -> bool:
        """Return whether a noun, or its adjective, has a capital only as it begins the sentence: Чиновник заявив."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else self.tokens[at]
        noun = any(is_nominative_role(token) or token.lower in BODIES for token in (self.tokens[at], following))
        return noun and (at == 0 or not self.tokens[at - 1].is_word) and begin <= 1

    def _is_surname(self, begin: int, name: int, gender: str) -> bool:
        """Return whether a lone capital word is a surname, and no genitive: речник Коваль, but not речниця Києва."""
        adverb = (
            name == 0 and self.tokens[name].lower.endswith("о") and not self.tokens[name].lower.endswith(_NAMES_IN_O)
        )
        if name == begin or not self._may_belong_to_noun(begin, name):
            return not adverb
        return is_role(self.tokens[name - 1]) and agrees(gender, self.word(name))

    def _may_belong_to_noun(self, begin: int, name: int) -> bool:
        """Return whether the word before a lone capital is a noun that it may belong to: речниця Києва."""
        return name > begin and self.tokens[name - 1].lower not in LEADS | PREPOSITIONS

    def _find_known(self, surname: str, gender: str) -> tuple[str, ...] | None:
        """Return the full name that a surname stands for, where only one fits the verb."""
        candidates = [name for name in self.people.find_by_surname(surname, subject=True) if _name_agrees(name, gender)]
        return candidates[0] if len(candidates) == 1 else None

    def build_phrase(self, name: int, end: int, person: tuple[str, ...], role: int | None) -> Phrase:
        """Return the phrase of a name with the role that begins at token ``role``."""
        if role is None:
            return Phrase(name, end, (name, end), person)
        return Phrase(role, end, (name, end), person, (self.tokens[role].start, self.tokens[name - 1].end))

    def _find_role(self, begin: int, name: int, gender: str) -> int | None:
        """Return where the role before a name begins: with its first noun for a person and its adjectives."""
        noun = next(
            (
                at
                for at in range(begin, name)
                if is_nominative_role(self.tokens[at]) and not self.is_governed(at, begin)
            ),
            None,
        )
        if noun is None:
            return begin if self._is_all_role(begin, name, gender) else None
        at = noun
        while at > begin and self.tokens[at - 1].lower.endswith(ADJECTIVE) and not self.is_outside(at - 1, begin):
            at -= 1
        return at

    def find_roles(self) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
        """Yield names in the nominative with the span of the role before them, wherever the sentence has them."""
        for first, last in find_capital_runs(self.tokens, 0, len(self.tokens)):
            name = find_name_in_run(self.tokens, first, last)
            if name is None or last - name == 1 or not may_be_nominative(self.word(name)):
                continue
            role = self._find_role(self.find_left_edge(name, plural=False), name, "")
            if role is not None:
                words = tuple(self.word(at) for at in range(name, last))
                yield words, (self.tokens[role].start, self.tokens[name - 1].end)

    def _is_all_role(self, begin: int, name: int, gender: str) -> bool:
        """Return whether all words between ``begin`` and a name describe it, though none is in a table.

        They do where they open the sentence or follow the verb, and their first word fits it.
        """
        first = self.tokens[begin]
        if not 0 < name - begin < _MOST_BARE or gender not in {"m", "f"} or first.lower in LEADS | PREPOSITIONS | JOINS:
            return False
        opens = begin == 0 or (self.tokens[begin - 1].lower in SAY and not first.capital)
        return opens and first.is_word and agrees(gender, first.lower)

    def _read_described(self, begin: int, end: int, gender: str, *, after_verb: bool) -> Phrase | None:
        """Return a speaker without a name: речниця поліції, міністерство оборони, МЗС, «Хвиля», у поліції."""
        for at in range(begin, end):
            token = self.tokens[at]
            if self.is_governed(at, begin):
                continue
            if (is_nominative_role(token) and _may_agree(gender, token.lower)) or (
                token.lower in BODIES and agrees(gender, token.lower)
            ):
                first = at
                while first > begin and self._is_qualifier(first - 1, begin):
                    first -= 1
                last = self.find_noun_end(at + 1, end)
                return Phrase(first, last, (first, last))
        for at in range(begin, end):
            token = self.tokens[at]
            is_proper_name = (
                self.is_title(at) or (is_capital(token) and not is_cyrillic(token.lower)) or self.is_acronym(at)
            )
            if is_proper_name and not self.is_governed(at, begin) and gender != "p":
                last = at + 1
                while last < end and is_capital(self.tokens[last]) and not is_cyrillic(self.tokens[last].lower):
                    last += 1
                return Phrase(at, last, (at, last))
        if gender == "p":
            return self._read_place(begin, end) or self._read_bare_noun(begin, end, gender, after_verb=after_verb)
        return self._read_bare_noun(begin, end, gender, after_verb=after_verb)

    def _is_qualifier(self, at: int, begin: int) -> bool:
        """Return whether a token is an adjective or a possessive pronoun of the noun after it."""
        lower = self.tokens[at].lower
        owner = lower in {"його", "її", "їхній", "їхня", "его", "её", "ее", "их"}
        return owner or (lower.endswith(ADJECTIVE) and not self.is_outside(at, begin))

    def _read_place(self, begin: int, end: int) -> Phrase | None:
        """Return an organisation that is named as a place: У поліції повідомили."""
        for at in range(end - 2, begin - 1, -1):
            lower = self.tokens[at + 1].lower
            if (
                self.tokens[at].lower in {"у", "в", "во", "на"}
                and lower not in SLAVIC_WEEKDAYS | SLAVIC_MONTHS
                and not lower.startswith(SETTING_STEMS)
                and not lower.isdigit()
            ):
                last = self.find_noun_end(at + 1, end)
                return Phrase(at, last, (at, last))
        return None

    def _read_bare_noun(self, begin: int, end: int, gender: str, *, after_verb: bool) -> Phrase | None:
        """Return one noun, where it is all there is beside the cue: пояснює садівниця."""
        at = begin if after_verb else end - 1
        if not 0 < end - begin <= _MOST_BARE or (not after_verb and end - begin > 1):
            return None
        lower = self.tokens[at].lower
        if after_verb and self.tokens[begin - 1].lower in CALL:
            return None
        if lower in LEADS | PREPOSITIONS | CONJUNCTIONS or lower.endswith(_DATIVE_PLURAL):
            return None
        if gender in {"p", ""} and (end - begin > 1 or not lower.endswith(_ALONE[gender])):
            return None
        if (
            not is_cyrillic(lower)
            or not agrees(gender, lower)
            or (after_verb and self.find_noun_end(at + 1, end) != end)
        ):
            return None
        return Phrase(at, end if after_verb else at + 1, (at, end if after_verb else at + 1))


def _may_agree(gender: str, noun: str) -> bool:
    """Return whether a noun may be the subject; nouns of men serve for women too: лікар сказала."""
    return agrees(gender, noun) or (gender == "f" and agrees("m", noun))


def _name_agrees(name: Sequence[str], gender: str) -> bool:
    """Return whether a full name in the nominative may be the subject of a verb of that gender."""
    by_name = gender_of_name(name[0])
    return not by_name or gender not in {"m", "f"} or by_name == gender


_MOST_PLAIN = 7
_MOST_ASIDE = 32
_MOST_ASIDE_LEAD = 3


@dataclass(frozen=True, slots=True)
class AppositionReader(SubjectReader):
    """Reads every kind of speaker, appositions included, out of the tokens of one sentence."""

    def read_oblique(self, begin: int) -> Phrase | None:
        """Return the speaker after "за словами", in whatever case: in the nominative where the article gives it."""
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
        """Return whether a description of a person begins here: a noun for one, after an adjective or two."""
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
            named = self._read_name_after(at, comma, gender)
            if named is not None:
                return named
            lower = self.tokens[at + 1].lower
            is_relative = lower in RELATIVES or lower.startswith(RUSSIAN_RELATIVE)
            if not is_relative and not self._is_description(at + 1):
                continue
            named = self.read_subject(self.find_left_edge(at, plural=gender == "p"), at, gender, after_verb=False)
            if named is None or named.mention[1] != at:
                return None
            role = None if is_relative else (self.tokens[at + 1].start, self.tokens[comma - 1].end)
            return replace(named, end=comma, role=role or named.role, described=role is not None)
        return None

    def _read_name_after(self, at: int, comma: int, gender: str) -> Phrase | None:
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
