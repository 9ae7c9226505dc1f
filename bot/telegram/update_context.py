"""What arrived in a chat, as the one value that command handlers take."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, Message

from bot.telegram.access.callers import Caller
from bot.telegram.message_parser import BotIdentity, Request
from bot.telegram.rendering.pagination import MessagePage
from bot.telegram.transport.sending import Place, send_pages


@dataclass(frozen=True, slots=True)
class UpdateContext:
    """A message, what it asks, who wrote it, and the place where its answer goes."""

    bot: Bot
    message: Message
    place: Place
    request: Request
    caller: Caller

    @property
    def me(self) -> BotIdentity:
        """Return the bot's own id and username."""
        return BotIdentity(self.bot.id, self.bot.username)

    async def reply(self, *pages: MessagePage) -> None:
        """Send the pages in order, the first as a reply to the message. Raises TelegramError."""
        await send_pages(self.bot, self.place, pages)
