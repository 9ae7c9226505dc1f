"""Engine: turn a question into an ``Answer`` in the articles' own words, or in a language model's.

Read on in the order of a question: ``question/parser.py``, ``open/answerer.py`` or ``speech/answerer.py``,
``answerability.py``, ``citations.py``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.answerability import log_refusal
from bot.answer.corpus import Corpus
from bot.answer.near_misses import append_note, language_note, word_time_refusal
from bot.answer.open.answerer import OpenAnswerer
from bot.answer.question.parser import QuestionKind, parse_question
from bot.answer.question.time_expressions import find_time_expression
from bot.answer.rewriting import Interpreter, Translator, Writer, WrittenAnswer, language_to_try, rewrite_answer
from bot.answer.scopes import filter_for, remove_time, time_scopes
from bot.answer.speech.answerer import SpeechAnswerer
from bot.answer.types import EVERYTHING, Answer, AnswerDraft, PreparedQuestion, QuoteRef, Scope, Status
from bot.dates import today
from index import Hit
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker


@dataclass(frozen=True, slots=True)
class _LlmParts:
    """The parts of a language model that take part in an answer."""

    writer: Writer | None = None
    translator: Translator | None = None
    interpreter: Interpreter | None = None


_NO_LLM = _LlmParts()


@dataclass(frozen=True, slots=True)
class _Result:
    """A draft, with the question and the answerer that it comes from; ``written`` is a writer's wording of it."""

    prepared: PreparedQuestion
    answerer: OpenAnswerer
    draft: AnswerDraft
    written: WrittenAnswer | None = None

    @property
    def answered(self) -> bool:
        return self.draft.status is Status.ANSWERED

    def passages(self, prepared: PreparedQuestion) -> Sequence[Hit]:
        """Return the passages that the draft was made from, or search them where it was made from statements alone."""
        return self.answerer.search(prepared) if self.draft.hits is None else self.draft.hits


