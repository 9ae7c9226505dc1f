"""Logs to stderr, one line a record where possible, and never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO
from urllib.parse import quote

from telegram.error import TelegramError

from bot.settings import Settings

_TOKEN = re.compile(r"[0-9]{6,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_HIDDEN = "[hidden]"
_SHORTEST = 6
"""A secret of fewer characters would blot out ordinary words."""


class SecretScrubber(logging.Formatter):
    """Formats a record with its traceback, and hides secrets and whatever looks like a bot's token."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """Make a formatter that hides ``secrets``, also percent-encoded."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        words = set()
        for secret in secrets:
            words |= {secret, quote(secret, safe=""), *secret.split(":")[1:]}
        self._secrets = sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return self.scrub(super().format(record))

    def scrub(self, text: str) -> str:
        """Return ``text`` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, text)


class OneLineFormatter(logging.Filter):
    """Removes the traceback of what the library logs about Telegram or the network."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: every record is logged."""
        error = record.exc_info[1] if record.exc_info else None
        if record.name.startswith("telegram.") and isinstance(error, TelegramError):
            record.msg = f"{record.getMessage()} ({type(error).__name__}: {error})"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        return True


class _Handler(logging.StreamHandler[TextIO]):
    """A handler of this module, to be recognised when logging is set up again."""


def set_up_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Send the logs of the whole process to ``stream``, stderr unless given.

    The HTTP client logs every address with the token in it, so only its warnings are logged.
    """
    handler = _Handler(sys.stderr if stream is None else stream)
    handler.setFormatter(SecretScrubber(settings.secrets()))
    handler.addFilter(OneLineFormatter())
    root = logging.getLogger()
    for former in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(settings.log_level)
    for name in ("httpx", "httpcore", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It tells of every run, and of each that it leaves out while one is under way.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
