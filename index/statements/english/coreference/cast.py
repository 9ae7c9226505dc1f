"""Roles, gender and mention types of an article's people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.statements.english.coreference.names import surname_of
from index.statements.english.coreference.people import EnglishPeople, NamedMention, gender_of_first_name
from index.statements.english.coreference.roles import (
    Roles,
    find_owned_role,
    find_owner_begin,
    find_role_after,
    find_role_before,
)
from index.statements.english.coreference.salience import INSIDE, NAMESAKE, OBJECT, OWNER, SUBJECT
from index.statements.lexicon.cues import HELPERS
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.grammar import PREPOSITIONS, STOPS, VERBS
from index.statements.lexicon.people import GROUPS, MR, ROLE_NOUNS, TITLES
from index.statements.tokens import Sentence, Token
from index.statements.types import CUES, SpeechReport
from index.types import Span

NOBODY = "?"
"""Prefix of the key of a person without a name; the gender and a space follow."""

_RANKS = MR | TITLES
_OPENING_BLOCKS = 2
_MOST_EARLY = 2


@dataclass(slots=True)
class Cast:
    """The roles and genders of the people of an article, and which names are of people at all.

    ``persons`` holds surnames; ``unnamed`` those that the article uses for somebody whom it never names in full.
    """

    people: EnglishPeople
    roles: Roles = field(default_factory=Roles)
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def learn(
        self, sentences: Sequence[Sentence], named: Sequence[Sequence[NamedMention]], reports: Sequence[SpeechReport]
    ) -> None:
        """Collect what titles, descriptions, honorifics and reports of speech tell in the whole article."""
        self.persons.update(surname_of(report.phrase.person) for report in reports if report.phrase.person)
        for sentence, names in zip(sentences, named, strict=True):
            for one in names:
                full = self.people.find_fullest(one.words)
                if full is not None:
                    self._learn_from_mention(" ".join(full), sentence.tokens, one)
        self._find_unnamed(sentences, named)

    def _learn_from_mention(self, name: str, tokens: Sequence[Token], named: NamedMention) -> None:
        """Collect what stands beside one mention of ``name``: age, honorific and roles."""
        if [token.lower.isdigit() for token in tokens[named.end : named.end + 2]] == [False, True]:
            self.persons.add(surname_of(name.split()))  # Jane Roe, 43
        if named.gender:
            self.genders[name] = named.gender if self.genders.get(name, named.gender) == named.gender else ""
        for span in (find_role_before(tokens, named), find_role_after(tokens, named), find_owned_role(tokens, named)):
            if span is not None:
                words = tokens[slice(*span)]
                self.roles.add(name, (words[0].start, words[-1].end), words)
        title = find_role_before(tokens, named)
        if title is not None and title[0] and tokens[title[0] - 1].possessive and tokens[title[0] - 1].capital:
            self.roles.index_role(name, tokens[find_owner_begin(tokens, title[0] - 1) : title[1]])

    def _find_unnamed(self, sentences: Sequence[Sentence], named: Sequence[Sequence[NamedMention]]) -> None:
        """Collect the surnames that stand alone again and again before a full name: most likely they are another's."""
        early: Counter[str] = Counter()
        introduced: set[str] = set()
        for sentence, names in zip(sentences, named, strict=True):
            for one in names:
                surname = surname_of(one.words)
                if len(one.words) > 1:
                    introduced.add(surname)
                elif (
                    sentence.block >= _OPENING_BLOCKS
                    and surname not in introduced
                    and not _has_title(sentence.tokens, one)
                ):
                    early[surname] += 1
        self.unnamed = {surname for surname in introduced if early[surname] > _MOST_EARLY}

    def gender(self, name: str) -> str:
        """Return "f", "m", or "" where neither the article nor the first name tells."""
        if name.startswith(NOBODY):
            return name[1:2].strip()
        words = name.split()
        first = words[1] if len(words) > 2 and words[0].endswith(".") else words[0]
        known = self.genders.get(name, "") or self.roles.gender(name)
        return known or (gender_of_first_name(first.lower()) if len(words) > 1 else "")

    def is_sure_person(self, name: str) -> bool:
        """Return whether anything tells that a name is a person's: gender, first name, role, age, or words said."""
        words = name.lower().split()
        known = bool(self.gender(name)) or words[0] in FIRST_NAMES or name in self.roles.longest
        return known or name.startswith(NOBODY) or surname_of(words) in self.persons

    def is_person(self, tokens: Sequence[Token], named: NamedMention, speaking: Sequence[SpeechReport]) -> bool:
        """Return whether a name counts as a person's: one given in full, beside a title, or of a speaker."""
        known = bool(self.people.find_fitting(named.words)) or surname_of(named.words) in self.persons
        return known or _has_title(tokens, named) or bool(speaking)


