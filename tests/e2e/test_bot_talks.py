"""Talks over HTTP: follow-ups, replies to answers and to people, what is remembered and how it is let go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.history import MAX_TURN_AGE
from bot.dates import utc_now
from tests.e2e.support import engines
from tests.e2e.support.conversations import ARTICLES, HOLT, LATER, THORN, conversing_bot, run_conversing_bot
from tests.support.bot_api.chats import Document
from tests.support.bot_api.server import TelegramServer

WHOLE = "Ask again with the name"
NOT_HERS = "Whom do you mean by “she”?"


async def test_a_follow_up_leans_on_the_same_persons_last_question_and_says_so_last(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        assert "Understood as" not in await talk.reply_text(chat, ann, "Who said every child gets a desk?")
        text = await talk.reply_text(chat, ann, "and what did she say about the bridge?")
        first, *_, last = text.splitlines()
        assert first.startswith("Ada Thorn")
        assert last == "Understood as: What did Ada Thorn say about the bridge?"
        more = await talk.reply_text(chat, ann, LATER)
        assert "Every child" in more.splitlines()[0] or "Nothing else by Ada Thorn" in more


async def test_when_something_was_said_is_told_first_and_by_the_article(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.reply_text(chat, ann, "Who said the ferry carries 60 people an hour?")
        answer = await talk.answered(chat, ann, "and when was that?")
        assert answer["text"].startswith("The article tells the day: 9 April [1]. It was published on 10 Apr 2025.\n")
        await talk.server.callback_answer(await talk.server.press(answer, "More context", ann))
        await talk.server.until(lambda: len(chat.sent) == 3, "the context")
        assert "A ferry has run beside the ruined weir" in chat.sent[2]["text"]


async def test_another_person_in_the_group_leans_on_nothing_of_it(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        await talk.reply_text(group, ann, f"/ask {THORN}")
        await talk.reply_text(group, bob, f"/ask {HOLT}")
        assert NOT_HERS in await talk.reply_text(group, bob, "/ask what else did she say?")
        assert "Ada Thorn" in await talk.reply_text(group, ann, "/ask what else did she say?")


async def test_another_topic_is_another_talk(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        forum = talk.server.forum("Forum", members=[ann])
        news, other = [await talk.server.topic(forum, name, by=ann) for name in ("News", "Other")]
        await talk.reply_text(forum, ann, f"/ask {THORN}", thread=news)
        assert NOT_HERS in await talk.reply_text(forum, ann, "/ask what else did she say?", thread=other)
        assert NOT_HERS in await talk.reply_text(forum, ann, "/ask what else did she say?")
        assert "Ada Thorn" in await talk.reply_text(forum, ann, "/ask what else did she say?", thread=news)


async def test_who_is_asked_back_may_answer_with_the_name_alone(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.reply_text(chat, ann, "Did Ada Thorn and Ben Holt talk about the ferry?")
        asked_back = await talk.answered(chat, ann, "what did they say about the ferry?")
        assert asked_back["text"] == "Whom do you mean: Ben Holt or Ada Thorn?"
        assert "reply_markup" not in asked_back
        assert "Understood as: What did Ben Holt say about the ferry?" in await talk.reply_text(chat, ann, "Holt")


async def test_two_questions_sent_at_once_are_answered_in_order(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        for text in (THORN, LATER, HOLT, "what else did he say?"):
            await talk.server.say(chat, ann, text)
        await talk.server.until(lambda: len(chat.sent) == 4, "four answers")
        assert ["Ada Thorn" in sent["text"] for sent in chat.sent] == [True, True, False, False]
        assert "Ben Holt" in chat.sent[3]["text"]


async def test_a_restart_forgets_nothing_and_half_a_day_everything(tmp_path: Path) -> None:
    async with TelegramServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        async with run_conversing_bot(server, tmp_path) as talk:
            await talk.reply_text(chat, ann, THORN)
        async with run_conversing_bot(server, tmp_path) as talk:
            assert "Ada Thorn" in await talk.reply_text(chat, ann, LATER)
        assert talk.rows()["turns"] == 2
        async with run_conversing_bot(
            server, tmp_path, lambda: utc_now() + MAX_TURN_AGE + timedelta(minutes=1)
        ) as talk:
            assert "turns" not in talk.rows()
            assert NOT_HERS in await talk.reply_text(chat, ann, LATER)


async def test_a_group_that_becomes_a_supergroup_keeps_its_talks(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        group = talk.server.group("Readers", members=[ann])
        for _ in range(3):
            await talk.reply_text(group, ann, f"/ask {THORN}")
        moved = await talk.server.migrate(group, ann)
        assert "Ada Thorn" in await talk.reply_text(moved, ann, "/ask what else did she say?")
        assert "Ada Thorn" in await talk.reply_text(moved, ann, "/ask what else did she say about the school?")


async def test_nothing_that_is_kept_holds_words_of_an_article(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        answer = await talk.answered(chat, ann, "How many people does the ferry carry?")
        assert "Who said The ferry carries 60 people an hour?" in await talk.reply_text(chat, ann, "who said that?")
        assert "The ferry carries 60 people" in await talk.reply_text(chat, ann, "why?")
        await talk.reply_text(chat, ann, "who?", reply_to=answer, quote="carries 60 people an hour")
        assert talk.rows()["turns"] == talk.rows()["given"] == 4
    for known in ARTICLES.values():
        for sentence in known["text"].split(". "):
            assert sentence[1:25].encode() not in talk.stored()


async def test_other_sources_of_a_follow_up_are_those_of_the_question_as_it_was_understood(tmp_path: Path) -> None:
    async with engines.answering_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.server.say(chat, ann, engines.COST)
        await talk.server.say(chat, ann, "why?")
        await talk.server.until(lambda: len(chat.sent) == 2, "two answers")
        assert "Understood as: Why does coins crossing the mill bridge cost?" in chat.sent[1]["text"]
        await talk.server.callback_answer(await talk.server.press(chat.sent[1], "Other sources", ann))
        await talk.server.until(lambda: len(chat.sent) == 3, "the other sources")
        assert "A spring repair" in chat.sent[2]["text"]


async def test_new_forgets_the_talk_of_one_person_in_one_place(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group, chat = talk.server.supergroup("Readers", members=[ann, bob]), talk.server.private(ann)
        for where, who, text in ((group, ann, f"/ask {THORN}"), (group, bob, f"/ask {THORN}"), (chat, ann, THORN)):
            await talk.reply_text(where, who, text)
        assert await talk.reply_text(group, ann, "/new") == (
            "What you asked here before is forgotten. The next question stands alone."
        )
        assert NOT_HERS in await talk.reply_text(group, ann, "/ask what else did she say?")
        assert "Ada Thorn" in await talk.reply_text(group, bob, "/ask what else did she say?")
        assert "Ada Thorn" in await talk.reply_text(chat, ann, LATER)


async def test_forget_erases_everything_of_one_person_everywhere_but_what_an_admin_decided(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path, admin_user_ids="7100000001", allowed_telegram_user_ids="") as talk:
        boss, ann, bob = (talk.server.user(name) for name in ("Boss", "Ann", "Bob"))
        assert boss.id == 7100000001
        of_boss, chat = talk.server.private(boss), talk.server.private(ann)
        group = talk.server.supergroup("Readers", members=[ann, bob])
        await talk.reply_text(of_boss, boss, f"/allow {ann.id}")
        await talk.server.next_message(chat)
        await talk.reply_text(chat, ann, "Who hid the marzipan submarine in the pantry?")
        his = await talk.answered(group, bob, f"/ask {THORN}")
        await talk.server.callback_answer(await talk.server.press(his, "👍", ann))
        await talk.reply_text(group, ann, f"/ask {HOLT}")
        assert {"turns", "given", "given_votes", "members"} <= talk.rows(ann.id).keys()
        said = await talk.reply_text(group, ann, "/forget")
        assert said.startswith("Erased, in every chat: ")
        assert "What an admin decided, to let you in or not, stays." in said
        assert talk.rows(ann.id) == {"members": 1}
        assert talk.rows(bob.id).keys() == {"turns", "given"}
        assert NOT_HERS in await talk.reply_text(chat, ann, LATER)
    assert b"marzipan" not in talk.stored()
    assert THORN.encode() in talk.stored()


async def test_a_stranger_may_withdraw_and_cannot_drown_the_admins_by_it(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path, admin_user_ids="7100000001", allowed_telegram_user_ids="") as talk:
        boss, cy = talk.server.user("Boss"), talk.server.user("Cy")
        of_boss, chat = talk.server.private(boss), talk.server.private(cy)
        await talk.reply_text(chat, cy, "let me in")
        assert "Your request for access is withdrawn." in await talk.reply_text(chat, cy, "/forget")
        assert talk.rows(cy.id) == {}
        asked = of_boss.sent[-1]
        query = await talk.server.press(asked, "Allow", boss)
        assert "I know nothing of this request any more" in (await talk.server.callback_answer(query))["text"]
        for _ in range(3):
            await talk.reply_text(chat, cy, "let me in")
            assert "withdrawn" not in await talk.reply_text(chat, cy, "/forget")
        assert len(of_boss.sent) == 1


async def test_a_reply_with_a_quote_asks_about_that_part_of_that_answer(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        old = await talk.answered(chat, ann, "How many people does the ferry carry?")
        await talk.reply_text(chat, ann, THORN)
        text = await talk.reply_text(chat, ann, "who?", reply_to=old, quote="carries 60 people an hour")
        assert text.startswith("Ben Holt")
        assert "Understood as: Who said carries 60 people an hour?" in text
        assert "Ada Thorn" not in text


async def test_a_reply_to_an_answer_that_another_got_or_that_memory_has_lost_is_about_it(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        hers = await talk.answered(group, ann, f"/ask {THORN}")
        await talk.reply_text(group, ann, "/new")
        await talk.reply_text(group, bob, f"/ask {HOLT}")
        text = await talk.reply_text(group, bob, "what did she say about the school?", reply_to=hers)
        assert "Understood as: What did Ada Thorn say about the school?" in text
        text = await talk.reply_text(group, bob, "what else did she say?", reply_to=hers, quote="Ada Thorn")
        assert "Understood as: What else did Ada Thorn say" in text
        assert "Ben Holt" not in text


async def test_a_reply_to_what_is_shown_of_an_answer_is_about_it_and_one_to_a_list_is_a_plain_question(
    tmp_path: Path,
) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        first = await talk.answered(chat, ann, "How many people does the ferry carry?")
        await talk.server.callback_answer(await talk.server.press(first, "More context", ann))
        await talk.server.until(lambda: len(chat.sent) == 2, "the context")
        shown, listed = chat.sent[1], await talk.answered(chat, ann, "/sources")
        await talk.server.until(lambda: "given_views" in talk.rows(), "the view to be noted")
        await talk.reply_text(chat, ann, "/new")
        assert WHOLE in await talk.reply_text(chat, ann, "what else did he say?", reply_to=listed)
        await talk.reply_text(chat, ann, "/new")
        assert "Ben Holt" in await talk.reply_text(chat, ann, "what else did he say?", reply_to=shown)


@pytest.mark.parametrize("words", ["/ask", "/ask is this true?", "@whosaid_bot чи це правда?", "/ask это правда?"])
async def test_a_claim_is_held_against_the_articles_without_a_verdict(tmp_path: Path, words: str) -> None:
    async with conversing_bot(tmp_path, privacy=False) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        right = await talk.server.say(group, bob, "I read that the county paid 300 coins for the repair of the bridge.")
        wrong = await talk.server.say(group, bob, "The county paid 900 coins for the repair of the bridge!")
        text = await talk.reply_text(group, ann, words, reply_to=right)
        assert text.startswith("The articles say: Ms Thorn said the county had paid 300 coins")
        assert "The message has" not in text
        text = await talk.reply_text(group, ann, words, reply_to=wrong)
        assert text.startswith("The articles say: Ms Thorn said the county had paid 300 coins")
        assert "The message has 900 coins, the articles have 300 coins [1]." in text


async def test_a_claim_may_be_a_caption_a_forwarded_post_or_a_part_picked(tmp_path: Path) -> None:
    claim = "The county paid 900 coins for the repair of the bridge."
    both = f"{claim} The ferry carries 60 people an hour."
    async with conversing_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group, channel = talk.server.supergroup("Readers", members=[ann, bob]), talk.server.channel("Rumours")
        photo = await talk.server.say(group, bob, claim, document=Document("a.txt", b"x"))
        post = await talk.server.forward(group, bob, await talk.server.post(channel, claim))
        for said in (photo, post):
            assert "The message has 900 coins" in await talk.reply_text(group, ann, "/ask true?", reply_to=said)
        long = await talk.server.say(group, bob, both)
        part = await talk.reply_text(
            group, ann, "/ask true?", reply_to=long, quote="The ferry carries 60 people an hour."
        )
        assert "900" not in part
        assert "carries 60 people" in part.splitlines()[0]


async def test_a_question_in_the_message_is_answered_and_other_words_have_it_as_their_context(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        question = await talk.server.say(group, bob, "How many people does the ferry carry?")
        assert "60 people an hour" in (await talk.reply_text(group, ann, "/ask", reply_to=question)).splitlines()[0]
        gossip = await talk.server.say(group, bob, "Mayor Ada Thorn is at the bridge again.")
        text = await talk.reply_text(group, ann, "/ask what did she say about the school?", reply_to=gossip)
        assert "Understood as: What did Ada Thorn say about the school?" in text
        assert "60 people" in await talk.reply_text(group, ann, f"/ask {HOLT}", reply_to=gossip)


async def test_an_edited_follow_up_leans_on_what_was_before_it_and_is_remembered_once(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.reply_text(chat, ann, THORN)
        asked = await talk.server.say(chat, ann, "what did she say about the school?")
        await talk.server.until(lambda: len(chat.sent) == 2, "an answer")
        await talk.reply_text(chat, ann, HOLT)
        await talk.server.edit(chat, asked, "anything else?")
        edited = await talk.server.edited(chat.sent[1])
        assert "Understood as: What else did Ada Thorn say?" in edited["text"]
        assert "Ben Holt" in await talk.reply_text(chat, ann, "what else did he say?")
        assert talk.rows()["turns"] == talk.rows()["given"] == 4


async def test_an_edit_that_leaves_the_typed_words_as_they_are_changes_nothing(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.reply_text(chat, ann, THORN)
        asked = await talk.server.say(chat, ann, LATER)
        await talk.server.until(lambda: len(chat.sent) == 2, "an answer")
        await talk.server.edit(chat, asked, f" {LATER} ")
        await talk.reply_text(chat, ann, HOLT)
        assert talk.server.calls_of("editMessageText") == []


async def test_an_edit_may_settle_what_was_asked_back_and_may_have_to_be_asked_back(tmp_path: Path) -> None:
    async with conversing_bot(tmp_path) as talk:
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        asked = await talk.server.say(chat, ann, "what did she say about the bridge?")
        await talk.server.until(lambda: chat.sent, "the question back")
        assert NOT_HERS in chat.sent[0]["text"]
        await talk.server.edit(chat, asked, THORN)
        await talk.server.until(lambda: len(chat.sent) == 2, "the answer")
        assert chat.sent[1]["text"].startswith("Ada Thorn")
        await talk.server.edit(chat, asked, "what did she say?")
        back = await talk.server.edited(chat.sent[1])
        assert NOT_HERS in back["text"]
        assert "reply_markup" not in back
        await talk.reply_text(chat, ann, "/sources")
        assert "given" not in talk.rows()
        assert talk.rows()["turns"] == 1
