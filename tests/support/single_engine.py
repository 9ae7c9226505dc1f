"""A bot in which every chat asks the same."""

from __future__ import annotations

from dataclasses import dataclass

from bot.telegram.ports import ChatEngine


@dataclass(frozen=True, slots=True)
class OneDesk:
    """The same desk for every chat."""

    desk: ChatEngine

    def engine_for(self, chat: int) -> ChatEngine:
        """The desk."""
        return self.desk
