"""The engine: a question -> an Answer made of the articles' own words, or worded from them by a writer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.answer.frank import limits, with_line
from bot.answer.open_answers import OpenAnswers
from bot.answer.outcome import Inquiry, Outcome
from bot.answer.question import Kind, understand
from bot.answer.shown import Place, Unshown
from bot.answer.sources import Passages
from bot.answer.speech_answers import SpeechAnswers
from bot.answer.timely import first, undated, untimely, views
from bot.answer.times import when_asked
from bot.answer.translated import worth_asking_in
from bot.answer.types import Answer, Status
from bot.answer.within import Within
from bot.answer.written import Interpreter, Translator, Writer, Written, rewritten
from bot.dates import today
from index.reader import Reader
from index.reranker import Reranker


class Engine:
    """Answers questions from one collection; may be asked from several threads.

    ``reranker`` and ``reader``, where given, take a second look at what was found for an open question. ``writer``,
    where given, words what the articles answer; ``translator`` is asked where nothing is found for a question in
    another language than theirs, ``interpreter`` where nothing is found for an open question in theirs.
    """

    def __init__(  # noqa: PLR0913
        self,
        passages: Passages,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        writer: Writer | None = None,
        translator: Translator | None = None,
        interpreter: Interpreter | None = None,
        today: Callable[[], date] = today,
    ) -> None:
        self._passages = passages
        self._open = OpenAnswers(passages, reranker, reader)
        self._writer = writer
        self._translator = translator
        self._interpreter = interpreter
        self._today = today

    def answer(self, text: str) -> Answer:
        """Answer a question. Raises QuestionError where it cannot be asked, StoreError where the store fails."""
        begun = time.perf_counter()
        asked = self._open.inquiry(understand(text))
        read = worded_for = asked
        over, outcome = self._timely(asked)
        if outcome.status is not Status.ANSWERED and (others := self._otherwise(asked)):
            there, found = self._timely(others[0])
            if found.status is Status.ANSWERED:
                (read, worded_for), over, outcome = others, there, found
        return self._told(text, read, outcome, begun, self._written(worded_for, over, outcome))

    def more(self, text: str, shown: Sequence[Place]) -> Answer:
        """Answer a question with something else than was ``shown``; of a speaker only their words. Raises as
        ``answer`` does."""
        begun = time.perf_counter()
        asked = self._open.inquiry(understand(text))
        others = self._over(Unshown(self._passages, shown))
        if asked.question.kind is Kind.WHAT_SAID:
            outcome = SpeechAnswers(others).more(asked, shown)
        else:
            outcome = _outcome(others, asked)
        return self._told(text, asked, outcome, begun)

    def about(self, article_id: str, text: str) -> Answer:
        """Answer a question from one article only, which is then all that the writer sees. Raises as ``answer``
        does."""
        return Engine(
            Within(self._passages, article_id),
            reranker=self._open.reranker,
            reader=self._open.reader,
            writer=self._writer,
            translator=self._translator,
            interpreter=self._interpreter,
            today=self._today,
        ).answer(text)

    @property
    def plain(self) -> Engine:
        """The same in the articles' own words alone, without the writer, the translator and the interpreter."""
        return Engine(self._passages, reranker=self._open.reranker, reader=self._open.reader, today=self._today)

    def _told(
        self, text: str, asked: Inquiry, outcome: Outcome, begun: float, written: Written | None = None
    ) -> Answer:
        answer = Answer(
            text,
            outcome.status,
            with_line(outcome.text, self._limits(asked, outcome)),
            outcome.citations,
            outcome.closest,
            searched=self._passages.size,
            elapsed_ms=round(1000 * (time.perf_counter() - begun), 1),
        )
        if written is None:
            return answer
        return replace(answer, text=written.text, citations=written.citations, engine=written.by, prompt=written.prompt)

    def _written(self, asked: Inquiry, over: OpenAnswers, outcome: Outcome) -> Written | None:
        """What the writer makes of an answer, from where it was found."""
        if self._writer is None or outcome.status is not Status.ANSWERED:
            return None
        return rewritten(self._writer, asked, over.passages, outcome, over.search(asked), self._today())

    def _otherwise(self, asked: Inquiry) -> tuple[Inquiry, Inquiry] | None:
        """The question in a language of the articles, or read as one about speech; and how it is to be worded for."""
        if translated := self._translated(asked):
            return translated, asked
        if self._interpreter is None or asked.question.kind is not Kind.OPEN or not asked.compare:
            return None
        question = self._interpreter.interpret(asked.question)
        return None if question is None else (self._open.inquiry(question),) * 2

    def _translated(self, asked: Inquiry) -> Inquiry | None:
        """The question in a language of the articles, to be answered in the asker's; None where it stays as it is."""
        if self._translator is None:
            return None
        spoken = worth_asking_in(asked, self._open.search(asked))
        text = self._translator.translate(asked.question.text, spoken) if spoken else None
        return replace(self._open.inquiry(understand(text)), messages=asked.messages) if text else None

    def _timely(self, asked: Inquiry) -> tuple[OpenAnswers, Outcome]:
        """The answer from the time that is asked for, and where it was looked for; where a question asks for none, all
        articles."""
        question = asked.question
        when = when_asked(question.text, self._today()) if question.kind is not Kind.WHO_SAID else None
        if when is None:
            return self._open, _outcome(self._open, asked)
        asked = replace(self._open.inquiry(undated(question, when)), messages=asked.messages)
        each = ((over, _outcome(over, asked)) for over in map(self._over, views(self._passages, when)))
        over, outcome = first(each, lambda one: one[1].status is Status.ANSWERED)
        if outcome.status is Status.ANSWERED or not when.relative:
            return over, outcome
        elsewhere = _outcome(self._open, asked)
        closest = outcome.closest or elsewhere.citations or elsewhere.closest
        text = untimely(question.text, when, asked.messages, found=bool(closest))
        return self._open, Outcome(Status.NOT_FOUND, text, (), closest)

    def _over(self, passages: Passages) -> OpenAnswers:
        return OpenAnswers(passages, self._open.reranker, self._open.reader)

    def _limits(self, asked: Inquiry, outcome: Outcome) -> str:
        shown, found = outcome.citations or outcome.closest, outcome.status is Status.ANSWERED
        return limits(asked.question.text, shown, self._passages.understands, asked.messages, found=found)


def _outcome(answers: OpenAnswers, asked: Inquiry) -> Outcome:
    if asked.question.kind is Kind.WHO_SAID:
        return SpeechAnswers(answers).who_said(asked)
    if asked.question.kind is Kind.WHAT_SAID:
        return SpeechAnswers(answers).what_said(asked)
    return answers.answer(asked)
