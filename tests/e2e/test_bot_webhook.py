"""The bot behind a webhook: the same answers, and nothing without the secret."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest

from bot.telegram.app import build_application
from bot.telegram.lifecycle import serve
from bot.telegram.ports import TelegramDependencies
from index.errors import SettingError
from tests.e2e.support.bot_process import FakeEngine, running, settings_for
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import Refusal
from tests.support.single_engine import SingleEngine

pytest.importorskip("tornado")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def test_a_webhook_delivers_questions_and_refuses_strangers() -> None:
    port, answerer = free_port(), FakeEngine()
    wanted = {"telegram_webhook_url": "https://bot.example/hook", "telegram_webhook_port": str(port)}
    async with TelegramServer() as server:
        server.webhook_target = f"http://127.0.0.1:{port}/hook"
        async with running(server, answerer, **wanted):
            ann = server.user("Ann")
            chat = server.private(ann)
            await server.say(chat, ann, "who sang?")
            await server.next_message(chat)
            async with aiohttp.ClientSession() as session, session.post(server.webhook_target, json={}) as response:
                assert response.status == 403
            assert server.webhook.url == "https://bot.example/hook"
            assert len(server.webhook.secret_token) >= 32
        assert server.violations == []
    assert answerer.asked == ["who sang?"]


async def test_a_webhook_that_telegram_refuses_is_named() -> None:
    wanted = {"telegram_webhook_url": "https://bot.example:81/hook", "telegram_webhook_port": str(free_port())}
    async with TelegramServer() as server:
        server.refuse("setWebhook", Refusal(400, "Bad Request: bad webhook: port 81 is not allowed"), times=9)
        service = build_application(settings_for(server, **wanted), TelegramDependencies(SingleEngine(FakeEngine())))
        with pytest.raises(SettingError, match=r"TELEGRAM_WEBHOOK_URL 'https://bot\.example:81/hook' is refused"):
            await serve(service, asyncio.Event())
