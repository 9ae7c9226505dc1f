"""Talks over HTTP with a language model behind them, which says what its script has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.support.conversations import ARTICLES, ConversingBot, conversing_bot, run_conversing_bot
from tests.support.bot_api.server import TelegramServer
from tests.support.model_server import Fails, Hangs, Points, Says, ScriptedModel, Turn

CARRY = "How many people does the ferry carry?"
RIVER = "and what did he say about the river?"
CARRIES, FROZE = ("carries 60 people",), ("when the river froze",)
RIGHT = Points((("Sixty people an hour cross on the ferry, Captain Ben Holt said.", CARRIES),))
TOLD = "Sixty people an hour cross on the ferry, Captain Ben Holt said [1]."
INVENTED = Points((("“The ferry sinks at dawn,” said Ben Holt.", CARRIES),))
QUOTE = "“The ferry carries 60 people an hour,” said Ben Holt, its captain, on 9 April."
LONG_S = 30.0


def set_to(model: ScriptedModel, seconds: int = 600) -> dict[str, str]:
    """The settings of a bot that has it."""
    return {"llm_model": "openai:scripted", "openai_base_url": model.url, "llm_timeout_seconds": str(seconds)}


@asynccontextmanager
async def written(
    folder: Path, *script: Turn, seconds: int = 600
) -> AsyncIterator[tuple[ConversingBot, ScriptedModel]]:
    with ScriptedModel(*script) as model:
        async with conversing_bot(folder, privacy=False, **set_to(model, seconds)) as talk:
            yield talk, model


async def test_an_answer_that_holds_is_shown_in_the_models_words_with_its_quotes_and_buttons(tmp_path: Path) -> None:
    async with written(tmp_path, RIGHT) as (talk, model):
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        answer = await talk.answered(chat, ann, CARRY)
        assert answer["text"].startswith(f"{TOLD}\n\n{QUOTE}\n")
        assert len(model.asked) == 1
        await talk.server.callback_answer(await talk.server.press(answer, "More context", ann))
        await talk.server.until(lambda: len(chat.sent) == 2, "the context")
        assert "A ferry has run beside the ruined weir" in chat.sent[1]["text"]


async def test_people_are_told_that_a_model_words_the_answers_and_what_it_is_sent(tmp_path: Path) -> None:
    async with written(tmp_path) as (talk, _):
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        for command in ("/start", "/help"):
            assert "worded by the language model openai:scripted" in await talk.reply_text(chat, ann, command)
    plain = tmp_path / "plain"
    plain.mkdir()
    async with conversing_bot(plain, privacy=False) as talk:
        ann = talk.server.user("Ann")
        assert "language model" not in await talk.reply_text(talk.server.private(ann), ann, "/help")


async def test_an_invented_quote_is_not_shown(tmp_path: Path) -> None:
    async with written(tmp_path, INVENTED) as (talk, model):
        ann = talk.server.user("Ann")
        text = await talk.reply_text(talk.server.private(ann), ann, CARRY)
        assert "sinks" not in text
        assert text.startswith(f"{QUOTE.removesuffix('.')}")
        assert len(model.asked) == 2


async def test_a_model_that_hangs_costs_its_time_while_typing_is_shown(tmp_path: Path) -> None:
    async with written(tmp_path, Hangs(), seconds=1) as (talk, _):
        ann = talk.server.user("Ann")
        text = await talk.reply_text(talk.server.private(ann), ann, CARRY)
        assert text.startswith(f"{QUOTE.removesuffix('.')}")
        shown = [call.method for call in talk.server.calls if call.method in {"sendChatAction", "sendMessage"}]
        assert shown[0] == "sendChatAction"


async def test_a_bot_that_is_stopped_waits_for_no_model(tmp_path: Path) -> None:
    with ScriptedModel(Hangs()) as model:
        async with TelegramServer() as server:
            ann = server.user("Ann")
            chat = server.private(ann)
            async with run_conversing_bot(server, tmp_path, **set_to(model)):
                await server.say(chat, ann, CARRY)
                await asyncio.to_thread(model.wait_until_open, 1)
            assert await asyncio.to_thread(model.left.wait, LONG_S)
            assert [sent["text"] for sent in chat.sent] == ["I am being restarted. Please ask again in a minute."]


async def test_a_follow_up_is_put_into_the_models_words_also_in_a_reply_of_another(tmp_path: Path) -> None:
    alone = "What did Ben Holt say about the ferry and the river?"
    script = (RIGHT, Says(alone), Fails(500), Says(alone), Fails(500))
    async with written(tmp_path, *script) as (talk, _):
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        hers = await talk.answered(group, ann, f"/ask {CARRY}")
        assert f"Understood as: {alone}" in await talk.reply_text(group, ann, f"/ask {RIVER}")
        assert f"Understood as: {alone}" in await talk.reply_text(group, bob, RIVER, reply_to=hers)


async def test_a_follow_up_that_the_model_gives_no_words_for_keeps_those_of_the_rules(tmp_path: Path) -> None:
    async with written(tmp_path, RIGHT, Fails(500)) as (talk, _):
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.reply_text(chat, ann, CARRY)
        assert "Understood as: What did Ben Holt say about the river?" in await talk.reply_text(chat, ann, RIVER)


async def test_neither_a_claim_nor_the_day_of_a_statement_is_the_models_to_tell(tmp_path: Path) -> None:
    async with written(tmp_path, RIGHT) as (talk, model):
        ann, bob = talk.server.user("Ann"), talk.server.user("Bob")
        group = talk.server.supergroup("Readers", members=[ann, bob])
        wrong = await talk.server.say(group, bob, "The county paid 900 coins for the repair of the bridge!")
        text = await talk.reply_text(group, ann, "/ask is this true?", reply_to=wrong)
        assert "The message has 900 coins, the articles have 300 coins [1]." in text
        assert model.asked == []
        await talk.reply_text(group, ann, "/ask who said the ferry carries 60 people an hour?")
        assert "the day: 9 April [1]" in await talk.reply_text(group, ann, "/ask and when was that?")
        assert len(model.asked) == 1


async def test_nothing_that_is_kept_holds_words_of_a_model_or_an_article(tmp_path: Path) -> None:
    copied = f"What did Ben Holt say about the river: {QUOTE[1:38]}?"
    async with written(tmp_path, RIGHT, Says(copied), Fails(500)) as (talk, _):
        ann = talk.server.user("Ann")
        chat = talk.server.private(ann)
        await talk.reply_text(chat, ann, CARRY)
        assert f"Understood as: {copied}" in await talk.reply_text(chat, ann, RIVER)
        assert talk.rows()["turns"] == talk.rows()["given"] == 2
        assert b"Sixty" not in talk.stored()
    for known in ARTICLES.values():
        for sentence in known["text"].split(". "):
            assert sentence[1:25].encode() not in talk.stored()
