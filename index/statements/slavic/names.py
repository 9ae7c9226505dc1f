"""Names and people in running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.lexicon.slavic import BODIES, LEADS, OWNERS, PLACE, PREPOSITIONS, ROLES
from index.statements.slavic.inflection import (
    case_stem,
    is_cyrillic,
    is_nearer_nominative,
    nominative_rank,
    strip_case_ending,
)
from index.statements.tokens import Sentence, Token
from index.statements.types import MOST_ALIKE, NamedPeople, Words
from index.types import Span

_PATRONYMIC = ("ович", "евич", "йович", "івна", "ївна", "овна", "евна", "ича", "івни", "овны", "евны", "овича", "евича")
_AGENTS = ("ниця", "ница", "істка", "истка", "тель", "телька", "олог", "ологиня", "знавець", "знавиця", "навець")
_LEAST_AGENT = 6
_PAIR = 2
_MOST_NAME_WORDS = 3
_MOST_RUN = 12


def _oblique_stem(word: str) -> str:
    """Return the stem of the other cases: мешканець, мешканця."""
    return word[:-3] + "ц" if word.endswith("ець") else word[:-2] + "ц" if word.endswith("ец") else word


_ROLE_STEMS = frozenset(strip_case_ending(form) for word in ROLES for form in (word, _oblique_stem(word)))
_BODY_STEMS = frozenset(strip_case_ending(word) for word in BODIES)


def is_mostly_cyrillic(tokens: Sequence[Token]) -> bool:
    """Return whether most words are Cyrillic."""
    words = [token.lower for token in tokens if token.is_word]
    return 2 * sum(is_cyrillic(word) for word in words) > len(words)


def is_role(token: Token) -> bool:
    """Return whether a token is a noun for a person in any case."""
    return is_cyrillic(token.lower) and strip_case_ending(token.lower.rpartition("-")[2]) in _ROLE_STEMS


def is_nominative_role(token: Token) -> bool:
    """Return whether a token is a noun for a person in the nominative, by table or ending."""
    lower = token.lower.rpartition("-")[2]
    return lower in ROLES or (len(lower) > _LEAST_AGENT and lower.endswith(_AGENTS))


def is_organisation_noun(token: Token) -> bool:
    """Return whether a token is a noun for an organisation in any case."""
    return is_cyrillic(token.lower) and strip_case_ending(token.lower) in _BODY_STEMS


def sums_up_role(tokens: Sequence[Token], role: str) -> bool:
    """Return whether a noun for a person, with what belongs to it, sums up a role: за словами голови громади."""
    called = {strip_case_ending(word) for word in role.lower().split()}
    return is_role(tokens[0]) and all(strip_case_ending(token.lower) in called for token in tokens)


def is_common_noun(tokens: Sequence[Token]) -> bool:
    """Return whether a speaker's first word bears a capital only as it begins a sentence: У поліції, Місцеві жителі."""
    lower = tokens[0].lower
    second = len(tokens) > 1 and is_nominative_role(tokens[1])
    return lower in BODIES | PREPOSITIONS or lower in OWNERS or is_nominative_role(tokens[0]) or second


def is_capital(token: Token) -> bool:
    """Return whether a token is a word with a capital."""
    return token.capital and token.is_word


