"""Watches the polling for updates, and logs one line when it fails and one when it works again."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import Any

from telegram.error import Conflict, TelegramError
from telegram.request import HTTPXRequest

_log = logging.getLogger(__name__)


class PollingWatch:
    """Logs trouble with polling; ``refused`` is set once Telegram refuses the token, which the library only logs."""

    def __init__(self, api_url: str) -> None:
        """Make a watch of the server at ``api_url``, which the log names."""
        self.refused = asyncio.Event()
        self._api_url = api_url
        self._trouble: type[TelegramError] | None = None

    def record_failure(self, error: TelegramError) -> None:
        """Log a failure; the same trouble is logged once, until it is over."""
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
        """Note an answer of the server, by its HTTP status."""
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self.refused.set()
        elif status == HTTPStatus.OK and self._trouble is not None:
            self._trouble = None
            _log.info("Messages come again.")


class WatchedRequest(HTTPXRequest):
    """The request for updates, whose answers a ``PollingWatch`` notes."""

    def __init__(self, watch: PollingWatch, read_timeout: float) -> None:
        """Make a request; ``read_timeout`` is in seconds."""
        super().__init__(connection_pool_size=4, read_timeout=read_timeout)
        self._watch = watch

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Do the request, and note its status."""
        status, body = await super().do_request(*args, **kwargs)
        self._watch.record_status(status)
        return status, body
