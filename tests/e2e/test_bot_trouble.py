"""Order, and what happens when the network or Telegram does not do its part."""

from __future__ import annotations

import logging

import pytest

from tests.e2e.support.bot_process import conversation
from tests.support.bot_api.wire import Refusal


async def test_a_chat_is_answered_in_order_and_other_chats_do_not_wait() -> None:
    async with conversation() as (server, answerer):
        ann, bob = server.user("Ann"), server.user("Bob")
        of_ann, of_bob = server.private(ann), server.private(bob)
        gate = answerer.hold("first")
        for question in ("first", "second", "third"):
            await server.say(of_ann, ann, question)
        await server.say(of_bob, bob, "other")
        await server.next_message(of_bob)
        assert not of_ann.sent
        assert answerer.asked == ["first", "other"]
        gate.set()
        answers = [(await server.next_message(of_ann))["text"].split(" [1]")[0] for _ in range(3)]
    assert answers == ["Answer to first", "Answer to second", "Answer to third"]


async def test_many_questions_of_one_chat_keep_their_order() -> None:
    questions = [f"question {number}" for number in range(40)]
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        chat = server.private(ann)
        for question in questions:
            await server.say(chat, ann, question)
        await server.until(lambda: len(chat.sent) == len(questions), "all answers")
    assert answerer.asked == questions
    assert [message["text"].split(" [1]")[0] for message in chat.sent] == [f"Answer to {each}" for each in questions]


async def test_an_answer_held_back_by_a_flood_limit_comes_later_and_other_chats_do_not_wait() -> None:
    async with conversation() as (server, _):
        ann, bob = server.user("Ann"), server.user("Bob")
        of_ann, of_bob = server.private(ann), server.private(bob)
        server.flood("sendMessage", retry_after=1)
        await server.say(of_ann, ann, "one")
        await server.called("sendMessage")
        await server.say(of_bob, bob, "two")
        await server.next_message(of_bob)
        assert not of_ann.sent
        assert (await server.next_message(of_ann))["text"].startswith("Answer to one")
    assert [call.error.code for call in server.refused if call.error] == [429]


async def test_a_lost_connection_or_a_broken_gateway_does_not_lose_the_answer() -> None:
    async with conversation() as (server, _):
        ann = server.user("Ann")
        chat = server.private(ann)
        server.drop("sendMessage")
        server.fail("sendMessage", status=502)
        await server.say(chat, ann, "one")
        assert (await server.next_message(chat))["text"].startswith("Answer to one")


async def test_html_that_telegram_cannot_read_goes_out_as_plain_text() -> None:
    async with conversation() as (server, _):
        ann = server.user("Ann")
        chat = server.private(ann)
        server.refuse("sendMessage", Refusal(400, "Bad Request: can't parse entities: whatever"))
        await server.say(chat, ann, "one")
        answer = await server.next_message(chat)
    assert answer["text"].startswith("Answer to one")
    assert "<" not in answer["text"]
    assert "entities" not in answer


async def test_a_person_who_blocked_the_bot_is_not_written_to_again() -> None:
    async with conversation() as (server, answerer):
        ann, bob = server.user("Ann"), server.user("Bob")
        of_ann, of_bob = server.private(ann), server.private(bob)
        gate = answerer.hold("one")
        await server.say(of_ann, ann, "one")
        await server.until(lambda: answerer.asked, "the question")
        await server.set_bot(of_ann, "kicked", by=ann)
        gate.set()
        await server.called("sendMessage")
        await server.say(of_bob, bob, "two")
        await server.next_message(of_bob)
    assert len([call for call in server.calls_of("sendMessage") if call.error]) == 1


async def test_a_group_that_mutes_the_bot_is_quiet_and_answered_again_once_it_may_write(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with conversation(privacy=False) as (server, answerer):
        ann = server.user("Ann")
        group = server.group("Readers", members=[ann])
        group.muted = True
        await server.say(group, ann, "/ask one")
        await server.called("sendMessage")
        group.muted = False
        await server.reply_to(await server.say(group, ann, "/ask two"))
    assert answerer.asked == ["one", "two"]
    assert [message["text"].split(" [1]")[0] for message in group.sent] == ["Answer to two"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("fate", ["closed", "deleted"])
async def test_an_answer_to_a_topic_that_was_closed_or_deleted_meanwhile_goes_nowhere_else(fate: str) -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        forum = server.forum("Readers", members=[ann])
        thread = await server.topic(forum, "Bridges", by=ann)
        gate = answerer.hold("one")
        await server.say(forum, ann, "/ask one", thread=thread)
        await server.until(lambda: answerer.asked, "the question")
        if fate == "closed":
            forum.closed_topics.add(thread)
        else:
            del forum.topics[thread]
        gate.set()
        await server.called("sendMessage")
        await server.reply_to(await server.say(forum, ann, "/ask two"))
    assert [message["text"].split(" [1]")[0] for message in forum.sent] == ["Answer to two"]
    assert [call.error is not None for call in server.calls_of("sendMessage")] == [True, False]


async def test_a_group_that_removes_the_bot_while_it_works_hears_nothing_more() -> None:
    async with conversation() as (server, answerer):
        ann, bob = server.user("Ann"), server.user("Bob")
        group, of_bob = server.group("Readers", members=[ann]), server.private(bob)
        gate = answerer.hold("one")
        await server.say(group, ann, "/ask one")
        await server.until(lambda: answerer.asked, "the question")
        await server.set_bot(group, "kicked", by=ann)
        gate.set()
        await server.called("sendMessage")
        await server.say(of_bob, bob, "two")
        await server.next_message(of_bob)
    assert not group.sent
    assert len([call for call in server.calls_of("sendMessage") if call.error]) == 1


async def test_the_bot_says_that_it_is_being_stopped_to_those_who_wait() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        chat = server.private(ann)
        answerer.hold("slow")
        await server.say(chat, ann, "slow")
        await server.say(chat, ann, "behind it")
        await server.until(lambda: answerer.asked and not server.updates.pending, "the question")
    assert [message["text"] for message in chat.sent] == ["I am being restarted. Please ask again in a minute."] * 2


async def test_a_second_poller_is_told_in_one_line_and_messages_come_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.telegram")
    async with conversation() as (server, _):
        ann = server.user("Ann")
        chat = server.private(ann)
        words = "Conflict: terminated by other getUpdates request"
        server.refuse("getUpdates", Refusal(409, words), times=2)
        await server.say(chat, ann, "before")
        await server.next_message(chat)
        await server.say(chat, ann, "after")
        assert (await server.next_message(chat))["text"].startswith("Answer to after")
    told = [record for record in caplog.records if "Another process" in record.getMessage()]
    assert len(told) == 1
    assert told[0].exc_info is None
    assert "Messages come again." in caplog.messages
