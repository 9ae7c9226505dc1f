"""An article as blocks of tokens: a quotation is one token, and sentences end outside quotations only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from index.statements.quotes import Quote, find_quotes, paragraphs
from index.statements.tables import cyrillic
from index.statements.tables.grammar import ABBREVIATIONS, OPENERS

_TOKEN = re.compile(
    r"(?:\w-)?(?:[^\W\d_]\.){2,}(?:[-‑]\w+(?:[-‑'’]\w+)*)?"  # U.S., D-N.Y., U.S.-backed
    r"|\d+(?:[.,:]\d+)+(?:[-‑]\w+)*"
    r"|\w+(?:[-‑'’&/]\w+)*"
    r"|--|[^\w\s]"
)
_AL = re.compile(r"a[ldnrstz]h?[-‑][A-Z]")  # al-Roe, ash-Roe
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$", re.IGNORECASE)
_ENDS = frozenset(".!?…")
_LOWER_ABBREVIATIONS = frozenset({"v", "vs", "etc", "e.g", "i.e", "inc", "no"})
_MOST_TOKENS = 150
QUOTE = "“”"
"""What ``Token.low`` holds for a quotation."""


class Token(NamedTuple):
    """One word, mark or whole quotation of an article.

    It stands at ``article[start:end]``, which is its ``text``; ``low`` is the lower-case form without possessive.

    A month or day that is somebody's name keeps its capital in ``low``, so that no table of words of time holds it.
    ``tail`` is the last character of a quotation before its closing mark.
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool = False
    possessive: bool = False
    tail: str = ""

    @property
    def is_quote(self) -> bool:
        return self.low == QUOTE

    @property
    def is_word(self) -> bool:
        return self.low[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence of ``article``, its closing mark included.

    ``block`` numbers the paragraph that it stands in; ``opens_with_quote`` tells whether that paragraph does.
    """

    article: str = field(repr=False)
    tokens: tuple[Token, ...]
    block: int
    opens_with_quote: bool


def sentences(text: str) -> list[Sentence]:
    """Every sentence of ``text``; a quotation over several paragraphs makes one block of them."""
    lines = paragraphs(text)
    quotes = find_quotes(text, lines)
    found: list[Sentence] = []
    for number, (start, end, inside) in enumerate(_blocks(lines, quotes)):
        tokens = _tokens(text, start, end, inside)
        quoted = bool(tokens) and tokens[0].is_quote
        found += [Sentence(text, tuple(part), number, quoted) for part in _split(tokens)]
    return found


def _blocks(lines: list[tuple[int, int]], quotes: list[Quote]) -> list[tuple[int, int, list[Quote]]]:
    blocks: list[tuple[int, int, list[Quote]]] = []
    at = 0
    for start, end in lines:
        inside = []
        while at < len(quotes) and quotes[at].start < end:
            inside.append(quotes[at])
            at += 1
        if blocks and blocks[-1][2] and blocks[-1][2][-1].end > start:
            first, _, earlier = blocks[-1]
            blocks[-1] = (first, max(end, earlier[-1].end), [*earlier, *inside] if inside else earlier)
        else:
            blocks.append((start, max([end, *(q.end for q in inside[-1:])]), inside))
    return blocks


def _tokens(text: str, start: int, end: int, quotes: Sequence[Quote]) -> list[Token]:
    tokens: list[Token] = []
    at = start
    for quote in quotes:
        tokens += plain_tokens(text, at, quote.start)
        words = text[quote.start : quote.end]
        tokens.append(Token(quote.start, quote.end, words, QUOTE, tail=words.rstrip("”\"'’»“")[-1:]))
        at = quote.end
    tokens += plain_tokens(text, at, end)
    return tokens


def plain_tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks between two offsets, quotation marks among them."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        a, b = match.span()
        if word == "." and tokens and tokens[-1].end == a and _is_abbreviation(text, tokens[-1], b):
            last = tokens.pop()
            tokens.append(Token(last.start, b, last.text + ".", last.low + ".", last.capital))
            continue
        bare = _POSSESSIVE.sub("", word) if word[-1] in "s'’S" else word
        if word in "'’" and tokens and tokens[-1].end == a and tokens[-1].low.endswith("s"):
            last = tokens.pop()
            tokens.append(Token(last.start, last.end, last.text, last.low, last.capital, possessive=True))
            continue
        tokens.append(Token(a, b, word, bare.lower() or word, word[0].isupper() or bool(_AL.match(word)), bare != word))
    return tokens


def count_words(tokens: Sequence[Token]) -> int:
    """Return how many words, parted by white space, the article has from the first token to the last."""
    glued = sum(one.end == two.start for one, two in pairwise(tokens))
    return sum(len(token.text.split()) for token in tokens) - glued


def _is_abbreviation(text: str, token: Token, after: int) -> bool:
    """Whether the full stop that ends at ``after`` belongs to ``token``: Miss., No. 2, etc."""
    if token.low in cyrillic.ABBREVIATIONS:
        return True
    if token.low in cyrillic.LETTERS and not token.capital:
        return not text[max(0, token.start - 2) : token.start].strip().isdigit()
    last = token.low.rpartition("-")[2]
    if last in ABBREVIATIONS and (token.capital or last in _LOWER_ABBREVIATIONS):
        return True
    if token.capital and (
        text[after : after + 1] == "," or (last == "no" and text[after : after + 2].strip().isdigit())
    ):
        return True
    return token.capital and len(last) == 1 and token.text != "I"


def _split(tokens: list[Token]) -> list[list[Token]]:
    """Cuts after a closing mark, and after a quotation that holds one, where a capital or a quotation follows."""
    parts: list[list[Token]] = []
    part: list[Token] = []
    for number, token in enumerate(tokens):
        part.append(token)
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        apart = following is not None and token.end < following.start
        ends = apart and following is not None and ((_closes(token) and _starts(following)) or _shuts(token, following))
        if following is None or len(part) >= _MOST_TOKENS or ends:
            parts.append(part)
            part = []
    return parts


def _closes(token: Token) -> bool:
    return (token.tail if token.is_quote else token.low) in _ENDS


def _shuts(token: Token, following: Token) -> bool:
    """An abbreviation that ends its sentence as well: at 7 p.m. He ...; in the U.S. But ..."""
    return token.low.endswith(".") and len(token.low) > 1 and following.capital and following.low in OPENERS


def _starts(token: Token) -> bool:
    return token.is_quote or token.capital or not token.is_word or token.low[0].isdigit()
