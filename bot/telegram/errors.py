"""Errors: all of them are logged; the chat gets only what was written for it."""

from __future__ import annotations

import logging

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.messages import TELEGRAM
from bot.telegram.rendering.answers import render_plain
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.sending import Place, send_pages
from bot.telegram.transport.threads import ClosingError
from index import NothingIndexedError, QuestionError, WhosaidError

_FOR_THE_ASKER = (QuestionError, NothingIndexedError, ClosingError)
"""The other errors are for whoever runs the bot, and may name files of that machine."""

_log = logging.getLogger(__name__)


async def report_error(bot: Bot, place: Place, error: Exception) -> None:
    """Log ``error`` and tell the chat what the asker can do. Raises nothing of Telegram."""
    if isinstance(error, _FOR_THE_ASKER):
        _log.info("Not answered in chat %s: %s", place.chat_id, error)
        pages = render_plain(str(error))
    else:
        mendable = isinstance(error, WhosaidError)
        _log.error("No answer in chat %s: %s", place.chat_id, error, exc_info=None if mendable else error)
        pages = (html_page(TELEGRAM.errors.ask_again),)
    try:
        await send_pages(bot, place, pages)
    except TelegramError as failure:
        _log.error("Chat %s was told nothing: %s", place.chat_id, failure.message)


async def handle_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what no handler caught; nobody is told."""
    where = update.update_id if isinstance(update, Update) else update
    _log.error("Update %s failed", where, exc_info=context.error)
