"""Messages out: to the right topic, as a reply where one is wanted, and again where the network failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from telegram import Bot, Message, ReplyParameters
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError

from bot.telegram.pages import Page

TYPING_EVERY = 4.5
"""Seconds; Telegram shows a typing sign for five."""

_ATTEMPTS = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes. ``topic`` is None outside of forum topics, ``reply_to`` None in private chats."""

    chat_id: int
    topic: int | None
    reply_to: int | None

    @classmethod
    def of(cls, message: Message) -> Place:
        """Telegram sets ``message_thread_id`` on ordinary replies too; only a topic's may be sent back."""
        private = message.chat.type == ChatType.PRIVATE
        return cls(
            message.chat.id,
            message.message_thread_id if message.is_topic_message else None,
            None if private else message.message_id,
        )


async def send(
    bot: Bot, place: Place, pages: Sequence[Page], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> bool:
    """Sends the pages in order, the first as a reply. False where the chat has shut the bot out.

    A call that the network lost is repeated: the same answer twice is better than none. Raises TelegramError.
    """
    for number, page in enumerate(pages):
        target = place if number == 0 else Place(place.chat_id, place.topic, None)
        try:
            place = await _send_page(bot, target, page, sleep)
        except Forbidden as error:
            _log.info("Chat %s takes no messages: %s", place.chat_id, error.message)
            return False
    return True


async def _send_page(bot: Bot, place: Place, page: Page, sleep: Callable[[float], Awaitable[None]]) -> Place:
    """Returns the place, which is another one where the group has become a supergroup."""
    html = True
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            await _send_once(bot, place, page, html=html)
        except ChatMigrated as moved:
            place = Place(moved.new_chat_id, None, None)
        except BadRequest as error:
            if not html or "parse entities" not in error.message.lower():
                raise
            _log.error("Telegram cannot read our HTML, sending plain text: %s", error.message)
            html = False
        except NetworkError as error:
            if attempt == _ATTEMPTS:
                raise
            _log.warning("A message to chat %s was lost, sending it again: %s", place.chat_id, error.message)
            await sleep(attempt)
        else:
            return place
    raise BadRequest(f"nothing could be sent to chat {place.chat_id}")


async def _send_once(bot: Bot, place: Place, page: Page, *, html: bool) -> None:
    reply = None if place.reply_to is None else ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    await bot.send_message(
        place.chat_id,
        page.html if html else page.text,
        parse_mode=ParseMode.HTML if html else None,
        message_thread_id=place.topic,
        reply_parameters=reply,
    )


@asynccontextmanager
async def typing(bot: Bot, place: Place, every: float = TYPING_EVERY) -> AsyncIterator[None]:
    """Shows that an answer is on its way, for as long as the block takes. It never fails the block.

    A sign that is on its way is let arrive first, within a second: one that came after the answer would promise
    another.
    """
    done = asyncio.Event()
    task = asyncio.create_task(_keep_typing(bot, place, every, done))
    try:
        yield
    finally:
        done.set()
        await asyncio.wait([task], timeout=1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_typing(bot: Bot, place: Place, every: float, done: asyncio.Event) -> None:
    while not done.is_set():
        try:
            await bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.topic)
        except TelegramError as error:
            _log.debug("No typing sign in chat %s: %s", place.chat_id, error.message)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), every)
