"""What goes between the articles, a language model and an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index import Article, Span


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """One sentence that the model may point at by ``number``, from 1: ``article.text[start:end]``.

    ``key`` names the article's version in the store. ``speaker`` and ``role`` are those of the words, where the
    statements have one. ``also_in`` and ``also_by`` are the copies of its story, as in a Hit.
    """

    number: int
    key: int
    article: Article
    start: int
    end: int
    speaker: str | None = None
    role: str | None = None
    also_in: tuple[str, ...] = ()
    also_by: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a draft says, in ``text``, and the numbers of the sentences that it says it by."""

    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model answers, not checked yet; no claims where it says that the sentences do not answer."""

    claims: tuple[Claim, ...] = ()


class ClaimFault(StrEnum):
    """Why a sentence of a draft is not shown."""

    FABRICATED = "fabricated"
    "A quote, a number, a name, a date or an address that is nowhere in what the model was given."
    MISATTRIBUTED = "misattributed"
    "It is somebody else's, or stands in a sentence that is not cited."
    UNSUPPORTED = "unsupported"
    "What it cites does not say it."
    UNMAPPED = "unmapped"
    "It cites nothing, or a number that no sentence has."


@dataclass(frozen=True, slots=True)
class Problem:
    """What one check finds; ``detail`` is one line for the log and for the model's second try."""

    fault: ClaimFault
    detail: str


@dataclass(frozen=True, slots=True)
class ClaimFailure:
    """A sentence of a draft that is not shown; ``claim`` counts the draft's claims from 0."""

    claim: int
    text: str
    sentences: tuple[int, ...]
    problem: Problem


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A sentence of a draft that its sources bear out, as plain text, and those of them that it needs."""

    claim: int
    text: str
    sources: tuple[NumberedSentence, ...]


@dataclass(frozen=True, slots=True)
class VerifiedDraft:
    """A draft, checked: what is kept of it in its order, and what is not."""

    sentences: tuple[VerifiedSentence, ...]
    failures: tuple[ClaimFailure, ...]
