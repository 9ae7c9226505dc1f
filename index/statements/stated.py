"""Speakers and statements of an article: what all languages share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from index.statements.report import SpeechReport
from index.statements.tables.cyrillic import ACCORDING
from index.statements.tokens import Sentence
from index.types import Span, Statement

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
