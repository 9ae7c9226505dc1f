"""A bot on the loopback: a fake that answers, settings for the test server, and a bot that runs in the test's loop."""

from __future__ import annotations

import asyncio
import atexit
import tempfile
import threading
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path

from bot.answer.corpus import Corpus
from bot.answer.types import EVERYTHING, Answer, Citation, Scope, Status
from bot.services.article_editing import OwnArticle
from bot.settings import Settings, load_settings
from bot.storage.bot_database import ConversationStorage
from bot.telegram.app import build_application
from bot.telegram.commands import COMMANDS, Command
from bot.telegram.lifecycle import RunningBot, serve
from bot.telegram.ports import ArticleEditing, ChatEngine, TelegramDependencies
from index.types import Article
from tests.support.bot_api.server import TelegramServer
from tests.support.fakes import PassagesInMemory
from tests.support.single_engine import SingleEngine

_ROOM = tempfile.TemporaryDirectory(prefix="whosaid-bots-")
_FOLDERS = count(1)


atexit.register(_ROOM.cleanup)


PATIENCE = 30.0
"""Seconds after which a held answer gives up, so that a broken test ends."""

_LIMITS = (
    "limit_per_person_per_minute",
    "limit_per_person_per_day",
    "limit_per_chat_per_minute",
    "limit_per_chat_per_day",
)


def citation(number: int = 1, quote: str = "“We cannot wait,” said Jane Roe.", **fields: str | None) -> Citation:
    values = {
        "article_id": f"a{number}",
        "title": f"River towns ask for help {number}",
        "publisher": "The Oldbridge Post",
        "author": None,
        "published_at": "2025-02-03",
        "url": f"https://oldbridge.example/{number}",
        "link": f"https://oldbridge.example/{number}#:~:text=We%20cannot",
        **fields,
    }
    return Citation(number=number, quote=quote, start=0, end=len(quote), **values)  # type: ignore[arg-type]


@dataclass
class FakeEngine:
    """Says ``Answer to QUESTION [1].`` with one quote, unless it is told otherwise.

    ``answers`` and ``errors`` hold what comes of a question; a question of ``gates`` is answered once its event is
    set. ``asked`` lists the questions as they reached it, and ``notify`` is called at each. For all but answers
    ``further`` is asked, where there is one.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, Exception] = field(default_factory=dict)
    gates: dict[str, threading.Event] = field(default_factory=dict)
    stored: tuple[Article, ...] = ()
    asked: list[str] = field(default_factory=list)
    further: ChatEngine | None = None
    notify: Callable[[], object] = lambda: None

    def answer(self, question: str, scope: Scope = EVERYTHING, *, use_llm: bool = True) -> Answer:
        if scope.article_id and self.further:
            return self.further.answer(question, scope, use_llm=use_llm)
        self.asked.append(question)
        self.notify()
        if question in self.gates:
            self.gates[question].wait(PATIENCE)
        if question in self.errors:
            raise self.errors[question]
        plain = Answer(question, Status.ANSWERED, f"Answer to {question} [1].", (citation(),))
        return self.answers.get(question, plain)

    @property
    def library(self) -> Corpus:
        return self.further.library if self.further else PassagesInMemory(self.stored)

    def hold(self, question: str) -> threading.Event:
        """The answer to ``question`` waits for the event that this returns."""
        return self.gates.setdefault(question, threading.Event())


class FakeSharer:
    """Every chat has one article of its own, for ever."""

    kept_by_all = OwnArticle(1, Article("towns", "River towns wait.", "River towns"))

    def own_articles(self, chat: int) -> tuple[OwnArticle, ...]:
        return (self.kept_by_all,)

    def share(self, chat: int, key: int) -> OwnArticle | None:
        return self.kept_by_all


@asynccontextmanager
async def start_process(*command: str, env: dict[str, str], cwd: Path | None = None) -> AsyncIterator[Process]:
    """``command`` as a process whose stderr can be read; killed at the end if it still runs."""
    made = await asyncio.create_subprocess_exec(*command, cwd=cwd, env=env, stderr=asyncio.subprocess.PIPE)
    try:
        yield made
    finally:
        with suppress(ProcessLookupError):
            made.kill()
        await made.wait()


def settings_for(server: TelegramServer, **options: str) -> Settings:
    """Settings of a bot at the test server that lets everyone in, without limits and with a new DATA_DIR, unless
    ``options`` say otherwise."""
    chosen = {
        "telegram_bot_token": server.token,
        "telegram_api_url": server.url,
        "allowed_telegram_user_ids": "*",
        "allowed_telegram_group_ids": "*",
        "data_dir": str(Path(_ROOM.name) / str(next(_FOLDERS))),
        **dict.fromkeys(_LIMITS, "0"),
        **options,
    }
    return load_settings(environment={}, env_file=Path("no.env"), **chosen)


@asynccontextmanager
async def running(
    server: TelegramServer,
    answerer: FakeEngine,
    editor: ArticleEditing | None = None,
    storage: ConversationStorage | None = None,
    /,
    **options: str,
) -> AsyncIterator[RunningBot]:
    """A bot that takes messages; at the end it is stopped without delay, and what is held is let go.

    Those who wait at ``server`` look again at each question that reaches ``answerer``.
    """
    answerer.notify = partial(asyncio.get_running_loop().call_soon_threadsafe, server.changed)
    try:
        dependencies = TelegramDependencies(SingleEngine(answerer), storage, sharing=FakeSharer(), editor=editor)
        async with serving(settings_for(server, **options), dependencies) as service:
            yield service
    finally:
        for gate in answerer.gates.values():
            gate.set()


@asynccontextmanager
async def serving(
    settings: Settings,
    asked: ChatEngine | TelegramDependencies,
    *,
    grace: float = 0.0,
    commands: Sequence[Command] = COMMANDS,
) -> AsyncIterator[RunningBot]:
    """A bot that takes messages, put together as the real one is; at the end it is stopped. A desk alone is that of
    every chat."""
    dependencies = (
        asked
        if isinstance(asked, TelegramDependencies)
        else TelegramDependencies(SingleEngine(asked), sharing=FakeSharer())
    )
    service = replace(build_application(settings, dependencies, commands), grace=grace)
    stop = asyncio.Event()
    task = asyncio.create_task(serve(service, stop))
    ready = asyncio.create_task(service.ready.wait())
    try:
        await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
        assert not task.done(), task
        yield service
    finally:
        ready.cancel()
        stop.set()
        await task


@asynccontextmanager
async def conversation(
    answerer: FakeEngine | None = None,
    *,
    privacy: bool = True,
    editor: ArticleEditing | None = None,
    storage: ConversationStorage | None = None,
    **options: str,
) -> AsyncIterator[tuple[TelegramServer, FakeEngine]]:
    """A server with a running bot. Fails the test for a call that no correct bot makes."""
    answerer = answerer or FakeEngine()
    async with TelegramServer(privacy=privacy) as server:
        async with running(server, answerer, editor, storage, **options):
            yield server, answerer
        assert server.violations == []
