"""One cue in its place, and what is made of it: shared by the ways in which speech is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.statements.phrase import Phrase
from index.statements.tables.cues import ASK, CALL, QUOTE_ONLY, SAY, TELL
from index.statements.tables.cyrillic import SAY as CYRILLIC_SAY
from index.statements.tokens import Sentence, Token

_MOST_TITLE = 7

CUES = SAY | TELL | ASK | CALL | QUOTE_ONLY | CYRILLIC_SAY
LINKS = frozenset({"but", "and", "yet", "still", "meanwhile", "however"})
DASHES = frozenset({"-", "–", "—"})
_MOST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One report of speech: characters of the cue and of the words said, and the speaker's phrase in ``sentence``."""

    sentence: int
    phrase: Phrase
    cue: tuple[int, int]
    start: int
    end: int
    direct: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A cue: its last token ``at`` in sentence ``number`` of ``parts``, its first character, and what came before it.

    ``earlier`` is the report before it in the same sentence, if its speaker stands before its cue.
    """

    parts: Sequence[Sentence]
    number: int
    at: int
    start: int
    earlier: Found | None = None

    @property
    def article(self) -> str:
        """The text of the whole article."""
        return self.parts[self.number].article

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parts[self.number].tokens

    @property
    def low(self) -> str:
        return self.tokens[self.at].low

    def following(self, place: int) -> str:
        """The word at token ``place``; a full stop where the sentence has ended."""
        return self.tokens[place].low if place < len(self.tokens) else "."

    def found(self, phrase: Phrase, start: int, end: int, *, direct: bool) -> Found:
        return Found(self.number, phrase, (self.start, self.tokens[self.at].end), start, end, direct)

    def clause(self, phrase: Phrase, begin: int, end: int) -> Found | None:
        """The words from token ``begin`` to ``end``; None for a single word that is no quotation."""
        if end - begin < 2 and not (end > begin and self.tokens[begin].is_quote):
            return None
        return self.found(phrase, self.tokens[begin].start, self.tokens[end - 1].end, direct=end - begin == 1)

    def is_title_before(self, place: int) -> bool:
        """Whether the quotation before token ``place`` is the name of a programme or a book, and not speech."""
        found = self.quote_before(place)
        if found is None or found[0] != self.number or found[1] == 0:
            return False
        token = self.tokens[found[1]]
        words = token.text[1:-1].split()
        named = sum(word[:1].isupper() for word in words)
        return len(words) <= _MOST_TITLE and named >= max(1, len(words) - 2) and words[0][:1].isupper()

    def quote_before(self, place: int) -> tuple[int, int] | None:
        """Sentence and token of the quotation that ends just before token ``place``, be it in the sentence before."""
        for near in range(place - 1, max(-1, place - 1 - _MOST_MARKS), -1):
            if self.tokens[near].is_quote:
                return self.number, near
            if self.tokens[near].low not in DASHES | {","}:
                return None
        if place > _MOST_MARKS or not self.number:
            return None
        before = self.parts[self.number - 1]
        if before.block != self.parts[self.number].block or not before.tokens[-1].is_quote:
            return None
        return self.number - 1, len(before.tokens) - 1


def head(tokens: Sequence[Token], end: int) -> int:
    """Where a clause that ends at ``end`` begins: with the sentence, less a linking word and stray marks."""
    begin = 0
    while begin < end and not (tokens[begin].is_word or tokens[begin].is_quote):
        begin += 1
    if begin + 1 < end and tokens[begin].low in LINKS:
        begin += 2 if tokens[begin + 1].low == "," else 1
    return begin
