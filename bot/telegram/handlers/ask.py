"""A question, and its answer as a message of its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.talk import Reply
from bot.telegram.handlers.about_article import article_asked_about
from bot.telegram.keeping import Keeper
from bot.telegram.memory import Memory
from bot.telegram.render import render_reply
from bot.telegram.sending import typing
from bot.telegram.talks import Asked, Talks
from bot.telegram.update_context import UpdateContext
from bot.telegram.workers import Workers


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers questions in the threads of ``workers``. With a ``keeper`` answers are kept, and get their buttons."""

    talks: Talks
    workers: Workers
    memory: Memory
    keeper: Keeper | None = None

    async def ask(self, context: UpdateContext) -> None:
        """Answer a question with a message. Raises WhosaidError, TelegramError, and whatever else the desk raises."""
        reply = await self.find_reply(context)
        if self.keeper is None:
            await context.reply(*render_reply(reply))
        else:
            await self.keeper.deliver(context, reply)

    async def find_reply(self, context: UpdateContext) -> Reply:
        """Return what the talk comes to, with a typing sign meanwhile.

        A reply to what "Ask about it" says is answered from that article alone. Raises WhosaidError, and whatever else
        the desk raises.
        """
        article = await article_asked_about(self.memory, context)
        asked = Asked.of(context.message)
        async with typing(context.bot, context.place):
            return await self.workers.run(lambda: self.talks.reply(asked, context.request, article))
