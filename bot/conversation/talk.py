"""A talk with one person: each question understood by the last turns, answered, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.answer.cite import piece_of
from bot.answer.shown import Place
from bot.answer.types import Answer, Citation, Status
from bot.conversation.lines import Lines, lines_in
from bot.conversation.memory import Memory
from bot.conversation.people import ArticleOf, named_by
from bot.conversation.quoted import about_part, holds
from bot.conversation.standalone import stand_alone
from bot.conversation.types import AskBack, Cited, Turn, Understood
from bot.dates import utc_now
from index.errors import QuestionError


class Answerer(Protocol):
    """What answers questions that stand alone; ``bot.answer.engine.Engine`` does."""

    def answer(self, text: str, /) -> Answer:
        """Raises WhosaidError."""
        ...

    def more(self, text: str, shown: Sequence[Place]) -> Answer:
        """An answer with something else than was ``shown``. Raises WhosaidError."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """``answer`` is None where ``asked_back``, a plain line, is all there is to say. ``understood`` is a plain line
    that says how a question was understood that leaned on what was said before, "" for one that stood alone."""

    answer: Answer | None
    asked_back: str = ""
    understood: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """Answers in the course of talks; ``article_of`` gives an article by its id, None where there is none."""

    engine: Answerer
    memory: Memory
    article_of: ArticleOf
    clock: Callable[[], datetime] = utc_now

    def ask(self, chat: Hashable, person: Hashable, text: str) -> Reply:
        """Answer what one person says in a chat, and remember it. Raises WhosaidError, and then remembers nothing."""
        turns = self.memory.load(chat, person)
        return self._replied(chat, person, text, stand_alone(text, turns, self.words))

    def ask_about_part(self, chat: Hashable, person: Hashable, text: str, part: str) -> Reply:
        """Answer a reply to ``part`` of an answer in this talk, as ``ask`` does; to the newest that holds it."""
        turns = self.memory.load(chat, person)
        at = next((at for at in reversed(range(len(turns))) if self._holds(turns[at], part)), len(turns) - 1)
        if at < 0:
            return self.ask(chat, person, text)
        return self._replied(chat, person, text, about_part(text, part, turns[at], turns[:at], self.words))

    def _holds(self, turn: Turn, part: str) -> bool:
        return any(holds(self.words(one) or "", part) for one in turn.cited)

    def _replied(self, chat: Hashable, person: Hashable, text: str, meant: Understood | AskBack) -> Reply:
        if isinstance(meant, AskBack):
            self.memory.append(chat, person, Turn(text, text, None, meant.people, (), self.clock()))
            return Reply(None, asked_back=meant.line)
        answer = self._answered(meant)
        self.memory.append(chat, person, turn_of(text, meant.question, answer, self.article_of, self.clock()))
        line = lines_in(meant.language).understood.format(question=meant.question) if meant.changed else ""
        return Reply(answer, understood=line)

    def _answered(self, meant: Understood) -> Answer:
        lines = lines_in(meant.language)
        if meant.whose is not None:
            return self._by_whom(self.engine.answer(meant.question), meant.whose, lines)
        if not meant.besides:
            return self.engine.answer(meant.question)
        answer = self.engine.more(meant.question, meant.besides)
        if answer.status is Status.ANSWERED:
            return answer
        text = lines.no_more_of.format(name=meant.more_of) if meant.more_of else lines.no_more
        return replace(answer, text=text, citations=(), closest=())

    def _by_whom(self, answer: Answer, cited: Cited, lines: Lines) -> Answer:
        """An answer to who said what was shown, only where it names the speaker whom the quote was shown with."""
        first = answer.citations[0] if answer.citations else None
        if cited.speaker and first and first.speaker == cited.speaker:
            return answer
        article = self.article_of(cited.place.article_id)
        span = (cited.place.start, cited.place.end)
        shown = (replace(piece_of(article, span), number=1),) if article else ()
        return replace(answer, status=Status.NOT_FOUND, text=lines.nobodys, citations=(), closest=shown)

    def words(self, cited: Cited) -> str | None:
        """The words of a quote that was shown; None where its article is not there any more."""
        article, place = self.article_of(cited.place.article_id), cited.place
        return article.text[place.start : place.end] or None if article else None


def turn_of(asked: str, question: str, answer: Answer, article_of: ArticleOf, at: datetime) -> Turn:
    """What is remembered of one answer: places and names, no text of an article."""
    try:
        people = named_by(question, answer, article_of)
    except QuestionError:
        people = ()
    return Turn(asked, question, answer.status, people, tuple(map(_cited, answer.citations or answer.closest)), at)


def _cited(citation: Citation) -> Cited:
    return Cited(Place(citation.article_id, citation.start, citation.end), citation.speaker)