def find_capital_runs(tokens: Sequence[Token], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield each run of capital words of one script between two tokens."""
    at = begin
    while at < end:
        if not is_capital(tokens[at]):
            at += 1
            continue
        first = at
        while at < end and is_capital(tokens[at]) and is_cyrillic(tokens[at].lower) == is_cyrillic(tokens[first].lower):
            at += 1
        yield first, at


def find_name_in_run(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """Return the token that a person's name begins with, where the run ``begin:end`` closes with one; None where not.

    A word of rank, an abbreviation and what hangs on a preposition are no part of it: "У Києві Олена Мельник",
    "голова ОВА Іван Коваль", "мер Києва Іван Коваль". One word alone is left to the caller to judge.
    """
    if end - begin > _MOST_RUN:
        return None
    first, is_after_preposition, preposition, is_after_noun = _strip_front(tokens, begin, end)
    if is_after_preposition:
        is_longer = end - first > _PAIR and not tokens[end - 2].lower.endswith(_PATRONYMIC)
        if not is_longer and (preposition not in PLACE or end - first < _PAIR):
            return None
        first += 1
    if end <= first:
        return None
    has_three_words = end - first == _MOST_NAME_WORDS and not is_after_noun and begin > 0
    if end - first > _PAIR and tokens[end - 2].lower.endswith(_PATRONYMIC):
        has_three_words = True
    return max(first, end - (_MOST_NAME_WORDS if has_three_words else _PAIR))


def _strip_front(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, bool, str, bool]:
    """Return what is left of a run without its front.

    That is where the rest begins, whether it hangs on a preposition and which, and whether a noun stands right before
    it, to which its first word may belong.
    """
    first = begin
    before = tokens[begin - 1].lower if begin else ""
    is_after_preposition, preposition, is_after_noun = (
        before in PREPOSITIONS,
        before,
        begin > 0 and tokens[begin - 1].is_word,
    )
    for at in range(begin, end):
        lower, word = tokens[at].lower, tokens[at].text
        if at == begin and lower in PREPOSITIONS:
            first, is_after_preposition, preposition = at + 1, True, lower
        elif at == begin and lower in LEADS:
            first = at + 1
        elif at < end - 1 and (is_organisation_noun(tokens[at]) or (at == first and is_role(tokens[at]))):
            first, is_after_preposition, is_after_noun = at + 1, False, True
        elif len(word) > 1 and word.isupper() and end - begin > 1:
            first, is_after_preposition, is_after_noun = at + 1, False, False
    return first, is_after_preposition, preposition, is_after_noun


def find_full_names(tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield the names of two words and more in one sentence, in the cases that they stand in, and their spans."""
    for begin, end in find_capital_runs(tokens, 0, len(tokens)):
        if end - begin > 1 and is_cyrillic(tokens[begin].lower):
            first = find_name_in_run(tokens, begin, end)
            is_after_preposition = begin > 0 and tokens[begin - 1].lower in PREPOSITIONS - PLACE
            if first is None and is_after_preposition and end - begin == 2:
                first = begin
            if first is not None and end - first > 1:
                words = tuple(token.text for token in tokens[first:end])
                yield words, (tokens[first].start, tokens[end - 1].end)


class SlavicPeople(NamedPeople):
    """The people of a Ukrainian or Russian article; a surname is kept as the stem of all its cases."""

    def add(self, words: Words) -> None:
        """Add a full name, or another form of a known one."""
        known = self.by_surname.setdefault(case_stem(words[-1]), [])
        for place, other in enumerate(known):
            if case_stem(words[0]) == case_stem(other[0]):
                known[place] = max(words, other, key=_fullness)
                return
        if len(known) < MOST_ALIKE:
            known.append(words)

    def find_fullest(self, words: Words) -> Words | None:
        """Return the one full name that ``words`` can stand for; None where there is none, or more than one.

        A surname in the nominative stands for no name that the article gives in another case only.
        """
        known = self.by_surname.get(case_stem(words[-1]), ())
        candidates = [name for name in known if len(words) == 1 or case_stem(words[0]) == case_stem(name[0])]
        if len(candidates) != 1 or (len(words) == 1 and is_nearer_nominative(words, candidates[0][-1:])):
            return None
        return candidates[0]

    def find_by_surname(self, surname: str, *, subject: bool = False) -> Sequence[Words]:
        """Return the full names that a surname in any case can stand for.

        For a ``subject`` those that have the very form come first, and names that the article gives in another case
        only are left out.
        """
        known = self.by_surname.get(case_stem(surname), [])
        if not subject:
            return known
        same = [name for name in known if name[-1].lower() == surname.lower()]
        return same or [name for name in known if not is_nearer_nominative((surname,), name[-1:])]


def find_people(sentences: Sequence[Sentence]) -> SlavicPeople:
    """Return every full name of the sentences."""
    people = SlavicPeople()
    for sentence in sentences:
        for words, span in find_full_names(sentence.tokens):
            people.mentions.setdefault(" ".join(words), []).append(span)
            people.add(words)
    return people


def _fullness(name: Words) -> tuple[int, int, list[int]]:
    """Return a sort key of the forms of one name: the nominative first, then the longer."""
    return nominative_rank(name[0]), len(name), [nominative_rank(word) for word in name]
