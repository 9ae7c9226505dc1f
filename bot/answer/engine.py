"""The extractive engine: a question -> an Answer made of the articles' own words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.attribute import Attribution
from bot.answer.cite import cite_sentences, cite_statements
from bot.answer.disagree import disagreement, tell
from bot.answer.extract import Evidence, answers, best_pieces
from bot.answer.frank import in_other_letters, limits, with_line
from bot.answer.phrases import Phrases, phrases_in
from bot.answer.question import Kind, Question, understand
from bot.answer.say import name_speakers, tell_words
from bot.answer.second import read, reranked
from bot.answer.sources import Passages
from bot.answer.speech import what_said, who_said
from bot.answer.timely import first, undated, untimely, views
from bot.answer.times import when_asked
from bot.answer.touched import touched
from bot.answer.types import Answer, Citation, Status
from bot.dates import today
from index.across import aliases
from index.reader import Reader
from index.reranker import Reranker
from index.search import OPEN_WEIGHT, Query
from index.sentences import language
from index.types import Hit
from index.words import FUNCTION_WORDS, stems

_HITS = 20
_MOST_CITATIONS = 3
_WHO_SAID_WEIGHT = 0.2
"""The dense leg's share where exact words are asked about: flat from 0 to 0.3 on PolNeAR's dev questions."""

_STATEMENT_WEIGHT = 0.2
"""The statement leg's share there."""

_WORTH_SHOWING = 0.01
"""A further sentence is quoted where its score is at least this share of the best one's."""

_SAID_BY_THE_ARTICLE = 0.9
"""Share of the telling words that a sentence must hold to be quoted where no speaker of it is known."""

_NEAR = 0.34
"""Share of the telling words that a near miss must hold to be shown as one."""


