"""A bot in which every chat asks the same."""

from __future__ import annotations

from dataclasses import dataclass

from bot.telegram.ports import ChatEngine


@dataclass(frozen=True, slots=True)
class SingleEngine:
    """The same desk for every chat."""

    engine: ChatEngine

    def engine_for(self, chat: int) -> ChatEngine:
        """The desk."""
        return self.engine
