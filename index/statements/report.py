"""A cue in its context and the report of speech made from it, shared by all patterns."""

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
class SpeechReport:
    """One report of speech: the spans of its cue and its content, and the speaker's phrase in sentence ``sentence``."""

    sentence: int
    phrase: Phrase
    cue: tuple[int, int]
    start: int
    end: int
    direct: bool


@dataclass(frozen=True, slots=True)
class CueContext:
    """A cue in its place: its last token ``at`` in sentence ``number`` of ``sentences``, and its first character.

    ``earlier`` is the report before it in the same sentence, if the speaker of that one stands before its cue.
    """

    sentences: Sequence[Sentence]
    number: int
    at: int
    start: int
    earlier: SpeechReport | None = None

    @property
    def article(self) -> str:
        """Return the text of the whole article."""
        return self.sentences[self.number].article

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of the cue's sentence."""
        return self.sentences[self.number].tokens

    @property
    def lower(self) -> str:
        """Return the cue's last word in lower case."""
        return self.tokens[self.at].lower

    def lower_at(self, place: int) -> str:
        """Return the word at token ``place``, and a full stop where the sentence has ended."""
        return self.tokens[place].lower if place < len(self.tokens) else "."

    def build_report(self, phrase: Phrase, start: int, end: int, *, direct: bool) -> SpeechReport:
        """Return a report of this cue by the speaker ``phrase`` with the content at ``start:end``."""
        return SpeechReport(self.number, phrase, (self.start, self.tokens[self.at].end), start, end, direct)

    def build_clause_report(self, phrase: Phrase, begin: int, end: int) -> SpeechReport | None:
        """Return a report of the tokens ``begin:end``; None for a single word that is no quotation."""
        if end - begin < 2 and not (end > begin and self.tokens[begin].is_quote):
            return None
        return self.build_report(phrase, self.tokens[begin].start, self.tokens[end - 1].end, direct=end - begin == 1)

    def is_title_before(self, place: int) -> bool:
        """Return whether the quotation before token ``place`` is the title of a programme or a book, and no speech."""
        found = self.find_quote_before(place)
        if found is None or found[0] != self.number or found[1] == 0:
            return False
        token = self.tokens[found[1]]
        words = token.text[1:-1].split()
        named = sum(word[:1].isupper() for word in words)
        return len(words) <= _MOST_TITLE and named >= max(1, len(words) - 2) and words[0][:1].isupper()

    def find_quote_before(self, place: int) -> tuple[int, int] | None:
        """Return sentence and token of the quotation that ends just before token ``place``, or None.

        It may stand in the sentence before.
        """
        for near in range(place - 1, max(-1, place - 1 - _MOST_MARKS), -1):
            if self.tokens[near].is_quote:
                return self.number, near
            if self.tokens[near].lower not in DASHES | {","}:
                return None
        if place > _MOST_MARKS or not self.number:
            return None
        before = self.sentences[self.number - 1]
        if before.block != self.sentences[self.number].block or not before.tokens[-1].is_quote:
            return None
        return self.number - 1, len(before.tokens) - 1


def find_clause_begin(tokens: Sequence[Token], end: int) -> int:
    """Return the first token of a clause that ends at ``end``: the sentence's first but for linking words and marks."""
    begin = 0
    while begin < end and not (tokens[begin].is_word or tokens[begin].is_quote):
        begin += 1
    if begin + 1 < end and tokens[begin].lower in LINKS:
        begin += 2 if tokens[begin + 1].lower == "," else 1
    return begin
