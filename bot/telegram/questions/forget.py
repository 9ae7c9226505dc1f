"""/new and /forget: what the bot remembers of somebody, let go."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import TELEGRAM
from bot.storage.bot_database import BotState
from bot.telegram.access.access_control import Front
from bot.telegram.questions.ask import Asked, Talks
from bot.telegram.rendering.pagination import own_page
from bot.telegram.transport.threads import Workers
from bot.telegram.update_context import UpdateContext


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Handles both; ``quick`` threads look up and erase."""

    talks: Talks
    front: Front
    quick: Workers

    async def begin_anew(self, context: UpdateContext) -> None:
        """Answer /new. Raises StoreError, TelegramError."""
        asked = Asked.of(context.message)
        await self.quick.run(lambda: self.talks.begin_anew(asked))
        await context.reply(own_page(TELEGRAM.forgetting.begun_anew))

    async def forget(self, context: UpdateContext) -> None:
        """Answer /forget of anybody, anywhere. Raises StoreError, TelegramError."""
        person = Asked.of(context.message).person
        await self.quick.run(lambda: self.talks.forget(person))
        withdrawn = await self.front.strangers.forget(person)

        def erase(state: BotState) -> None:
            state.additions.forget(person)
            state.prompts.forget(person)
            state.menus.show(person, "")

        await self.front.door.memory.do(erase)
        texts = TELEGRAM.forgetting
        await context.reply(own_page(texts.erased.format(request=texts.request_withdrawn if withdrawn else "")))
