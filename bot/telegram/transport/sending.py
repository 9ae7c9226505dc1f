"""Sends pages to a place in a chat, with retries, and shows the typing sign."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError

from bot.telegram.rendering.pagination import MessagePage

TYPING_EVERY = 4.5
"""Seconds; Telegram shows a typing sign for five."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes. ``topic`` is None outside of forum topics, ``reply_to`` None in private chats."""

    chat_id: int
    topic: int | None
    reply_to: int | None

    @classmethod
    def from_message(cls, message: Message) -> Place:
        """Return the place of the answer to a message.

        Telegram sets ``message_thread_id`` on ordinary replies too; only a topic's may be sent back.
        """
        private = message.chat.type == ChatType.PRIVATE
        return cls(
            message.chat.id,
            message.message_thread_id if message.is_topic_message else None,
            None if private else message.message_id,
        )


@dataclass(frozen=True, slots=True)
class SentPages:
    """The sent messages, in order, and the chat that they are in now; ``shut_out`` where it takes no more."""

    chat_id: int
    messages: tuple[int, ...]
    shut_out: bool = False


async def send_pages(bot: Bot, place: Place, pages: Sequence[MessagePage], sleep: Sleep = asyncio.sleep) -> bool:
    """Send the pages as ``post_pages`` does. Returns False where the chat has shut the bot out."""
    return not (await post_pages(bot, place, pages, sleep=sleep)).shut_out


async def post_pages(
    bot: Bot,
    place: Place,
    pages: Sequence[MessagePage],
    buttons: InlineKeyboardMarkup | None = None,
    *,
    sleep: Sleep = asyncio.sleep,
) -> SentPages:
    """Send the pages in order, the first as a reply, the last with ``buttons``.

    A call that the network lost is repeated: the same answer twice is better than none. Raises TelegramError.
    """
    messages: list[int] = []
    for number, page in enumerate(pages):
        target = place if number == 0 else Place(place.chat_id, place.topic, None)
        markup = buttons if number == len(pages) - 1 else None
        try:
            place, message = await _send_page(bot, target, page, markup, sleep)
        except TelegramError as error:
            if not bot_is_shut_out(error):
                raise
            _log.info("Chat %s takes no messages: %s", place.chat_id, error.message)
            return SentPages(place.chat_id, tuple(messages), shut_out=True)
        messages.append(message)
    return SentPages(place.chat_id, tuple(messages))


async def _send_page(
    bot: Bot, place: Place, page: MessagePage, buttons: InlineKeyboardMarkup | None, sleep: Sleep
) -> tuple[Place, int]:
    """Return the message id and the place, which is another one where the group has become a supergroup."""
    description = f"A message to chat {place.chat_id}"
    try:
        return place, await call_with_retry(
            lambda html: _send_once(bot, place, page, buttons, html=html), description, sleep
        )
    except ChatMigrated as moved:
        new = Place(moved.new_chat_id, None, None)
        return new, await call_with_retry(
            lambda html: _send_once(bot, new, page, buttons, html=html), description, sleep
        )


async def _send_once(
    bot: Bot, place: Place, page: MessagePage, buttons: InlineKeyboardMarkup | None, *, html: bool
) -> int:
    reply = None if place.reply_to is None else ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    sent = await bot.send_message(
        place.chat_id,
        page.html if html else page.text,
        parse_mode=ParseMode.HTML if html else None,
        message_thread_id=place.topic,
        reply_parameters=reply,
        reply_markup=buttons,
    )
    return sent.message_id


@asynccontextmanager
async def typing_action(bot: Bot, place: Place, every: float = TYPING_EVERY) -> AsyncIterator[None]:
    """Show a typing sign as long as the block takes. It never fails the block.

    A sign on its way may arrive first, within a second: one after the answer would promise another.
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


ATTEMPTS = 3

_NO_PLACE = (
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat not found",
)
"""Words of Telegram's refusals, in lower case: the bot is muted, or what it should write into is closed or gone."""

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]


async def call_with_retry(call: Callable[[bool], Awaitable[T]], description: str, sleep: Sleep = asyncio.sleep) -> T:
    """Return what ``call`` returns, which is told whether to send HTML.

    It is repeated where the network lost it, and as plain text where Telegram cannot read the HTML. ``description``
    begins the line of the log. Raises TelegramError.
    """
    html = True
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await call(html)
        except BadRequest as error:
            if not html or "parse entities" not in error.message.lower():
                raise
            _log.error("Telegram cannot read our HTML, so plain text goes out: %s", error.message)
            html = False
        except NetworkError as error:
            if attempt == ATTEMPTS:
                raise
            _log.warning("%s was lost, trying again: %s", description, error.message)
            await sleep(attempt)
    return await call(html)


def bot_is_shut_out(error: TelegramError) -> bool:
    """Return whether a refusal says that the bot may not write there now, so that nothing is to be repeated.

    It was blocked, removed or muted, or the topic is closed or gone.
    """
    return isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and any(words in error.message.lower() for words in _NO_PLACE)
    )