def _has_title(tokens: Sequence[Token], named: NamedMention) -> bool:
    """Return whether a title or an honorific stands before a name."""
    return named.first > 0 and tokens[named.first - 1].capital and tokens[named.first - 1].lower in _RANKS


_MOST_TO_NOUN = 5
_MOST_BESIDE = 8
_POINTERS = frozenset({"a", "an", "the", "one", "another"})
_COPULAS = frozenset({"is", "was", "be", "been", "as", "become", "became", "'s", "being", "like"})
_ACTS = VERBS | HELPERS | CUES | {",", "(", "who", "—", "and", "or"}
_ACTING_ENDS = ("ed", "s", "ly", "n't", "n’t")
_BREAKS = VERBS | PREPOSITIONS | STOPS


def weigh_mention(tokens: Sequence[Token], begin: int, end: int) -> float:
    """Return how salient a mention, tokens ``begin:end``, makes a person, by its place in the sentence."""
    if tokens[end - 1].possessive:
        return OWNER
    after = tokens[end] if end < len(tokens) else None
    if begin and tokens[begin - 1].lower == "the" and after is not None and after.is_word:
        return NAMESAKE
    before = _word_before_phrase(tokens, begin)
    if before in PREPOSITIONS and before not in STOPS:
        return INSIDE
    is_actor = after is not None and (after.lower in _ACTS or after.lower.endswith(_ACTING_ENDS))
    return SUBJECT if is_actor and not (before in VERBS or before.endswith(("ed", "ing"))) else OBJECT


def _word_before_phrase(tokens: Sequence[Token], begin: int) -> str:
    """Return the preposition, verb, mark or linking word before the noun phrase of the name at ``begin``."""
    for at in range(begin - 1, max(-1, begin - _MOST_BESIDE), -1):
        token = tokens[at]
        has_verb = token.lower.endswith(("ed", "ing")) and not token.capital
        if not token.is_word or token.lower in _BREAKS or has_verb:
            return token.lower
    return ""


def find_person_noun(tokens: Sequence[Token], at: int) -> int | None:
    """Return the last token of "a retired miller", "the mayor" with its determiner at ``at``, or None."""
    if tokens[at].lower not in _POINTERS or _is_predicate(tokens, at):
        return None
    for place in range(at + 1, min(len(tokens), at + _MOST_TO_NOUN)):
        token = tokens[place]
        if not token.is_word or token.possessive or token.lower in _BREAKS:
            return None
        ranked = token.lower in ROLE_NOUNS and token.lower not in GROUPS and not token.lower.endswith("s")
        following = tokens[place + 1 : place + 3]
        if ranked and not (following and following[0].lower in ROLE_NOUNS):
            is_named = (
                any(token.capital for token in following[: 1 + (following[0].lower == ",")]) if following else False
            )
            return None if is_named else place
    return None


def _is_predicate(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a noun describes the person just named: "[Roe is] the mayor", "[Roe], the mayor"."""
    before = tokens[at - 1].lower if at else ""
    return before in _COPULAS or (before == "," and at > 1 and tokens[at - 2].capital)


class MentionContext:
    """The indirect speech after its speaker: no mention in it is the writer's own subject."""

    def __init__(self, sentences: Sequence[Sentence], reports: Sequence[SpeechReport]) -> None:
        """Collect the indirect speech of ``reports``."""
        self._spans = sorted(_find_indirect_spans(sentences, reports))
        self._at = 0
        self._end = 0

    def is_reported(self, place: int) -> bool:
        """Return whether offset ``place`` is inside; every call asks about a later place than the one before."""
        while self._at < len(self._spans) and self._spans[self._at][0] <= place:
            self._end = max(self._end, self._spans[self._at][1])
            self._at += 1
        return place < self._end


def _find_indirect_spans(sentences: Sequence[Sentence], reports: Sequence[SpeechReport]) -> Iterator[Span]:
    """Yield the content of indirect speech that stands after its speaker."""
    for report in reports:
        if not report.direct and report.start > sentences[report.sentence].tokens[report.phrase.mention[0]].start:
            yield report.start, report.end


def content_words(sentence: Sentence, report: SpeechReport) -> Iterator[str]:
    """Yield the words of a report's content in lower case, without marks and possessive endings."""
    for word in sentence.article[report.start : report.end].split():
        yield word.strip("“”\"'‘’.,;:!?()—").removesuffix("'s").removesuffix("’s").lower()
