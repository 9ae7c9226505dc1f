"""Article, Passage, Statement, Hit, StatementHit, Span, and the numpy array aliases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


Span = tuple[int, int]
"""Start and end, in code points, of a piece of an article's text; the end is exclusive."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known about it.

    ``text`` is what every offset in this project counts in, and is never altered once stored.
    ``published_at`` is an ISO 8601 date or date-time where one could be read, else the giver's own words.
    ``metadata`` keeps the giver's other keys; its values are JSON.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, short enough for the encoder: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what in one article.

    ``speaker`` is the fullest name that the article gives, or a pronoun where no name is sure; ``speaker_start`` and
    ``speaker_end`` mark the mention beside the words, which may be a surname or a pronoun, and ``name_start`` and
    ``name_end`` where the fullest name stands: that mention if it is one, else the nearest before the words, else the
    first; None where the article does not write the speaker so. ``role`` is what the article says the speaker is,
    without the name, and without an "its" or "her" at its head; between ``role_start`` and ``role_end`` it stands in
    the article, but for the case of its first letter. ``cue`` is the verb or phrase that marks the speech.
    ``start`` and ``end`` span the words said, with their quotation marks where ``direct``. ``outlet`` is who passed
    the words on, or whom they were said to, where that is no person: an agency, a paper, a broadcaster.
    """

    speaker: str
    role: str | None
    cue: str
    direct: bool
    start: int
    end: int
    speaker_start: int
    speaker_end: int
    cue_start: int = 0
    cue_end: int = 0
    role_start: int | None = None
    role_end: int | None = None
    name_start: int | None = None
    name_end: int | None = None
    outlet: str | None = None

    @property
    def extent(self) -> Span:
        """From the first character of the words said or the speaker beside them to the last."""
        return min(self.start, self.speaker_start), max(self.end, self.speaker_end)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence by its offsets in the article; ``likeness``, from -1 to 1, is its cosine with a query."""

    start: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, with its article; higher scores are better.

    ``bm25``, ``dense`` and ``statement`` are the legs' own scores, None where that leg did not find the passage.
    ``article`` is the whole stored article, so that ``article.text[start:end] == passage``.
    ``also_in`` holds the ids of articles that are copies of the same story, ``also_by`` their publishers, where known,
    without the article's own. ``key`` names the article's version in the store. ``sentences`` are those of the passage,
    in order, where it was looked at closely. ``first`` is whether its article is the one that published its story
    first, of those that tell it; ``origin`` names the source that even the first says it has the story from; ``story``
    is the key of that first one, the same for all copies of a story, None where the article has no copies.
    """

    article: Article
    start: int
    end: int
    score: float
    bm25: float | None
    dense: float | None
    statement: float | None = None
    also_in: tuple[str, ...] = ()
    key: int = 0
    sentences: tuple[ScoredSentence, ...] = ()
    also_by: tuple[str, ...] = ()
    first: bool = False
    origin: str | None = None
    story: int | None = None

    @property
    def passage(self) -> str:
        return self.article.text[self.start : self.end]


Part = tuple[Hit, Span]
"""A part of a hit's passage, by its offsets in the article."""


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement found for a question, with its article; ``key`` names the article's version in the store.

    ``bm25``, at least 0, is of the words said; ``likeness``, from -1 to 1, of the sense, None where it was not taken.
    """

    article: Article
    statement: Statement
    bm25: float
    likeness: float | None
    key: int


Vectors: TypeAlias = "npt.NDArray[np.float32]"
"""Vectors that are compared by their dot product; the last axis is the encoder's dimension."""

Rows: TypeAlias = "npt.NDArray[np.int64]"
"""Row numbers or offsets."""
