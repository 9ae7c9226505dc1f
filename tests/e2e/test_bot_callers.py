"""Each kind of caller may do what the table says, and nothing else."""

from __future__ import annotations

import pytest

from bot.answer.corpus import Corpus
from bot.conversation.history import InMemoryConversations
from bot.storage.bot_database import ConversationStorage
from bot.telegram.commands import COMMANDS
from index.types import Article
from tests.e2e.support.access_matrix import CALLERS, LINK, OUTCOMES, Caller, Stage, outcome
from tests.e2e.support.bot_process import FakeEngine, citation, conversation
from tests.e2e.support.fake_editor import MILL, FakeEditor
from tests.support.bot_api.wire import JsonObject
from tests.support.fakes import PassagesInMemory
from tests.support.temporary_answers import TemporaryAnswers

SILENCE, IMPOSSIBLE = "-", "."
UNDER = {
    "Undo": (f"/add {LINK}", "Undo"),
    "Ask": (f"/add {LINK}", "Ask about it"),
    "Older": ("/sources", "Older ›"),
    "None": ("/remove several", "None of them"),
}
"""What the admin says, and which button then stands below the bot's message."""

BUTTONS = {"👍": "👍", "Context": "More context", "Others": "Other sources"}

STORED = tuple(Article(f"n{number}", "", f"News {number}") for number in range(11))


class EveryArticle(PassagesInMemory):
    def current_article(self, article_id: str) -> Article | None:
        return MILL

    def article(self, key: int) -> Article | None:
        return Article("a1", citation().quote)


class Stocked(FakeEngine):
    """Has every article that is asked for."""

    @property
    def library(self) -> Corpus:
        return EveryArticle(self.stored)


async def said(caller: Caller, what: str) -> JsonObject:
    """The bot's first message after the caller says this."""
    before = len(caller.chat.sent)
    await caller.say(what)
    await caller.stage.server.until(lambda: len(caller.chat.sent) > before, f"what comes of {what}")
    return caller.chat.sent[before]


async def added(caller: Caller) -> JsonObject:
    """What the bot says in a group to which the caller adds it."""
    server = caller.stage.server
    group = server.supergroup("Another", members=[caller.user])
    group.bot_status = "left"
    return await server.new_message(group, server.set_bot(group, "member", by=caller.user))


async def pressed(caller: Caller, what: str) -> str:
    """What comes of a button in the admin's chat."""
    server, boss = caller.stage.server, caller.stage.boss
    chat = server.chat(boss.id)
    label = what.removeprefix("button ")
    if label == "of old":
        message = await server.new_message(chat, server.say(chat, boss, "/help"))
        query = await server.press(message, "", caller.user, stale_data="gone:1")
    elif label == "Share":
        message = await server.new_message(chat, server.say(chat, boss, "/share"))
        query = await server.press(message, "River towns", caller.user)
    elif label in UNDER:
        words, button = UNDER[label]
        message = await server.new_message(chat, server.say(chat, boss, words))
        await server.until(lambda: "reply_markup" in chat.messages[message["message_id"]], f"the button {label}")
        query = await server.press(message, button, caller.user)
    elif label == "More":
        for number in range(21):
            await server.new_message(chat, server.say(chat, boss, f"/allow {900 + number}"))
        message = await server.new_message(chat, server.say(chat, boss, "/who"))
        query = await server.press(message, label, caller.user)
    else:
        asker = server.user("Asker")
        message = await server.new_message(chat, server.say(server.private(asker), asker, "who sang?"))
        query = await server.press(message, label, caller.user)
    return str((await server.callback_answer(query)).get("text", "turned"))


async def pressed_under(caller: Caller, button: str) -> str:
    """What comes of a button under an answer in the caller's own chat."""
    answer = await caller.answer()
    query = await caller.stage.server.press(answer, BUTTONS[button], caller.user)
    return str((await caller.stage.server.callback_answer(query)).get("text", "turned"))


@pytest.mark.parametrize("name", list(CALLERS))
async def test_each_caller_may_do_what_the_table_says(name: str) -> None:
    found: dict[str, str] = {}
    silent: list[tuple[str, Caller, int]] = []
    async with conversation(
        Stocked(stored=STORED),
        editor=FakeEditor(),
        storage=ConversationStorage(TemporaryAnswers(), InMemoryConversations()),
        allowed_telegram_user_ids="",
        allowed_telegram_group_ids="",
        admin_user_ids="7100000001",
        privacy=False,
    ) as (server, _):
        stage = Stage(server, server.user("Boss"))
        chat = server.private(stage.boss)
        for what, row in OUTCOMES.items():
            if row[name] == IMPOSSIBLE:
                continue
            caller = await CALLERS[name](stage)
            if what.startswith("under"):
                found[what] = outcome(await pressed_under(caller, what.removeprefix("under ")))
            elif what.startswith("button"):
                found[what] = outcome(await pressed(caller, what))
            elif what == "adding":
                found[what] = outcome((await added(caller))["text"])
            elif row[name] == SILENCE:
                silent.append((what, caller, len(caller.chat.sent)))
                await caller.say(what)
            else:
                found[what] = outcome((await said(caller, what))["text"])
        await server.new_message(chat, server.say(chat, stage.boss, "the last question"))
        for what, caller, before in silent:
            found[what] = SILENCE if len(caller.chat.sent) == before else caller.chat.sent[-1]["text"]
    assert found == {what: row[name] for what, row in OUTCOMES.items() if row[name] != IMPOSSIBLE}


def test_the_table_has_every_caller_and_every_command() -> None:
    assert {name for row in OUTCOMES.values() for name in row} == set(CALLERS)
    commands = {what.split()[0].removeprefix("/") for what in OUTCOMES if what.startswith("/")}
    assert {command.name for command in COMMANDS} <= commands
