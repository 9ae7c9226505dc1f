"""/feeds: feeds that are read into a chat's collection by the clock; listed, added, removed."""

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
from bot.telegram.articles.message_offers import find_links, has_only_links
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.rendering.additions import shorten_line
from bot.telegram.rendering.answers import render_plain
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, Style, StyledText, TextBlock, own_page, paginate
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
    """Keeps the feeds; the clock reads them. A new one is read at once, by ``adding``."""

    stacks: EditingWorkspace
    adding: ArticleAdding

    async def command(self, context: UpdateContext) -> None:
        """/feeds, /feeds add LINK, /feeds remove. Raises StoreError, TelegramError."""
        text = context.request.text
        collection = await self.stacks.collection(context.message.chat, context.caller.id)
        verb, _, rest = text.partition(" ")
        links = has_only_links(rest) or find_links(text) or has_only_links(text)
        if verb.lower() == "remove":
            await self._remove(context, collection, rest)
        elif links:
            await self._add(context, collection, links[0])
        elif verb.lower() == "add":
            await context.reply(own_page(TELEGRAM.feeds.how_to_change))
        else:
            await context.reply(*self._listed(await self._of(collection)))

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Takes a feed away. Raises StoreError, ValueError for data of another version."""
        verb, _, number = data.partition(":")
        message, user, chosen = query.message, query.from_user, int(number)
        if verb != "remove":
            raise ValueError(verb)
        if message is None or not await self.stacks.adders.may_press(bot, message.chat, user.id):
            return TELEGRAM.adding.may_not_add
        collection = await self.stacks.collection(message.chat, user.id)
        removed = await self.stacks.memory.do(lambda state: state.feeds.remove(collection, chosen))
        if removed is None:
            return TELEGRAM.feeds.removed_already
        await change_message(bot, message.chat.id, message.message_id, _removed(removed))
        return ""

    async def _of(self, collection: str) -> tuple[StoredFeed, ...]:
        return await self.stacks.memory.do(lambda state: state.feeds.collection_feeds(collection))

    async def _add(self, context: UpdateContext, collection: str, url: str) -> None:
        caller, chat = context.caller, context.place.chat_id
        feeds = await self._of(collection)
        if any(feed.url == url for feed in feeds):
            await context.reply(*render_plain(TELEGRAM.feeds.added_already))
        elif len(feeds) >= MOST:
            await context.reply(*render_plain(TELEGRAM.feeds.too_many.format(most=MOST)))
        elif (over := None if caller.admin else self.stacks.quotas.take(caller.id, chat)) is not None:
            if over.words:
                await context.reply(own_page(over.words))
        else:
            self.stacks.background.start(self._look_and_add(context, collection, url))

    async def _look_and_add(self, context: UpdateContext, collection: str, url: str) -> None:
        """Raises nothing."""
        chat = context.place.chat_id
        try:
            found = await self.stacks.look_outside(lambda librarian: librarian.inspect_feed(url))
        except SourceError as error:
            await self._say(context, TELEGRAM.adding.not_added.format(reason=shorten_line(str(error))))
            return
        except WhosaidError as error:
            _log.info("A feed was not looked at in chat %s: %s", chat, error)
            await self._say(context, TELEGRAM.adding.failed)
            return
        except Exception as error:
            _log.error("A feed was not looked at in chat %s", chat, exc_info=error)
            await self._say(context, TELEGRAM.adding.failed)
            return
        try:
            await self._keep(context, collection, url, found)
        except Exception as error:
            _log.error("A feed was not added in chat %s", chat, exc_info=error)

    async def _keep(self, context: UpdateContext, collection: str, url: str, found: FoundFeed) -> None:
        now = self.stacks.memory.now()
        new = await self.stacks.memory.do(lambda state: state.feeds.add(collection, url, found.title, now))
        if not new:
            await self._say(context, TELEGRAM.feeds.added_already)
            return
        words = TELEGRAM.feeds.added.format(title=shorten_line(found.title), when=self._when())
        await self._say(context, words)
        await self.adding.add(context, collection, Links((url,)))

    async def _remove(self, context: UpdateContext, collection: str, words: str) -> None:
        wanted = words.casefold().split()
        feeds = [
            feed
            for feed in await self._of(collection)
            if all(word in f"{feed.url} {feed.title}".casefold() for word in wanted)
        ]
        if not feeds:
            await context.reply(*render_plain(TELEGRAM.feeds.not_found))
        elif wanted and len(feeds) == 1:
            await self.stacks.memory.do(lambda state: state.feeds.remove(collection, feeds[0].number))
            await context.reply(_removed(feeds[0]))
        else:
            rows = [
                [InlineKeyboardButton(_named(feed)[:60], callback_data=f"{PREFIX}:remove:{feed.number}")]
                for feed in feeds
            ]
            page = own_page(TELEGRAM.feeds.which)
            await post_pages(context.bot, context.place, [page], InlineKeyboardMarkup(rows))

    def _listed(self, feeds: Sequence[StoredFeed]) -> tuple[MessagePage, ...]:
        if not feeds:
            return render_plain(TELEGRAM.feeds.none_yet.format(how=TELEGRAM.feeds.how_to_change))
        text = TELEGRAM.feeds.one if len(feeds) == 1 else TELEGRAM.feeds.several
        blocks = [TextBlock((StyledText(text.format(count=len(feeds), when=self._when())),))]
        for feed in feeds:
            line = (
                StyledText(_named(feed), Style.LINK, feed.url)
                if "." in urlsplit(feed.url).netloc
                else StyledText(_named(feed)),
            )
            blocks.append(TextBlock(line, "\n\n" if len(blocks) == 1 else "\n"))
        return paginate([*blocks, TextBlock((StyledText(TELEGRAM.feeds.how_to_change),), "\n\n")])

    def _when(self) -> str:
        if not self.stacks.minutes:
            return TELEGRAM.feeds.read_once
        text = TELEGRAM.feeds.read_every_minute if self.stacks.minutes == 1 else TELEGRAM.feeds.read_every
        return text.format(minutes=self.stacks.minutes)

    async def _say(self, context: UpdateContext, words: str) -> None:
        try:
            await context.reply(*render_plain(words))
        except Exception as error:
            _log.info("Chat %s was not told: %s", context.place.chat_id, error)


def _removed(feed: StoredFeed) -> MessagePage:
    return render_plain(TELEGRAM.feeds.removed.format(title=_named(feed)))[0]


def _named(feed: StoredFeed) -> str:
    return shorten_line(escape_foreign_text(feed.title) or feed.url)
