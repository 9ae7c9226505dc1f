"""The answers that were given: what its buttons, an edited question or a reply to it must know of each.

Only where the quotes stand is kept, no words of an article: they are read again from the store when they are wanted.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.answer.types import Answer, Status
from bot.conversation.holes import ArticleOf, filled
from bot.conversation.types import Turn

KEPT = timedelta(days=30)
"""How long an answer is kept that nobody rated."""

_ID_BYTES = 9


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a quote stands: ``start`` and ``end``, in code points, in the article's version ``key`` of the store."""

    number: int
    key: int
    article_id: str
    start: int
    end: int
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer in one chat.

    ``id`` is made up, at most 12 of A-Z a-z 0-9 _ -. ``messages`` are those that hold the answer, in order, its buttons
    under the last, empty while it is being sent; ``asked_in`` is the message that asked, ``asker`` who wrote it.
    ``question`` is the stand-alone one, with a hole (bot.conversation.holes) for each run of an article's words, and
    ``turn`` what a talk remembers of it. ``cited`` are the closest passages where nothing was found. ``given_at`` has
    a zone. ``engine`` and ``prompt`` are those of the Answer.
    """

    id: str
    chat: int
    messages: tuple[int, ...]
    asked_in: int
    asker: int
    question: str
    status: Status
    cited: tuple[Cited, ...]
    given_at: datetime
    turn: Turn | None = None
    engine: str = "extractive"
    prompt: str | None = None

    @property
    def typed(self) -> str:
        """The question in the asker's own words."""
        return self.turn.asked if self.turn else self.question

    def asked(self, article_of: ArticleOf) -> str | None:
        """The stand-alone question; None where words of an article stood in it that do not stand there any more."""
        return filled(self.question, self.turn.holes, article_of) if self.turn else self.question

    @property
    def answered(self) -> bool:
        """Whether it was no refusal."""
        return self.status is Status.ANSWERED


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people liked an answer, and how many did not."""

    up: int = 0
    down: int = 0


class Given(Protocol):
    """Answers that were given. Its methods may block, and are called from several threads at once.

    They raise StoreError where what is kept cannot be read or written.
    """

    def put(self, answer: GivenAnswer) -> None:
        """Keep an answer. Those older than KEPT that nobody rated are forgotten meanwhile."""
        ...

    def note_sent(self, answer_id: str, chat: int, messages: tuple[int, ...]) -> None:
        """Note where an answer stands, once it was sent."""
        ...

    def get(self, answer_id: str) -> GivenAnswer | None: ...

    def of_message(self, chat: int, message: int) -> GivenAnswer | None:
        """The answer that a message of the bot holds, or shows more of."""
        ...

    def to_question(self, chat: int, message: int) -> GivenAnswer | None:
        """The last answer to what a message asked."""
        ...

    def drop(self, answer_id: str) -> None:
        """Forget an answer and what was voted on it."""
        ...

    def vote(self, answer_id: str, person: int, liked: bool, now: datetime) -> bool | None:
        """Count a person's vote, once; the same vote again takes it back. What it is now: None is no vote."""
        ...

    def votes(self, answer_id: str) -> Votes: ...

    def show(self, answer_id: str, view: str, message: int) -> None:
        """Note which message shows more of an answer; ``view`` says what of it."""
        ...

    def shown(self, answer_id: str, view: str) -> int | None:
        """The message that ``show`` noted last."""
        ...

    def rated(self) -> tuple[tuple[GivenAnswer, Votes], ...]:
        """The answers that somebody voted on, the oldest first."""
        ...

    def forget(self, person: int) -> None:
        """Forget every answer that a person asked for, and every vote of that person."""
        ...


def new_id() -> str:
    """An id for an answer, which nobody can guess."""
    return secrets.token_urlsafe(_ID_BYTES)


def cited_in(answer: Answer) -> tuple[Cited, ...]:
    """Where the quotes of an answer stand; of a refusal, those of the closest passages."""
    shown = answer.citations or (answer.closest if answer.status is Status.NOT_FOUND else ())
    return tuple(Cited(each.number, each.key, each.article_id, each.start, each.end, each.also_in) for each in shown)


@dataclass(slots=True)
class GivenInMemory:
    """Given, for as long as the process lives."""

    _answers: dict[str, GivenAnswer] = field(default_factory=dict)
    _votes: dict[tuple[str, int], bool] = field(default_factory=dict)
    _views: dict[tuple[str, str], int] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def put(self, answer: GivenAnswer) -> None:
        with self._lock:
            self._drop([answer.id])
            self._answers[answer.id] = answer
            rated = {each for each, _ in self._votes}
            oldest = answer.given_at - KEPT
            self._drop([each.id for each in self._answers.values() if each.given_at < oldest and each.id not in rated])

    def note_sent(self, answer_id: str, chat: int, messages: tuple[int, ...]) -> None:
        with self._lock:
            if answer_id in self._answers:
                self._answers[answer_id] = replace(self._answers[answer_id], chat=chat, messages=messages)

    def get(self, answer_id: str) -> GivenAnswer | None:
        return self._answers.get(answer_id)

    def of_message(self, chat: int, message: int) -> GivenAnswer | None:
        shown = {answer_id for (answer_id, _), view in list(self._views.items()) if view == message}
        here = (each for each in self._all() if each.chat == chat)
        return self._last(each for each in here if message in each.messages or each.id in shown)

    def to_question(self, chat: int, message: int) -> GivenAnswer | None:
        return self._last(each for each in self._all() if each.chat == chat and message == each.asked_in)

    def drop(self, answer_id: str) -> None:
        with self._lock:
            self._drop([answer_id])

    def vote(self, answer_id: str, person: int, liked: bool, now: datetime) -> bool | None:
        with self._lock:
            if answer_id not in self._answers:
                return None
            if self._votes.pop((answer_id, person), None) is liked:
                return None
            self._votes[answer_id, person] = liked
            return liked

    def votes(self, answer_id: str) -> Votes:
        with self._lock:
            cast = [liked for (each, _), liked in self._votes.items() if each == answer_id]
        return Votes(sum(cast), len(cast) - sum(cast))

    def show(self, answer_id: str, view: str, message: int) -> None:
        with self._lock:
            self._views[answer_id, view] = message

    def shown(self, answer_id: str, view: str) -> int | None:
        return self._views.get((answer_id, view))

    def rated(self) -> tuple[tuple[GivenAnswer, Votes], ...]:
        with self._lock:
            rated = {each for each, _ in self._votes}
            found = sorted((self._answers[each] for each in rated), key=lambda each: (each.given_at, each.id))
            return tuple((each, self.votes(each.id)) for each in found)

    def forget(self, person: int) -> None:
        with self._lock:
            self._drop([each.id for each in self._answers.values() if each.asker == person])
            self._votes = {place: liked for place, liked in self._votes.items() if place[1] != person}

    def _all(self) -> list[GivenAnswer]:
        with self._lock:
            return list(self._answers.values())

    @staticmethod
    def _last(found: Iterable[GivenAnswer]) -> GivenAnswer | None:
        return max(found, key=lambda each: each.given_at, default=None)

    def _drop(self, answer_ids: Iterable[str]) -> None:
        gone = set(answer_ids)
        for answer_id in gone:
            self._answers.pop(answer_id, None)
        self._votes = {place: liked for place, liked in self._votes.items() if place[0] not in gone}
        self._views = {place: message for place, message in self._views.items() if place[0] not in gone}
