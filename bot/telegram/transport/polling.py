"""Watches the asking for updates, and says in one line each when it stops working and when it works again."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import Any

from telegram.error import Conflict, TelegramError
from telegram.request import HTTPXRequest

_log = logging.getLogger(__name__)


class PollingWatch:
    """``refused`` is set once Telegram takes the token no more, which the library's own loop only logs."""

    def __init__(self, api_url: str) -> None:
        self.refused = asyncio.Event()
        self._api_url = api_url
        self._trouble: type[TelegramError] | None = None

    def record_failure(self, error: TelegramError) -> None:
        """For each failure; the same trouble is told once, until it is over."""
        trouble = Conflict if isinstance(error, Conflict) else TelegramError
        if trouble is self._trouble:
            _log.debug("Still no messages: %s", error.message)
            return
        self._trouble = trouble
        if trouble is Conflict:
            _log.error(
                "Another process asks Telegram for this bot's messages, and only one can have them. "
                "Stop the other one, or give this one a token of its own (TELEGRAM_BOT_TOKEN)."
            )
        else:
            _log.warning("No messages from %s: %s. Trying again until they come.", self._api_url, error.message)

    def record_status(self, status: int) -> None:
        """For each answer of the server, by its HTTP status."""
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self.refused.set()
        elif status == HTTPStatus.OK and self._trouble is not None:
            self._trouble = None
            _log.info("Messages come again.")


class WatchedRequest(HTTPXRequest):
    """What asks for updates, with a watch on what is answered."""

    def __init__(self, watch: PollingWatch, read_timeout: float) -> None:
        super().__init__(connection_pool_size=4, read_timeout=read_timeout)
        self._watch = watch

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **kwargs)
        self._watch.record_status(status)
        return status, body
