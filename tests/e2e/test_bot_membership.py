"""The bot is added to groups, removed from them, and follows a group to its new id."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.support.bot_process import conversation
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer

CLOSED: dict[str, Any] = {
    "allowed_telegram_user_ids": "",
    "allowed_telegram_group_ids": "",
    "admin_user_ids": "7100000001",
}


def admin(server: TelegramServer) -> tuple[User, Chat]:
    ann = server.user("Ann")
    return ann, server.private(ann)


def strange(server: TelegramServer, *members: User) -> Chat:
    """A group without the bot."""
    group = server.group("Readers", members=members)
    group.bot_status = "left"
    return group


async def test_a_group_is_let_in_when_an_admin_adds_the_bot_and_forgotten_when_it_is_removed() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        group = strange(server, ann, bob)
        hello = await server.new_message(group, server.set_bot(group, "member", by=ann))
        await server.reply_to(await server.say(group, bob, "/ask one"))
        await server.set_bot(group, "left", by=bob)
        await server.fetched()
        told = await server.new_message(group, server.set_bot(group, "member", by=bob))
        await server.say(group, bob, "/ask two")
        await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
    assert hello["text"].startswith("I answer questions from a set of articles.")
    assert "/ask" in hello["text"]
    assert told["text"].startswith("This bot answers only in groups it knows.")
    assert answerer.asked == ["one", "the last"]


async def test_a_group_to_which_a_stranger_adds_the_bot_hears_one_line_and_the_admins_decide() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        group = strange(server, bob)
        told = await server.new_message(group, server.set_bot(group, "member", by=bob))
        await server.say(group, bob, "/ask one")
        asked = await server.next_message(of_ann)
        await server.callback_answer(await server.press(asked, "Allow", ann))
        welcome = await server.next_message(group)
        await server.reply_to(await server.say(group, bob, "/ask two"))
        assert (await server.edited(asked))["text"] == f"Readers ({group.id}) was let in by Ann."
        assert len(of_ann.sent) == 1
    assert "The bot's admins have been told of it." in told["text"]
    assert asked["text"] == f"The group Readers ({group.id}) asks for access, by Bob ({bob.id})."
    assert welcome["text"].startswith("You may ask me now. Begin with /ask")
    assert answerer.asked == ["two"]


async def test_a_group_that_was_turned_away_is_met_with_silence_until_an_admin_adds_the_bot() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        group = strange(server, ann, bob)
        await server.new_message(of_ann, server.say(of_ann, ann, f"/deny {group.id}"))
        await server.set_bot(group, "member", by=bob)
        await server.say(group, bob, "/ask one")
        await server.new_message(of_ann, server.say(of_ann, ann, "between"))
        assert not group.sent
        await server.set_bot(group, "left", by=bob)
        await server.new_message(group, server.set_bot(group, "member", by=ann))
        await server.reply_to(await server.say(group, bob, "/ask two"))
    assert answerer.asked == ["between", "two"]


async def test_an_admin_lets_a_group_in_from_within_and_turns_it_away() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        group = server.supergroup("Readers", members=[ann])
        let_in = await server.reply_to(await server.say(group, ann, "/allow"))
        await server.reply_to(await server.say(group, ann, "/ask one"))
        await server.reply_to(await server.say(group, ann, "/deny"))
        await server.say(group, ann, "/ask two")
        await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
    assert let_in["text"].startswith(f"Readers ({group.id}) is let in.\n\nBegin with /ask")
    assert answerer.asked == ["one", "the last"]


@pytest.mark.parametrize("preset", [True, False])
async def test_a_group_that_becomes_a_supergroup_stays_let_in(preset: bool) -> None:
    async with conversation(**{**CLOSED, "allowed_telegram_group_ids": "-4000000002" if preset else ""}) as (
        server,
        answerer,
    ):
        ann, _ = admin(server)
        group = server.group("Readers", members=[ann])
        assert group.id == -4000000002
        if not preset:
            await server.reply_to(await server.say(group, ann, "/allow"))
        moved = await server.migrate(group, ann)
        await server.reply_to(await server.say(moved, ann, "/ask who sang?"))
    assert answerer.asked == ["who sang?"]


async def test_a_strange_group_that_becomes_a_supergroup_stays_strange_and_its_request_follows() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        group = server.group("Readers", members=[bob])
        await server.reply_to(await server.say(group, bob, "/ask one"))
        asked = await server.next_message(of_ann)
        moved = await server.migrate(group, bob)
        await server.fetched()
        await server.new_message(of_ann, server.say(of_ann, ann, "between"))
        await server.callback_answer(await server.press(asked, "Allow", ann))
        await server.next_message(moved)
        await server.reply_to(await server.say(moved, bob, "/ask two"))
    assert answerer.asked == ["between", "two"]


async def test_where_groups_are_off_nothing_is_said_to_one_that_adds_the_bot() -> None:
    async with conversation(**CLOSED, groups_mode="off") as (server, _):
        ann, of_ann = admin(server)
        group = strange(server, ann)
        await server.set_bot(group, "member", by=ann)
        await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
        assert not group.sent


async def test_a_person_who_blocks_and_unblocks_the_bot_causes_nothing() -> None:
    async with conversation(**CLOSED) as (server, _):
        ann, of_ann = admin(server)
        bob = server.user("Bob")
        of_bob = server.private(bob)
        await server.set_bot(of_bob, "kicked", by=bob)
        await server.set_bot(of_bob, "member", by=bob)
        await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
        assert not of_bob.sent
