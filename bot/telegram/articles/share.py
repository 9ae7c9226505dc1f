"""/share: an admin makes an article of one chat common."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import TELEGRAM
from bot.services.article_editing import OwnArticle, find_own_articles
from bot.telegram.access.callers import CallerLookup
from bot.telegram.ports import ArticleSharing
from bot.telegram.rendering.names import name_html, plain_name
from bot.telegram.rendering.pagination import MessagePage, html_page
from bot.telegram.transport.editing import change_message
from bot.telegram.transport.sending import post_pages, typing_action
from bot.telegram.transport.threads import WorkerThreads
from bot.telegram.update_context import UpdateContext

PREFIX = "share"
"""Of the buttons' data: ``share:KEY``, by the key of the article's version."""

MOST = 6
"""Articles offered at once."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShareCommand:
    """Shares articles; without ``sharing`` no chat has articles of its own."""

    callers: CallerLookup
    workers: WorkerThreads
    sharing: ArticleSharing | None = None

    async def command(self, context: UpdateContext) -> None:
        """Answer /share of an admin. Raises WhosaidError, TelegramError."""
        sharing, chat, words = self.sharing, context.place.chat_id, context.request.text
        own = await self.workers.run(lambda: sharing.own_articles(chat)) if sharing else ()
        matches = find_own_articles(own, words) if words else own
        if not own:
            await context.reply(html_page(TELEGRAM.sharing.no_articles))
        elif not matches:
            await context.reply(html_page(TELEGRAM.sharing.not_found))
        elif words and len(matches) == 1:
            async with typing_action(context.bot, context.place):
                shared = await self._share(chat, matches[0].key)
            await context.reply(_shared_page(shared))
        else:
            await post_pages(
                context.bot, context.place, [html_page(TELEGRAM.sharing.which)], _choice_buttons(matches[:MOST])
            )

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Shares the article of the button, if it is the chat's own. Raises WhosaidError, ValueError."""
        if not await self.callers.is_admin(query.from_user.id):
            return TELEGRAM.access.admins_decide
        if query.message is None:
            return TELEGRAM.sharing.not_own
        chat = query.message.chat.id
        shared = await self._share(chat, int(data))
        if shared is None:
            return TELEGRAM.sharing.not_own
        await change_message(bot, chat, query.message.message_id, _shared_page(shared))
        return TELEGRAM.sharing.done

    async def _share(self, chat: int, key: int) -> OwnArticle | None:
        sharing = self.sharing
        shared = await self.workers.run(lambda: sharing.share(chat, key)) if sharing else None
        if shared is not None:
            _log.info("Article %r of chat %s was shared with everybody", shared.article.id, chat)
        return shared


def _shared_page(shared: OwnArticle | None) -> MessagePage:
    if shared is None:
        return html_page(TELEGRAM.sharing.not_own)
    return html_page(TELEGRAM.sharing.shared.format(title=name_html(shared.name)))


def _choice_buttons(own: Sequence[OwnArticle]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(plain_name(each.name), callback_data=f"{PREFIX}:{each.key}")] for each in own]
    )
