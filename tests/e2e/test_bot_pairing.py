"""The first admin: by a code of the terminal, once."""

from __future__ import annotations

import re
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from bot.storage.pairing import MAX_WRONG_ATTEMPTS
from index.errors import BusyError, DamagedError
from tests.e2e.support.bot_process import FakeEngine, conversation, running, serving, settings_for, start_process
from tests.support.bot_api.server import TelegramServer

CLOSED: dict[str, Any] = {"allowed_telegram_user_ids": "", "allowed_telegram_group_ids": ""}
WRONG = "aaaa-aaaa-aaaa"


def code_in(terminal: str) -> str:
    found = re.findall(r"https://t\.me/whosaid_bot\?start=(\S+)", terminal)
    assert len(found) == 1, terminal
    assert f"send it this code: {found[0]}" in terminal
    return str(found[0])


@pytest.mark.parametrize("words", ["/start {}", "{}", " {} "])
async def test_who_sends_the_code_is_admin_and_told_so_once(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    async with conversation(**CLOSED) as (server, answerer):
        code = code_in(capsys.readouterr().err)
        ann, bob = server.user("Ann"), server.user("Bob")
        of_ann, of_bob = server.private(ann), server.private(bob)
        told = await server.new_message(of_ann, server.say(of_ann, ann, words.format(code)))
        again = await server.new_message(of_ann, server.say(of_ann, ann, f"/start {code}"))
        await server.new_message(of_ann, server.say(of_ann, ann, "who sang?"))
        thief = await server.new_message(of_bob, server.say(of_bob, bob, f"/start {code}"))
    assert told["text"].startswith("You are this bot's admin now.")
    assert again["text"].startswith("I answer questions from")
    assert thief["text"].startswith("This bot answers only people it knows.")
    assert answerer.asked == ["who sang?"]


async def test_an_admin_stays_one_over_a_restart_and_no_new_code_is_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    chosen = {**CLOSED, "data_dir": str(tmp_path)}
    async with TelegramServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        async with running(server, FakeEngine(), **chosen):
            code = code_in(capsys.readouterr().err)
            await server.new_message(chat, server.say(chat, ann, code))
        async with running(server, FakeEngine(), **chosen):
            assert "?start=" not in capsys.readouterr().err
            answer = await server.new_message(chat, server.say(chat, ann, "who sang?"))
    assert answer["text"].startswith("Answer to who sang?")


async def test_an_admin_of_the_settings_needs_no_code(capsys: pytest.CaptureFixture[str]) -> None:
    async with conversation(**CLOSED, admin_user_ids="5"):
        assert "?start=" not in capsys.readouterr().err


async def test_five_wrong_codes_end_the_right_one_and_the_next_start_makes_another(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    chosen = {**CLOSED, "data_dir": str(tmp_path)}
    async with TelegramServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        async with running(server, FakeEngine(), **chosen):
            code = code_in(capsys.readouterr().err)
            for _ in range(MAX_WRONG_ATTEMPTS):
                told = await server.new_message(chat, server.say(chat, ann, f"/start {WRONG}"))
                assert told["text"].startswith("That is not the code.")
            ended = await server.new_message(chat, server.say(chat, ann, code))
        async with running(server, FakeEngine(), **chosen):
            fresh = code_in(capsys.readouterr().err)
            told = await server.new_message(chat, server.say(chat, ann, fresh))
    assert ended["text"].startswith("This code holds no longer.")
    assert fresh != code
    assert told["text"].startswith("You are this bot's admin now.")


async def test_a_code_said_in_a_group_or_forwarded_makes_no_admin(capsys: pytest.CaptureFixture[str]) -> None:
    async with conversation(**CLOSED, privacy=False) as (server, _):
        code = code_in(capsys.readouterr().err)
        ann = server.user("Ann")
        group, chat = server.supergroup("Readers", members=[ann]), server.private(ann)
        in_group = await server.new_message(group, server.say(group, ann, f"/start@whosaid_bot {code}"))
        forwarded = await server.new_message(chat, server.say(chat, ann, code, forwarded_from=server.user("Bob")))
    assert in_group["text"].startswith("This bot answers only in groups it knows.")
    assert forwarded["text"].startswith("This bot answers only people it knows.")


async def test_a_second_bot_in_the_same_folder_and_a_damaged_file_are_one_line_each(tmp_path: Path) -> None:
    async with TelegramServer() as server:
        async with running(server, FakeEngine(), data_dir=str(tmp_path)):
            with pytest.raises(BusyError, match="another bot runs with DATA_DIR"):
                async with running(server, FakeEngine(), data_dir=str(tmp_path)):
                    pass
        (tmp_path / "bot.sqlite3").write_bytes(b"no database" * 500)
        with pytest.raises(DamagedError, match="the bot's own file"):
            async with serving(settings_for(server, data_dir=str(tmp_path)), FakeEngine()):
                pass


async def test_the_terminal_shows_the_code_and_the_log_does_not() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer() as server:
            environment = {
                "PATH": "",
                "TELEGRAM_API_URL": server.url,
                "TELEGRAM_BOT_TOKEN": server.token,
                "DATA_DIR": folder,
                "NO_PROXY": "127.0.0.1",
                "LOG_LEVEL": "DEBUG",
            }
            async with start_process(sys.executable, "-m", "tests.e2e.support.fake_bot", env=environment) as bot:
                await server.until(lambda: len(server.commands) == 2, "the lists of commands")
                bot.send_signal(signal.SIGTERM)
                _, stderr = await bot.communicate()
    lines = stderr.decode().splitlines()
    code = code_in("\n".join(lines))
    assert len([line for line in lines if code in line]) == 2
    assert not [line for line in lines if code in line and re.match(r"\d{4}-", line)]
