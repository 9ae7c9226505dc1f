"""Whom a talk asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.answer.shown import Place
from bot.answer.types import Answer


class Answerer(Protocol):
    """What answers questions that stand alone; ``bot.answer.engine.Engine`` does."""

    def answer(self, text: str, /) -> Answer:
        """Raises WhosaidError."""
        ...

    def more(self, text: str, shown: Sequence[Place]) -> Answer:
        """An answer with something else than was ``shown``. Raises WhosaidError."""
        ...

    @property
    def plain(self) -> Answerer:
        """The same in the articles' own words alone: nobody words its answers anew."""
        ...
