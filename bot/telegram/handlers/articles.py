"""Everything that has to do with which articles there are, put together: the commands, the buttons, the start and the
end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, CallbackQuery

from bot.given import Given
from bot.telegram.added import PREFIX as ADDED
from bot.telegram.door import Door
from bot.telegram.handlers import feeds, listing, removing
from bot.telegram.handlers.about_article import AboutArticle
from bot.telegram.handlers.adding import Adding
from bot.telegram.handlers.buttons import Press
from bot.telegram.handlers.feeds import FeedDesk
from bot.telegram.handlers.listing import Listing
from bot.telegram.handlers.removing import Removing
from bot.telegram.ports import Desks
from bot.telegram.stacks import Stacks
from bot.telegram.workers import Workers


@dataclass(frozen=True, slots=True)
class Changing:
    """What changes collections."""

    stacks: Stacks
    adding: Adding
    removing: Removing
    feeds: FeedDesk
    about: AboutArticle

    @classmethod
    def of(cls, stacks: Stacks, given: Given | None) -> Changing:
        adding = Adding(stacks)
        return cls(stacks, adding, Removing(stacks, given), FeedDesk(stacks, adding), AboutArticle(stacks))

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Undo, or Ask about it. Raises StoreError, ValueError for data of another version."""
        verb, _, number = data.partition(":")
        if verb == "undo":
            return await self.adding.press_undo(bot, query, int(number))
        if verb == "ask":
            return await self.about.press(bot, query, int(number))
        raise ValueError(verb)


@dataclass(frozen=True, slots=True)
class Articles:
    """``changing`` is None where this bot only answers."""

    listing: Listing
    changing: Changing | None = None

    @classmethod
    def of(
        cls, desks: Desks, door: Door, quick: Workers, stacks: Stacks | None = None, given: Given | None = None
    ) -> Articles:
        return cls(Listing(desks, door, quick, stacks), Changing.of(stacks, given) if stacks else None)

    @property
    def presses(self) -> Mapping[str, Press]:
        """What becomes of each button, by the beginning of its data."""
        parts: dict[str, Press] = {listing.PREFIX: self.listing.press}
        if self.changing is not None:
            parts |= {
                ADDED: self.changing.press,
                removing.PREFIX: self.changing.removing.press,
                feeds.PREFIX: self.changing.feeds.press,
            }
        return parts