class Engine:
    """Answers questions from one collection; several threads may ask it at once."""

    def __init__(  # noqa: PLR0913
        self,
        corpus: Corpus,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        writer: Writer | None = None,
        translator: Translator | None = None,
        interpreter: Interpreter | None = None,
        today: Callable[[], date] = today,
    ) -> None:
        """Join the parts that answer.

        ``reranker`` and ``reader`` rerank what an open question finds; ``writer`` words answers. Where nothing is
        found, ``translator`` is tried for a question in another language than the articles', ``interpreter`` for an
        open question in theirs.
        """
        self._corpus = corpus
        self._open = OpenAnswerer(corpus, reranker, reader)
        self._llm = _LlmParts(writer, translator, interpreter)
        self._today = today

    @property
    def library(self) -> Corpus:
        """The articles that are searched."""
        return self._corpus

    def answer(self, question: str, scope: Scope = EVERYTHING, *, use_llm: bool = True) -> Answer:
        """Answer a question from the articles of ``scope``; without ``use_llm`` in their own words alone.

        With quotes that ``scope`` excludes, the answer holds none of these, and a speaker's own words only. Raises
        QuestionError where the question cannot be asked, StoreError where the store fails.
        """
        if scope.article_id is not None and scope.exclude:
            whole = self.answer(question, replace(scope, exclude=()), use_llm=use_llm)
            return _refuse_repetition(whole, scope.exclude)
        begun = time.perf_counter()
        answerer = replace(self._open, restrict=filter_for(self._corpus, scope))
        prepared = answerer.prepare(parse_question(question))
        if not scope.exclude:
            result = self._answer_with_llm(answerer, prepared, self._llm if use_llm else _NO_LLM)
        elif prepared.question.kind is QuestionKind.WHAT_SAID:
            result = _Result(prepared, answerer, SpeechAnswerer(answerer).answer_more(prepared, scope.exclude))
        else:
            result = _Result(prepared, answerer, _answer_by_kind(answerer, prepared))
        return self._finish(question, result, begun)

    def _answer_with_llm(self, answerer: OpenAnswerer, prepared: PreparedQuestion, llm: _LlmParts) -> _Result:
        """Answer the question as it is asked, else as a language model reads it, and let the writer word the answer."""
        result, worded_for = self._answer_in_time(answerer, prepared), prepared
        if not result.answered and (translated := _translate(result, llm.translator)):
            again = self._answer_in_time(answerer, translated)
            result = again if again.answered else result
        elif not result.answered and (interpreted := _interpret(result, llm.interpreter)):
            again = self._answer_in_time(answerer, interpreted)
            result, worded_for = (again, interpreted) if again.answered else (result, prepared)
        if llm.writer is None or not result.answered:
            return result
        hits = result.passages(worded_for)
        return replace(
            result, written=rewrite_answer(llm.writer, worded_for, self._corpus, result.draft, hits, self._today())
        )

    def _answer_in_time(self, answerer: OpenAnswerer, prepared: PreparedQuestion) -> _Result:
        """Answer from the time that the question asks for; from all articles where it asks for none."""
        question = prepared.question
        when = find_time_expression(question.text, self._today())
        if when is None or question.kind is QuestionKind.WHO_SAID:
            return _Result(prepared, answerer, _answer_by_kind(answerer, prepared))
        undated = replace(answerer.prepare(remove_time(question, when)), messages=prepared.messages)
        for restrict in time_scopes(answerer.restrict, when):
            restricted = replace(answerer, restrict=restrict)
            result = _Result(prepared, restricted, _answer_by_kind(restricted, undated))
            if result.answered:
                return result
        if not when.relative:
            return result
        elsewhere = _answer_by_kind(answerer, undated)
        closest = result.draft.closest or elsewhere.citations or elsewhere.closest
        text = word_time_refusal(question.text, when, prepared.messages, has_closest=bool(closest))
        decision = result.draft.decision
        refusal = replace(
            elsewhere, status=Status.NOT_FOUND, text=text, citations=(), closest=closest, decision=decision
        )
        return _Result(prepared, answerer, refusal)

    def _finish(self, question: str, result: _Result, begun: float) -> Answer:
        """Make the ``Answer`` of a result, and log the decision that a refusal comes from."""
        draft, written, prepared = result.draft, result.written, result.prepared
        if draft.status is Status.NOT_FOUND and draft.decision is not None:
            log_refusal(draft.decision)
        note = language_note(
            prepared.question.text,
            draft.citations or draft.closest,
            self._corpus.knows_language,
            prepared.messages,
            answered=result.answered,
        )
        answer = Answer(
            question,
            draft.status,
            append_note(draft.text, note),
            draft.citations,
            draft.closest,
            searched=result.answerer.searched,
            elapsed_ms=round(1000 * (time.perf_counter() - begun), 1),
        )
        if written is None:
            return answer
        return replace(answer, text=written.text, citations=written.citations, engine=written.by, prompt=written.prompt)


def _answer_by_kind(answerer: OpenAnswerer, prepared: PreparedQuestion) -> AnswerDraft:
    if prepared.question.kind is QuestionKind.WHO_SAID:
        return SpeechAnswerer(answerer).answer_who_said(prepared)
    if prepared.question.kind is QuestionKind.WHAT_SAID:
        return SpeechAnswerer(answerer).answer_what_said(prepared)
    return answerer.answer(prepared)


def _translate(result: _Result, translator: Translator | None) -> PreparedQuestion | None:
    """Return the question in a language of the articles, to be answered in the asker's; None where that fails."""
    if translator is None:
        return None
    prepared = result.prepared
    language = language_to_try(prepared, result.passages(prepared))
    text = translator.translate(prepared.question.text, language) if language else None
    return replace(result.answerer.prepare(parse_question(text)), messages=prepared.messages) if text else None


def _interpret(result: _Result, interpreter: Interpreter | None) -> PreparedQuestion | None:
    """Return an open question as one about speech; None where it is none."""
    prepared = result.prepared
    if interpreter is None or prepared.question.kind is not QuestionKind.OPEN or not prepared.use_embeddings:
        return None
    question = interpreter.interpret(prepared.question)
    return None if question is None else result.answerer.prepare(question)


def _refuse_repetition(answer: Answer, shown: Sequence[QuoteRef]) -> Answer:
    """Return the answer where it cites a quote that is not among ``shown``, else a refusal without quotes."""
    known = {(each.article_id, each.start, each.end) for each in shown}
    if all((each.article_id, each.start, each.end) in known for each in answer.citations):
        return replace(answer, status=Status.NOT_FOUND, citations=(), closest=())
    return answer
