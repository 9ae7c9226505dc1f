"""The extractive engine: a question -> an Answer made of the articles' own words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
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
from bot.answer.types import Answer, Status
from bot.answer.within import Within
from bot.dates import today
from index.reader import Reader
from index.reranker import Reranker


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
        self._open = OpenAnswers(passages, reranker, reader)
        self._today = today

    def answer(self, text: str) -> Answer:
        """Answer a question. Raises QuestionError where it cannot be asked, StoreError where the store fails."""
        begun = time.perf_counter()
        asked = self._open.inquiry(understand(text))
        return self._told(text, asked, self._timely(asked), begun)

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
        """Answer a question from one article only. Raises as ``answer`` does."""
        within = Within(self._passages, article_id)
        return Engine(within, reranker=self._open.reranker, reader=self._open.reader, today=self._today).answer(text)

    def _told(self, text: str, asked: Inquiry, outcome: Outcome, begun: float) -> Answer:
        return Answer(
            text,
            outcome.status,
            with_line(outcome.text, self._limits(asked, outcome)),
            outcome.citations,
            outcome.closest,
            searched=self._passages.size,
            elapsed_ms=round(1000 * (time.perf_counter() - begun), 1),
        )

    def _timely(self, asked: Inquiry) -> Outcome:
        """The answer from the time that is asked for; where a question asks for none, from all articles."""
        question = asked.question
        when = when_asked(question.text, self._today()) if question.kind is not Kind.WHO_SAID else None
        if when is None:
            return _outcome(self._open, asked)
        asked = self._open.inquiry(undated(question, when))
        outcomes = (_outcome(self._over(passages), asked) for passages in views(self._passages, when))
        outcome = first(outcomes, lambda each: each.status is Status.ANSWERED)
        if outcome.status is Status.ANSWERED or not when.relative:
            return outcome
        elsewhere = _outcome(self._open, asked)
        closest = outcome.closest or elsewhere.citations or elsewhere.closest
        return Outcome(Status.NOT_FOUND, untimely(question.text, when, asked.phrases, found=bool(closest)), (), closest)

    def _over(self, passages: Passages) -> OpenAnswers:
        return OpenAnswers(passages, self._open.reranker, self._open.reader)

    def _limits(self, asked: Inquiry, outcome: Outcome) -> str:
        shown, found = outcome.citations or outcome.closest, outcome.status is Status.ANSWERED
        return limits(asked.question.text, shown, self._passages.understands, asked.phrases, found=found)


def _outcome(answers: OpenAnswers, asked: Inquiry) -> Outcome:
    if asked.question.kind is Kind.WHO_SAID:
        return SpeechAnswers(answers).who_said(asked)
    if asked.question.kind is Kind.WHAT_SAID:
        return SpeechAnswers(answers).what_said(asked)
    return answers.answer(asked)
