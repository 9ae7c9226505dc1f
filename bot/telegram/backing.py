"""What stands behind the chats: all that the bot in Telegram is given of the rest of the project."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kept import Kept
from bot.telegram.desks import Desks
from bot.telegram.handlers.share import Sharing
from bot.telegram.schedule import Refreshes


@dataclass(frozen=True, slots=True)
class Backing:
    """``refresher`` runs as FEED_INTERVAL_MINUTES says. With ``kept``, answers have buttons, an edited question has its
    answer edited, and talks outlast a restart. Without ``sharing`` no chat has articles of its own."""

    desks: Desks
    kept: Kept | None = None
    refresher: Refreshes | None = None
    sharing: Sharing | None = None
