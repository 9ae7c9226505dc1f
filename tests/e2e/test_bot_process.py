"""The bot as a process: how it starts, what it logs, how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.e2e.support.bot_process import start_process
from tests.support.bot_api.server import TOKEN, TelegramServer

SECRET = TOKEN.partition(":")[2]


@asynccontextmanager
async def process(url: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """``python -m tests.e2e.support.fake_bot`` at the server ``url``; killed at the end if it still runs."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "TELEGRAM_API_URL": url,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "ALLOWED_TELEGRAM_USER_IDS": "*",
        "NO_PROXY": "127.0.0.1",
    }
    with tempfile.TemporaryDirectory() as folder:
        environment = {**environment, "DATA_DIR": folder, **settings}
        async with start_process(sys.executable, "-m", "tests.e2e.support.fake_bot", env=environment) as bot:
            yield bot


async def wait_for_end(bot: asyncio.subprocess.Process, within: float) -> str:
    """What the process wrote to stderr. Fails the test unless it ends ``within`` seconds."""
    async with asyncio.timeout(within):
        _, stderr = await bot.communicate()
    return stderr.decode()


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_bot_within_ten_seconds_also_while_an_answer_runs(slow: bool, number: int) -> None:
    async with TelegramServer() as server, process(server.url) as bot:
        ann = server.user("Ann")
        chat = server.private(ann)
        await server.say(chat, ann, "slow question" if slow else "question")
        await server.called("sendChatAction" if slow else "sendMessage")
        bot.send_signal(number)
        log = await wait_for_end(bot, within=10)
        told = [message["text"] for message in chat.sent]
    assert bot.returncode == 0
    assert "Traceback" not in log
    assert told == ["I am being restarted. Please ask again in a minute." if slow else "Answer to question."]


async def test_the_start_line_says_who_is_let_in_and_what_will_not_arrive() -> None:
    async with TelegramServer() as server, process(server.url, ALLOWED_TELEGRAM_GROUP_IDS="-5") as bot:
        await server.until(lambda: len(server.commands) == 2, "the lists of commands")
        bot.send_signal(signal.SIGTERM)
        log = await wait_for_end(bot, within=10)
    assert "@whosaid_bot is here; private chats: everyone (ALLOWED_TELEGRAM_USER_IDS" in log
    assert "groups: 1 group (ALLOWED_TELEGRAM_GROUP_IDS)" in log
    assert "WARNING bot.telegram.access.access_control: Privacy mode is on" in log
    assert server.violations == []


async def test_a_star_among_the_admins_is_warned_of_and_makes_none() -> None:
    async with TelegramServer() as server, process(server.url, ADMIN_USER_IDS="*") as bot:
        await server.until(lambda: len(server.commands) == 2, "the lists of commands")
        bot.send_signal(signal.SIGTERM)
        log = await wait_for_end(bot, within=10)
    assert "ADMIN_USER_IDS has *: everyone may ask, but only the ids beside it are admins" in log
    assert "This bot has no admin yet." in log


async def test_the_token_is_in_no_log_not_even_with_a_traceback_at_debug_level() -> None:
    async with TelegramServer() as server, process(server.url, LOG_LEVEL="DEBUG") as bot:
        ann = server.user("Ann")
        chat = server.private(ann)
        server.fail("sendMessage", status=502)
        await server.say(chat, ann, "broken")
        await server.next_message(chat)
        bot.send_signal(signal.SIGTERM)
        log = await wait_for_end(bot, within=10)
    assert "RuntimeError" in log
    assert "Bad Gateway" in log
    assert SECRET not in log


async def test_a_token_that_telegram_refuses_ends_the_start_with_one_line() -> None:
    wrong = f"1234567890:{'x' * 35}"
    async with TelegramServer() as server, process(server.url, TELEGRAM_BOT_TOKEN=wrong) as bot:
        log = await wait_for_end(bot, within=30)
    assert bot.returncode == 1
    assert log.splitlines() == [
        f"Error: TELEGRAM_BOT_TOKEN is refused by {server.url}; "
        "copy the token from @BotFather again, or have it make a new one (/token)"
    ]


async def test_without_a_token_the_start_says_where_to_get_one() -> None:
    async with process("http://127.0.0.1:9", TELEGRAM_BOT_TOKEN="") as bot:
        log = await wait_for_end(bot, within=30)
    assert bot.returncode == 1
    assert log.startswith("Error: TELEGRAM_BOT_TOKEN is not set; make a bot with @BotFather")
    assert len(log.splitlines()) == 1


async def test_a_server_that_does_not_answer_is_named() -> None:
    async with TelegramServer() as server:
        closed = server.url
    async with process(closed) as bot:
        log = await wait_for_end(bot, within=30)
    assert bot.returncode == 1
    assert log.splitlines()[-1].startswith(f"Error: Telegram cannot be reached at {closed}; ")
    assert "TELEGRAM_API_URL" in log
    assert "Traceback" not in log


@pytest.mark.parametrize("answering", [False, True])
async def test_a_token_that_is_taken_back_ends_the_bot_also_while_an_answer_runs(answering: bool) -> None:
    async with TelegramServer() as server, process(server.url) as bot:
        await server.until(lambda: server.updates.polls, "the bot to ask for messages")
        if answering:
            ann = server.user("Ann")
            await server.say(server.private(ann), ann, "slow question")
            await server.called("sendChatAction")
        server.token = f"1234567890:{'y' * 35}"
        server.updates.stop()
        log = await wait_for_end(bot, within=15)
    assert bot.returncode == 1
    assert log.splitlines()[-1].startswith("Error: TELEGRAM_BOT_TOKEN is refused")
    assert "Traceback" not in log
