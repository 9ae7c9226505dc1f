"""A question that its asker edits: the answer is edited with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.telegram.handlers.errors import tell
from bot.telegram.handlers.messages import Messages
from bot.telegram.keeping import Keeper
from bot.telegram.questions import Kind, Me, Request, read
from bot.telegram.sending import Place, typing
from bot.telegram.talks import Asked

YOUNG = timedelta(hours=1)
"""How old a question may be when it is edited: later, nobody looks at its answer any more."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Handles edited messages; whom ``messages`` lets ask may edit."""

    messages: Messages
    keeper: Keeper

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.edited_message or update.edited_channel_post
        if message is None or message.edit_date is None or message.edit_date - message.date > YOUNG:
            return
        request = read(message, Me(context.bot.id, context.bot.username), self.messages.front.door.access.mode)
        if request is None or request.kind is not Kind.QUESTION:
            return
        place = Place.of(message)
        try:
            await self._answer_again(context.bot, message, place, request)
        except Exception as error:
            await tell(context.bot, place, error)

    async def _answer_again(self, bot: Bot, message: Message, place: Place, request: Request) -> None:
        """Nothing happens to a message that was not answered, or whose question is the same."""
        asked, talks = Asked.of(message), self.messages.talks
        old = await self.keeper.quick.run(lambda: self.keeper.given.to_question(asked.here.chat, asked.message))
        back = None if old else await self.keeper.quick.run(lambda: talks.asked_back(asked))
        typed = old.typed if old else back.asked if back else request.asked
        if typed == request.asked or not await self.messages.may_ask(bot, message, place, request):
            return
        article = await self.messages.article_asked_about(message, Me(bot.id, bot.username))
        async with typing(bot, place):
            reply = await self.messages.workers.run(lambda: talks.reply(asked, request, article))
        if old:
            await self.keeper.deliver_again(bot, place, message, reply, old)
        else:
            await self.keeper.deliver(bot, place, message, reply)
