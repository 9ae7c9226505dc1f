"""Where messages go, and what happens to those that do not arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from telegram import Bot, Chat, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError, TimedOut

from bot.telegram.rendering.pagination import MessagePage
from bot.telegram.transport.sending import Place, send_pages, typing_action

PAGES = (MessagePage("<b>one</b>", "one"), MessagePage("two", "two"))
HERE = Place(-5, 3, 9)


@dataclass
class FakeBot:
    """Keeps what it is asked to send; raises ``errors`` first, one a call."""

    errors: list[TelegramError] = field(default_factory=list)
    sent: list[tuple[Any, ...]] = field(default_factory=list)
    signs: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def send_message(self, chat_id: int, text: str, **options: Any) -> Message:
        if self.errors:
            raise self.errors.pop(0)
        reply = options["reply_parameters"]
        replied = None if reply is None else (reply.message_id, reply.allow_sending_without_reply)
        self.sent.append((chat_id, text, options["parse_mode"], options["message_thread_id"], replied))
        return Message(len(self.sent), datetime.now(UTC), Chat(chat_id, "group"))

    async def send_chat_action(self, chat_id: int, action: str, **options: Any) -> None:
        self.signs += 1
        if self.signs == 3:
            self.enough.set()
        if self.errors:
            raise self.errors.pop(0)


async def sending(bot: FakeBot, pages: Sequence[MessagePage] = PAGES) -> tuple[bool, list[float]]:
    """What ``send_pages`` returns, and how long it slept."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return await send_pages(cast("Bot", bot), HERE, pages, sleep), slept


async def test_the_first_page_is_a_reply_and_all_stay_in_the_topic() -> None:
    bot = FakeBot()
    assert await sending(bot) == (True, [])
    assert bot.sent == [(-5, "<b>one</b>", "HTML", 3, (9, True)), (-5, "two", "HTML", 3, None)]


async def test_a_page_that_the_network_lost_is_sent_again() -> None:
    bot = FakeBot([NetworkError("httpx.ReadError"), TimedOut()])
    assert await sending(bot) == (True, [1, 2])
    assert [text for _, text, *_ in bot.sent] == ["<b>one</b>", "two"]


async def test_after_three_losses_the_error_is_raised() -> None:
    bot = FakeBot([NetworkError(str(number)) for number in range(4)])
    with pytest.raises(NetworkError, match="2"):
        await sending(bot)
    assert bot.sent == []


async def test_html_that_cannot_be_read_is_sent_as_plain_text() -> None:
    bot = FakeBot([BadRequest("Can't parse entities: unexpected end tag at byte offset 3")])
    await sending(bot, PAGES[:1])
    assert bot.sent == [(-5, "one", None, 3, (9, True))]


async def test_another_refusal_is_raised_at_once() -> None:
    with pytest.raises(BadRequest, match="too long"):
        await sending(FakeBot([BadRequest("Message is too long")]))


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("bot was blocked by the user"),
        BadRequest("Not enough rights to send text messages to the chat"),
        BadRequest("CHAT_WRITE_FORBIDDEN"),
        BadRequest("Topic_closed"),
        BadRequest("Message thread not found"),
        BadRequest("Need administrator rights in the channel chat"),
    ],
)
async def test_a_chat_that_shut_the_bot_out_gets_no_further_page(error: TelegramError) -> None:
    bot = FakeBot([error])
    assert await sending(bot) == (False, [])
    assert bot.sent == []


async def test_an_answer_follows_a_group_that_moved() -> None:
    bot = FakeBot([ChatMigrated(-100)])
    await sending(bot)
    assert bot.sent == [(-100, "<b>one</b>", "HTML", None, None), (-100, "two", "HTML", None, None)]


async def test_a_typing_sign_is_repeated_until_the_block_ends_whatever_becomes_of_it() -> None:
    bot = FakeBot([NetworkError("lost"), BadRequest("message thread not found")])
    async with typing_action(cast("Bot", bot), HERE, every=0):
        await bot.enough.wait()
    signs = bot.signs
    await asyncio.sleep(0)
    assert bot.signs == signs


@pytest.mark.parametrize(
    ("chat", "fields", "place"),
    [
        (Chat(1, "private"), {}, Place(1, None, None)),
        (Chat(-5, "group"), {}, Place(-5, None, 7)),
        (Chat(-5, "supergroup"), {"message_thread_id": 3}, Place(-5, None, 7)),
        (Chat(-5, "supergroup"), {"message_thread_id": 3, "is_topic_message": True}, Place(-5, 3, 7)),
    ],
)
def test_the_place_of_an_answer(chat: Chat, fields: dict[str, Any], place: Place) -> None:
    assert Place.from_message(Message(7, datetime(2025, 2, 9, tzinfo=UTC), chat, **fields)) == place
