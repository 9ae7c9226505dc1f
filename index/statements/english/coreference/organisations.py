"""Short forms of organisations: "OX" for the Organisation for X, "the institute" for the Northgate Institute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.statements.english.coreference.names import find_name_span
from index.statements.lexicon.people import NAME_LINKS
from index.statements.tokens import Sentence, Token, split_sentences
from index.text.tokenizer import word_set
from index.types import Span

_MOST_NAME = 10
_MOST_CACHED = 256
"""Articles whose organisations are kept in memory."""
_KINDS = word_set(
    "university college committee council commission ministry office bureau agency institute foundation center centre "
    "company corporation bank fund union association organization organisation league society federation club board "
    "coalition alliance trust forum hospital museum school court"
)
"""Nouns of names by which an organisation may be called."""


@dataclass(slots=True)
class Organisations:
    """Full names by their short form, and by kind, each with the sentence where it was first given."""

    by_letters: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    first: dict[str, Span] = field(default_factory=dict)

    def add(self, kind: str, name: str, sentence: int) -> None:
        """Add a name; of each kind the first two, since from two on none is sure."""
        known = self.by_kind.setdefault(kind, [])
        if len(known) < 2 and name not in {other for _, other in known}:
            known.append((sentence, name))

    def find_full_name(self, mention: Sequence[str], sentence: int) -> str | None:
        """Return the name that the words of a mention in ``sentence`` stand for; None where no one name is sure."""
        if len(mention) == 1 or (len(mention) == 2 and mention[0].lower() == "the" and mention[1].isupper()):
            return self.by_letters.get(mention[-1])
        if len(mention) != 2 or mention[0].lower() != "the" or not mention[1].islower():
            return None
        named = [name for number, name in self.by_kind.get(mention[1], ()) if number <= sentence]
        return named[0] if len(named) == 1 else None


@lru_cache(maxsize=_MOST_CACHED)
def abbreviated_organisations(text: str) -> tuple[tuple[str, str], ...]:
    """Return the abbreviation and the full name of each organisation that an article spells out, in order."""
    return tuple(find_organisations(split_sentences(text)).by_letters.items())


def find_organisations(sentences: Sequence[Sentence]) -> Organisations:
    """Return the organisations that the sentences name in full."""
    found = Organisations()
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        for at, token in enumerate(tokens):
            if token.lower == "(" and at + 2 < len(tokens) and tokens[at + 2].lower == ")":
                letters = tokens[at + 1].text
                begin = _find_spelt_out(tokens, at, letters) if letters.isupper() else None
                if begin is not None:
                    found.by_letters.setdefault(letters, _add_first_span(sentence.article, found, tokens[begin:at]))
            elif token.lower in _KINDS and token.capital:
                begin, end = _find_name_begin(tokens, at), _find_name_end(tokens, at + 1)
                if end - begin > 1:
                    found.add(token.lower, _add_first_span(sentence.article, found, tokens[begin:end]), number)
    return found


def _add_first_span(article: str, found: Organisations, tokens: Sequence[Token]) -> str:
    """Return the name that tokens spell, and keep where it stands first."""
    span = find_name_span(tokens)
    name = article[slice(*span)]
    found.first.setdefault(name, span)
    return name


def _find_name_begin(tokens: Sequence[Token], end: int) -> int:
    """Return where the run of capital words that ends with token ``end`` begins, a "The" left out."""
    begin = end
    while begin and end - begin < _MOST_NAME and tokens[begin - 1].capital and not tokens[begin - 1].possessive:
        begin -= 1
    return begin + (tokens[begin].lower == "the")


def _find_name_end(tokens: Sequence[Token], end: int) -> int:
    """Return the token after the "of Harbour Affairs" that follows the noun which ends at token ``end``."""
    if end + 1 >= len(tokens) or tokens[end].lower not in {"of", "for"} or tokens[end - 1].possessive:
        return end
    at = end + 1 + (tokens[end + 1].lower == "the")
    last = at
    while last < min(len(tokens), at + _MOST_NAME) and tokens[last].capital and tokens[last].is_word:
        last += 1
    return last if last > at else end


def _find_spelt_out(tokens: Sequence[Token], end: int, letters: str) -> int | None:
    """Return where the name begins whose capital words before token ``end`` have ``letters`` for their first ones."""
    left = len(letters)
    for at in range(end - 1, max(-1, end - 1 - _MOST_NAME), -1):
        token = tokens[at]
        if token.capital and token.is_word and left and token.lower[0] == letters[left - 1].lower():
            left -= 1
            if not left:
                return at
        elif token.lower not in NAME_LINKS:
            return None
    return None
