"""Each chat in order, chats beside each other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.telegram.transport.update_order import PerChatOrder

NOW = datetime(2025, 2, 9, tzinfo=UTC)


def update(chat: int, number: int) -> Update:
    return Update(number, Message(number, NOW, Chat(chat, "private")))


class Work:
    """Updates at work: which began and which ended, and a gate for each."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.close: list[int] = []
        self.gates: dict[int, asyncio.Event] = {}

    def gate(self, number: int) -> asyncio.Event:
        return self.gates.setdefault(number, asyncio.Event())

    async def on(self, number: int) -> None:
        self.begun.append(number)
        if number in self.gates:
            await self.gates[number].wait()
        self.close.append(number)


async def settled() -> None:
    """Lets every task run until it waits for something."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_pressed_button_waits_for_nothing() -> None:
    order, work = PerChatOrder(), Work()
    gate = work.gate(1)
    message = Message(5, NOW, Chat(10, "private"))
    press = Update(2, callback_query=CallbackQuery("q", User(1, "Ann", is_bot=False), "c", message=message))
    tasks = [
        asyncio.create_task(order.process_update(each, work.on(n))) for n, each in ((1, update(10, 1)), (2, press))
    ]
    await settled()
    assert work.close == [2]
    gate.set()
    await asyncio.gather(*tasks)


async def test_a_chat_waits_for_its_own_updates_and_for_no_others() -> None:
    order, work = PerChatOrder(), Work()
    gate = work.gate(1)
    chats = {1: 10, 2: 10, 3: 10, 4: 20}
    tasks = [asyncio.create_task(order.process_update(update(chat, n), work.on(n))) for n, chat in chats.items()]
    await settled()
    assert (work.begun, work.close) == ([1, 4], [4])
    gate.set()
    await asyncio.gather(*tasks)
    assert work.close == [4, 1, 2, 3]


async def test_an_update_that_fails_lets_the_next_one_in_and_nothing_is_kept() -> None:
    async def broken() -> None:
        raise ValueError("broken")

    order, work = PerChatOrder(), Work()
    with pytest.raises(ValueError, match="broken"):
        await order.process_update(update(10, 1), broken())
    await order.process_update(update(10, 2), work.on(2))
    assert work.close == [2]
    assert not order._turns
    assert not order._waiting


async def test_what_belongs_to_no_chat_waits_for_nobody() -> None:
    order, work = PerChatOrder(), Work()
    await order.process_update("not an update", work.on(1))
    await order.process_update(Update(2), work.on(2))
    assert work.close == [1, 2]
