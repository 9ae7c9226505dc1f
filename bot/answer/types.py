"""Types that questions become on their way: PreparedQuestion, AnswerDraft, Citation, Answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.answer.question.parser import Question, QuestionKind
from bot.answer.question.time_expressions import Period
from bot.messages.sections import AnswerMessages
from index import Hit
from index.search.fusion import WEIGHTS
from index.search.query import Query


class Status(StrEnum):
    """How a question ended; ``not_found``: the articles do not answer it."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    ERROR = "error"


class Relation(StrEnum):
    """How a quote stands to what was asked: whose words it is, or what it says instead."""

    SAID = "said"
    DENIED = "denied"
    ASKED = "asked"
    NARRATION = "narration"
    OPPOSITE = "opposite"
    OTHER_FIGURE = "other_figure"


@dataclass(frozen=True, slots=True)
class QuoteRef:
    """Position of a quote, without its words: ``start`` and ``end`` count code points of the article's text.

    ``key`` names the article's version in the store, 0 if unknown. ``number`` is the citation's, ``speaker`` is who
    said it, ``also_in`` holds ids of copies of the same story. ``checksum`` is of the quoted words, 0 if unknown.
    """

    article_id: str
    key: int
    start: int
    end: int
    number: int = 0
    speaker: str | None = None
    also_in: tuple[str, ...] = ()
    checksum: int = 0

    @property
    def position(self) -> QuoteRef:
        """The article and offsets alone."""
        return QuoteRef(self.article_id, 0, self.start, self.end)

    def overlaps(self, article_id: str, start: int, end: int) -> bool:
        """Return whether the quote and another share characters."""
        return self.article_id == article_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its source: ``quote == article.text[start:end]``, byte for byte.

    ``link`` opens the article at the quote, None without a ``url``. ``speaker``, ``role`` and ``direct`` are None
    without a known speaker; ``outlet`` is who passed the words on. ``also_in`` holds ids of copies of the same story,
    ``also_by`` their publishers. ``page`` counts from 1 in a document with pages. ``corrected``: the article says that
    it was corrected. ``gone_at``, ISO 8601 in UTC: since when its page is known to be gone. ``key`` names the article's
    version in the store and is no part of the JSON output. ``contradiction`` is how the quote contradicts what was
    asked, None where it does not.
    """

    number: int
    article_id: str
    title: str | None
    publisher: str | None
    author: str | None
    published_at: str | None
    url: str | None
    link: str | None
    quote: str
    start: int
    end: int
    also_in: tuple[str, ...] = ()
    speaker: str | None = None
    role: str | None = None
    direct: bool | None = None
    outlet: str | None = None
    also_by: tuple[str, ...] = ()
    page: int | None = None
    corrected: bool = False
    gone_at: str | None = None
    key: int = 0
    contradiction: Relation | None = None

    @property
    def relation(self) -> Relation:
        """How the quote stands to what was asked: a speaker's words, the article's own, or what is contrary to it."""
        return self.contradiction or (Relation.SAID if self.speaker else Relation.NARRATION)

    @property
    def ref(self) -> QuoteRef:
        """The position of the quote, without its words and their checksum."""
        return QuoteRef(self.article_id, self.key, self.start, self.end, self.number, self.speaker, self.also_in)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the articles that a question is asked of.

    Only the article ``article_id``, only what was published in ``period``, without the quotes ``exclude``.
    """

    article_id: str | None = None
    exclude: tuple[QuoteRef, ...] = ()
    period: Period | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, for a person or a program.

    ``text`` is plain text with ``[n]`` markers that name citations. ``citations`` come best first. ``closest`` holds
    up to three near misses of a ``not_found``. ``searched`` counts the articles that were searched. ``elapsed_ms`` is
    the wall time of this question, without the loading of models. ``engine`` is "extractive", or "llm:" and the model
    that worded the answer; ``prompt`` then names the version of the prompt that made it.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    engine: str = "extractive"
    searched: int = 0
    elapsed_ms: float = 0.0
    prompt: str | None = None

    @property
    def text_after_quote(self) -> str | None:
        """The lines of ``text`` below the first quote; None where ``text`` does not begin with that quote."""
        quote = f"{self.citations[0].quote} [{self.citations[0].number}]" if self.citations else None
        if quote is None or not f"{self.text}\n".startswith(f"{quote}\n"):
            return None
        return self.text[len(quote) :].strip()


class AnswerEngine(Protocol):
    """Answers questions that stand alone. May block, and may be asked from several threads at once."""

    def answer(self, question: str, scope: Scope = EVERYTHING, *, use_llm: bool = True) -> Answer:
        """Return the answer from the articles of ``scope``; without ``use_llm`` in their own words alone.

        Raises WhosaidError; the words of a QuestionError or NothingIndexedError are shown to the asker.
        """
        ...


@dataclass(frozen=True, slots=True)
class PreparedQuestion:
    """A question with its search query and its messages; ``use_embeddings``: the encoder knows its language."""

    question: Question
    query: Query
    use_embeddings: bool
    messages: AnswerMessages


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to answer or refuse: answered where the ``value`` of a ``gate`` is at least its ``threshold``."""

    answered: bool
    gate: str
    value: float
    threshold: float

    def __str__(self) -> str:
        """Return the line that is logged."""
        verdict, sign = ("answered", ">=") if self.answered else ("refused", "<")
        return f"{verdict}: {self.gate} {self.value:.2f} {sign} {self.threshold:.2f}"


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer before it is worded for the asker.

    ``is_final``: no writer may reword it. ``decision`` is the one that a refusal comes from. ``hits`` are the passages
    that it was made from, best first, None where none were searched.
    """

    status: Status
    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()
    is_final: bool = False
    decision: Decision | None = None
    hits: tuple[Hit, ...] | None = None


def query_for(question: Question) -> Query:
    """Return the query by which the index is searched for a question."""
    if question.kind is QuestionKind.WHO_SAID:
        return Query(
            question.subject,
            WEIGHTS.who_said_dense,
            every_word=True,
            statement_weight=WEIGHTS.who_said_statements,
        )
    return Query(question.text, WEIGHTS.open_dense, rerank=True)
