"""/new and /forget: what the bot remembers of somebody is erased."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import TELEGRAM
from bot.storage.bot_database import BotDatabase
from bot.telegram.access.access_control import AccessControl
from bot.telegram.questions.ask import AskedQuestion, Conversations
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.threads import WorkerThreads
from bot.telegram.update_context import UpdateContext


@dataclass(frozen=True, slots=True)
class ForgetCommands:
    """Answers both commands; ``quick`` threads look up and erase."""

    conversations: Conversations
    access: AccessControl
    quick: WorkerThreads

    async def begin_anew(self, context: UpdateContext) -> None:
        """Answer /new. Raises StoreError, TelegramError."""
        asked = AskedQuestion.from_message(context.message)
        await self.quick.run(lambda: self.conversations.begin_anew(asked))
        await context.reply(html_page(TELEGRAM.forgetting.begun_anew))

    async def forget(self, context: UpdateContext) -> None:
        """Answer /forget of anybody, anywhere. Raises StoreError, TelegramError."""
        person = AskedQuestion.from_message(context.message).person
        await self.quick.run(lambda: self.conversations.forget(person))
        withdrawn = await self.access.requests.forget(person)

        def erase(state: BotDatabase) -> None:
            state.additions.forget(person)
            state.prompts.forget(person)
            state.menus.put(person, "")

        await self.access.callers.database.run(erase)
        texts = TELEGRAM.forgetting
        await context.reply(html_page(texts.erased.format(request=texts.request_withdrawn if withdrawn else "")))
