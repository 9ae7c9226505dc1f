"""Pressed buttons: the prefix of its data picks the handler, and every press is answered once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from telegram import Bot, CallbackQuery, Update
from telegram.ext import ContextTypes

from bot.messages import TELEGRAM
from bot.telegram.transport.editing import answer_press

_log = logging.getLogger(__name__)

PressHandler = Callable[[Bot, CallbackQuery, str], Awaitable[str]]
"""What a part does with a button of its own, given the button's data without the prefix.

It returns what to answer, plain and at most 200 characters, or nothing, and raises ValueError or KeyError for data that
no button of now has.
"""


@dataclass(frozen=True, slots=True)
class CallbackHandler:
    """Handles callback queries by the part of their data before the first colon."""

    parts: Mapping[str, PressHandler]

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a press. Raises nothing."""
        query = update.callback_query
        if query is None:
            return
        prefix, _, data = (query.data or "").partition(":")
        words = TELEGRAM.presses.out_of_use
        try:
            if prefix in self.parts:
                words = await self.parts[prefix](context.bot, query, data)
        except (KeyError, ValueError):
            _log.info("A button called back with data of another version")
        except Exception as error:
            _log.error("A pressed button did nothing", exc_info=error)
            words = TELEGRAM.errors.ask_again
        await answer_press(query, words)
