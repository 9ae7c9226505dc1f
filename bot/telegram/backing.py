"""What stands behind the chats: all that the bot in Telegram is given of the rest of the project."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.conversation.condensing import Condenser
from bot.kept import Kept
from bot.telegram.adders import Homes, OneHome
from bot.telegram.desks import Desks
from bot.telegram.handlers.share import Sharing
from bot.telegram.schedule import Refreshes
from bot.telegram.stacks import Librarian


@dataclass(frozen=True, slots=True)
class Backing:
    """``refresher`` runs as FEED_INTERVAL_MINUTES says. With ``kept``, answers have buttons, an edited question has its
    answer edited, and talks outlast a restart. Without ``sharing`` nothing is shared. With a ``librarian`` articles are
    added and removed in the chat, in the collections that ``homes`` tell; ``seconds_between`` go by between two changes
    of a message that says how far that is. Follow-ups are put into words by the ``condenser``, where there is one."""

    desks: Desks
    kept: Kept | None = None
    refresher: Refreshes | None = None
    sharing: Sharing | None = None
    librarian: Librarian | None = None
    homes: Homes = field(default_factory=OneHome)
    seconds_between: float = 3.0
    condenser: Condenser | None = None
