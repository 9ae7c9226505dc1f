"""Wiring: what stops a bot before it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from bot.telegram.app import build_application
from bot.telegram.lifecycle import safe_address
from bot.telegram.ports import TelegramDependencies
from index.errors import SettingError
from tests.e2e.support.bot_process import FakeEngine
from tests.support.single_engine import SingleEngine

TOKEN = "123456789:AAE-for_the_tests_0123456789abcdefgh"


def settings(**environment: str) -> Settings:
    return load_settings(environment=environment, env_file=Path("there is none"))


def test_without_a_token_it_is_said_where_to_get_one() -> None:
    with pytest.raises(SettingError, match="TELEGRAM_BOT_TOKEN is not set; make a bot with @BotFather"):
        build_application(settings(), TelegramDependencies(SingleEngine(FakeEngine())))


def test_a_webhook_without_the_package_that_listens_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tornado", None)
    wanted = settings(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_WEBHOOK_URL="https://bot.example/hook")
    with pytest.raises(SettingError, match="TELEGRAM_WEBHOOK_URL needs the package 'tornado'"):
        build_application(wanted, TelegramDependencies(SingleEngine(FakeEngine())))


def test_another_server_is_asked_for_methods_and_files() -> None:
    there = settings(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:8081/")
    bot = build_application(there, TelegramDependencies(SingleEngine(FakeEngine()))).application.bot
    assert bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"


def test_an_address_is_shown_without_its_password() -> None:
    assert safe_address("https://ann:hunter2@bot.example:8443/x") == "https://bot.example:8443/x"
