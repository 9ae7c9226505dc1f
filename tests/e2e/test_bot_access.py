"""Closed by default: strangers are told once how to be let in, and nothing else."""

from __future__ import annotations

from tests.e2e.support.bot_process import conversation


async def test_a_stranger_is_told_the_id_and_the_setting_once() -> None:
    async with conversation(allowed_telegram_user_ids="", admin_user_ids="1") as (server, answerer):
        ann, bob = server.user("Ann"), server.user("Bob")
        of_ann, of_bob = server.private(ann), server.private(bob)
        await server.say(of_ann, ann, "who sang?")
        told = await server.next_message(of_ann)
        await server.say(of_ann, ann, "/sources")
        await server.say(of_bob, bob, "/start")
        await server.next_message(of_bob)
    assert str(ann.id) in told["text"]
    assert "ALLOWED_TELEGRAM_USER_IDS" in told["text"]
    assert told["entities"][0]["type"] == "code"
    assert len(of_ann.sent) == 1
    assert answerer.asked == []


async def test_a_strange_group_is_told_once_and_only_when_it_turns_to_the_bot() -> None:
    async with conversation(privacy=False, allowed_telegram_group_ids="", groups_mode="all") as (server, answerer):
        ann = server.user("Ann")
        group = server.supergroup("Strangers", members=[ann])
        await server.say(group, ann, "plain talk")
        told = await server.reply_to(await server.say(group, ann, "@whosaid_bot who sang?"))
        await server.say(group, ann, "/ask who sang?")
        chat = server.private(ann)
        await server.say(chat, ann, "in private")
        await server.next_message(chat)
    assert str(group.id) in told["text"]
    assert "ALLOWED_TELEGRAM_GROUP_IDS" in told["text"]
    assert len(group.sent) == 1
    assert answerer.asked == ["in private"]


async def test_in_an_allowed_group_everyone_may_ask() -> None:
    async with conversation(allowed_telegram_user_ids="") as (server, answerer):
        ann = server.user("Ann")
        group = server.group("Readers", members=[ann])
        await server.reply_to(await server.say(group, ann, "/ask who sang?"))
    assert answerer.asked == ["who sang?"]
