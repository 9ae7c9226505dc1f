"""The answers that were given: what its buttons, an edited question or a reply to it must know of each.

Only where the quotes stand is kept, no words of an article: they are read again from the store when they are wanted.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.answer.types import Answer, QuoteRef, Status
from bot.conversation.holes import ArticleOf, filled
from bot.conversation.types import Turn

KEPT = timedelta(days=30)
"""How long an answer is kept that nobody rated."""

_ID_BYTES = 9


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
    cited: tuple[QuoteRef, ...]
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


def cited_in(answer: Answer) -> tuple[QuoteRef, ...]:
    """Where the quotes of an answer stand; of a refusal, those of the closest passages."""
    shown = answer.citations or (answer.closest if answer.status is Status.NOT_FOUND else ())
    return tuple(replace(each.ref, speaker=None) for each in shown)
