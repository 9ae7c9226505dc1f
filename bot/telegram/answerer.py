"""What the chat needs of the rest of the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.answer.types import Answer
from index.types import Article


class Answerer(Protocol):
    """Answers questions. Its methods may block, and are called from several threads at once."""

    def answer(self, question: str) -> Answer:
        """Raises WhosaidError; the words of a QuestionError or NothingIndexedError are shown to the asker."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Everything that can be found now."""
        ...

    def remarks(self, articles: Sequence[Article]) -> Mapping[str, tuple[str, ...]]:
        """What is to be known of some of them besides, such as "corrected", by id."""
        ...
