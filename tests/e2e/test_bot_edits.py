"""Edited questions: the answer is edited with them."""

from __future__ import annotations

from pathlib import Path

from bot.answer.types import Answer, Status
from tests.e2e.support.bot_process import FakeEngine, citation
from tests.e2e.support.engines import COST, answering_bot
from tests.support.bot_api.wire import JsonObject

SLEEP = "When does the keeper of the mill sleep?"


async def test_an_edited_question_has_its_answer_edited(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        group = talk.server.supergroup("Readers", members=[ann])
        asked = await talk.server.say(group, ann, f"/ask {COST}")
        answer = await talk.server.reply_to(asked)
        old = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await talk.server.edit(group, asked, f"/ask {SLEEP}")
        edited = await talk.server.edited(answer)
        assert "The keeper sleeps at noon." in edited["text"]
        assert "40 coins" not in edited["text"]
        assert edited["reply_markup"]["inline_keyboard"][0][0]["callback_data"] != old
        assert len(group.sent) == 1
        await talk.server.edit(group, asked, f"/ask {COST}")
        assert "40 coins" in (await talk.server.edited(edited))["text"]
        assert talk.given.get(old.split(":")[1]) is None


async def test_a_question_edited_late_or_into_the_same_is_left_alone(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        late = await talk.server.say(chat, ann, COST, sent_ago=3700)
        await talk.server.next_message(chat)
        await talk.server.edit(chat, late, SLEEP)
        same = await talk.server.say(chat, ann, COST)
        await talk.server.next_message(chat)
        await talk.server.edit(chat, same, f" {COST} ")
        await talk.server.say(chat, ann, SLEEP)
        await talk.server.next_message(chat)
        assert talk.server.calls_of("editMessageText") == []


async def test_an_edited_message_that_was_no_question_is_no_question_now(tmp_path: Path) -> None:
    async with answering_bot(tmp_path, privacy=False) as talk:
        ann = talk.server.user("Ann")
        group = talk.server.supergroup("Readers", members=[ann])
        talk_of_theirs = await talk.server.say(group, ann, "nice weather")
        await talk.server.edit(group, talk_of_theirs, f"/ask {COST}")
        await talk.server.reply_to(await talk.server.say(group, ann, f"/ask {SLEEP}"))
        assert len(group.sent) == 1


async def test_an_answer_of_several_messages_becomes_one_and_several_again(tmp_path: Path) -> None:
    long = Answer("long", Status.ANSWERED, "It weighs much [1]. " + "And so on. " * 800, (citation(),))
    async with answering_bot(tmp_path, FakeEngine({"long": long})) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        asked = await talk.server.say(chat, ann, "long")

        async def standing(number: int) -> list[JsonObject]:
            await talk.server.until(lambda: len(talk.server.messages(chat)) == number, f"{number} messages")
            return talk.server.messages(chat)

        first = await standing(3)
        assert ["reply_markup" in message for message in first] == [False, False, True]
        await talk.server.edit(chat, asked, "short")
        (one,) = await standing(1)
        assert one["text"].startswith("Answer to short [1].")
        assert one["message_id"] == first[0]["message_id"]
        assert "reply_markup" in one
        await talk.server.edit(chat, asked, "long")
        again = await standing(3)
        assert [message["text"] for message in again] == [message["text"] for message in first]
        assert ["reply_markup" in message for message in again] == [False, False, True]


async def test_where_the_answer_was_deleted_an_edited_question_is_answered_anew(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        group = talk.server.supergroup("Readers", members=[ann])
        asked = await talk.server.say(group, ann, f"/ask {COST}")
        answer = await talk.server.reply_to(asked)
        await talk.server.erase(group.messages[answer["message_id"]])
        await talk.server.edit(group, asked, f"/ask {SLEEP}")
        await talk.server.until(lambda: len(group.sent) == 2, "another answer")
        assert group.sent[1]["reply_to_message"]["message_id"] == asked["message_id"]
