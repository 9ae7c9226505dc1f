"""/start, /help and the short lines that say how to ask."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from bot.messages import TELEGRAM
from bot.setting_types import GroupsMode
from bot.telegram.access.policy import OnceEach
from bot.telegram.message_parser import BotIdentity
from bot.telegram.rendering.pagination import MessagePage, html_page
from bot.telegram.update_context import UpdateContext


@dataclass(frozen=True, slots=True)
class Help:
    """Explains the bot.

    ``worded_by`` is the language model that words the answers, if any. ``albums`` remembers the albums that were
    answered.
    """

    mode: GroupsMode
    worded_by: str | None = None
    albums: OnceEach = field(default_factory=OnceEach)

    async def greet(self, context: UpdateContext) -> None:
        """Answer /start. Raises TelegramError."""
        await context.reply(self._explanation(TELEGRAM.about.start, context))

    async def explain(self, context: UpdateContext) -> None:
        """Answer /help. Raises TelegramError."""
        await context.reply(self._explanation(TELEGRAM.about.help, context))

    async def explain_asking(self, context: UpdateContext) -> None:
        """Answer /ask without a question. Raises TelegramError."""
        await context.reply(html_page(TELEGRAM.about.question_missing))

    async def answer_unknown_command(self, context: UpdateContext) -> None:
        """Point to /help. Raises TelegramError."""
        await context.reply(html_page(TELEGRAM.about.command_unknown))

    async def ask_for_words(self, context: UpdateContext) -> None:
        """Ask for a question in words. Raises TelegramError.

        The pictures of an album come as messages of their own; they get one line together.
        """
        album = context.message.media_group_id
        if album is None or self.albums.first(album):
            await context.reply(html_page(TELEGRAM.about.no_words))

    async def refuse_editing(self, context: UpdateContext) -> None:
        """Say that this bot only answers. Raises TelegramError."""
        await context.reply(html_page(TELEGRAM.adding.not_added_here))

    def _explanation(self, text: str, context: UpdateContext) -> MessagePage:
        private = context.caller.private
        how = how_to_ask(context.me, self.mode, private=private)
        everything = private or self.mode is GroupsMode.ALL
        claim = TELEGRAM.about.claim if everything else TELEGRAM.about.claim_by_command
        words = text.format(how_to_ask=how, claim=claim)
        if self.worded_by:
            words += TELEGRAM.about.worded_by_model.format(model=html.escape(self.worded_by))
        return html_page(words)


def how_to_ask(me: BotIdentity, mode: GroupsMode, *, private: bool) -> str:
    """Return how to ask, as one sentence in HTML."""
    if private:
        return TELEGRAM.about.how_to_ask_in_private
    if mode is GroupsMode.ALL:
        return TELEGRAM.about.how_to_ask_in_group
    return TELEGRAM.about.how_to_ask_by_name.format(username=me.username)
