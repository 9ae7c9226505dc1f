"""Titles and descriptions of a person; "Oldbridge's mayor"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.statements.english.appositions import find_apposition_end, find_role_span
from index.statements.english.coreference.people import NamedMention
from index.statements.lexicon.cues import SAY, TELL
from index.statements.lexicon.grammar import DETERMINERS, LEADS, PREPOSITIONS, STOPS, VERBS
from index.statements.lexicon.people import (
    FEMININE_ROLES,
    GROUPS,
    MASCULINE_ROLES,
    MR,
    NO_HEADS,
    NOT_NAMES,
    ROLE_NOUNS,
    SHORT_TITLES,
    TIES,
    TITLES,
)
from index.statements.tokens import Token
from index.types import Span

_MOST_BEFORE = 6
_MOST_TO_HEAD = 8
_MOST_ROLE = 24
_MOST_OWNER = 4
_LEAST_STEM = 3
_MOST_PLACES = 12
_SEVERAL = 2
_SMALL_FIRST = frozenset({"a", "an", "the", "former", "foreign", "prime", "defense", "defence"})
_RELATIVE = frozenset({"who", "whose", "which", "that", "where"})
_RANKS = (ROLE_NOUNS | TITLES) - MR
_NO_PLACES = NOT_NAMES | STOPS | PREPOSITIONS | LEADS
_VERBAL = VERBS | SAY | TELL
_ADJECTIVES = ("ial", "ical", "onal", "eral", "ocal", "ic", "ian", "can", "ive", "ary", "-old", "-based", "ish", "ese")
_OPENS = frozenset({"a", "an", "the", "former", "one", "then", "now", "his", "her", "its", "their"})
_LINKS = frozenset({"of", "at", "for", "in", "with", "and", "to", "from", "on", "who"})


@dataclass(slots=True)
class Roles:
    """The roles of people by name: the longest as a span of the article, and the words by which a role is called.

    ``names_by_key`` holds at most two names by the words and place of a role; ``places`` holds the places of each name.
    """

    longest: dict[str, Span] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=dict)
    names_by_word: dict[str, list[str]] = field(default_factory=dict)
    names_by_key: dict[Key, set[str]] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, role: Span, tokens: Sequence[Token]) -> None:
        """Add a role, which ``tokens`` spell."""
        known_role = self.longest.setdefault(name, role)
        if role[1] - role[0] > known_role[1] - known_role[0]:
            self.longest[name] = role
        self.index_role(name, tokens)
        known = self.heads.setdefault(name, set())
        for word in head_words(tokens):
            if word not in known:
                known.add(word)
                self.names_by_word.setdefault(word, []).append(name)

    def index_role(self, name: str, tokens: Sequence[Token]) -> None:
        """Index ``name`` by the words of a role and its place."""
        places = self.places.setdefault(name, set())
        if len(places) < _MOST_PLACES:
            places.update(place_words(tokens))
        key = role_key(tokens)
        if key is not None and len(self.names_by_key.setdefault(key, set())) < _SEVERAL:
            self.names_by_key[key].add(name)

    def find_owned(self, tokens: Sequence[Token]) -> str | None:
        """Return who is meant by "Oldbridge's mayor"; None where the article names nobody in that role, or several."""
        names = {name for key in owned_role_keys(tokens) for name in self.names_by_key.get(key, ())}
        return names.pop() if len(names) == 1 else None

    def is_elsewhere(self, name: str, places: set[str]) -> bool:
        """Return whether the roles of ``name`` tell of other places or bodies than all the words ``places``."""
        own = self.places.get(name, set())
        return bool(own and places) and not any(_have_same_root(one, two) for one in own for two in places)

    def find_longest(self, name: str) -> Span | None:
        """Return the longest role of ``name``, the first of equally long ones."""
        return self.longest.get(name)

    def gender(self, name: str) -> str:
        """Return "f" or "m" where the words of a role tell it, else ""."""
        words = self.heads.get(name, set())
        female, male = bool(words & FEMININE_ROLES), bool(words & MASCULINE_ROLES)
        return ("f" if female else "m") if female != male else ""


def place_words(tokens: Sequence[Token]) -> set[str]:
    """Return the words with a capital that are no rank: where somebody has a role."""
    return {
        token.lower for token in tokens if token.capital and token.is_word and token.lower not in _RANKS | _SMALL_FIRST
    }


def _have_same_root(one: str, other: str) -> bool:
    """Return whether two words are forms of one place: Iran, Iranian."""
    stem = min(len(one), len(other)) - 1
    return one == other or (stem >= _LEAST_STEM and one[:stem] == other[:stem])


def head_words(tokens: Sequence[Token]) -> set[str]:
    """Return what a role may be called by: its nouns before "of", "at" and the like; "Gov." is a governor."""
    found: set[str] = set()
    for token in tokens:
        if token.lower in _LINKS and found:
            break
        if token.lower in _RANKS and not (token.possessive or token.lower in NO_HEADS):
            found.add(SHORT_TITLES.get(token.lower, token.lower))
    return found


def find_role_before(tokens: Sequence[Token], named: NamedMention) -> tuple[int, int] | None:
    """Return the tokens of the title before a name: "Oldbridge mayor [Jane Roe]"."""
    begin = named.first
    while begin > 0 and named.first - begin < _MOST_BEFORE:
        token = tokens[begin - 1]
        ranked = token.lower in _RANKS and not token.lower.endswith("s")
        place = token.capital and token.is_word and (begin > 1 or token.lower not in _NO_PLACES)
        plain = place or token.lower.endswith(_ADJECTIVES)
        if token.possessive or not (ranked or plain):
            break
        begin -= 1
    words = list(tokens[begin : named.first])
    last = words[-1] if words else None
    if last is None or last.lower not in _RANKS or last.lower in TIES:
        return None
    end = named.first
    if len(words) > 1 and last.lower in SHORT_TITLES and words[-2].lower in ROLE_NOUNS:
        end -= 1  # candidate Sen. Roe
    return begin, end


def find_owned_role(tokens: Sequence[Token], named: NamedMention) -> tuple[int, int] | None:
    """Return the tokens of the role in front of a name set off by commas: "Oldbridge's mayor, [Jane Roe], ..."."""
    end = named.first - 1
    if end < 2 or named.end >= len(tokens) or len(named.words) < 2 or tokens[end].lower != ",":
        return None
    after = tokens[named.end + 1 : named.end + 2]
    if tokens[named.end].lower not in {",", "."} or (after and after[0].lower in {"and", "or"}):
        return None
    if tokens[end - 1].capital or tokens[end - 1].lower not in _RANKS:
        return None
    near = range(end - 1, max(-1, end - 1 - _MOST_BEFORE), -1)
    owner = next((at for at in near if tokens[at].possessive), None)
    if owner is None or not tokens[owner].capital:
        return None
    if any(not token.is_word or token.lower in _LINKS for token in tokens[owner:end]):
        return None
    return find_owner_begin(tokens, owner), end


def find_owner_begin(tokens: Sequence[Token], owner: int) -> int:
    """Return where the name begins that ends with the possessive token ``owner``."""
    begin = owner
    while (
        begin
        and owner - begin < _MOST_OWNER
        and tokens[begin - 1].capital
        and tokens[begin - 1].lower not in _NO_PLACES
    ):
        begin -= 1
    return begin


def _begins_owner(tokens: Sequence[Token], begin: int) -> bool:
    """Return whether a name with a possessive ending begins at token ``begin``: [Oldbridge's] mayor."""
    for token in tokens[begin : begin + _MOST_OWNER]:
        if not (token.capital and token.is_word) or token.possessive:
            return token.capital and token.possessive
    return False


def find_role_after(tokens: Sequence[Token], named: NamedMention) -> tuple[int, int] | None:
    """Return the tokens of the description after a name: "[Jane Roe], the mayor of Oldbridge, ..."."""
    begin = named.end + 1
    if begin >= len(tokens) or tokens[named.end].lower != "," or tokens[named.end - 1].possessive:
        return None
    first = tokens[begin]
    owner = _begins_owner(tokens, begin)
    if not (owner or first.lower in _OPENS or (first.lower in _RANKS and not first.capital)):
        return None
    end = find_apposition_end(tokens, begin)
    end = next((at for at in range(begin, end) if tokens[at].lower in _RELATIVE), end)
    words = tokens[begin:end]
    if not 0 < len(words) <= _MOST_ROLE or any(token.lower in _VERBAL for token in words):
        return None
    near = [token.lower for token in words[:_MOST_TO_HEAD]]
    head = next((words[at - 1] for at, token in enumerate(words) if at and token.lower in _LINKS), words[-1])
    plural = head.lower.endswith("s") and not head.lower.endswith("ss")
    is_other_thing = owner and (head.lower not in _RANKS or any(token.lower == "and" for token in words))
    if (
        plural
        or is_other_thing
        or not any(word in ROLE_NOUNS for word in near)
        or find_role_span(tokens, begin, end) is None
    ):
        return None
    return begin, end


Key = frozenset[str]

_MOST_WORDS = 7
_SMALL = DETERMINERS | {"of", "for", "at"}
_SINGLE = ROLE_NOUNS - GROUPS - TIES - frozenset({"aide", "adviser", "advisor", "member", "official", "officer"})
"""Roles of which somebody most likely has one only."""
_OTHERWISE = frozenset({"niger", "dominica", "guinea"})
"""Countries whose neighbour's people are called as theirs would be by the rule."""
_PEOPLE = ("n", "an", "ian", "i", "ese", "ish")
_LEAST_COUNTRY = 3


def role_key(tokens: Sequence[Token]) -> Key | None:
    """Return the words of a role in any order, titles in full; None for one too long to be repeated."""
    words = [SHORT_TITLES.get(token.lower, token.lower) for token in tokens if token.lower not in _SMALL]
    plain = all(token.is_word for token in tokens)
    return frozenset(words) if plain and 1 < len(words) <= _MOST_WORDS else None


def owned_role_keys(tokens: Sequence[Token]) -> Iterator[Key]:
    """Yield the keys of the role in "Iran's foreign minister": with Iran, and with Iranian.

    Nothing for a phrase that is no role of somebody or something with a name.
    """
    owner = next((at for at, token in enumerate(tokens) if token.possessive), None)
    last = tokens[-1]
    if owner is None or last.capital or last.lower not in _SINGLE or owner + 1 >= len(tokens):
        return
    if not all(token.capital for token in tokens[: owner + 1] if token.lower not in _SMALL):
        return
    key = role_key(tokens)
    if key is None:
        return
    yield key
    country = tokens[owner].lower
    if country not in _OTHERWISE:
        for people in _demonyms(country):
            yield key - {country} | {people}


def _demonyms(country: str) -> Iterator[str]:
    """Yield what the people of a land may be called: Iranian, Russian, Chinese."""
    short = country[:-1] if country[-1] in "aeoy" and len(country) > _LEAST_COUNTRY + 1 else ""
    for ending in _PEOPLE:
        yield country + ending
        if short:
            yield short + ending
