"""What an article says its people are, wherever it says it: titles before a name, descriptions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.statements.aside import apposition_end, role_span
from index.statements.tables.cues import SAY, TELL
from index.statements.tables.grammar import LEADS, PREPOSITIONS, STOPS, VERBS
from index.statements.tables.people import (
    FEMININE_ROLES,
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
from index.statements.who.owned import Key, keys_of_owned, role_key
from index.statements.who.people import Named
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
    """By name: the longest role as a span of the article, and the words by which a role is called.

    ``filed`` holds who has a role, at most two, by its words and place; ``places`` where each is said to have one.
    """

    longest: dict[str, Span] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)
    filed: dict[Key, set[str]] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, role: Span, tokens: Sequence[Token]) -> None:
        """Take in a role, which ``tokens`` spell."""
        known_role = self.longest.setdefault(name, role)
        if role[1] - role[0] > known_role[1] - known_role[0]:
            self.longest[name] = role
        self.file(name, tokens)
        known = self.heads.setdefault(name, set())
        for word in head_words(tokens):
            if word not in known:
                known.add(word)
                self.called.setdefault(word, []).append(name)

    def file(self, name: str, tokens: Sequence[Token]) -> None:
        """Let ``name`` be found by the words of a role and its place."""
        places = self.places.setdefault(name, set())
        if len(places) < _MOST_PLACES:
            places.update(place_words(tokens))
        key = role_key(tokens)
        if key is not None and len(self.filed.setdefault(key, set())) < _SEVERAL:
            self.filed[key].add(name)

    def of_owned(self, tokens: Sequence[Token]) -> str | None:
        """Who is meant by "Oldbridge's mayor"; None where the article names nobody in that role, or several."""
        names = {name for key in keys_of_owned(tokens) for name in self.filed.get(key, ())}
        return names.pop() if len(names) == 1 else None

    def is_elsewhere(self, name: str, places: set[str]) -> bool:
        """Whether the roles of ``name`` tell of other places or bodies than all the words ``places``."""
        own = self.places.get(name, set())
        return bool(own and places) and not any(_is_alike(one, two) for one in own for two in places)

    def fullest(self, name: str) -> Span | None:
        """The longest role of ``name``, the first of equally long ones."""
        return self.longest.get(name)

    def gender(self, name: str) -> str:
        """ "f" or "m" where the words of a role tell it, else ""."""
        words = self.heads.get(name, set())
        female, male = bool(words & FEMININE_ROLES), bool(words & MASCULINE_ROLES)
        return ("f" if female else "m") if female != male else ""


def place_words(tokens: Sequence[Token]) -> set[str]:
    """The words with a capital that are no rank: where somebody has a role."""
    return {token.low for token in tokens if token.capital and token.is_word and token.low not in _RANKS | _SMALL_FIRST}


def _is_alike(one: str, other: str) -> bool:
    """Iran, Iranian."""
    stem = min(len(one), len(other)) - 1
    return one == other or (stem >= _LEAST_STEM and one[:stem] == other[:stem])


def head_words(tokens: Sequence[Token]) -> set[str]:
    """What a role may be called by: its nouns before "of", "at" and the like; "Gov." is a governor."""
    found: set[str] = set()
    for token in tokens:
        if token.low in _LINKS and found:
            break
        if token.low in _RANKS and not (token.possessive or token.low in NO_HEADS):
            found.add(SHORT_TITLES.get(token.low, token.low))
    return found


def role_before(tokens: Sequence[Token], named: Named) -> tuple[int, int] | None:
    """Tokens of the title before a name: "Oldbridge mayor [Jane Roe]"."""
    begin = named.first
    while begin > 0 and named.first - begin < _MOST_BEFORE:
        token = tokens[begin - 1]
        ranked = token.low in _RANKS and not token.low.endswith("s")
        place = token.capital and token.is_word and (begin > 1 or token.low not in _NO_PLACES)
        plain = place or token.low.endswith(_ADJECTIVES)
        if token.possessive or not (ranked or plain):
            break
        begin -= 1
    words = list(tokens[begin : named.first])
    last = words[-1] if words else None
    if last is None or last.low not in _RANKS or last.low in TIES:
        return None
    end = named.first
    if len(words) > 1 and last.low in SHORT_TITLES and words[-2].low in ROLE_NOUNS:
        end -= 1  # candidate Sen. Roe
    return begin, end


def role_of_owner(tokens: Sequence[Token], named: Named) -> tuple[int, int] | None:
    """Tokens of the role in front of a name set off by commas: "Oldbridge's mayor, [Jane Roe], ..."."""
    end = named.first - 1
    if end < 2 or named.end >= len(tokens) or len(named.words) < 2 or tokens[end].low != ",":
        return None
    after = tokens[named.end + 1 : named.end + 2]
    if tokens[named.end].low not in {",", "."} or (after and after[0].low in {"and", "or"}):
        return None
    if tokens[end - 1].capital or tokens[end - 1].low not in _RANKS:
        return None
    near = range(end - 1, max(-1, end - 1 - _MOST_BEFORE), -1)
    owner = next((at for at in near if tokens[at].possessive), None)
    if owner is None or not tokens[owner].capital:
        return None
    if any(not token.is_word or token.low in _LINKS for token in tokens[owner:end]):
        return None
    return owner_begin(tokens, owner), end


def owner_begin(tokens: Sequence[Token], owner: int) -> int:
    """Where the name begins that ends with the possessive token ``owner``."""
    begin = owner
    while (
        begin and owner - begin < _MOST_OWNER and tokens[begin - 1].capital and tokens[begin - 1].low not in _NO_PLACES
    ):
        begin -= 1
    return begin


def _is_owner(tokens: Sequence[Token], begin: int) -> bool:
    """Whether a name with a possessive ending begins at token ``begin``: [Oldbridge's] mayor."""
    for token in tokens[begin : begin + _MOST_OWNER]:
        if not (token.capital and token.is_word) or token.possessive:
            return token.capital and token.possessive
    return False


def role_behind(tokens: Sequence[Token], named: Named) -> tuple[int, int] | None:
    """Tokens of the description after a name: "[Jane Roe], the mayor of Oldbridge, ..."."""
    begin = named.end + 1
    if begin >= len(tokens) or tokens[named.end].low != "," or tokens[named.end - 1].possessive:
        return None
    first = tokens[begin]
    owner = _is_owner(tokens, begin)
    if not (owner or first.low in _OPENS or (first.low in _RANKS and not first.capital)):
        return None
    end = apposition_end(tokens, begin)
    end = next((at for at in range(begin, end) if tokens[at].low in _RELATIVE), end)
    words = tokens[begin:end]
    if not 0 < len(words) <= _MOST_ROLE or any(token.low in _VERBAL for token in words):
        return None
    near = [token.low for token in words[:_MOST_TO_HEAD]]
    head = next((words[at - 1] for at, token in enumerate(words) if at and token.low in _LINKS), words[-1])
    plural = head.low.endswith("s") and not head.low.endswith("ss")
    another = owner and (head.low not in _RANKS or any(token.low == "and" for token in words))
    if plural or another or not any(word in ROLE_NOUNS for word in near) or role_span(tokens, begin, end) is None:
        return None
    return begin, end
