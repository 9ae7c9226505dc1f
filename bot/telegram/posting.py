"""Messages that answer nothing: to admins, and to those of whom they decided. With buttons, and changed later."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from bot.telegram.pages import Page

Buttons = Sequence[tuple[str, str]]
"""One row: what each says, and the data it calls back with."""

_log = logging.getLogger(__name__)


async def post(bot: Bot, chat: int, page: Page, buttons: Buttons = ()) -> int | None:
    """The id of the message that was sent, None where the chat does not take it."""
    try:
        sent = await bot.send_message(chat, page.html, reply_markup=keyboard(buttons))
    except TelegramError as error:
        _log.info("Chat %s was not written to: %s", chat, error.message)
        return None
    return sent.message_id


async def change(bot: Bot, chat: int, message: int, page: Page, buttons: Buttons = ()) -> None:
    """Puts ``page`` in place of what a message of the bot's says. Where it cannot, nothing happens."""
    try:
        await bot.edit_message_text(page.html, chat, message, reply_markup=keyboard(buttons))
    except BadRequest as error:
        if "not modified" not in error.message:
            _log.info("A message in chat %s was not changed: %s", chat, error.message)
    except TelegramError as error:
        _log.info("A message in chat %s was not changed: %s", chat, error.message)


async def answer(query: CallbackQuery, words: str) -> None:
    """Ends the wait that a pressed button shows; ``words`` are plain, 200 characters at most, or empty."""
    try:
        await query.answer(words or None)
    except TelegramError as error:
        _log.info("A pressed button was not answered: %s", error.message)


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    row = [InlineKeyboardButton(text, callback_data=data) for text, data in buttons]
    return InlineKeyboardMarkup([row]) if row else None
