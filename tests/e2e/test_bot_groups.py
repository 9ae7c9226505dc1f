"""The bot in groups and topics: what it takes for a question, and where it answers."""

from __future__ import annotations

import pytest

from tests.e2e.support.bot_process import conversation


async def test_a_mention_is_answered_as_a_reply_without_the_mention() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        group = server.supergroup("Readers", members=[ann])
        asked = await server.say(group, ann, "who said penguins fly, @Whosaid_Bot?")
        await server.reply_to(asked)
    assert answerer.asked == ["who said penguins fly?"]


async def test_a_reply_to_the_bot_and_a_command_are_questions_and_other_talk_is_not() -> None:
    async with conversation(privacy=False) as (server, answerer):
        ann, bob = server.user("Ann"), server.user("Bob")
        group = server.group("Readers", members=[ann, bob])
        answer = await server.reply_to(await server.say(group, ann, "/ask who said penguins fly?"))
        talk = await server.say(group, bob, "I did not know that.")
        await server.say(group, ann, "Me neither.", reply_to=talk)
        await server.reply_to(await server.say(group, bob, "why does the river rise?", reply_to=answer))
    assert answerer.asked == ["who said penguins fly?", "why does the river rise?"]


async def test_a_command_for_another_bot_is_left_alone() -> None:
    async with conversation(privacy=False) as (server, answerer):
        ann = server.user("Ann")
        group = server.group("Readers", members=[ann])
        await server.say(group, ann, "/ask@other_bot not you")
        await server.say(group, ann, "/frobnicate")
        await server.reply_to(await server.say(group, ann, "/ask@whosaid_bot but you"))
    assert answerer.asked == ["but you"]
    assert len(group.sent) == 1


async def test_ask_in_reply_to_a_message_asks_what_it_says() -> None:
    async with conversation() as (server, answerer):
        ann, bob = server.user("Ann"), server.user("Bob")
        group = server.supergroup("Readers", members=[ann, bob])
        talk = await server.say(group, bob, "I forgot. So who said penguins fly?")
        await server.reply_to(await server.say(group, ann, "/ask", reply_to=talk))
        await server.reply_to(await server.say(group, ann, "/ask", reply_to=talk, quote="who said penguins fly?"))
        how = await server.reply_to(await server.say(group, ann, "/ask"))
    assert answerer.asked == ["I forgot. So who said penguins fly?", "who said penguins fly?"]
    assert "/ask who said" in how["text"]


async def test_an_answer_stays_in_its_topic() -> None:
    async with conversation() as (server, _):
        ann = server.user("Ann")
        forum = server.forum("Forum", members=[ann])
        thread = await server.topic(forum, "News", by=ann)
        there = await server.reply_to(await server.say(forum, ann, "/ask one", thread=thread))
        general = await server.reply_to(await server.say(forum, ann, "/ask two"))
        typing = [call.parameters.get("message_thread_id") for call in server.calls_of("sendChatAction")]
    assert there["message_thread_id"] == thread
    assert "message_thread_id" not in general
    assert set(typing) <= {thread, None}


async def test_talk_in_a_topic_that_the_bot_opened_is_no_reply_to_the_bot() -> None:
    async with conversation(privacy=False) as (server, answerer):
        ann = server.user("Ann")
        forum = server.forum("Forum", members=[ann])
        thread = await server.topic(forum, "News")
        await server.say(forum, ann, "nice weather", thread=thread)
        await server.reply_to(await server.say(forum, ann, "/ask who said penguins fly?", thread=thread))
    assert answerer.asked == ["who said penguins fly?"]


@pytest.mark.parametrize(("mode", "heard"), [("all", ["plain talk", "question"]), ("mention", ["question"])])
async def test_groups_mode_says_what_is_heard(mode: str, heard: list[str]) -> None:
    async with conversation(privacy=False, groups_mode=mode) as (server, answerer):
        ann = server.user("Ann")
        group = server.supergroup("Readers", members=[ann])
        await server.say(group, ann, "plain talk")
        await server.reply_to(await server.say(group, ann, "/ask question"))
    assert answerer.asked == heard


async def test_groups_mode_off_is_deaf_to_groups_but_not_to_people() -> None:
    async with conversation(groups_mode="off") as (server, answerer):
        ann = server.user("Ann")
        group, chat = server.group("Readers", members=[ann]), server.private(ann)
        await server.say(group, ann, "/ask in the group")
        await server.say(chat, ann, "in private")
        await server.next_message(chat)
    assert answerer.asked == ["in private"]
    assert not group.sent


async def test_an_administrator_who_speaks_for_the_group_is_answered() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        group = server.supergroup("Readers", members=[ann])
        await server.reply_to(await server.say(group, ann, "/ask who sang?", anonymous=True))
    assert answerer.asked == ["who sang?"]


async def test_an_answer_follows_a_group_that_becomes_a_supergroup() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        group = server.group("Readers", members=[ann])
        gate = answerer.hold("who sang?")
        await server.say(group, ann, "/ask who sang?")
        await server.until(lambda: answerer.asked, "the question")
        moved = await server.migrate(group, ann)
        gate.set()
        assert (await server.next_message(moved))["text"].startswith("Answer to who sang?")
