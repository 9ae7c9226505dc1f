"""The extractive engine: a question -> an Answer made of the articles' own words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.attribute import Attribution, attributions, is_named, quote_of, statement_of
from bot.answer.extract import Evidence, answers, best_sentences
from bot.answer.links import link_to
from bot.answer.phrases import Phrases, phrases_in
from bot.answer.question import Kind, Question, understand
from bot.answer.sources import Passages
from bot.answer.types import Answer, Citation, Status
from bot.answer.verify import verified
from index.search import OPEN_WEIGHT, Query
from index.sentences import language
from index.types import Hit, Span, Statement

_HITS = 20
_MOST_CITATIONS = 3
_WHO_SAID_WEIGHT = 0.2
"""The dense leg's share where exact words are asked about: flat from 0 to 0.3 on PolNeAR's dev questions."""

_NEAR_BEST = 0.9
"""Other speakers are named too where their words match the question nearly as well as the best."""

_WORTH_SHOWING = 0.5
"""A further sentence is quoted where its score is at least this share of the best one's."""

_SAID_BY_THE_ARTICLE = 0.9
"""Share of the telling words that a sentence must hold to be quoted where no speaker of it is known."""

_NEAR = 0.34
"""Share of the telling words that a near miss must hold to be shown as one."""


class Engine:
    """Answers questions from one collection; may be asked from several threads."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def answer(self, text: str) -> Answer:
        """Answer a question. Raises QuestionError where it cannot be asked, StoreError where the store fails."""
        begun = time.perf_counter()
        asked = self._asked(understand(text))
        hits = self._passages.search(asked.query, _HITS)
        outcome = self._who_said(asked, hits) if asked.question.kind is Kind.WHO_SAID else self._open(asked, hits)
        return Answer(
            text,
            outcome.status,
            outcome.text,
            outcome.citations,
            outcome.closest,
            searched=self._passages.size,
            elapsed_ms=round(1000 * (time.perf_counter() - begun), 1),
        )

    def _asked(self, question: Question) -> _Asked:
        spoken = language(question.text)
        compare = self._passages.understands(spoken)
        query = query_of(question)
        return _Asked(question, query if compare else replace(query, dense_weight=0.0), compare, phrases_in(spoken))

    def _who_said(self, asked: _Asked, hits: Sequence[Hit]) -> _Outcome:
        found = attributions(self._passages, hits, asked.query)
        citations = self._said(_by_speaker(found)[:_MOST_CITATIONS] or found[:1])
        evidence: Sequence[Evidence] = ()
        if not citations:
            evidence = self._evidence(asked, hits)
            if evidence and evidence[0].own >= _SAID_BY_THE_ARTICLE:
                citations = self._quoted(evidence[:1])
        if not citations:
            return self._refusal(evidence, asked.phrases.nobody, asked.phrases)
        named = citations[0].speaker is not None
        text = _naming(citations, asked.phrases) if named else f"{asked.phrases.unattributed} [1]."
        return _Outcome(Status.ANSWERED, text, citations)

    def _open(self, asked: _Asked, hits: Sequence[Hit]) -> _Outcome:
        evidence = self._evidence(asked, hits)
        if evidence and answers(evidence, compared=asked.compare):
            least = evidence[0].score * _WORTH_SHOWING
            citations = self._quoted([e for e in evidence if e.score >= least])
            if citations:
                return _Outcome(Status.ANSWERED, f"{citations[0].quote} [1]", citations)
        return self._refusal(evidence, asked.phrases.near, asked.phrases)

    def _evidence(self, asked: _Asked, hits: Sequence[Hit]) -> list[Evidence]:
        return best_sentences(self._passages, hits, asked.query, _MOST_CITATIONS, compare=asked.compare)

    def _refusal(self, evidence: Sequence[Evidence], near: str, phrases: Phrases) -> _Outcome:
        closest = self._quoted([e for e in evidence if e.coverage >= _NEAR])
        text = near if closest else phrases.nothing.format(count=self._passages.size)
        return _Outcome(Status.NOT_FOUND, text, (), closest)

    def _said(self, found: Sequence[Attribution]) -> tuple[Citation, ...]:
        return verified(
            self._passages,
            [(a.hit.key, _citation(a.hit, quote_of(a.hit.article.text, a.statement), a.statement)) for a in found],
        )

    def _quoted(self, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
        drafts = []
        for item in evidence:
            statement = statement_of(self._passages.statements(item.hit.key), (item.start, item.end))
            drafts.append((item.hit.key, _citation(item.hit, (item.start, item.end), statement)))
        return verified(self._passages, drafts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, how it is searched for, whether the encoder may judge of it, and the words to answer it with."""

    question: Question
    query: Query
    compare: bool
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class _Outcome:
    status: Status
    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()


def query_of(question: Question) -> Query:
    """How the index is searched for a question."""
    if question.kind is Kind.WHO_SAID:
        return Query(question.subject, _WHO_SAID_WEIGHT, every_word=True)
    return Query(question.subject, OPEN_WEIGHT)


def _by_speaker(found: Sequence[Attribution]) -> list[Attribution]:
    """The best statement of each named speaker, of those that match nearly as well as the best of all."""
    best: dict[str, Attribution] = {}
    for item in found:
        if is_named(item.statement) and item.match >= found[0].match * _NEAR_BEST:
            best.setdefault(item.statement.speaker.casefold().split()[-1], item)
    return list(best.values())


def _naming(citations: Sequence[Citation], phrases: Phrases) -> str:
    named = [f"{c.speaker}, {c.role} [{c.number}]" if c.role else f"{c.speaker} [{c.number}]" for c in citations]
    head = ", ".join(named[:-1])
    text = f"{head}{phrases.joined}{named[-1]}" if head else named[-1]
    return f"{text[0].upper()}{text[1:]}."


def _citation(hit: Hit, span: Span, statement: Statement | None) -> Citation:
    article = hit.article
    statement = statement if statement and is_named(statement) else None
    quote = article.text[span[0] : span[1]]
    return Citation(
        number=0,
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published_at=article.published_at,
        url=article.url,
        link=link_to(article.url, quote),
        quote=quote,
        start=span[0],
        end=span[1],
        also_in=hit.also_in,
        speaker=statement.speaker if statement else None,
        role=statement.role if statement else None,
        direct=statement.direct if statement else None,
    )
