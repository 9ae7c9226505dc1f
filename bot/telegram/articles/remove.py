"""/remove: an article is removed from this chat's own collection; where several match, buttons offer a choice."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import TELEGRAM
from bot.services.article_edits import match_articles
from bot.storage.answers import AnswerStore
from bot.storage.pending_prompts import PendingPrompt, PromptKind
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.ports import Engines
from bot.telegram.rendering.answers import render_plain, short_title
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.editing import change_message
from bot.telegram.transport.sending import Place, post_pages, send_pages
from bot.telegram.update_context import UpdateContext
from index import Article, WhosaidError

PREFIX = "rm"
"""Of the buttons' data: ``rm:PLACE``, counted from 0 in what stands behind the message; ``rm:none``."""

MOST = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArticleRemoval:
    """Removes in the background. ``answers`` are the stored answers, which tell what they cited."""

    workspace: EditingWorkspace
    answers: AnswerStore | None = None

    async def command(self, context: UpdateContext) -> None:
        """Answer /remove. Raises StoreError, TelegramError."""
        collection = await self.workspace.collection(context.message.chat, context.caller.id)
        articles = await self._find_articles(context, collection)
        if isinstance(articles, str):
            await context.reply(*render_plain(articles))
        elif len(articles) == 1:
            self.workspace.background.start(self._remove(context.bot, context.place, collection, articles[0]))
        else:
            await self._offer_choice(context, collection, articles)

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Remove the chosen article; return the answer. Raises StoreError, ValueError for data of another version."""
        message, user = query.message, query.from_user
        if message is None or not await self.workspace.permissions.may_press(bot, message.chat, user.id):
            return TELEGRAM.adding.may_not_add
        chat, number = message.chat.id, message.message_id
        prompt = await self.workspace.database.run(lambda state: state.prompts.get(chat, number, PromptKind.REMOVING))
        if prompt is None:
            return TELEGRAM.removing.choice_closed
        chosen = None if data == "none" else prompt.data["articles"][int(data)]
        if await self.workspace.collection(message.chat, user.id) != prompt.data["collection"]:
            return TELEGRAM.adding.may_not_add
        await self.workspace.database.run(lambda state: state.prompts.drop(chat, number))
        if chosen is None:
            await change_message(bot, chat, number, html_page(TELEGRAM.removing.none_removed))
            return ""
        collection = prompt.data["collection"]
        articles = await self.workspace.read(lambda editor: editor.articles_by_id(collection, [chosen]))
        if not articles:
            await change_message(bot, chat, number, html_page(TELEGRAM.removing.not_found))
            return ""
        self.workspace.background.start(self._remove(bot, Place(chat, None, None), collection, articles[0], number))
        return TELEGRAM.removing.removing

    async def _find_articles(self, context: UpdateContext, collection: str) -> Sequence[Article] | str:
        """Return the matching articles of the collection, or why there are none."""
        message, words = context.message, context.request.text
        if words:
            articles = await self.workspace.read(lambda editor: editor.find_articles(collection, words))
            return articles or await self._explain_missing(message.chat.id, words)
        replied = message.reply_to_message
        if replied is None or replied.from_user is None or replied.from_user.id != context.bot.id:
            return TELEGRAM.removing.how_to_remove
        ids = await self._articles_of_message(message.chat.id, replied.message_id)
        if not ids:
            return TELEGRAM.removing.how_to_remove
        return (
            await self.workspace.read(lambda editor: editor.articles_by_id(collection, ids))
            or TELEGRAM.removing.not_own
        )

    async def _explain_missing(self, chat: int, words: str) -> str:
        """Return why nothing matched: the chat may find an article that it may not remove."""
        articles = await self.workspace.quick.run(partial(_chat_articles, self.workspace.engines, chat))
        return TELEGRAM.removing.not_own if match_articles(articles, words) else TELEGRAM.removing.not_found

    async def _articles_of_message(self, chat: int, number: int) -> Sequence[str]:
        """Return the ids of the articles that a message of the bot's cites or reports."""
        addition = await self.workspace.database.run(lambda state: state.additions.find_by_message(chat, number))
        if addition is not None:
            changes = await self.workspace.database.run(lambda state: state.additions.changes(addition.number))
            return [*([addition.article] if addition.article else ()), *(each.article_id for each in changes)]
        answers = self.answers
        answer = await self.workspace.quick.run(lambda: answers.find_by_message(chat, number)) if answers else None
        return [each.article_id for each in answer.cited] if answer else ()

    async def _offer_choice(self, context: UpdateContext, collection: str, articles: Sequence[Article]) -> None:
        rows = [
            [InlineKeyboardButton(short_title(article), callback_data=f"{PREFIX}:{number}")]
            for number, article in enumerate(articles[:MOST])
        ]
        rows.append([InlineKeyboardButton(TELEGRAM.removing.none_of_them, callback_data=f"{PREFIX}:none")])
        which = TELEGRAM.removing.which
        if len(articles) > MOST:
            which = TELEGRAM.removing.which_of_first.format(count=MOST, total=len(articles))
        sent = await post_pages(context.bot, context.place, [html_page(which)], InlineKeyboardMarkup(rows))
        data = {"collection": collection, "articles": [article.id for article in articles[:MOST]]}
        for message in sent.messages:
            await self._store_prompt(PendingPrompt(sent.chat_id, message, PromptKind.REMOVING, context.caller.id, data))

    async def _store_prompt(self, prompt: PendingPrompt) -> None:
        now = self.workspace.database.now()
        await self.workspace.database.run(lambda state: state.prompts.put(prompt, now))

    async def _remove(
        self, bot: Bot, place: Place, collection: str, article: Article, message: int | None = None
    ) -> None:
        """Remove and report it, in ``message`` where given. Raises nothing."""
        try:
            removed = await self.workspace.change(lambda editor: editor.remove(collection, article.id))
            words = TELEGRAM.removing.not_found
            if removed:
                text = TELEGRAM.removing.removed_for_now if removed.comes_again else TELEGRAM.removing.removed
                words = text.format(title=short_title(article, 200))
        except WhosaidError as error:
            _log.error("Nothing was removed in chat %s: %s", place.chat_id, error)
            words = TELEGRAM.removing.failed
        except Exception as error:
            _log.error("Nothing was removed in chat %s", place.chat_id, exc_info=error)
            words = TELEGRAM.removing.failed
        if message is not None:
            await change_message(bot, place.chat_id, message, render_plain(words)[0])
            return
        try:
            await send_pages(bot, place, render_plain(words))
        except Exception as error:
            _log.info("Chat %s was not told: %s", place.chat_id, error)


def _chat_articles(engines: Engines, chat: int) -> tuple[Article, ...]:
    """Return what a chat can find. Raises WhosaidError."""
    return engines.engine_for(chat).library.articles()
