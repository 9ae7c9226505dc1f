"""Types between the articles, a language model and an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index import Article, Span


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """One sentence that the model may cite by ``number``, from 1: ``article.text[start:end]``.

    ``key`` is the article version's key in the store. ``speaker`` and ``role`` come from a statement, if there is one.
    ``also_in`` and ``also_by`` are the copies of its story, as in a ``Hit``.
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
        """The words of the sentence."""
        return self.article.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """``start`` and ``end``."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a draft and the numbers of the sentences that it cites."""

    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A model's unverified answer; without claims when it says that the sentences do not answer."""

    claims: tuple[Claim, ...] = ()


class ClaimFault(StrEnum):
    """Why a sentence of a draft is dropped."""

    FABRICATED = "fabricated"
    "A quote, a number, a name, a date or an address that is nowhere in what the model was given."
    MISATTRIBUTED = "misattributed"
    "It belongs to another speaker, or stands in a sentence that is not cited."
    UNSUPPORTED = "unsupported"
    "What it cites does not say it."
    UNMAPPED = "unmapped"
    "It cites nothing, or a number that no sentence has."


@dataclass(frozen=True, slots=True)
class Problem:
    """The result of a failed check; ``detail`` is one line for the log and the repair prompt."""

    fault: ClaimFault
    detail: str


@dataclass(frozen=True, slots=True)
class ClaimFailure:
    """A sentence of a draft that is dropped; ``claim`` counts the draft's claims from 0."""

    claim: int
    text: str
    sentences: tuple[int, ...]
    problem: Problem


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A sentence of a draft that its sources support, as plain text with the sources that it needs."""

    claim: int
    text: str
    sources: tuple[NumberedSentence, ...]


@dataclass(frozen=True, slots=True)
class VerifiedDraft:
    """A verified draft: the sentences that remain, in order, and those that failed."""

    sentences: tuple[VerifiedSentence, ...]
    failures: tuple[ClaimFailure, ...]
