"""/feeds: the feeds that are read into a chat's collection on a schedule are listed, added and removed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import TELEGRAM
from bot.services.article_edits import FoundFeed, Links
from bot.storage.feeds import StoredFeed
from bot.telegram.articles.add import ArticleAdding
from bot.telegram.articles.message_offers import find_links, parse_only_links
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.rendering.additions import shorten_line
from bot.telegram.rendering.answers import render_plain
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, Style, StyledText, TextBlock, html_page, paginate
from bot.telegram.transport.editing import change_message
from bot.telegram.transport.sending import post_pages
from bot.telegram.update_context import UpdateContext
from index import SourceError, WhosaidError

PREFIX = "feed"
"""Of the buttons' data: ``feed:remove:NUMBER``, by the feed's number."""

MOST = 50
"""Feeds of one collection."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FeedCommand:
    """Stores the feeds of ``FeedSchedule``. A new one is read at once, by ``adding``."""

    workspace: EditingWorkspace
    adding: ArticleAdding

    async def command(self, context: UpdateContext) -> None:
        """Answer /feeds, /feeds add LINK, /feeds remove. Raises StoreError, TelegramError."""
        text = context.request.text
        collection = await self.workspace.collection(context.message.chat, context.caller.id)
        verb, _, rest = text.partition(" ")
        links = parse_only_links(rest) or find_links(text) or parse_only_links(text)
        if verb.lower() == "remove":
            await self._remove(context, collection, rest)
        elif links:
            await self._add(context, collection, links[0])
        elif verb.lower() == "add":
            await context.reply(html_page(TELEGRAM.feeds.how_to_change))
        else:
            await context.reply(*self._format_feeds(await self._stored_feeds(collection)))

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Remove a feed. Raises StoreError, ValueError for data of another version."""
        verb, _, number = data.partition(":")
        message, user, chosen = query.message, query.from_user, int(number)
        if verb != "remove":
            raise ValueError(verb)
        if message is None or not await self.workspace.permissions.may_press(bot, message.chat, user.id):
            return TELEGRAM.adding.may_not_add
        collection = await self.workspace.collection(message.chat, user.id)
        removed = await self.workspace.database.run(lambda state: state.feeds.remove(collection, chosen))
        if removed is None:
            return TELEGRAM.feeds.removed_already
        await change_message(bot, message.chat.id, message.message_id, _removed_page(removed))
        return ""

    async def _stored_feeds(self, collection: str) -> tuple[StoredFeed, ...]:
        return await self.workspace.database.run(lambda state: state.feeds.collection_feeds(collection))

    async def _add(self, context: UpdateContext, collection: str, url: str) -> None:
        caller, chat = context.caller, context.place.chat_id
        feeds = await self._stored_feeds(collection)
        if any(feed.url == url for feed in feeds):
            await context.reply(*render_plain(TELEGRAM.feeds.added_already))
        elif len(feeds) >= MOST:
            await context.reply(*render_plain(TELEGRAM.feeds.too_many.format(most=MOST)))
        elif (exceeded := None if caller.admin else self.workspace.quotas.take(caller.id, chat)) is not None:
            if exceeded.words:
                await context.reply(html_page(exceeded.words))
        else:
            self.workspace.background.start(self._look_and_add(context, collection, url))

    async def _look_and_add(self, context: UpdateContext, collection: str, url: str) -> None:
        """Raises nothing."""
        chat = context.place.chat_id
        try:
            feed = await self.workspace.read_outside(lambda editor: editor.inspect_feed(url))
        except SourceError as error:
            await self._reply(context, TELEGRAM.adding.not_added.format(reason=shorten_line(str(error))))
            return
        except WhosaidError as error:
            _log.info("A feed was not looked at in chat %s: %s", chat, error)
            await self._reply(context, TELEGRAM.adding.failed)
            return
        except Exception as error:
            _log.error("A feed was not looked at in chat %s", chat, exc_info=error)
            await self._reply(context, TELEGRAM.adding.failed)
            return
        try:
            await self._store(context, collection, url, feed)
        except Exception as error:
            _log.error("A feed was not added in chat %s", chat, exc_info=error)

    async def _store(self, context: UpdateContext, collection: str, url: str, feed: FoundFeed) -> None:
        now = self.workspace.database.now()
        new = await self.workspace.database.run(lambda state: state.feeds.add(collection, url, feed.title, now))
        if not new:
            await self._reply(context, TELEGRAM.feeds.added_already)
            return
        words = TELEGRAM.feeds.added.format(title=shorten_line(feed.title), when=self._describe_interval())
        await self._reply(context, words)
        await self.adding.add(context, collection, Links((url,)))

    async def _remove(self, context: UpdateContext, collection: str, words: str) -> None:
        wanted = words.casefold().split()
        feeds = [
            feed
            for feed in await self._stored_feeds(collection)
            if all(word in f"{feed.url} {feed.title}".casefold() for word in wanted)
        ]
        if not feeds:
            await context.reply(*render_plain(TELEGRAM.feeds.not_found))
        elif wanted and len(feeds) == 1:
            await self.workspace.database.run(lambda state: state.feeds.remove(collection, feeds[0].number))
            await context.reply(_removed_page(feeds[0]))
        else:
            rows = [
                [InlineKeyboardButton(_feed_name(feed)[:60], callback_data=f"{PREFIX}:remove:{feed.number}")]
                for feed in feeds
            ]
            page = html_page(TELEGRAM.feeds.which)
            await post_pages(context.bot, context.place, [page], InlineKeyboardMarkup(rows))

    def _format_feeds(self, feeds: Sequence[StoredFeed]) -> tuple[MessagePage, ...]:
        if not feeds:
            return render_plain(TELEGRAM.feeds.none_yet.format(how=TELEGRAM.feeds.how_to_change))
        text = TELEGRAM.feeds.one if len(feeds) == 1 else TELEGRAM.feeds.several
        blocks = [TextBlock((StyledText(text.format(count=len(feeds), when=self._describe_interval())),))]
        for feed in feeds:
            line = (
                StyledText(_feed_name(feed), Style.LINK, feed.url)
                if "." in urlsplit(feed.url).netloc
                else StyledText(_feed_name(feed)),
            )
            blocks.append(TextBlock(line, "\n\n" if len(blocks) == 1 else "\n"))
        return paginate([*blocks, TextBlock((StyledText(TELEGRAM.feeds.how_to_change),), "\n\n")])

    def _describe_interval(self) -> str:
        if not self.workspace.feed_minutes:
            return TELEGRAM.feeds.read_once
        text = TELEGRAM.feeds.read_every_minute if self.workspace.feed_minutes == 1 else TELEGRAM.feeds.read_every
        return text.format(minutes=self.workspace.feed_minutes)

    async def _reply(self, context: UpdateContext, words: str) -> None:
        try:
            await context.reply(*render_plain(words))
        except Exception as error:
            _log.info("Chat %s was not told: %s", context.place.chat_id, error)


def _removed_page(feed: StoredFeed) -> MessagePage:
    return render_plain(TELEGRAM.feeds.removed.format(title=_feed_name(feed)))[0]


def _feed_name(feed: StoredFeed) -> str:
    return shorten_line(escape_foreign_text(feed.title) or feed.url)
