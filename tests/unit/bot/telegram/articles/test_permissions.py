"""Who may add articles, where that is asked of Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from telegram import Bot
from telegram.error import Forbidden

from bot.setting_types import GroupsMode, IdList
from bot.telegram.access.callers import Caller, CallerLookup
from bot.telegram.access.policy import AccessPolicy
from bot.telegram.articles.permissions import LASTS, AddPermissions
from bot.telegram.transport.threads import StorageThread

GROUP = -1005


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeBot:
    """Tells the administrators, unless it may not."""

    administrators: tuple[int, ...] = (7,)
    barred: bool = False
    asked: list[int] = field(default_factory=list)

    async def get_chat_administrators(self, chat: int) -> tuple[Any, ...]:
        self.asked.append(chat)
        if self.barred:
            raise Forbidden("bot was kicked")
        return tuple(SimpleNamespace(user=SimpleNamespace(id=number)) for number in self.administrators)


def permissions(clock: Clock) -> AddPermissions:
    policy = AccessPolicy(IdList(), IdList(), IdList(everyone=True), GroupsMode.MENTION)
    return AddPermissions(CallerLookup(policy, StorageThread(Path("nowhere"))), clock)


def message(sender_chat: int | None = None) -> Any:
    chat = SimpleNamespace(id=GROUP, type="supergroup")
    return SimpleNamespace(chat=chat, sender_chat=SimpleNamespace(id=sender_chat) if sender_chat else None)


def caller(number: int = 7, *, may_ask: bool = True, admin: bool = False, private: bool = False) -> Caller:
    return Caller(number, may_ask, admin, denied=False, private=private)


async def test_administrators_are_asked_for_once_in_a_while() -> None:
    clock, fake = Clock(), FakeBot()
    bot, made = cast("Bot", fake), permissions(clock)
    assert await made.may_add(bot, message(), caller(7))
    assert not await made.may_add(bot, message(), caller(8))
    assert fake.asked == [GROUP]
    fake.administrators = (8,)
    clock.now += LASTS
    assert await made.may_add(bot, message(), caller(8))
    assert fake.asked == [GROUP, GROUP]


async def test_where_telegram_does_not_tell_nobody_is_one_and_it_is_asked_again() -> None:
    fake = FakeBot(barred=True)
    made = permissions(Clock())
    assert not await made.may_add(cast("Bot", fake), message(), caller(7))
    fake.barred = False
    assert await made.may_add(cast("Bot", fake), message(), caller(7))


async def test_the_group_itself_is_an_administrator_and_another_channel_is_none() -> None:
    fake, made = FakeBot(), permissions(Clock())
    assert await made.may_add(cast("Bot", fake), message(GROUP), caller(GROUP))
    assert not await made.may_add(cast("Bot", fake), message(-1009), caller(-1009))
    assert fake.asked == []


async def test_admins_of_the_bot_and_people_in_private_may_and_who_may_not_ask_may_not() -> None:
    fake, made = FakeBot(), permissions(Clock())
    assert await made.may_add(cast("Bot", fake), message(), caller(9, admin=True))
    assert await made.may_add(cast("Bot", fake), message(), caller(9, private=True))
    assert not await made.may_add(cast("Bot", fake), message(), caller(9, may_ask=False, admin=True))
    assert fake.asked == []
