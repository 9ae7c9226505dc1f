"""Handles the updates of each chat in order, and those of different chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_WAITING = 10_000
"""How many updates may be in hand. They cost little: what costs is bounded by the threads that answer."""


class PerChatOrder(BaseUpdateProcessor):
    """Handles the updates of one chat one after another, in order of arrival, and chats at once.

    An ``asyncio.Lock`` wakes waiters in order of arrival, and the application starts a task for each update in that
    order, so the order within a chat holds. Updates of no chat wait for nothing, and neither do pressed buttons: who
    pressed one looks at a spinner until it is answered.
    """

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        """Make an order that takes ``most_waiting`` updates at once."""
        super().__init__(most_waiting)
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update in the turn of its chat."""
        chat = None
        if isinstance(update, Update) and update.callback_query is None:
            chat = update.effective_chat
        if chat is None:
            await coroutine
            return
        turn = self._turns.setdefault(chat.id, asyncio.Lock())
        self._waiting[chat.id] = self._waiting.get(chat.id, 0) + 1
        try:
            async with turn:
                await coroutine
        finally:
            self._waiting[chat.id] -= 1
            if not self._waiting[chat.id]:
                del self._turns[chat.id], self._waiting[chat.id]

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""
