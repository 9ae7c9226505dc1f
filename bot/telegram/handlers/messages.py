"""The one way in: every message is read, its sender checked, and only then acted on."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.telegram.access import Access, Once, group_notice, user_notice
from bot.telegram.answerer import Answerer
from bot.telegram.handlers.about import about, list_sources
from bot.telegram.handlers.ask import ask
from bot.telegram.handlers.errors import tell
from bot.telegram.pages import own_page
from bot.telegram.questions import Kind, Me, Request, read
from bot.telegram.sending import Place, send
from bot.telegram.workers import Workers

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Messages:
    """Handles messages. ``strangers`` and ``albums`` remember who was told what."""

    answerer: Answerer
    workers: Workers
    access: Access
    strangers: Once = field(default_factory=Once)
    albums: Once = field(default_factory=Once)

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None:
            return
        me = Me(context.bot.id, context.bot.username)
        request = read(message, me, self.access.mode)
        if request is None:
            return
        place = Place.of(message)
        try:
            if self._admits(message):
                await self._act(context.bot, message, place, request, me)
            elif request.addressed:
                await self._turn_away(context.bot, message, place)
        except Exception as error:
            await tell(context.bot, place, error)

    async def _act(self, bot: Bot, message: Message, place: Place, request: Request, me: Me) -> None:
        if request.kind is Kind.QUESTION:
            await ask(bot, place, request.text, self.answerer, self.workers)
        elif request.kind is Kind.SOURCES:
            await list_sources(bot, place, self.answerer, self.workers)
        elif request.kind is not Kind.WORDLESS or self._new_album(message):
            private = message.chat.type == ChatType.PRIVATE
            await send(bot, place, [about(request.kind, me, self.access.mode, private=private)])

    def _admits(self, message: Message) -> bool:
        if message.chat.type == ChatType.PRIVATE:
            return message.from_user is not None and self.access.admits_user(message.from_user.id)
        return self.access.admits_group(message.chat.id)

    async def _turn_away(self, bot: Bot, message: Message, place: Place) -> None:
        """A stranger is told once how to be let in; after that the bot is silent."""
        if not self.strangers.first(message.chat.id):
            return
        private = message.chat.type == ChatType.PRIVATE
        setting = "ALLOWED_TELEGRAM_USER_IDS" if private else "ALLOWED_TELEGRAM_GROUP_IDS"
        _log.info("Not let in: %s (add it to %s to let it in)", message.chat.id, setting)
        notice = user_notice(message.chat.id) if private else group_notice(message.chat.id)
        await send(bot, place, [own_page(notice)])

    def _new_album(self, message: Message) -> bool:
        """The pictures of an album come as messages of their own; they get one line together."""
        return message.media_group_id is None or self.albums.first(message.media_group_id)
