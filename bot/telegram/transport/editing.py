"""Edits, replaces and deletes messages of the bot, and answers presses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram.rendering.pagination import MessagePage
from bot.telegram.transport.sending import Place, SentPages, Sleep, bot_is_shut_out, call_with_retry, post_pages

_log = logging.getLogger(__name__)


async def rewrite_messages(
    bot: Bot,
    place: Place,
    messages: Sequence[int],
    pages: Sequence[MessagePage],
    buttons: InlineKeyboardMarkup | None = None,
) -> SentPages:
    """Put the pages into ``messages``, the last with ``buttons``; send further pages, delete messages left over.

    Where a message is gone, the others are deleted and all pages are sent to ``place``. Raises TelegramError.
    """
    edited = list(messages[: len(pages)])
    for number, (message, page) in enumerate(zip(edited, pages, strict=False)):
        markup = buttons if number == len(pages) - 1 else None
        try:
            exists = await edit_message(bot, (place.chat_id, message), page, markup)
        except TelegramError as error:
            if not bot_is_shut_out(error):
                raise
            _log.info("Chat %s takes no messages: %s", place.chat_id, error.message)
            return SentPages(place.chat_id, tuple(messages), shut_out=True)
        if not exists:
            await _delete_messages(bot, place, messages)
            return await post_pages(bot, place, pages, buttons)
    await _delete_messages(bot, place, messages[len(pages) :])
    rest = pages[len(edited) :]
    more = await post_pages(bot, Place(place.chat_id, place.topic, None), rest, buttons)
    return SentPages(more.chat_id, (*edited, *more.messages), more.shut_out)


async def _delete_messages(bot: Bot, place: Place, messages: Sequence[int]) -> None:
    for message in messages:
        with suppress(TelegramError):
            await bot.delete_message(place.chat_id, message)


async def edit_message(
    bot: Bot,
    target: tuple[int, int],
    page: MessagePage,
    buttons: InlineKeyboardMarkup | None = None,
    *,
    sleep: Sleep = asyncio.sleep,
) -> bool:
    """Change the message ``target`` (chat id, message id); an equal text is left as it is.

    Returns False where it is gone or not editable. Raises TelegramError.
    """
    chat, message = target

    async def change(html: bool) -> None:
        await bot.edit_message_text(
            page.html if html else page.text,
            chat,
            message,
            parse_mode=ParseMode.HTML if html else None,
            reply_markup=buttons,
        )

    try:
        await call_with_retry(change, f"A change in chat {chat}", sleep)
    except BadRequest as error:
        reason = error.message.lower()
        if "not modified" in reason:
            return True
        if "not found" in reason or "can't be edited" in reason:
            return False
        raise
    return True


Buttons = Sequence[tuple[str, str]]
"""One row: what each says, and the data it calls back with."""


async def post_message(bot: Bot, chat: int, page: MessagePage, buttons: Buttons = ()) -> int | None:
    """Send a message; return its id, None where the chat does not take it."""
    try:
        sent = await bot.send_message(chat, page.html, reply_markup=inline_keyboard(buttons))
    except TelegramError as error:
        _log.info("Chat %s was not written to: %s", chat, error.message)
        return None
    return sent.message_id


async def change_message(bot: Bot, chat: int, message: int, page: MessagePage, buttons: Buttons = ()) -> None:
    """Replace the text of a message of the bot. Where it cannot, nothing happens."""
    try:
        await bot.edit_message_text(page.html, chat, message, reply_markup=inline_keyboard(buttons))
    except BadRequest as error:
        if "not modified" not in error.message:
            _log.info("A message in chat %s was not changed: %s", chat, error.message)
    except TelegramError as error:
        _log.info("A message in chat %s was not changed: %s", chat, error.message)


async def answer_press(query: CallbackQuery, words: str) -> None:
    """End the wait that a pressed button shows; ``words`` are plain, 200 characters at most, or empty."""
    try:
        await query.answer(words or None)
    except TelegramError as error:
        _log.info("A pressed button was not answered: %s", error.message)


def inline_keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """Return the row of buttons; None where there are none."""
    row = [InlineKeyboardButton(text, callback_data=data) for text, data in buttons]
    return InlineKeyboardMarkup([row]) if row else None
