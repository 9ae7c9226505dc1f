"""Everything that has to do with which articles there are, put together: the commands, the buttons, the start and the
end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, CallbackQuery

from bot.storage.answers import Given
from bot.telegram.access.callers import Door
from bot.telegram.articles import feeds, list_articles, remove
from bot.telegram.articles.add import Adding
from bot.telegram.articles.ask_about import AboutArticle
from bot.telegram.articles.feeds import FeedDesk
from bot.telegram.articles.list_articles import Listing
from bot.telegram.articles.remove import Removing
from bot.telegram.articles.workspace import Stacks
from bot.telegram.callback_handler import Press
from bot.telegram.ports import Desks
from bot.telegram.rendering.additions import PREFIX as ADDED
from bot.telegram.transport.threads import Workers


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
        parts: dict[str, Press] = {list_articles.PREFIX: self.listing.press}
        if self.changing is not None:
            parts |= {
                ADDED: self.changing.press,
                remove.PREFIX: self.changing.removing.press,
                feeds.PREFIX: self.changing.feeds.press,
            }
        return parts
