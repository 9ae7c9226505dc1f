"""The buttons under an answer, pressed over HTTP."""

from __future__ import annotations

from pathlib import Path

from bot.answer.types import Answer, Status
from bot.messages import TELEGRAM
from tests.e2e.support.bot_process import FakeEngine, citation
from tests.e2e.support.engines import ARTICLES, COST, TOLL, AnsweringBot, answering_bot
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.wire import JsonObject
from tests.support.fakes import fake_indexer

REPAIR_ONLY = {"repair": ARTICLES["repair"]}


def labels(message: JsonObject) -> list[list[str]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def spans(message: JsonObject, kind: str) -> list[str]:
    text = message["text"].encode("utf-16-le")
    return [
        text[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
        for each in message.get("entities", [])
        if each["type"] == kind
    ]


async def asked(talk: AnsweringBot, chat: Chat, user: User, text: str = f"/ask {COST}") -> JsonObject:
    answer = await talk.server.reply_to(await talk.server.say(chat, user, text))
    return chat.messages[answer["message_id"]]


async def pressed(talk: AnsweringBot, message: JsonObject, button: str, user: User) -> str:
    """What who pressed was told."""
    query = await talk.server.press(message, button, user)
    return str((await talk.server.callback_answer(query)).get("text", ""))


async def test_more_context_shows_the_sentences_around_with_the_quote_marked(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        answer = await asked(talk, group, ann)
        assert labels(answer) == [["More context", "Other sources"], ["👍", "👎"]]
        assert await pressed(talk, answer, "More context", bob) == ""
        shown = await talk.server.reply_to(answer)
        (around,) = [each for each in spans(shown, "expandable_blockquote") if "40 coins" in each]
        assert around in TOLL
        assert around.startswith("The mill stands below")
        assert "The keeper sleeps at noon." in around
        assert "Crossing the mill bridge costs 40 coins." in spans(shown, "bold")
        assert shown["text"].startswith("[1] The mill bridge · The Oldbridge Post · 3 Feb 2025")


async def test_a_second_press_points_at_what_is_there_and_brings_back_what_was_deleted(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        group = talk.server.supergroup("Readers", members=[ann])
        answer = await asked(talk, group, ann)
        await pressed(talk, answer, "More context", ann)
        shown = await talk.server.reply_to(answer)
        await talk.server.until(talk.given.views.copy, "the view to be noted")
        assert await pressed(talk, answer, "More context", ann) == TELEGRAM.answers.shown_below
        await talk.server.called("editMessageText")
        assert len(group.sent) == 2
        await talk.server.erase(group.messages[shown["message_id"]])
        assert await pressed(talk, answer, "More context", ann) == TELEGRAM.answers.shown_below
        await talk.server.until(lambda: len(group.sent) == 3, "the context anew")


async def test_other_sources_are_those_that_were_not_cited(tmp_path: Path) -> None:
    quote = "Crossing the mill bridge costs 40 coins."
    toll = citation(1, quote, article_id="toll")
    async with answering_bot(tmp_path, FakeEngine({COST: Answer(COST, Status.ANSWERED, "40 [1].", (toll,))})) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        assert await pressed(talk, answer, "Other sources", ann) == ""
        shown = await talk.server.next_message(chat)
        assert shown["text"].startswith("Also found, not part of the answer:\n\nA spring repair · Northern Wire")
        assert spans(shown, "expandable_blockquote") == ["Crossing the bridge costs nothing on market days."]
        assert "The Oldbridge Post" not in shown["text"]


async def test_nothing_else_found_is_said_to_who_pressed_alone(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        talk.index({"toll": ARTICLES["toll"]})
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        assert await pressed(talk, answer, "Other sources", ann) == TELEGRAM.answers.no_other_sources
        assert len(chat.sent) == 1


async def test_thumbs_count_one_a_person_and_can_be_changed(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        answer = await asked(talk, group, ann)
        number = answer["message_id"]

        async def thumbs(button: str, user: User, after: list[str]) -> None:
            current = group.messages[number]
            (label,) = [each for each in labels(current)[1] if each.startswith(button)]
            assert await pressed(talk, current, label, user)
            await talk.server.until(lambda: labels(group.messages[number])[1] == after, f"{after}")

        await thumbs("👍", ann, ["👍 1", "👎"])
        await thumbs("👍", bob, ["👍 2", "👎"])
        await thumbs("👎", bob, ["👍 1", "👎 1"])
        await thumbs("👍", ann, ["👍", "👎 1"])
        ((rated, votes),) = talk.given.rated_answers()
        assert (rated.question, votes.up, votes.down) == (COST, 0, 1)
        assert next((each.article_id, TOLL[each.start : each.end]) for each in rated.cited) == (
            "toll",
            "Crossing the mill bridge costs 40 coins.",
        )


async def test_an_article_that_changed_still_opens_as_it_was_quoted_and_one_removed_is_named(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        talk.index({**ARTICLES, "toll": {**ARTICLES["toll"], "text": TOLL.replace("40", "60")}})
        await pressed(talk, answer, "More context", ann)
        shown = await talk.server.next_message(chat)
        assert "costs 40 coins" in shown["text"]
        assert "has changed since" in shown["text"]


async def test_when_all_articles_of_an_answer_were_removed_one_line_says_so(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        talk.index({"toll": ARTICLES["toll"]})
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        fake_indexer(talk.data).remove("toll")
        assert await pressed(talk, answer, "More context", ann) == "Removed from the articles since the answer: [1]."
        assert len(chat.sent) == 1


async def test_an_answer_no_longer_kept_a_closed_chat_and_an_unknown_button_are_told_in_one_line(
    tmp_path: Path,
) -> None:
    async with answering_bot(tmp_path, allowed_telegram_user_ids="7100000001") as talk:
        ann, eve = talk.server.user("Ann"), talk.server.user("Eve")
        assert ann.id == 7100000001
        chat, other = talk.server.private(ann), talk.server.private(eve)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await talk.server.say(other, eve, "hello")
        refusal = await talk.server.next_message(other)

        async def reply_text(message: JsonObject, user: User, stale: str) -> str:
            query = await talk.server.press(message, "-", user, stale_data=stale)
            return str((await talk.server.callback_answer(query)).get("text", ""))

        assert await reply_text(refusal, eve, data) == TELEGRAM.presses.may_not_ask
        assert await reply_text(answer, ann, "given:gone:context:0") == TELEGRAM.answers.answer_forgotten
        assert await reply_text(answer, ann, "given:what") == TELEGRAM.presses.out_of_use
        assert await reply_text(answer, ann, "elsewhere:1") == TELEGRAM.presses.out_of_use
        talk.given.drop(data.split(":")[1])
        assert await pressed(talk, answer, "👍", ann) == TELEGRAM.answers.answer_forgotten


async def test_the_answer_of_one_chat_cannot_be_opened_from_another(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann, eve = talk.server.user("Ann"), talk.server.user("Eve")
        chat, other = talk.server.private(ann), talk.server.private(eve)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        await talk.server.say(other, eve, COST)
        hers = other.messages[(await talk.server.next_message(other))["message_id"]]
        data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        query = await talk.server.press(hers, "-", eve, stale_data=data)
        assert (await talk.server.callback_answer(query))["text"] == TELEGRAM.answers.answer_forgotten
        assert len(other.sent) == 1


async def test_more_context_of_an_answer_in_a_topic_stays_there(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        forum = talk.server.forum("Forum", members=[ann])
        thread = await talk.server.topic(forum, "News", by=ann)
        question = await talk.server.say(forum, ann, f"/ask {COST}", thread=thread)
        answer = forum.messages[(await talk.server.reply_to(question))["message_id"]]
        await pressed(talk, answer, "More context", ann)
        assert (await talk.server.reply_to(answer))["message_thread_id"] == thread


async def test_long_context_is_turned_page_by_page_in_one_message(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        wordy = " and so on" * 150
        long = "\n\n".join(f"The {name} stone of the bridge is old{wordy}." for name in ("first", "second", "third"))
        talk.index({"toll": {**ARTICLES["toll"], "text": f"{long}\n\nCrossing the mill bridge costs 40 coins."}})
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        await pressed(talk, answer, "More context", ann)
        first = await talk.server.next_message(chat)
        assert labels(first) == [["2 of 2 ›"]]
        await pressed(talk, chat.messages[first["message_id"]], "2 of 2 ›", ann)
        second = await talk.server.edited(first)
        assert labels(second) == [["‹ 1 of 2"]]
        assert "costs 40 coins" in second["text"]
        assert len(chat.sent) == 2


async def test_a_refusal_with_nothing_near_has_thumbs_alone(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, "Do penguins juggle?")
        assert labels(await talk.server.next_message(chat)) == [["👍", "👎"]]


async def test_a_press_is_answered_while_a_question_of_the_chat_is_worked_on(tmp_path: Path) -> None:
    async with answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, COST)
        answer = chat.messages[(await talk.server.next_message(chat))["message_id"]]
        release = talk.server.hold("sendMessage")
        await talk.server.say(chat, ann, COST)
        await talk.server.until(lambda: talk.server.held, "the second answer to be on its way")
        assert await pressed(talk, answer, "👍", ann)
        release.set()
        await talk.server.next_message(chat)
