"""Flood limits: who waits, who does not, and what is dropped."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram.transport.rate_limiter import PER_MINUTE_IN_GROUP, TelegramRateLimiter


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the application sets it: without it the library warns of each RetryAfter."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Telegram:
    """Takes calls; refuses the first ones of a chat as often as ``refusals`` says."""

    def __init__(self, **refusals: int) -> None:
        self.refusals = refusals
        self.taken: list[str] = []

    def call(self, name: str) -> Any:
        async def callback() -> bool:
            self.taken.append(name)
            if self.refusals.get(name, 0):
                self.refusals[name] -= 1
                raise RetryAfter(7)
            return True

        return callback


class Clock:
    """A sleep that ends when the test says so."""

    def __init__(self, *, held: bool = False) -> None:
        self.slept: list[float] = []
        self.over = asyncio.Event()
        self.begun = asyncio.Event()
        if not held:
            self.over.set()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.begun.set()
        await self.over.wait()


async def request(limiter: TelegramRateLimiter, callback: Any, chat: int | None, endpoint: str = "sendMessage") -> Any:
    data = {} if chat is None else {"chat_id": chat}
    return await limiter.process_request(callback, (), {}, endpoint, data, None)


async def test_a_refused_call_is_repeated_after_the_wait_that_was_asked_for() -> None:
    telegram, clock = Telegram(one=2), Clock()
    assert await request(TelegramRateLimiter(sleep=clock.sleep), telegram.call("one"), 1) is True
    assert telegram.taken == ["one"] * 3
    assert clock.slept == [pytest.approx(7.1)] * 2


async def test_the_last_refusal_is_raised() -> None:
    telegram, clock = Telegram(one=9), Clock()
    with pytest.raises(RetryAfter):
        await request(TelegramRateLimiter(retries=2, sleep=clock.sleep), telegram.call("one"), 1)
    assert telegram.taken == ["one"] * 3


async def test_only_the_chat_that_was_refused_waits() -> None:
    telegram, clock = Telegram(one=1), Clock(held=True)
    limiter = TelegramRateLimiter(sleep=clock.sleep)
    first = asyncio.create_task(request(limiter, telegram.call("one"), 1))
    await clock.begun.wait()
    behind = asyncio.create_task(request(limiter, telegram.call("behind"), 1))
    for _ in range(20):
        await asyncio.sleep(0)
    await request(limiter, telegram.call("other"), 2)
    await request(limiter, telegram.call("no chat"), None)
    assert telegram.taken == ["one", "other", "no chat"]
    clock.over.set()
    await asyncio.gather(first, behind)
    assert sorted(telegram.taken[3:]) == ["behind", "one"]


async def test_a_typing_sign_is_dropped_where_its_chat_waits_and_never_repeated() -> None:
    telegram, clock = Telegram(one=1, typing=1), Clock(held=True)
    limiter = TelegramRateLimiter(sleep=clock.sleep)
    assert await request(limiter, telegram.call("typing"), 1, "sendChatAction") is True
    first = asyncio.create_task(request(limiter, telegram.call("one"), 1))
    await clock.begun.wait()
    assert await request(limiter, telegram.call("typing"), 1, "sendChatAction") is True
    assert telegram.taken == ["typing", "one"]
    clock.over.set()
    await first


async def test_typing_signs_leave_half_of_a_groups_messages_to_answers() -> None:
    telegram, limiter = Telegram(), TelegramRateLimiter()
    for _ in range(PER_MINUTE_IN_GROUP):
        await request(limiter, telegram.call("typing"), -5, "sendChatAction")
    assert len(telegram.taken) <= PER_MINUTE_IN_GROUP / 2 + 1
    for _ in range(PER_MINUTE_IN_GROUP // 2 - 1):
        await request(limiter, telegram.call("answer"), -5)
    assert telegram.taken.count("answer") == PER_MINUTE_IN_GROUP // 2 - 1


async def test_another_error_is_raised_at_once() -> None:
    async def broken() -> bool:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it has no words
        await request(TelegramRateLimiter(), broken, 1)
