"""Channels: silent where nobody let them in, and even then only questions to the bot are answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.e2e.support.bot_process import FakeEngine, conversation
from tests.e2e.support.engines import answering_bot
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer

CLOSED: dict[str, Any] = {
    "allowed_telegram_user_ids": "",
    "allowed_telegram_group_ids": "",
    "admin_user_ids": "7100000001",
}


def strange(server: TelegramServer) -> Chat:
    """A channel without the bot."""
    channel = server.channel("The Bridge")
    channel.bot_status = "left"
    return channel


def admin(server: TelegramServer) -> tuple[User, Chat]:
    ann = server.user("Ann")
    return ann, server.private(ann)


async def test_a_channel_is_let_in_when_an_admin_adds_the_bot_and_nothing_is_said_in_it() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        channel = strange(server)
        told = await server.new_message(of_ann, server.set_bot(channel, "administrator", by=ann))
        await server.post(channel, "A post like any other")
        answer = await server.reply_to(await server.post(channel, "/ask who sang?"))
    assert told["text"] == f"I answer posts in The Bridge ({channel.id}) now that begin with /ask or mention me."
    assert answer["text"].startswith("Answer to who sang?")
    assert answerer.asked == ["who sang?"]
    assert len(channel.sent) == 1


async def test_a_channel_to_which_a_stranger_adds_the_bot_hears_nothing() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        channel = strange(server)
        await server.set_bot(channel, "administrator", by=bob)
        await server.post(channel, "/ask who sang?")
        await server.new_message(of_ann, server.say(of_ann, ann, "between"))
        assert not channel.sent
        await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {channel.id}"))
        await server.reply_to(await server.post(channel, "/ask who sang?"))
    assert answerer.asked == ["between", "who sang?"]
    assert len(channel.sent) == 1


async def test_a_channel_that_removes_the_bot_is_forgotten() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        channel = strange(server)
        await server.new_message(of_ann, server.set_bot(channel, "administrator", by=ann))
        await server.set_bot(channel, "left", by=bob)
        await server.set_bot(channel, "administrator", by=bob)
        await server.post(channel, "/ask who sang?")
        await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
    assert answerer.asked == ["the last"]


async def test_an_edited_post_has_its_answer_edited_and_readers_may_press_its_buttons(tmp_path: Path) -> None:
    async with answering_bot(tmp_path, FakeEngine()) as talk:
        channel = talk.server.channel("The Bridge")
        post = await talk.server.post(channel, "/ask one")
        answer = await talk.server.reply_to(post)
        await talk.server.edit(channel, post, "/ask two")
        assert (await talk.server.edited(answer))["text"].startswith("Answer to two")
        query = await talk.server.press(channel.messages[answer["message_id"]], "👍", talk.server.user("Reader"))
        assert (await talk.server.callback_answer(query))["text"] == "Noted, thank you."
    assert len(channel.sent) == 1
