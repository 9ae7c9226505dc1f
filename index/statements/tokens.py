"""An article as blocks of tokens: a quotation is one token, and sentences end outside quotations only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from index.statements.lexicon import slavic
from index.statements.lexicon.grammar import ABBREVIATIONS, OPENERS
from index.statements.quotation_marks import Quote, find_paragraphs, find_quotes

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
"""Value of ``Token.lower`` for a quotation."""


class Token(NamedTuple):
    """One word, mark or whole quotation of an article.

    It stands at ``article[start:end]``, which is its ``text``; ``lower`` is the lower-case form without possessive.

    A month or day that is somebody's name keeps its capital in ``lower``, so that no table of words of time holds it.
    ``tail`` is the last character of a quotation before its closing mark.
    """

    start: int
    end: int
    text: str
    lower: str
    capital: bool = False
    possessive: bool = False
    tail: str = ""

    @property
    def is_quote(self) -> bool:
        """Return whether the token is a whole quotation."""
        return self.lower == QUOTE

    @property
    def is_word(self) -> bool:
        """Return whether the token begins with a letter or a digit."""
        return self.lower[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence of ``article``, its closing mark included.

    ``block`` numbers the paragraph that it stands in; ``opens_with_quote`` tells whether that paragraph does.
    """

    article: str = field(repr=False)
    tokens: tuple[Token, ...]
    block: int
    opens_with_quote: bool


def split_sentences(text: str) -> list[Sentence]:
    """Return every sentence of ``text``; a quotation over several paragraphs makes one block of them."""
    lines = find_paragraphs(text)
    quotes = find_quotes(text, lines)
    found: list[Sentence] = []
    for number, (start, end, inside) in enumerate(_join_blocks(lines, quotes)):
        tokens = _split_tokens(text, start, end, inside)
        quoted = bool(tokens) and tokens[0].is_quote
        found += [Sentence(text, tuple(sentence), number, quoted) for sentence in _split_at_ends(tokens)]
    return found


def _join_blocks(lines: list[tuple[int, int]], quotes: list[Quote]) -> list[tuple[int, int, list[Quote]]]:
    """Return start, end and quotations of each block: a paragraph, or those that one quotation runs over."""
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
            blocks.append((start, max([end, *(quote.end for quote in inside[-1:])]), inside))
    return blocks


def _split_tokens(text: str, start: int, end: int, quotes: Sequence[Quote]) -> list[Token]:
    """Return the tokens of ``text[start:end]``, with each quotation as a single one."""
    tokens: list[Token] = []
    at = start
    for quote in quotes:
        tokens += split_plain_tokens(text, at, quote.start)
        words = text[quote.start : quote.end]
        tokens.append(Token(quote.start, quote.end, words, QUOTE, tail=words.rstrip("”\"'’»“")[-1:]))
        at = quote.end
    tokens += split_plain_tokens(text, at, end)
    return tokens


def split_plain_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the words and marks between two offsets, quotation marks among them."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        a, b = match.span()
        if word == "." and tokens and tokens[-1].end == a and _is_abbreviation(text, tokens[-1], b):
            last = tokens.pop()
            tokens.append(Token(last.start, b, last.text + ".", last.lower + ".", last.capital))
            continue
        bare = _POSSESSIVE.sub("", word) if word[-1] in "s'’S" else word
        if word in "'’" and tokens and tokens[-1].end == a and tokens[-1].lower.endswith("s"):
            last = tokens.pop()
            tokens.append(Token(last.start, last.end, last.text, last.lower, last.capital, possessive=True))
            continue
        tokens.append(Token(a, b, word, bare.lower() or word, word[0].isupper() or bool(_AL.match(word)), bare != word))
    return tokens


def count_words(tokens: Sequence[Token]) -> int:
    """Return how many words, parted by white space, the article has from the first token to the last."""
    glued = sum(one.end == two.start for one, two in pairwise(tokens))
    return sum(len(token.text.split()) for token in tokens) - glued


def _is_abbreviation(text: str, token: Token, after: int) -> bool:
    """Return whether the full stop that ends at ``after`` belongs to ``token``: Miss., No. 2, etc."""
    if token.lower in slavic.ABBREVIATIONS:
        return True
    if token.lower in slavic.LETTERS and not token.capital:
        return not text[max(0, token.start - 2) : token.start].strip().isdigit()
    last = token.lower.rpartition("-")[2]
    if last in ABBREVIATIONS and (token.capital or last in _LOWER_ABBREVIATIONS):
        return True
    if token.capital and (
        text[after : after + 1] == "," or (last == "no" and text[after : after + 2].strip().isdigit())
    ):
        return True
    return token.capital and len(last) == 1 and token.text != "I"


def _split_at_ends(tokens: list[Token]) -> list[list[Token]]:
    """Return the tokens of each sentence: it ends at a closing mark before a capital or a quotation."""
    sentences: list[list[Token]] = []
    sentence: list[Token] = []
    for number, token in enumerate(tokens):
        sentence.append(token)
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        is_spaced = following is not None and token.end < following.start
        ends = (
            is_spaced
            and following is not None
            and ((_ends_sentence(token) and _may_start_sentence(following)) or _is_final_abbreviation(token, following))
        )
        if following is None or len(sentence) >= _MOST_TOKENS or ends:
            sentences.append(sentence)
            sentence = []
    return sentences


def _ends_sentence(token: Token) -> bool:
    """Return whether a token is a closing mark, or a quotation that ends with one."""
    return (token.tail if token.is_quote else token.lower) in _ENDS


def _is_final_abbreviation(token: Token, following: Token) -> bool:
    """Return whether an abbreviation ends its sentence as well: at 7 p.m. He ...; in the U.S. But ..."""
    return token.lower.endswith(".") and len(token.lower) > 1 and following.capital and following.lower in OPENERS


def _may_start_sentence(token: Token) -> bool:
    """Return whether a sentence may begin with a token."""
    return token.is_quote or token.capital or not token.is_word or token.lower[0].isdigit()
