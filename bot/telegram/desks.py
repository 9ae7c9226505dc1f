"""What the chats need of the rest of the project: somebody to ask, each chat its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.answer.behind import Contexts, Others
from bot.answer.shown import Place
from bot.answer.types import Answer
from bot.given import Cited
from index.types import Article


class Desk(Protocol):
    """Answers from the articles of one chat. Its methods may block, and are called from several threads at once."""

    def answer(self, question: str) -> Answer:
        """Raises WhosaidError; the words of a QuestionError or NothingIndexedError are shown to the asker."""
        ...

    def more(self, text: str, shown: Sequence[Place]) -> Answer:
        """An answer with something else than was ``shown``. Raises as ``answer`` does."""
        ...

    def about(self, article_id: str, question: str) -> Answer:
        """An answer from one article only. Raises as ``answer`` does."""
        ...

    @property
    def plain(self) -> Desk:
        """The same in the articles' own words alone: nobody words its answers anew."""
        ...

    def by_id(self, article_id: str) -> Article | None:
        """The article of an id that can be found now."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Everything that can be found now."""
        ...

    def remarks(self, articles: Sequence[Article]) -> Mapping[str, tuple[str, ...]]:
        """What is to be known of some of them besides, such as "corrected", by id."""
        ...

    def contexts(self, cited: Sequence[Cited]) -> Contexts:
        """The sentences around each quote of an answer. Raises StoreError."""
        ...

    def others(self, question: str, cited: Sequence[Cited]) -> Others:
        """What was found for ``question`` and not cited. Raises WhosaidError."""
        ...


class Desks(Protocol):
    """Knows who is asked in which chat."""

    def of(self, chat: int) -> Desk:
        """The desk of a chat, by its id; it may block where the chat has articles of its own that are not open yet.

        Raises WhosaidError.
        """
        ...
