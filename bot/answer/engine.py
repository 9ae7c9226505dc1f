"""The engine: a question -> an Answer made of the articles' own words, or worded from them by a writer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.answerability import log_refusal
from bot.answer.corpus import Corpus
from bot.answer.open.answerer import OpenAnswerer
from bot.answer.question.parser import Question, QuestionKind, parse_question
from bot.answer.question.time_expressions import TimeExpression, find_time_expression
from bot.answer.refusals import append_note, language_note
from bot.answer.rewriting import Interpreter, Translator, Writer, WrittenAnswer, languages_to_try, rewrite_answer
from bot.answer.scopes import filter_for, first_answered, no_article_then, time_scopes, without_time
from bot.answer.speech.answerer import SpeechAnswerer
from bot.answer.types import EVERYTHING, Answer, AnswerDraft, PreparedQuestion, QuoteRef, Scope, Status
from bot.dates import today
from index import Hit
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker


@dataclass(frozen=True, slots=True)
class _LlmParts:
    """What a language model does for an answer."""

    writer: Writer | None = None
    translator: Translator | None = None
    interpreter: Interpreter | None = None


_NO_LLM = _LlmParts()


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of a question, where it was looked for, and how it is worded anew, where it is."""

    asked: PreparedQuestion
    over: OpenAnswerer
    outcome: AnswerDraft
    written: WrittenAnswer | None = None


class Engine:
    """Answers questions from one collection; may be asked from several threads.

    ``reranker`` and ``reader``, where given, take a second look at what was found for an open question. ``writer``,
    where given, words what the articles answer; ``translator`` is asked where nothing is found for a question in
    another language than theirs, ``interpreter`` where nothing is found for an open question in theirs.
    """

    def __init__(  # noqa: PLR0913
        self,
        passages: Corpus,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        writer: Writer | None = None,
        translator: Translator | None = None,
        interpreter: Interpreter | None = None,
        today: Callable[[], date] = today,
    ) -> None:
        self._passages = passages
        self._open = OpenAnswerer(passages, reranker, reader)
        self._llm = _LlmParts(writer, translator, interpreter)
        self._today = today

    @property
    def library(self) -> Corpus:
        """What is searched."""
        return self._passages

    def answer(self, question: str, scope: Scope = EVERYTHING, *, use_llm: bool = True) -> Answer:
        """Answer a question from the articles of ``scope``; without ``use_llm`` in their own words alone.

        Of what was shown already, which ``scope`` excludes, nothing is told again, and of a speaker only their words.
        Raises QuestionError where the question cannot be asked, StoreError where the store fails.
        """
        if scope.article_id is not None and scope.exclude:
            whole = self.answer(question, replace(scope, exclude=()), use_llm=use_llm)
            return _unless_shown(whole, scope.exclude)
        begun = time.perf_counter()
        understood = parse_question(question)
        over = replace(self._open, restrict=filter_for(self._passages, scope))
        if scope.exclude:
            found = self._besides(over, over.inquiry(understood), scope)
        else:
            found = self._found(over, over.inquiry(understood), self._llm if use_llm else _NO_LLM)
        return self._told(question, found, begun)

    def _besides(self, over: OpenAnswerer, asked: PreparedQuestion, scope: Scope) -> _Found:
        """Answer with something else than was shown, in the articles' own words."""
        if asked.question.kind is QuestionKind.WHAT_SAID:
            return _Found(asked, over, SpeechAnswerer(over).more(asked, scope.exclude))
        return _Found(asked, over, _outcome(over, asked))

    def _found(self, base: OpenAnswerer, asked: PreparedQuestion, llm: _LlmParts) -> _Found:
        """Answer as the question is asked, and else as a language model reads it; the writer words what is found."""
        found, worded_for = self._timely(base, asked), asked
        if found.outcome.status is not Status.ANSWERED and (others := _otherwise(found, base, llm)):
            there = self._timely(base, others[0])
            if there.outcome.status is Status.ANSWERED:
                found, worded_for = replace(there, asked=others[0]), others[1]
        if llm.writer is None or found.outcome.status is not Status.ANSWERED:
            return found
        hits = _hits_of(found.outcome, found.over, worded_for)
        written = rewrite_answer(llm.writer, worded_for, self._passages, found.outcome, hits, self._today())
        return replace(found, written=written)

    def _told(self, question: str, found: _Found, begun: float) -> Answer:
        outcome, written = found.outcome, found.written
        if outcome.status is Status.NOT_FOUND and outcome.decision is not None:
            log_refusal(outcome.decision)
        answer = Answer(
            question,
            outcome.status,
            append_note(outcome.text, self._limits(found.asked, outcome)),
            outcome.citations,
            outcome.closest,
            searched=found.over.searched,
            elapsed_ms=round(1000 * (time.perf_counter() - begun), 1),
        )
        if written is None:
            return answer
        return replace(answer, text=written.text, citations=written.citations, engine=written.by, prompt=written.prompt)

    def _timely(self, base: OpenAnswerer, asked: PreparedQuestion) -> _Found:
        """Answer from the time that is asked for; where a question asks for none, from all articles."""
        question = asked.question
        when = (
            find_time_expression(question.text, self._today()) if question.kind is not QuestionKind.WHO_SAID else None
        )
        if when is None:
            return _Found(asked, base, _outcome(base, asked))
        each = (_found_over(one, question, when, asked) for one in _over_time(base, when))
        found = first_answered(each, lambda one: one.outcome.status is Status.ANSWERED)
        found = replace(found, asked=asked)
        if found.outcome.status is Status.ANSWERED or not when.relative:
            return found
        anytime = replace(base.inquiry(without_time(question, when)), messages=asked.messages)
        elsewhere = _outcome(base, anytime)
        closest = found.outcome.closest or elsewhere.citations or elsewhere.closest
        text = no_article_then(question.text, when, asked.messages, found=bool(closest))
        draft = replace(elsewhere, status=Status.NOT_FOUND, text=text, citations=(), closest=closest)
        draft = replace(draft, decision=found.outcome.decision)
        return _Found(asked, base, draft)

    def _limits(self, asked: PreparedQuestion, outcome: AnswerDraft) -> str:
        shown, found = outcome.citations or outcome.closest, outcome.status is Status.ANSWERED
        return language_note(asked.question.text, shown, self._passages.understands, asked.messages, found=found)


