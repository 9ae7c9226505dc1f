"""/new and /forget: what the bot remembers of somebody, let go."""

from __future__ import annotations

from dataclasses import dataclass

from bot.state.file import BotState
from bot.telegram.front import Front
from bot.telegram.pages import own_page
from bot.telegram.talks import Asked, Talks
from bot.telegram.update_context import UpdateContext
from bot.telegram.workers import Workers

ANEW = "What you asked here before is forgotten. The next question stands alone."
FORGOTTEN = (
    "Erased, in every chat: your questions, where their answers stood, what follow-ups leaned on, and your thumbs. "
    "The buttons under those answers no longer work.\n\n"
)
_REQUEST = "Your request for access is withdrawn.\n\n"
_DECIDED = (
    "What an admin decided, to let you in or not, stays. The messages in the chats are not mine to take back: "
    "delete those that you want gone."
)


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
        await context.reply(own_page(ANEW))

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
        await context.reply(own_page(FORGOTTEN + (_REQUEST if withdrawn else "") + _DECIDED))
