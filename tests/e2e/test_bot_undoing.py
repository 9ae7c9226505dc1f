"""What stands under an addition: Undo, and Ask about it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.messages import TELEGRAM
from bot.storage.bot_database import BotDatabase
from tests.e2e.support.additions import BAKER, MILL, EditingBot, editing_bot
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject
from tests.support.web.server import silent

ASKED = "Who said rye bread will be baked in the mill?"


async def undo(works: EditingBot, told: JsonObject) -> JsonObject:
    """The message about an addition once it is taken back."""
    query = await works.server.press(told, "Undo", works.boss)
    assert (await works.server.callback_answer(query))["text"] == "Taking it back."
    return await works.server.edited(told)


async def test_undo_takes_a_new_article_away_with_all_that_was_kept_of_it(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        before = works.stored()
        told = await works.add(works.publish("/mill", "Mill sold"))
        undone = await undo(works, told)
        said = works.server.say(works.office, works.boss, ASKED)
        answer = await works.server.new_message(works.office, said)
        assert works.stored() == before
    assert undone["text"].startswith("Taken back: Mill sold")
    assert "reply_markup" not in undone
    assert "Maren Holt" not in answer["text"]


async def test_undo_gives_an_updated_article_its_former_words_back(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        link = works.publish("/mill", "Mill sold")
        await works.add(link)
        before = works.stored()[link]
        works.publish("/mill", "Mill sold", MILL, "“No bread will be baked there,” said Ada Thorn, who bought it.")
        told = await works.add(link)
        assert works.stored()[link] != before
        await undo(works, told)
        assert works.stored()[link] == before
        said = works.server.say(works.office, works.boss, ASKED)
        answer = await works.server.new_message(works.office, said)
    assert "Maren Holt" in answer["text"]


async def test_what_changed_since_is_left_alone_by_an_earlier_undo(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        link = works.publish("/mill", "Mill sold")
        first = await works.add(link)
        works.publish("/mill", "Mill sold", MILL, BAKER, "The sale was signed by Ada Thorn on Wednesday.")
        await works.add(link)
        now = works.stored()
        undone = await undo(works, first)
        assert works.stored() == now
    assert undone["text"] == "Nothing was taken back: it has changed since."


async def test_undo_after_a_restart_and_by_nobody_but_the_adder_and_admins(tmp_path: Path) -> None:
    async with TelegramServer(privacy=False) as server:
        async with editing_bot(tmp_path, server) as works:
            ann, bob = server.user("Ann"), server.user("Bob")
            group = server.supergroup("Readers", members=[ann, bob])
            group.members[ann.id] = "administrator"
            told = await works.add(f"/add {works.publish('/mill', 'Mill sold')}", group, ann)
        async with editing_bot(tmp_path, server) as works:
            refused = await server.callback_answer(await server.press(told, "Undo", bob))
            accepted = await server.callback_answer(await server.press(told, "Undo", ann))
            await server.edited(told)
            stale = await server.press(told, "", works.boss, stale_data=_data(told, "Undo"))
            again = await server.callback_answer(stale)
            assert works.stored(f"chat{group.id}") == {}
    assert refused["text"] == "Only who added it or an admin may take it back."
    assert accepted["text"] == "Taking it back."
    assert again["text"] == "It was taken back already."


async def test_a_stop_in_the_middle_is_told_and_leaves_no_half_article(tmp_path: Path) -> None:
    async with TelegramServer(privacy=False) as server:
        async with editing_bot(tmp_path, server) as works:
            works.web.on("/mill", silent(works.web))
            said = server.say(works.office, works.boss, f"{works.root}/mill")
            begun = await server.new_message(works.office, said)
            await asyncio.to_thread(works.wait_for_request, "/mill")
            before = works.stored()
        assert works.office.messages[begun["message_id"]]["text"] == TELEGRAM.adding.interrupted
        assert works.stored() == before


async def test_a_bot_that_was_killed_in_the_middle_says_so_at_its_next_start(tmp_path: Path) -> None:
    async with TelegramServer(privacy=False) as server:
        async with editing_bot(tmp_path, server) as works:
            said = server.say(works.office, works.boss, "/help")
            told = await server.new_message(works.office, said)
        state = BotDatabase(works.data, datetime.now(UTC))
        number = state.additions.begin("common", works.office.id, works.boss.id, datetime.now(UTC))
        state.additions.set_message(number, told["message_id"])
        state.close()
        async with editing_bot(tmp_path, server) as works:
            assert (await server.edited(told))["text"] == TELEGRAM.adding.interrupted
        state = BotDatabase(works.data, datetime.now(UTC))
        assert state.additions.unfinished() == ()
        state.close()


async def test_a_reply_to_ask_about_it_is_answered_from_that_article_only(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        server, office = works.server, works.office
        told = await works.add(works.publish("/mill", "Mill sold"))
        query = await server.press(told, "Ask about it", works.boss)
        line = await server.next_message(office)
        await server.callback_answer(query)
        force = server.calls_of("sendMessage")[-1].parameters["reply_markup"]
        answer = await server.new_message(office, server.say(office, works.boss, ASKED, reply_to=line))
        missing = await server.new_message(
            office, server.say(office, works.boss, "Where does the ferry stay until spring?", reply_to=line)
        )
    assert line["text"] == "Ask about “Mill sold”: reply to this message."
    assert '"force_reply": true' in str(force).replace("'", '"').replace("True", "true")
    assert "Maren Holt" in answer["text"]
    assert missing["text"].startswith("“Mill sold” does not answer this.")
    assert "captain" not in missing["text"]


async def test_an_article_that_is_gone_cannot_be_asked_about(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        told = await works.add(works.publish("/mill", "Mill sold"))
        data = _data(told, "Ask about it")
        await undo(works, told)
        query = await works.server.press(told, "", works.boss, stale_data=data)
        answer = await works.server.callback_answer(query)
    assert answer["text"] == "This article is not here any more."


def _data(message: JsonObject, label: str) -> str:
    row = message["reply_markup"]["inline_keyboard"][0]
    return str(next(button["callback_data"] for button in row if button["text"] == label))
