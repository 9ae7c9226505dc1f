"""Phrase, SpeechReport, CueContext, Speaker, StatementBuilder."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from index.statements.lexicon.cues import ASK, CALL, QUOTE_ONLY, SAY, TELL
from index.statements.lexicon.slavic import ACCORDING
from index.statements.lexicon.slavic import SAY as CYRILLIC_SAY
from index.statements.tokens import Sentence, Token
from index.types import Span, Statement

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


Words = tuple[str, ...]

MOST_SPEAKER_WORDS = 8
MOST_ALIKE = 8
"""Full names that are kept of one surname."""


@dataclass(slots=True)
class NamedPeople:
    """The full names of an article by their surname, in order of first mention.

    ``mentions`` holds the spans of each name as it is written, in order.
    """

    by_surname: dict[str, list[Words]] = field(default_factory=dict)
    mentions: dict[str, list[Span]] = field(default_factory=dict)

    def nearest_mention(self, name: str, before: int) -> Span | None:
        """Return the last mention of ``name`` before offset ``before``, else its first; None for an unknown name."""
        spans = self.mentions.get(name)
        return spans[max(0, bisect_left(spans, (before, before)) - 1)] if spans else None


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of one statement: the name to show, the span of the role, and whether a person is named."""

    name: str
    role: Span | None
    person: bool


@dataclass(frozen=True, slots=True)
class StatementBuilder:
    """Builds the statements of one article.

    ``format_role`` gives the words of a role as they read by themselves, ``find_name`` the span of a name that stands
    nearest before an offset.
    """

    sentences: Sequence[Sentence]
    format_role: Callable[[str, Span], str]
    find_name: Callable[[str, int], Span | None]

    def build(self, report: SpeechReport, speaker: Speaker, outlet: str | None = None) -> Statement:
        """Return the statement of a report by its speaker; ``outlet`` is the news outlet that passed it on."""
        article = self.sentences[report.sentence].article
        tokens = self.sentences[report.sentence].tokens[slice(*report.phrase.mention)]
        mention = tokens[0].start, tokens[-1].end
        is_name = article[slice(*mention)] == speaker.name and speaker.person
        name = mention if is_name else self.find_name(speaker.name, report.start)
        return Statement(
            speaker=speaker.name,
            role=self.format_role(article, speaker.role) if speaker.role else None,
            cue=article[slice(*report.cue)],
            direct=report.direct,
            start=report.start,
            end=report.end,
            speaker_start=mention[0],
            speaker_end=mention[1],
            cue_start=report.cue[0],
            cue_end=report.cue[1],
            role_start=speaker.role[0] if speaker.role else None,
            role_end=speaker.role[1] if speaker.role else None,
            name_start=name[0] if name else None,
            name_end=name[1] if name else None,
            outlet=outlet,
        )


@dataclass(slots=True)
class SpeakerResolver:
    """Base of the resolvers of all languages: roles, cues and mentions as the article writes them.

    ``owners`` holds the possessives that may stand before a role.
    """

    owners: ClassVar[Collection[str]] = frozenset()

    sentences: Sequence[Sentence]

    @property
    def article(self) -> str:
        """Return the text of the article."""
        return self.sentences[0].article if self.sentences else ""

    def strip_owner(self, role: Span) -> Span:
        """Return the span of a role without a possessive in front: away from its sentence "its mayor" is nobody's."""
        first, _, rest = self.article[slice(*role)].partition(" ")
        return (role[1] - len(rest), role[1]) if rest and first.lower() in self.owners else role

    def is_oblique(self, report: SpeechReport) -> bool:
        """Return whether name and role stand in another case than the nominative, as after "за словами"."""
        return self.article[slice(*report.cue)].lower().split()[0] in ACCORDING

    def mention_words(self, report: SpeechReport) -> list[str]:
        """Return the words of the speaker's mention."""
        tokens = self.sentences[report.sentence].tokens[slice(*report.phrase.mention)]
        return self.article[tokens[0].start : tokens[-1].end].split()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker as token numbers of one sentence.

    ``begin:end`` is the whole phrase with what describes the speaker; ``mention`` is the mention itself; ``role``
    is the span of characters that describes it; ``person`` holds the words of a person's name, if it is one.
    ``described`` marks a role that stands after the name.
    """

    begin: int
    end: int
    mention: tuple[int, int]
    person: tuple[str, ...] = ()
    role: tuple[int, int] | None = None
    described: bool = False
