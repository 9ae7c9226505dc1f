"""The whole product: `whosaid bot` as a process over the sample articles, and the wheel installed elsewhere."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.messages import TELEGRAM
from bot.storage.bot_database import open_bot_database
from bot.storage.chat_collections import ChatCollectionStore
from tests.e2e.support.bot_process import start_process
from tests.support.bot_api.server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]
SAMPLE = "who said Putin is prioritizing?"
UNREACHABLE = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
"""Whatever would leave the machine runs into a closed port, and fails the test."""

IN_TURN = """
import runpy, sys
question = sys.argv[1:]
for words in (["rebuild"], ["ask", *question]):
    sys.argv[1:] = words
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if ended.code:
            raise
"""
"""``python -m bot rebuild`` and ``python -m bot ask``, in one process that loads the encoder once."""


def environment(**settings: str) -> dict[str, str]:
    storage = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**storage, **UNREACHABLE, "NO_PROXY": "127.0.0.1", **settings}


def whosaid(*arguments: str, cwd: Path, **settings: str) -> str:
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment(**settings), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_here(*arguments: str) -> str:
    """The output of a command in the process of the tests, which is another than the bot's and has the encoder."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture
def data(sample_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "data"))


@asynccontextmanager
async def running_bot(server: TelegramServer, data: Path, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = environment(
        PYTHONPATH=str(ROOT),
        TELEGRAM_API_URL=server.url,
        TELEGRAM_BOT_TOKEN=TOKEN,
        ALLOWED_TELEGRAM_USER_IDS="*",
        ALLOWED_TELEGRAM_GROUP_IDS="*",
        **more,
    )
    command = (sys.executable, "-m", "bot", "bot", "--data-dir", str(data))
    async with start_process(*command, cwd=data.parent, env=settings) as bot:
        yield bot


async def test_a_bot_that_starts_without_articles_finds_those_of_a_group_in_that_group_only(tmp_path: Path) -> None:
    data, note = tmp_path / "data", tmp_path / "owl.txt"
    note.write_text("Title: Owl\n\nAn owl nests in the clock tower of Millbrook.\n")
    async with TelegramServer() as server, running_bot(server, data):
        ann = server.user("Ann")
        group, private = server.supergroup("Readers", members=[ann]), server.private(ann)
        question = "/ask where does the owl nest?"
        for chat in (group, private):
            await server.say(chat, ann, question)
            assert (await server.next_message(chat))["text"] == TELEGRAM.errors.no_articles
        with closing(open_bot_database(data, create=False)) as tables:
            home = ChatCollectionStore(tables).ensure_name(group.id)
        run_here("add", str(note), "--collection", home, "--data-dir", str(data))
        await server.say(group, ann, question)
        assert "clock tower" in (await server.next_message(group))["text"]
        await server.say(private, ann, question)
        assert (await server.next_message(private))["text"] == TELEGRAM.errors.no_articles
        assert server.violations == []


async def test_the_bot_answers_in_private_and_in_a_forum_group_and_finds_what_is_added_while_it_runs(
    data: Path,
) -> None:
    async with TelegramServer() as server, running_bot(server, data) as bot:
        ann = server.user("Ann", last_name="Lee")
        private = server.private(ann)
        await server.say(private, ann, SAMPLE)
        answer = await server.next_message(private)
        assert answer["text"].startswith(
            "Botha Ilias, a senior analyst at Prisma Strategic Intelligence Company [1].\n\nBotha Ilias, a senior"
        )
        assert "Northern Wire · 9 Feb 2025" in answer["text"]
        kinds = {entity["type"] for entity in answer["entities"]}
        assert {"expandable_blockquote", "text_link"} <= kinds

        group = server.forum("Newsroom", members=[ann])
        topic = await server.topic(group, "Kursk", by=ann)
        await server.say(group, ann, "@whosaid_bot who said negotiators will look at it?", thread=topic)
        reply = await server.next_message(group)
        assert reply["text"].startswith("Marta Holub")
        assert reply["message_thread_id"] == topic
        assert reply["reply_to_message"]["text"].startswith("@whosaid_bot who said")
        await server.say(group, ann, "/ask who said penguins fly at night?", thread=topic)
        assert "Nothing in the articles" in (await server.next_message(group))["text"]

        owl = data.parent / "owl.txt"
        owl.write_text("Title: Owl\n\nAn owl nests in the clock tower of Millbrook.\n")
        assert "added          1" in run_here("add", str(owl), "--data-dir", str(data))
        await server.say(private, ann, "Where does the owl nest?")
        assert "clock tower of Millbrook" in (await server.next_message(private))["text"]

        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, log = await bot.communicate()
        assert server.violations == []
    assert bot.returncode == 0
    assert TOKEN.partition(":")[2] not in log.decode()
    assert "Traceback" not in log.decode()
    assert log.decode().count("@whosaid_bot is here") == 1


def test_a_wheel_installed_elsewhere_answers_without_any_network(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    wheels, site, work = tmp_path / "wheels", tmp_path / "site", tmp_path / "work"
    source = tmp_path / "source"
    for package in ("bot", "index", "prompts"):
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    build = [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(source)]
    subprocess.run(build, check=True, env=environment(), capture_output=True)
    (wheel,) = wheels.iterdir()
    subprocess.run(
        [*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(site), str(wheel)],
        check=True,
        env=environment(),
        capture_output=True,
    )
    work.mkdir()
    (work / "articles").mkdir()
    (work / "articles" / "mill.txt").write_text("Title: Mill\n\n“We will bake bread here,” said Ada Thorn, a baker.\n")
    command = [sys.executable, "-c", IN_TURN, "who said they will bake bread?", "--json"]
    done = subprocess.run(
        command, cwd=work, env=environment(PYTHONPATH=str(site)), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout[done.stdout.index("{") :])
    assert (answer["status"], answer["citations"][0]["speaker"]) == ("answered", "Ada Thorn")
    assert (site / "index" / "store" / "schema.sql").is_file()
    assert (site / "prompts" / "README.md").is_file()


def test_both_packages_run_as_modules(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text("The mill was sold on Tuesday.\n")
    done = subprocess.run(
        [sys.executable, "-m", "index", "rebuild", "mill.txt"],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 article can now be asked about" in done.stdout
