"""/feeds: feeds that are read into a chat's collection by the clock; listed, added, removed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.additions import FoundFeed, Links
from bot.messages import TELEGRAM
from bot.state.feeds import StoredFeed
from bot.telegram.added import short_line
from bot.telegram.door import Caller
from bot.telegram.handlers.adding import Adding
from bot.telegram.harmless import harmless
from bot.telegram.links import links_in, only_links
from bot.telegram.pages import Block, Page, Run, Style, own_page, paginate
from bot.telegram.posting import change
from bot.telegram.questions import Request
from bot.telegram.render import render_plain
from bot.telegram.sending import Place, post, send
from bot.telegram.stacks import Stacks
from index.errors import SourceError, WhosaidError

PREFIX = "feed"
"""Of the buttons' data: ``feed:remove:NUMBER``, by the feed's number."""

MOST = 50
"""Feeds of one collection."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FeedDesk:
    """Keeps the feeds; the clock reads them. A new one is read at once, by ``adding``."""

    stacks: Stacks
    adding: Adding

    async def command(self, bot: Bot, message: Message, place: Place, request: Request, caller: Caller) -> None:
        """/feeds, /feeds add LINK, /feeds remove. Raises StoreError, TelegramError."""
        if not await self.stacks.adders.may_add(bot, message, caller):
            await send(bot, place, [own_page(TELEGRAM.adding.may_not_add)])
            return
        collection = await self.stacks.collection(message.chat, caller.id)
        verb, _, rest = request.text.partition(" ")
        links = only_links(rest) or links_in(request.text) or only_links(request.text)
        if verb.lower() == "remove":
            await self._remove(bot, place, collection, rest)
        elif links:
            await self._add(bot, place, (collection, caller), links[0])
        elif verb.lower() == "add":
            await send(bot, place, [own_page(TELEGRAM.feeds.how_to_change)])
        else:
            feeds = await self._of(collection)
            await post(bot, place, self._listed(feeds))

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
        await change(bot, message.chat.id, message.message_id, _removed(removed))
        return ""

    async def _of(self, collection: str) -> tuple[StoredFeed, ...]:
        return await self.stacks.memory.do(lambda state: state.feeds.of(collection))

    async def _add(self, bot: Bot, place: Place, of: tuple[str, Caller], url: str) -> None:
        collection, caller = of
        feeds = await self._of(collection)
        if any(feed.url == url for feed in feeds):
            await send(bot, place, render_plain(TELEGRAM.feeds.added_already))
        elif len(feeds) >= MOST:
            await send(bot, place, render_plain(TELEGRAM.feeds.too_many.format(most=MOST)))
        elif (over := None if caller.admin else self.stacks.quotas.take(caller.id, place.chat_id)) is not None:
            if over.words:
                await send(bot, place, [own_page(over.words)])
        else:
            self.stacks.background.start(self._look_and_add(bot, place, (collection, caller.id), url))

    async def _look_and_add(self, bot: Bot, place: Place, of: tuple[str, int], url: str) -> None:
        """Raises nothing."""
        try:
            found = await self.stacks.look_outside(lambda librarian: librarian.look_at_feed(url))
        except SourceError as error:
            await self._say(bot, place, TELEGRAM.adding.not_added.format(reason=short_line(str(error))))
            return
        except WhosaidError as error:
            _log.info("A feed was not looked at in chat %s: %s", place.chat_id, error)
            await self._say(bot, place, TELEGRAM.adding.failed)
            return
        except Exception as error:
            _log.error("A feed was not looked at in chat %s", place.chat_id, exc_info=error)
            await self._say(bot, place, TELEGRAM.adding.failed)
            return
        try:
            await self._keep(bot, place, of, (url, found))
        except Exception as error:
            _log.error("A feed was not added in chat %s", place.chat_id, exc_info=error)

    async def _keep(self, bot: Bot, place: Place, of: tuple[str, int], what: tuple[str, FoundFeed]) -> None:
        url, found = what
        now = self.stacks.memory.now()
        new = await self.stacks.memory.do(lambda state: state.feeds.add(of[0], url, found.title, now))
        if not new:
            await self._say(bot, place, TELEGRAM.feeds.added_already)
            return
        words = TELEGRAM.feeds.added.format(title=short_line(found.title), when=self._when())
        await self._say(bot, place, words)
        await self.adding.add(bot, place, of, Links((url,)))

    async def _remove(self, bot: Bot, place: Place, collection: str, words: str) -> None:
        wanted = words.casefold().split()
        feeds = [
            feed
            for feed in await self._of(collection)
            if all(word in f"{feed.url} {feed.title}".casefold() for word in wanted)
        ]
        if not feeds:
            await send(bot, place, render_plain(TELEGRAM.feeds.not_found))
        elif wanted and len(feeds) == 1:
            await self.stacks.memory.do(lambda state: state.feeds.remove(collection, feeds[0].number))
            await send(bot, place, [_removed(feeds[0])])
        else:
            rows = [
                [InlineKeyboardButton(_named(feed)[:60], callback_data=f"{PREFIX}:remove:{feed.number}")]
                for feed in feeds
            ]
            await post(bot, place, [own_page(TELEGRAM.feeds.which)], InlineKeyboardMarkup(rows))

    def _listed(self, feeds: Sequence[StoredFeed]) -> tuple[Page, ...]:
        if not feeds:
            return render_plain(TELEGRAM.feeds.none_yet.format(how=TELEGRAM.feeds.how_to_change))
        text = TELEGRAM.feeds.one if len(feeds) == 1 else TELEGRAM.feeds.several
        blocks = [Block((Run(text.format(count=len(feeds), when=self._when())),))]
        for feed in feeds:
            line = (Run(_named(feed), Style.LINK, feed.url) if "." in urlsplit(feed.url).netloc else Run(_named(feed)),)
            blocks.append(Block(line, "\n\n" if len(blocks) == 1 else "\n"))
        return paginate([*blocks, Block((Run(TELEGRAM.feeds.how_to_change),), "\n\n")])

    def _when(self) -> str:
        if not self.stacks.minutes:
            return TELEGRAM.feeds.read_once
        text = TELEGRAM.feeds.read_every_minute if self.stacks.minutes == 1 else TELEGRAM.feeds.read_every
        return text.format(minutes=self.stacks.minutes)

    async def _say(self, bot: Bot, place: Place, words: str) -> None:
        try:
            await send(bot, place, render_plain(words))
        except Exception as error:
            _log.info("Chat %s was not told: %s", place.chat_id, error)


def _removed(feed: StoredFeed) -> Page:
    return render_plain(TELEGRAM.feeds.removed.format(title=_named(feed)))[0]


def _named(feed: StoredFeed) -> str:
    return short_line(harmless(feed.title) or feed.url)
