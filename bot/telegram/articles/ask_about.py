"""Questions about one article: the button "Ask about it", and the replies to its message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Bot, CallbackQuery, ForceReply, Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.messages import TELEGRAM
from bot.storage.pending_prompts import PendingPrompt, PromptKind
from bot.telegram.rendering.answers import render_plain, short_title
from bot.telegram.transport.threads import StorageThread
from bot.telegram.update_context import UpdateContext

if TYPE_CHECKING:
    from bot.telegram.articles.workspace import EditingWorkspace


@dataclass(frozen=True, slots=True)
class ArticleQuestions:
    """Asks for a question about one article."""

    workspace: EditingWorkspace

    async def press(self, bot: Bot, query: CallbackQuery, number: int) -> str:
        """Send the message to reply to; return the answer to the press. Raises StoreError."""
        message, user = query.message, query.from_user
        addition = await self.workspace.database.run(lambda state: state.additions.get(number))
        if message is None or addition is None or addition.chat != message.chat.id or addition.article is None:
            return TELEGRAM.presses.forgotten
        if not await self.workspace.permissions.callers.may_ask_in(message.chat, user.id):
            return TELEGRAM.presses.may_not_ask
        article_id, engines = addition.article, self.workspace.engines
        article = await self.workspace.quick.run(
            lambda: engines.engine_for(addition.chat).library.current_article(article_id)
        )
        if article is None:
            return TELEGRAM.one_article.article_gone
        topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        page = render_plain(TELEGRAM.one_article.ask_about.format(title=short_title(article, 200)))[0]
        private = message.chat.type == ChatType.PRIVATE  # in a group nobody else is made to reply
        try:
            sent = await bot.send_message(
                addition.chat, page.html, message_thread_id=topic, reply_markup=ForceReply(selective=not private)
            )
        except TelegramError:
            return TELEGRAM.presses.may_not_ask
        prompt = PendingPrompt(addition.chat, sent.message_id, PromptKind.ABOUT, user.id, {"article": article_id})
        await self.workspace.database.run(lambda state: state.prompts.put(prompt, self.workspace.database.now()))
        return ""


async def article_asked_about(database: StorageThread, context: UpdateContext) -> str | None:
    """Return the id of the article that a message, as a reply, asks about. Raises StoreError."""
    replied, chat = context.message.reply_to_message, context.message.chat.id
    if replied is None or replied.from_user is None or replied.from_user.id != context.bot.id:
        return None
    number = replied.message_id
    prompt = await database.run(lambda state: state.prompts.get(chat, number, PromptKind.ABOUT))
    return str(prompt.data["article"]) if prompt else None