class Engine:
    """Answers questions from one collection; may be asked from several threads.

    ``reranker`` and ``reader``, where given, take a second look at what was found for an open question.
    """

    def __init__(
        self,
        passages: Passages,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        today: Callable[[], date] = today,
    ) -> None:
        self._passages = passages
        self._reranker = reranker
        self._reader = reader
        self._today = today

    def answer(self, text: str) -> Answer:
        """Answer a question. Raises QuestionError where it cannot be asked, StoreError where the store fails."""
        begun = time.perf_counter()
        asked = self._asked(understand(text))
        outcome = self._timely(asked)
        return Answer(
            text,
            outcome.status,
            with_line(outcome.text, self._limits(asked, outcome)),
            outcome.citations,
            outcome.closest,
            searched=self._passages.size,
            elapsed_ms=round(1000 * (time.perf_counter() - begun), 1),
        )

    def _timely(self, asked: _Asked) -> _Outcome:
        """The answer from the time that is asked for; where a question asks for none, from all articles."""
        question = asked.question
        when = when_asked(question.text, self._today()) if question.kind is not Kind.WHO_SAID else None
        if when is None:
            return self._outcome(asked)
        asked = self._asked(undated(question, when))
        outcomes = (self._over(passages)._outcome(asked) for passages in views(self._passages, when))
        outcome = first(outcomes, lambda each: each.status is Status.ANSWERED)
        if outcome.status is Status.ANSWERED or not when.relative:
            return outcome
        elsewhere = self._outcome(asked)
        closest = outcome.closest or elsewhere.citations or elsewhere.closest
        return _Outcome(
            Status.NOT_FOUND, untimely(question.text, when, asked.phrases, found=bool(closest)), (), closest
        )

    def _over(self, passages: Passages) -> Engine:
        return Engine(passages, reranker=self._reranker, reader=self._reader, today=self._today)

    def _asked(self, question: Question) -> _Asked:
        spoken = language(question.text)
        compare = self._passages.understands(spoken)
        query = query_of(question)
        return _Asked(question, query if compare else replace(query, dense_weight=0.0), compare, phrases_in(spoken))

    def _outcome(self, asked: _Asked) -> _Outcome:
        if asked.question.kind is Kind.WHO_SAID:
            return self._who_said(asked)
        if asked.question.kind is Kind.WHAT_SAID:
            return self._what_said(asked)
        return self._open(asked, self._search(asked))

    def _limits(self, asked: _Asked, outcome: _Outcome) -> str:
        shown, found = outcome.citations or outcome.closest, outcome.status is Status.ANSWERED
        return limits(asked.question.text, shown, self._passages.understands, asked.phrases, found=found)

    def _search(self, asked: _Asked) -> list[Hit]:
        return self._passages.search(asked.query, _HITS)

    def _who_said(self, asked: _Asked) -> _Outcome:
        heard = who_said(self._passages, asked.question, compare=asked.compare)
        citations = cite_statements(self._passages, heard.found)
        if citations and citations[0].speaker:
            text = name_speakers(citations, asked.phrases)
            return _Outcome(Status.ANSWERED, text, citations if asked.question.sure else self._filled(asked, citations))
        if not asked.question.sure and not citations:
            return self._outcome(self._asked(replace(asked.question, kind=Kind.OPEN)))
        evidence = self._evidence(asked, self._search(asked))
        if not citations and evidence and evidence[0].own >= _SAID_BY_THE_ARTICLE:
            citations = cite_sentences(self._passages, evidence[:1])
        if not citations:
            return self._refusal(asked, evidence, asked.phrases.nobody, asked.phrases.nobody_on)
        return _Outcome(Status.ANSWERED, f"{asked.phrases.unattributed} [1].", citations)

    def _what_said(self, asked: _Asked) -> _Outcome:
        heard = what_said(self._passages, asked.question, compare=asked.compare)
        citations = cite_statements(self._passages, heard.found)
        if citations:
            text = tell_words(heard.found, citations, asked.phrases)
            return _Outcome(Status.ANSWERED, text, self._filled(asked, citations))
        if not asked.question.sure:
            return self._open(asked, self._search(asked))
        return self._named_only(asked, heard.near)

    def _filled(self, asked: _Asked, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Behind a speaker's words what else the articles hold on the subject; where a speaker is asked for, nobody
        else's words among it."""
        if not asked.question.subject or len(citations) >= _MOST_CITATIONS:
            return citations
        about = self._asked(replace(asked.question, kind=Kind.OPEN))
        more = cite_sentences(self._passages, self._evidence(about, self._search(about)))
        own = frozenset(stems(asked.question.speaker)) - FUNCTION_WORDS
        fitting = [
            c
            for c in more
            if (not own or own & set(stems(c.speaker or c.quote))) and not any(_meet(c, d) for d in citations)
        ]
        room = _MOST_CITATIONS - len(citations)
        return citations + tuple(replace(c, number=n) for n, c in enumerate(fitting[:room], len(citations) + 1))

    def _named_only(self, asked: _Asked, near: Sequence[Attribution]) -> _Outcome:
        """The speaker says nothing on the subject, or nothing at all: what the articles say themselves, if they do."""
        hits = self._search(asked)
        shown = [hit.passage for hit in hits] + [item.statement.speaker for item in near]
        names = set(stems(asked.question.speaker)) - FUNCTION_WORDS
        names |= {*aliases(asked.question.speaker, shown, speaker=True)}
        about = replace(asked, query=replace(asked.query, text=asked.question.subject or asked.question.text))
        evidence = [e for e in self._evidence(about, hits) if names & set(stems(e.text))]
        if evidence and answers(evidence, compared=asked.compare):
            citations = cite_sentences(self._passages, evidence[:1])
            if citations and (not citations[0].speaker or names & set(stems(citations[0].speaker))):
                return _Outcome(Status.ANSWERED, f"{citations[0].quote} [1]", citations)
        closest = cite_statements(self._passages, near)
        if closest and names & set(stems(near[0].statement.speaker)):
            foreign = in_other_letters(asked.question.text, closest[0].quote)
            silent = asked.phrases.unsure if foreign and not asked.compare else asked.phrases.silent
            return _Outcome(Status.NOT_FOUND, silent.format(name=near[0].statement.speaker), (), closest)
        return self._refusal(asked, evidence, asked.phrases.unheard)

    def _open(self, asked: _Asked, hits: Sequence[Hit]) -> _Outcome:
        evidence = self._evidence(asked, reranked(self._reranker, asked.question.text, hits), pairs=True)
        evidence = read(self._reader, asked.question.text, evidence)
        if evidence and answers(evidence, compared=asked.compare):
            if apart := self._apart(asked, evidence):
                return apart
            least = evidence[0].score * _WORTH_SHOWING
            citations = cite_sentences(self._passages, [e for e in evidence if e.score >= least])
            if citations:
                return _Outcome(Status.ANSWERED, f"{citations[0].quote} [1]", citations)
        return self._refusal(asked, evidence, asked.phrases.near, asked.phrases.near_to)

    def _apart(self, asked: _Asked, evidence: Sequence[Evidence]) -> _Outcome | None:
        """What the articles disagree on, both sides cited; None where they do not."""
        found = disagreement(asked.question.text, evidence)
        citations = cite_sentences(self._passages, [piece.evidence for piece in found.pieces]) if found else ()
        if found is None or len(citations) < len(found.pieces):
            return None
        return _Outcome(Status.ANSWERED, tell(found, citations, asked.phrases), citations)

    def _evidence(self, asked: _Asked, hits: Sequence[Hit], *, pairs: bool = False) -> list[Evidence]:
        return best_pieces(self._passages, hits, asked.query, _MOST_CITATIONS, pairs=pairs)

    def _refusal(self, asked: _Asked, evidence: Sequence[Evidence], near: str, near_to: str = "") -> _Outcome:
        """``near_to`` takes ``name``, and stands in for ``near`` where the closest passage mentions what is asked."""
        question = asked.question.text
        close = [e for e in evidence if e.coverage >= _NEAR or (e.own > 0 and in_other_letters(question, e.text))]
        closest = cite_sentences(self._passages, close)
        if not closest:
            return _Outcome(Status.NOT_FOUND, asked.phrases.nothing.format(count=self._passages.size), ())
        name = touched(question, close[0].hit.passage) if near_to else ""
        return _Outcome(Status.NOT_FOUND, near_to.format(name=name) if name else near, (), closest)


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


def _meet(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


def query_of(question: Question) -> Query:
    """How the index is searched for a question."""
    if question.kind is Kind.WHO_SAID:
        return Query(question.subject, _WHO_SAID_WEIGHT, every_word=True, statement_weight=_STATEMENT_WEIGHT)
    return Query(question.text, OPEN_WEIGHT, closer=True)
