"""From a report of speech and its speaker to a statement: the same for every language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from index.statements.report import Found
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
    """The speaker of one statement: the name to show, where the article tells the role, whether a person is named."""

    name: str
    role: Span | None
    person: bool


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes down the statements of one article.

    ``readable`` gives the words of a role as they read by themselves, ``named`` where a name stands nearest before an
    offset.
    """

    parts: Sequence[Sentence]
    readable: Callable[[str, Span], str]
    named: Callable[[str, int], Span | None]

    def statement(self, item: Found, speaker: Speaker, outlet: str | None = None) -> Statement:
        article = self.parts[item.sentence].article
        tokens = self.parts[item.sentence].tokens[slice(*item.phrase.name)]
        mention = tokens[0].start, tokens[-1].end
        beside = article[slice(*mention)] == speaker.name and speaker.person
        name = mention if beside else self.named(speaker.name, item.start)
        return Statement(
            speaker=speaker.name,
            role=self.readable(article, speaker.role) if speaker.role else None,
            cue=article[slice(*item.cue)],
            direct=item.direct,
            start=item.start,
            end=item.end,
            speaker_start=mention[0],
            speaker_end=mention[1],
            cue_start=item.cue[0],
            cue_end=item.cue[1],
            role_start=speaker.role[0] if speaker.role else None,
            role_end=speaker.role[1] if speaker.role else None,
            name_start=name[0] if name else None,
            name_end=name[1] if name else None,
            outlet=outlet,
        )


def without_owner(text: str, role: Span, owners: Collection[str]) -> Span:
    """A role away from its sentence: "Its mayor" is the mayor of nobody knows what."""
    first, _, rest = text[slice(*role)].partition(" ")
    return (role[1] - len(rest), role[1]) if rest and first.lower() in owners else role
