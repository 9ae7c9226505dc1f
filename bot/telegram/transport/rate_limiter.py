"""Telegram's flood limits.

The rate limiter of python-telegram-bot halts every chat when one has to wait, and spends a group's few messages on
typing signs; this one delays only the chat concerned, and drops a typing sign that would cost.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

PER_SECOND = 30
"""Messages of a bot in all chats together, as Telegram's FAQ for bots has it."""

PER_MINUTE_IN_GROUP = 20
"""Messages in one group, of the same source."""

_TYPING = "sendChatAction"
_MANY = 512
_log = logging.getLogger(__name__)

_Result = bool | dict[str, Any] | list[dict[str, Any]]
_Callback = Callable[..., Coroutine[Any, Any, _Result]]


class TelegramRateLimiter(BaseRateLimiter[None]):
    """Spaces out calls, and repeats one that met a flood limit after the wait that Telegram asked for.

    ``retries`` bounds the repeats of one call; the last refusal is raised. ``sleep`` waits.
    """

    def __init__(self, retries: int = 5, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Make a limiter without any history."""
        self._retries = retries
        self._sleep = sleep
        self._overall = AsyncLimiter(PER_SECOND, 1)
        self._groups: dict[object, AsyncLimiter] = {}
        self._paused: dict[object, asyncio.Event] = {}

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: _Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> _Result:
        """Call ``callback`` in its turn. Raises what it raises, RetryAfter only after the last repeat."""
        chat = data.get("chat_id")
        if endpoint == _TYPING:
            return await self._send_typing(chat, callback, args, kwargs)
        for repeat in range(self._retries + 1):
            await self._wait_for_turn(chat)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refusal:
                if repeat == self._retries:
                    raise
                await self._pause_chat(chat, endpoint, _wait_seconds(refusal))
        raise AssertionError("the last repeat returns or raises")

    async def _send_typing(self, chat: object, callback: _Callback, args: Any, kwargs: dict[str, Any]) -> _Result:
        """Send a typing sign, without any wait or repeat."""
        group = self._group_limiter(chat)
        if chat in self._paused or (group is not None and not group.has_capacity(PER_MINUTE_IN_GROUP / 2)):
            return True
        try:
            await self._wait_for_turn(chat)
            return await callback(*args, **kwargs)
        except RetryAfter:
            return True

    async def _wait_for_turn(self, chat: object) -> None:
        while chat in self._paused:
            await self._paused[chat].wait()
        group = self._group_limiter(chat)
        if group is not None:
            await group.acquire()
        if chat is not None:
            await self._overall.acquire()

    async def _pause_chat(self, chat: object, endpoint: str, seconds: float) -> None:
        _log.warning("Telegram wants %s to wait %.0f s in chat %s", endpoint, seconds, chat)
        over = self._paused.setdefault(chat, asyncio.Event())
        try:
            await self._sleep(seconds)
        finally:
            over.set()
            self._paused.pop(chat, None)

    def _group_limiter(self, chat: object) -> AsyncLimiter | None:
        """Return the limiter of a group, which has a negative id; None for a private chat."""
        if not isinstance(chat, int) or chat >= 0:
            return None
        if chat not in self._groups and len(self._groups) >= _MANY:
            self._groups = {key: each for key, each in self._groups.items() if not each.has_capacity(each.max_rate)}
        return self._groups.setdefault(chat, AsyncLimiter(PER_MINUTE_IN_GROUP, 60))


def _wait_seconds(refusal: RetryAfter) -> float:
    """Return how long to wait, with a margin, since Telegram's clock is not ours."""
    asked = refusal.retry_after
    return (asked.total_seconds() if isinstance(asked, timedelta) else asked) + 0.1
