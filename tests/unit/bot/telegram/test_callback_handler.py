"""A press is answered whatever becomes of it: when the work takes long, fails, or nobody waits any more."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from telegram import Bot
from telegram.ext import ContextTypes

from bot.answer.types import QuoteRef, Status
from bot.messages import TELEGRAM
from bot.setting_types import GroupsMode, IdList
from bot.storage.answers import StoredAnswer
from bot.telegram.access.callers import CallerLookup
from bot.telegram.access.policy import AccessPolicy
from bot.telegram.questions.button_presses import AnswerButtons
from bot.telegram.questions.delivery import AnswerDelivery
from bot.telegram.rendering.answer_buttons import answer_buttons
from bot.telegram.transport.threads import StorageThread, WorkerThreads
from index.errors import StoreError
from index.search.query import Query
from index.types import Article, Hit
from tests.e2e.support.bot_process import FakeEngine
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject
from tests.support.fakes import PassagesInMemory
from tests.support.single_engine import SingleEngine
from tests.support.temporary_answers import TemporaryAnswers

PATIENCE = 30.0
NOW = datetime(2026, 3, 1, tzinfo=UTC)
OTHER = Article("b", "The mill is old.", "Another")


class HeldLibrary(PassagesInMemory):
    """Finds what the desk has stored, once its gate is set; raises its error where there is one."""

    def __init__(self, engine: SearchingEngine) -> None:
        super().__init__(engine.stored)
        self._desk = engine

    def search(self, query: Query, k: int) -> list[Hit]:
        self._desk.gate.wait(PATIENCE)
        if self._desk.error is not None:
            raise self._desk.error
        return super().search(query, k)


@dataclass
class SearchingEngine(FakeEngine):
    """Searches what is ``stored``, once ``gate`` is set; raises ``error`` where there is one."""

    error: Exception | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    @property
    def library(self) -> HeldLibrary:
        return HeldLibrary(self)


@dataclass
class Pressed:
    """A chat with an answer and its buttons, and the handler under test."""

    server: TelegramServer
    bot: Bot
    chat: Chat
    ann: User
    answer: JsonObject
    engine: SearchingEngine
    database: StorageThread

    async def press(self, soon: float, meanwhile: Callable[[str], None] = lambda _: None) -> str:
        everyone = IdList(frozenset(), everyone=True)
        delivery = AnswerDelivery(self.answers, WorkerThreads(1), lambda: NOW)
        callers = CallerLookup(AccessPolicy(everyone, everyone, everyone, GroupsMode.MENTION), self.database)
        handler = AnswerButtons(delivery, SingleEngine(self.engine), callers, WorkerThreads(1), soon)
        query = await self.server.press(self.answer, "Other sources", self.ann)
        meanwhile(query)
        (update,) = await self.bot.get_updates(timeout=0)
        await handler.handle(update, cast("ContextTypes.DEFAULT_TYPE", SimpleNamespace(bot=self.bot)))
        return query

    answers: TemporaryAnswers = field(default_factory=TemporaryAnswers)


@pytest.fixture
async def pressed(tmp_path: Path) -> AsyncIterator[Pressed]:
    database = StorageThread(tmp_path)
    await database.open()
    async with (
        TelegramServer() as server,
        Bot(server.token, base_url=f"{server.url}/bot") as bot,
    ):
        ann = server.user("Ann")
        chat = server.private(ann)
        kept = StoredAnswer(
            "id", chat.id, (1,), 1, ann.id, "Is the mill old?", Status.ANSWERED, (QuoteRef("a", 1, 0, 1, 1),), NOW
        )
        sent = await bot.send_message(chat.id, "an answer", reply_markup=answer_buttons(kept))
        made = Pressed(server, bot, chat, ann, chat.messages[sent.message_id], SearchingEngine(), database)
        made.answers.put(kept)
        made.answers.note_sent("id", chat.id, (sent.message_id,))
        yield made
        made.engine.gate.set()
        assert server.violations == []
    await database.close()


def told(pressed: Pressed, query: str) -> str:
    answer = pressed.server.callbacks[query]
    assert answer is not None
    return str(answer.get("text", ""))


def let_go_once_answered(pressed: Pressed) -> Callable[[str], None]:
    """The search ends once the press was answered."""
    server = pressed.server

    def watch(query: str) -> None:
        def changed() -> None:
            if server.callbacks[query] is not None:
                pressed.engine.gate.set()
            type(server).changed(server)

        server.changed = changed  # type: ignore[method-assign]

    return watch


async def test_what_takes_long_is_answered_meanwhile_and_shown_when_it_comes(pressed: Pressed) -> None:
    pressed.engine.stored = (OTHER,)
    query = await pressed.press(0.0, let_go_once_answered(pressed))
    assert told(pressed, query) == TELEGRAM.answers.one_moment
    (shown,) = pressed.chat.sent[1:]
    assert shown["text"].startswith("Also found, not part of the answer:")


async def test_when_nothing_came_of_what_took_long_that_is_said_in_a_message(pressed: Pressed) -> None:
    query = await pressed.press(0.0, let_go_once_answered(pressed))
    assert told(pressed, query) == TELEGRAM.answers.one_moment
    assert [message["text"] for message in pressed.chat.sent[1:]] == [TELEGRAM.answers.no_other_sources]


@pytest.mark.parametrize("error", [StoreError("secret path '/srv/x'"), RuntimeError("secret")])
async def test_what_fails_is_answered_without_its_reason(
    pressed: Pressed, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    pressed.engine.error = error
    pressed.engine.gate.set()
    assert told(pressed, await pressed.press(PATIENCE)) == TELEGRAM.errors.press_again
    assert str(error) in caplog.text
    assert len(pressed.chat.sent) == 1


async def test_a_press_that_nobody_waits_for_any_more_is_acted_on_all_the_same(pressed: Pressed) -> None:
    pressed.engine.stored = (OTHER,)
    pressed.engine.gate.set()
    query = await pressed.press(PATIENCE, pressed.server.expire)
    assert pressed.server.callbacks[query] is None
    assert len(pressed.chat.sent) == 2