def _over_time(base: OpenAnswerer, when: TimeExpression) -> Iterator[OpenAnswerer]:
    return (replace(base, restrict=restrict) for restrict in time_scopes(base.restrict, when))


def _found_over(over: OpenAnswerer, question: Question, when: TimeExpression, asked: PreparedQuestion) -> _Found:
    undated = replace(over.inquiry(without_time(question, when)), messages=asked.messages)
    return _Found(undated, over, _outcome(over, undated))


def _hits_of(draft: AnswerDraft, over: OpenAnswerer, asked: PreparedQuestion) -> Sequence[Hit]:
    """Return the passages that a draft was made from; they are searched where it has statements alone."""
    return over.search(asked) if draft.hits is None else draft.hits


def _otherwise(found: _Found, base: OpenAnswerer, llm: _LlmParts) -> tuple[PreparedQuestion, PreparedQuestion] | None:
    """The question in a language of the articles, or read as one about speech; and how it is to be worded for."""
    asked = found.asked
    if translated := _translated(found, base, llm.translator):
        return translated, asked
    if llm.interpreter is None or asked.question.kind is not QuestionKind.OPEN or not asked.compare:
        return None
    question = llm.interpreter.interpret(asked.question)
    return None if question is None else (base.inquiry(question),) * 2


def _translated(found: _Found, base: OpenAnswerer, translator: Translator | None) -> PreparedQuestion | None:
    """The question in a language of the articles, to be answered in the asker's; None where it stays as it is."""
    if translator is None:
        return None
    asked = found.asked
    spoken = languages_to_try(asked, _hits_of(found.outcome, base, asked))
    text = translator.translate(asked.question.text, spoken) if spoken else None
    return replace(base.inquiry(parse_question(text)), messages=asked.messages) if text else None


def _unless_shown(answer: Answer, shown: Sequence[QuoteRef]) -> Answer:
    """Return the answer where it cites something that was not shown, else that nothing more is found."""
    known = {(each.article_id, each.start, each.end) for each in shown}
    if all((each.article_id, each.start, each.end) in known for each in answer.citations):
        return replace(answer, status=Status.NOT_FOUND, citations=(), closest=())
    return answer


def _outcome(answers: OpenAnswerer, asked: PreparedQuestion) -> AnswerDraft:
    if asked.question.kind is QuestionKind.WHO_SAID:
        return SpeechAnswerer(answers).who_said(asked)
    if asked.question.kind is QuestionKind.WHAT_SAID:
        return SpeechAnswerer(answers).what_said(asked)
    return answers.answer(asked)
