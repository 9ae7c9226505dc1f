"""How often strangers are told, and admins asked about them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from telegram import Bot
from telegram.error import Forbidden

from bot.setting_types import GroupsMode, IdList
from bot.storage.members import Standing, Subject
from bot.telegram.access.access_requests import ASKED_AGAIN, MOST_ASKED, TOLD_AGAIN, AccessRequests
from bot.telegram.access.callers import CallerLookup
from bot.telegram.access.policy import AccessPolicy
from bot.telegram.transport.sending import Place
from bot.telegram.transport.threads import StorageThread

ADMIN = 1
BOB = Subject(8, "Bob")


@dataclass
class Clock:
    now: datetime = datetime(2025, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Sent:
    message_id: int


@dataclass
class FakeBot:
    """Notes who was written to; ``deaf`` take no messages."""

    sent: list[tuple[int, str]] = field(default_factory=list)
    deaf: set[int] = field(default_factory=set)

    async def send_message(self, chat_id: int, text: str, **others: object) -> Sent:
        if chat_id in self.deaf:
            raise Forbidden("bot can't initiate conversation with a user")
        self.sent.append((chat_id, text))
        return Sent(len(self.sent))

    def written_to(self, chat: int) -> list[str]:
        return [text for to, text in self.sent if to == chat]


@dataclass
class Scene:
    clock: Clock
    bot: FakeBot
    strangers: AccessRequests

    async def asks(self, subject: Subject = BOB) -> None:
        await self.strangers.turn_away(cast("Bot", self.bot), Place(subject.id, None, None), subject)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    clock = Clock()
    database = StorageThread(tmp_path, clock)
    await database.open()
    policy = AccessPolicy(IdList(), IdList(frozenset({ADMIN})), IdList(), GroupsMode.MENTION)
    yield Scene(clock, FakeBot(), AccessRequests(CallerLookup(policy, database)))
    await database.close()


async def test_admins_are_asked_again_after_a_day_under_the_same_request(scene: Scene) -> None:
    await scene.asks()
    scene.clock.now += ASKED_AGAIN - timedelta(seconds=1)
    await scene.asks()
    assert len(scene.bot.written_to(ADMIN)) == 1
    scene.clock.now += timedelta(seconds=1)
    await scene.asks()
    assert len(scene.bot.written_to(ADMIN)) == 2
    database = scene.strangers.callers.database
    number = await database.run(lambda state: state.requests.find_number(BOB.id))
    messages = await database.run(lambda state: state.requests.take_messages(number or 0))
    assert [chat for chat, _ in messages] == [ADMIN, ADMIN]


async def test_a_stranger_is_told_again_after_a_month(scene: Scene) -> None:
    for _ in range(3):
        await scene.asks()
        scene.clock.now += timedelta(days=2)
    assert len(scene.bot.written_to(BOB.id)) == 1
    scene.clock.now += TOLD_AGAIN
    await scene.asks()
    assert len(scene.bot.written_to(BOB.id)) == 2


async def test_many_strangers_cannot_drown_an_admin(scene: Scene) -> None:
    for number in range(MOST_ASKED + 3):
        await scene.asks(Subject(100 + number, "Somebody"))
    assert len(scene.bot.written_to(ADMIN)) == MOST_ASKED
    assert "ALLOWED_TELEGRAM_USER_IDS" in scene.bot.written_to(100 + MOST_ASKED)[0]


async def test_where_no_admin_can_be_written_to_the_stranger_is_told_the_setting(scene: Scene) -> None:
    scene.bot.deaf.add(ADMIN)
    await scene.asks()
    assert "ALLOWED_TELEGRAM_USER_IDS" in scene.bot.written_to(BOB.id)[0]


async def test_admins_who_were_paired_are_asked_beside_those_of_the_settings(scene: Scene) -> None:
    database = scene.strangers.callers.database
    await database.run(lambda state: state.members.put(Subject(5, "Eve"), Standing.ADMIN, "Eve", scene.clock.now))
    await scene.asks()
    assert scene.bot.written_to(ADMIN) == scene.bot.written_to(5) == ["Bob (<code>8</code>) asks for access."]
