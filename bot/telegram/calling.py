"""A call of the Bot API made until it arrives, and what its refusals mean."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

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

_log = logging.getLogger(__name__)

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]


async def persist(call: Callable[[bool], Awaitable[T]], what: str, sleep: Sleep = asyncio.sleep) -> T:
    """What ``call`` returns. It is told whether to send HTML, and is repeated where the network lost it, and as plain
    text where Telegram cannot read the HTML. ``what`` begins the line of the log. Raises TelegramError."""
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
            _log.warning("%s was lost, trying again: %s", what, error.message)
            await sleep(attempt)
    return await call(html)


def shuts_out(error: TelegramError) -> bool:
    """Whether a refusal says that the bot may not write there now: it was blocked, removed or muted, or the topic is
    closed or gone. Nobody need be told, and there is nothing to repeat."""
    return isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and any(words in error.message.lower() for words in _NO_PLACE)
    )
