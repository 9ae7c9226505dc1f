"""Messages changed where they stand, and what happens to those that cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.telegram.rendering.pagination import MessagePage
from bot.telegram.transport.editing import edit_message, rewrite_messages
from bot.telegram.transport.sending import Place, SentPages

ONE, TWO = MessagePage("<b>one</b>", "one"), MessagePage("two", "two")
HERE = Place(-5, 3, 9)
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])


@dataclass
class FakeBot:
    """Keeps what it is asked to do; raises ``errors`` first, one a change."""

    errors: list[TelegramError] = field(default_factory=list)
    done: list[tuple[Any, ...]] = field(default_factory=list)

    async def edit_message_text(self, text: str, chat_id: int, message_id: int, **options: Any) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.done.append(("edit", message_id, text, options["parse_mode"], options["reply_markup"]))

    async def send_message(self, chat_id: int, text: str, **options: Any) -> Message:
        reply = options["reply_parameters"]
        self.done.append(("send", text, reply and reply.message_id, options["reply_markup"]))
        return Message(100 + len(self.done), datetime.now(UTC), Chat(chat_id, "group"))

    async def delete_message(self, chat_id: int, message_id: int) -> None:
        self.done.append(("delete", message_id))


async def edited(*errors: TelegramError) -> tuple[bool, list[tuple[Any, ...]], list[float]]:
    bot, slept = FakeBot(list(errors)), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return await edit_message(cast("Bot", bot), (-5, 7), ONE, BUTTONS, sleep=sleep), bot.done, slept


async def test_a_message_is_changed_with_its_buttons() -> None:
    assert await edited() == (True, [("edit", 7, "<b>one</b>", "HTML", BUTTONS)], [])


async def test_one_that_says_the_same_already_is_there() -> None:
    assert await edited(BadRequest("Message is not modified: same")) == (True, [], [])


@pytest.mark.parametrize("words", ["Message to edit not found", "Message can't be edited"])
async def test_one_that_is_gone_is_told(words: str) -> None:
    assert await edited(BadRequest(words)) == (False, [], [])


async def test_a_change_that_the_network_lost_is_repeated() -> None:
    there, done, slept = await edited(NetworkError("lost"), NetworkError("lost"))
    assert (there, len(done), slept) == (True, 1, [1, 2])
    with pytest.raises(NetworkError):
        await edited(*(NetworkError("lost") for _ in range(3)))


async def test_html_that_telegram_cannot_read_is_changed_to_plain_text() -> None:
    there, done, _ = await edited(BadRequest("Can't parse entities: x"))
    assert (there, done) == (True, [("edit", 7, "one", None, BUTTONS)])


async def test_another_refusal_is_raised() -> None:
    with pytest.raises(BadRequest, match="else"):
        await edited(BadRequest("something else"))


async def test_more_pages_than_before_are_sent_and_fewer_deleted() -> None:
    bot = FakeBot()
    assert await rewrite_messages(cast("Bot", bot), HERE, (7,), (ONE, TWO), BUTTONS) == SentPages(-5, (7, 102))
    assert bot.done == [("edit", 7, "<b>one</b>", "HTML", None), ("send", "two", None, BUTTONS)]
    bot = FakeBot()
    assert await rewrite_messages(cast("Bot", bot), HERE, (7, 8), (ONE,), BUTTONS) == SentPages(-5, (7,))
    assert bot.done == [("edit", 7, "<b>one</b>", "HTML", BUTTONS), ("delete", 8)]


async def test_where_one_is_gone_all_are_sent_as_a_reply() -> None:
    bot = FakeBot([BadRequest("Message to edit not found")])
    assert await rewrite_messages(cast("Bot", bot), HERE, (7, 8), (ONE,), BUTTONS) == SentPages(-5, (103,))
    assert bot.done == [("delete", 7), ("delete", 8), ("send", "<b>one</b>", 9, BUTTONS)]


async def test_a_chat_that_shut_the_bot_out_is_left() -> None:
    sent = await rewrite_messages(cast("Bot", FakeBot([Forbidden("bot was blocked")])), HERE, (7,), (ONE,))
    assert sent == SentPages(-5, (7,), shut_out=True)
