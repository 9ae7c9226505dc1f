"""What the chats need of the rest of the project: somebody to ask, each chat its own."""

from __future__ import annotations

from typing import Protocol

from bot.answer.sources import Passages
from bot.answer.types import AnswerEngine


class Desk(AnswerEngine, Protocol):
    """Answers from the articles of one chat. Its methods may block, and are called from several threads at once."""

    @property
    def library(self) -> Passages:
        """The articles that are asked."""
        ...


class Desks(Protocol):
    """Knows who is asked in which chat."""

    def of(self, chat: int) -> Desk:
        """Return who answers in a chat, by its id.

        It may block where the chat has articles of its own that are not open yet.

        Raises WhosaidError.
        """
        ...
