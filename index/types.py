"""Types that all packages share: articles, passages, statements, hits and NumPy arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


Span = tuple[int, int]
"""Start and end of a slice of an article's text, in code points; the end is exclusive."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its metadata.

    All offsets count the code points of ``text``, which is never altered once stored. ``published_at`` is an ISO 8601
    date or date-time where one could be read, else the words of the source. ``metadata`` has the source's other keys;
    its values are JSON.
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
    """A run of whole sentences that the encoder can read at once: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what in one article.

    ``start:end`` is the content, with its quotation marks where it is ``direct``. ``cue`` is the verb or phrase that
    reports it. ``speaker`` is the fullest name in the article, or a pronoun where no name is certain.
    ``speaker_start:speaker_end`` is the mention next to the content, which may be a surname or a pronoun;
    ``name_start:name_end`` is where the fullest name stands: that mention, else the nearest before the content, else
    the first; None where the article does not write it so. ``role`` is the speaker's role without the name and without
    "its" or "her" at its start; it stands at ``role_start:role_end``, but for the case of its first letter. ``outlet``
    is the agency, paper or broadcaster that relayed the words or was told them.
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
        """The span of the content and the mention of the speaker together."""
        return min(self.start, self.speaker_start), max(self.end, self.speaker_end)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence by its offsets in the article; ``likeness`` is its cosine with a query, from -1 to 1."""

    start: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that fits a query, with its article; higher scores are better.

    ``bm25``, ``dense`` and ``statement`` are the scores of the three retrievers, None where one did not return the
    passage. ``key`` is the key of the article's version in the store. ``also_in`` has the ids of other articles that
    are copies of the same story, ``also_by`` their publishers where known. ``sentences`` are those of the passage, in
    order, where it was reranked by them. ``first`` is whether the article published its story first, ``origin`` the
    source that even the first article of the story names; ``story`` is the key of that first article, the same for
    all copies, None where the article has no copies.
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
        """The words of the passage."""
        return self.article.text[self.start : self.end]


Part = tuple[Hit, Span]
"""A hit and a span of its article within the passage."""


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement that may answer a question, with its article and the key of the article's version in the store.

    ``bm25``, at least 0, scores the words of the content; ``likeness``, from -1 to 1, is the cosine of its sentences
    with the question, None where it was not computed.
    """

    article: Article
    statement: Statement
    bm25: float
    likeness: float | None
    key: int


Vectors: TypeAlias = "npt.NDArray[np.float32]"
"""float32 vectors that are compared by their dot product; the last axis is the encoder's dimension."""

Rows: TypeAlias = "npt.NDArray[np.int64]"
"""int64 row numbers or offsets."""
