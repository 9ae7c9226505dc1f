"""Answer open questions: search, rank spans, decide, cite; or refuse and show near misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.answerability import NOTHING_VERIFIED, decide_open
from bot.answer.citations import cite_spans
from bot.answer.corpus import Corpus
from bot.answer.duplicates import spans_in_first_publication
from bot.answer.near_misses import mentioned_topic
from bot.answer.open.conflicts import describe_conflict, find_conflict
from bot.answer.open.model_rerank import read_spans, rerank_spans
from bot.answer.open.ranking import RankedSpan, rank_spans
from bot.answer.question.parser import Question, QuestionKind
from bot.answer.types import AnswerDraft, PreparedQuestion, Status, query_for
from bot.messages import messages_in
from index import Hit
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker
from index.search.query import EVERYTHING, SearchFilter
from index.text.language import detect_language, is_in_other_script

MOST_CITATIONS = 3
_HITS = 20

_CITED_SHARE = 0.01
"""Least share of the best span's score at which a further span is cited."""

_NEAR_MISS_COVERAGE = 0.34
"""Least ``coverage`` of a span that is shown as a near miss."""


@dataclass(frozen=True, slots=True)
class OpenAnswerer:
    """Answers open questions from the part of ``corpus`` that ``restrict`` lets through.

    ``reranker`` and ``reader``, where given, rerank passages and spans.
    """

    corpus: Corpus
    reranker: Reranker | None = None
    reader: Reader | None = None
    restrict: SearchFilter = EVERYTHING

    @property
    def searched(self) -> int:
        """Number of articles that are searched; one where the filter names an article."""
        return self.corpus.size if self.restrict.keys is None else 1

    def prepare(self, question: Question) -> PreparedQuestion:
        """Return ``question`` with its query and the messages of its language."""
        language = detect_language(question.text)
        use_embeddings = self.corpus.knows_language(language)
        query = query_for(question)
        query = query if use_embeddings else replace(query, dense_weight=0.0)
        return PreparedQuestion(question, query, use_embeddings, messages_in(language).answers)

    def prepare_as_open(self, prepared: PreparedQuestion) -> PreparedQuestion:
        """Return the same question, prepared as an open one."""
        return self.prepare(replace(prepared.question, kind=QuestionKind.OPEN))

    def search(self, prepared: PreparedQuestion) -> list[Hit]:
        """Return the best passages, best first."""
        return self.corpus.search(replace(prepared.query, filter=self.restrict), _HITS)

    def rank_evidence(
        self, prepared: PreparedQuestion, hits: Sequence[Hit], *, pairs: bool = False
    ) -> list[RankedSpan]:
        """Return the spans of ``hits`` that answer best, best first, as their first publication prints them."""
        found = rank_spans(self.corpus, hits, prepared.query, MOST_CITATIONS, pairs=pairs)
        return found if self.restrict.is_narrow else spans_in_first_publication(self.corpus, found)

    def answer(self, prepared: PreparedQuestion) -> AnswerDraft:
        """Answer an open question, or refuse."""
        hits = rerank_spans(self.reranker, prepared.question.text, self.search(prepared))
        evidence = read_spans(self.reader, prepared.question.text, self.rank_evidence(prepared, hits, pairs=True))
        return replace(self._draft(prepared, evidence), hits=tuple(hits))

    def _draft(self, prepared: PreparedQuestion, evidence: Sequence[RankedSpan]) -> AnswerDraft:
        decision = decide_open(evidence, use_embeddings=prepared.use_embeddings)
        if decision.answered:
            if conflict := self._answer_conflict(prepared, evidence):
                return conflict
            least = evidence[0].score * _CITED_SHARE
            citations = cite_spans(self.corpus, [e for e in evidence if e.score >= least])
            if citations:
                return AnswerDraft(Status.ANSWERED, f"{citations[0].quote} [1]", citations)
            decision = NOTHING_VERIFIED
        refusal = self.refuse(prepared, evidence, prepared.messages.near_miss, prepared.messages.near_miss_mentions)
        return replace(refusal, decision=decision)

    def refuse(
        self, prepared: PreparedQuestion, evidence: Sequence[RankedSpan], near: str, near_to: str = ""
    ) -> AnswerDraft:
        """Refuse; the text is ``near`` where there are near misses.

        ``near_to``, formatted with ``name``, replaces ``near`` where the closest passage mentions a topic asked about.
        """
        question = prepared.question.text
        close = [
            e
            for e in evidence
            if e.coverage >= _NEAR_MISS_COVERAGE or (e.own > 0 and is_in_other_script(question, e.text))
        ]
        closest = cite_spans(self.corpus, close)
        if not closest:
            return AnswerDraft(Status.NOT_FOUND, prepared.messages.not_found.format(count=self.searched), ())
        name = mentioned_topic(question, close[0].hit.passage) if near_to else ""
        return AnswerDraft(Status.NOT_FOUND, near_to.format(name=name) if name else near, (), closest)

    def _answer_conflict(self, prepared: PreparedQuestion, evidence: Sequence[RankedSpan]) -> AnswerDraft | None:
        """Answer that the articles disagree, with all sides cited; None where they do not."""
        conflict = find_conflict(prepared.question.text, evidence)
        citations = cite_spans(self.corpus, [figure.evidence for figure in conflict.figures]) if conflict else ()
        if conflict is None or len(citations) < len(conflict.figures):
            return None
        return AnswerDraft(
            Status.ANSWERED, describe_conflict(conflict, citations, prepared.messages), citations, is_final=True
        )
