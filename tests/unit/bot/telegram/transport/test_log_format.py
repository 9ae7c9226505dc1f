"""No secret in any log."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from telegram.error import Conflict

from bot.settings import load_settings
from bot.telegram.transport.log_format import SecretScrubber, set_up_logging

TOKEN = "123456789:AAE-for_the_tests_0123456789abcdefgh"
WORD = TOKEN.partition(":")[2]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a process that was set up with secrets writes to its log."""
    root, level = logging.getLogger(), logging.getLogger().level
    handlers, stream = root.handlers[:], io.StringIO()
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "OPENAI_API_KEY": "key/of openai", "LOG_LEVEL": "debug"}
    settings = load_settings(environment=environment, env_file=Path("there is none"))
    set_up_logging(settings)
    set_up_logging(settings, stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


@pytest.mark.parametrize("form", [TOKEN, WORD, quote(TOKEN, safe=""), "key/of openai", quote("key/of openai", safe="")])
def test_a_secret_is_blotted_out_in_message_arguments_and_traceback(log: io.StringIO, form: str) -> None:
    logger = logging.getLogger("somebody.else")
    logger.info("at %s", f"https://api.telegram.org/bot{form}/getMe")
    logger.info(f"in the message {form}")
    logger.error("failed", exc_info=raised(ValueError(f"rejected: {form}", form)))
    logger.error("nested", exc_info=raised(RuntimeError({form: [form]})))
    logger.error("shown", exc_info=raised(ExceptionGroup("several", [ValueError(form)])), stack_info=True)
    written = log.getvalue()
    assert form not in written
    assert WORD not in written
    assert written.count("[hidden]") >= 7
    assert "Traceback" in written


def test_a_token_of_another_bot_is_blotted_out_too() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "bot987654321:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB/x", (), None)
    assert SecretScrubber(()).format(record).endswith(": bot[hidden]/x")


def test_ordinary_text_is_left_alone() -> None:
    assert SecretScrubber(("abc",)).scrub("abc at 10:30, 1234567:89") == "abc at 10:30, 1234567:89"


def test_what_the_library_logs_of_telegrams_errors_is_one_line(log: io.StringIO) -> None:
    error = raised(Conflict("terminated by other getUpdates request"))
    logging.getLogger("telegram.ext.Updater").error("Exception while %s", "polling", exc_info=error)
    lines = log.getvalue().splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("Exception while polling (Conflict: terminated by other getUpdates request)")


def test_logging_is_set_up_once_and_the_http_client_is_quiet(log: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST %s", "https://api.telegram.org/")
    logging.getLogger("somebody").debug("once")
    assert log.getvalue().count("once") == 1
    assert "HTTP Request" not in log.getvalue()
    assert all(getattr(handler, "stream", None) is not sys.stderr for handler in logging.getLogger().handlers)
