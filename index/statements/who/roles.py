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
from index.statements.who.people import Named
from index.types import Span

_MOST_BEFORE = 6
_MOST_TO_HEAD = 8
_MOST_ROLE = 24
_RELATIVE = frozenset({"who", "whose", "which", "that", "where"})
_RANKS = (ROLE_NOUNS | TITLES) - MR
_NO_PLACES = NOT_NAMES | STOPS | PREPOSITIONS | LEADS
_VERBAL = VERBS | SAY | TELL
_ADJECTIVES = ("ial", "ical", "onal", "eral", "ocal", "ic", "ian", "can", "ive", "ary", "-old", "-based", "ish", "ese")
_OPENS = frozenset({"a", "an", "the", "former", "one", "then", "now", "his", "her", "its", "their"})
_LINKS = frozenset({"of", "at", "for", "in", "with", "and", "to", "from", "on", "who"})


@dataclass(slots=True)
class Roles:
    """By name: every role as a span of the article, in order, and the words by which a role is called."""

    spans: dict[str, list[Span]] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, role: Span, tokens: Sequence[Token]) -> None:
        """Take in a role, which ``tokens`` spell."""
        self.spans.setdefault(name, []).append(role)
        known = self.heads.setdefault(name, set())
        for word in head_words(tokens):
            if word not in known:
                known.add(word)
                self.called.setdefault(word, []).append(name)

    def fullest(self, name: str) -> Span | None:
        """The longest role of ``name``, the first of equally long ones."""
        return max(self.spans.get(name, ()), key=lambda span: span[1] - span[0], default=None)

    def gender(self, name: str) -> str:
        """ "f" or "m" where the words of a role tell it, else ""."""
        words = self.heads.get(name, set())
        female, male = bool(words & FEMININE_ROLES), bool(words & MASCULINE_ROLES)
        return ("f" if female else "m") if female != male else ""


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


def role_behind(tokens: Sequence[Token], named: Named) -> tuple[int, int] | None:
    """Tokens of the description after a name: "[Jane Roe], the mayor of Oldbridge, ..."."""
    begin = named.end + 1
    if begin >= len(tokens) or tokens[named.end].low != "," or tokens[named.end - 1].possessive:
        return None
    first = tokens[begin]
    if not (first.low in _OPENS or (first.low in _RANKS and not first.capital)):
        return None
    end = apposition_end(tokens, begin)
    end = next((at for at in range(begin, end) if tokens[at].low in _RELATIVE), end)
    words = tokens[begin:end]
    if not 0 < len(words) <= _MOST_ROLE or any(token.low in _VERBAL for token in words):
        return None
    near = [token.low for token in words[:_MOST_TO_HEAD]]
    head = next((words[at - 1] for at, token in enumerate(words) if at and token.low in _LINKS), words[-1])
    plural = head.low.endswith("s") and not head.low.endswith("ss")
    if plural or not any(word in ROLE_NOUNS for word in near) or role_span(tokens, begin, end) is None:
        return None
    return begin, end
