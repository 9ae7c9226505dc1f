"""Each group has articles of its own: what is added in one is found there, and nowhere else until it is shared."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.conversation.history import InMemoryConversations
from bot.messages import TELEGRAM
from bot.services.article_editing import ArticleEditor, ArticleSharer
from bot.services.chat_collections import ChatCollections
from bot.storage.bot_database import ConversationStorage, open_bot_database
from bot.storage.chat_collections import ChatCollectionStore
from bot.telegram.ports import TelegramDependencies
from index.indexes import snapshot
from index.models.encoder import LazyEncoder
from index.store.articles import Store
from tests.e2e.support.bot_process import serving, settings_for
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject
from tests.support.fakes import WordEncoder, fake_indexer
from tests.support.temporary_answers import TemporaryAnswers

BOSS = 7_100_000_001
COMMON = {
    "bridge": {
        "text": "Crossing the stone bridge costs 40 coins. The keeper sleeps at noon. “The stone bridge will be mended "
        "before the winter,” said Mara Lind, the mayor of Oldbridge.",
        "title": "The stone bridge",
        "publisher": "The Oldbridge Post",
        "published_at": "2025-02-03",
    }
}
SECRET = {
    "harbour": {
        "text": "The harbour at Lenn was leased for 700 coins. “We shall dredge the harbour in secret,” said Ada "
        "Thorn, its director. The ferry moves to the northern quay. Swallows nest under the crane.",
        "title": "Harbour leased at Lenn",
        "publisher": "Northern Wire",
        "published_at": "2025-03-01",
        "url": "https://wire.example/harbour",
    }
}
LEAKS = (
    "Ada Thorn",
    "700 coins",
    "Harbour leased",
    "Northern Wire",
    "its director",
    "crane",
    "northern quay",
    "wire.example",
)
"""What of the secret article may stand in no other chat."""

LEASED = "for how many coins was the harbour leased?"
BRIDGE = "how many coins does crossing the stone bridge cost?"
WHO = "who said the harbour will be dredged in secret?"
QUESTIONS = (
    "what else did she say?",
    WHO,
    "and when was that?",
    "what did Ada Thorn say about the harbour?",
    LEASED,
    BRIDGE,
    "when does the ferry move to the northern quay?",
    "what is the latest news of the harbour?",
    "what happened at the harbour in March 2025?",
    "who said zebras fly?",
)


@dataclass
class House:
    """A bot over real indexes, with two groups and people; ``boss`` is its admin."""

    server: TelegramServer
    data: Path
    shelves: ChatCollections
    boss: User
    ann: User

    def put(self, collection: str, articles: dict[str, dict[str, str]]) -> None:
        source = self.data.parent / f"{collection}.jsonl"
        source.write_text("\n".join(json.dumps({"id": name, **known}) for name, known in articles.items()))
        fake_indexer(self.data, collection=collection).rebuild([str(source)])

    def add_to(self, chat: Chat, articles: dict[str, dict[str, str]]) -> None:
        self.put(self.shelves.name_for_additions(chat.id, common=False), articles)

    async def ask(self, chat: Chat, user: User, text: str) -> JsonObject:
        before = len(chat.sent)
        await self.server.say(chat, user, text)
        await self.server.until(lambda: len(chat.sent) > before, f"what comes of {text}")
        return chat.messages[chat.sent[-1]["message_id"]]

    async def reply_text(self, chat: Chat, user: User, text: str) -> str:
        return str((await self.ask(chat, user, text))["text"])

    async def pressed(self, message: JsonObject, button: str, user: User, data: str | None = None) -> str:
        query = await self.server.press(message, button, user, stale_data=data)
        return str((await self.server.callback_answer(query)).get("text", ""))

    async def more_in(self, chat: Chat, than: int) -> None:
        await self.server.until(lambda: len(chat.sent) > than, "another message")

    def group(self, title: str) -> Chat:
        return self.server.supergroup(title, members=[self.ann, self.boss])


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    data = folder / "data"
    Store(data, create=True).close()
    database = open_bot_database(data, create=True)
    async with TelegramServer(privacy=False) as server:
        settings = settings_for(server, data_dir=str(data), embedding_model="words", admin_user_ids=str(BOSS))
        with Store(data) as store:
            shelves = ChatCollections(
                settings, store, ChatCollectionStore(database), LazyEncoder("words", WordEncoder), Engine
            )
            boss = server.user("Boss")
            assert boss.id == BOSS
            storage = ConversationStorage(TemporaryAnswers(), InMemoryConversations())
            editor = ArticleEditor(settings, shelves.encoder)
            dependencies = TelegramDependencies(
                shelves, storage, sharing=ArticleSharer(settings, shelves), editor=editor, collections=shelves
            )
            async with serving(settings, dependencies):
                yield House(server, data, shelves, boss, server.user("Ann"))
        assert server.violations == []
        assert server.unanswered == []
    database.close()


def leaks(text: str) -> list[str]:
    return [piece for piece in LEAKS if piece in text]


def data_of(message: JsonObject) -> dict[str, str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


async def test_an_article_of_one_group_is_found_there_and_in_no_other_chat(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        assert "Ada Thorn" in await home.reply_text(one, home.ann, f"/ask {WHO}")
        assert "700 coins" in await home.reply_text(one, home.ann, f"/ask {LEASED}")
        assert "Harbour leased at Lenn" in await home.reply_text(one, home.ann, "/sources")
        for chat in (other, home.server.private(home.ann), home.server.private(home.boss)):
            person = home.boss if chat.id == home.boss.id else home.ann
            for question in QUESTIONS:
                asked_for = leaks(question)  # their own words may be said back to them
                answer = await home.ask(chat, person, f"/ask {question}")
                told = json.dumps([answer["text"], answer.get("entities")], ensure_ascii=False)
                assert [piece for piece in leaks(told) if piece not in asked_for] == [], question
                if "Other sources" in data_of(answer):
                    before = len(chat.sent)
                    if not await home.pressed(answer, "Other sources", person):
                        await home.more_in(chat, before)
                    assert [text for sent in chat.sent[before:] for text in leaks(sent["text"])] == []
            listed = await home.reply_text(chat, person, "/sources")
            assert listed.startswith("1 article")
            assert leaks(listed) == []


async def test_common_articles_are_found_in_every_chat_beside_its_own(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        for chat in (one, other, home.server.private(home.ann)):
            assert "40 coins" in await home.reply_text(chat, home.ann, f"/ask {BRIDGE}")
        assert (await home.reply_text(one, home.ann, "/sources")).startswith("2 articles")


async def test_a_refusal_counts_the_articles_of_its_own_chat(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        refusals = [home.shelves.engine_for(chat.id).answer("Zanzibar quinoa?").searched for chat in (one, other)]
        assert refusals == [2, 1]


async def test_a_button_of_one_groups_answer_does_nothing_in_another(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        answer = await home.ask(one, home.ann, f"/ask {WHO}")
        elsewhere = await home.ask(other, home.ann, f"/ask {BRIDGE}")
        before = len(other.sent)
        for button in ("More context", "Other sources", "👍"):
            assert (
                await home.pressed(elsewhere, "", home.ann, data_of(answer)[button])
                == TELEGRAM.answers.answer_forgotten
            )
        assert len(other.sent) == before
        assert await home.pressed(answer, "More context", home.ann) == ""
        await home.server.until(lambda: "northern quay" in one.sent[-1]["text"], "the context in its own group")


async def test_what_is_shared_is_found_everywhere_and_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        old = await home.ask(one, home.ann, f"/ask {WHO}")
        asked = await home.ask(one, home.boss, "/share")
        assert list(data_of(asked)) == ["Harbour leased at Lenn"]
        assert await home.pressed(asked, "Harbour leased at Lenn", home.boss) == TELEGRAM.sharing.done
        assert one.messages[asked["message_id"]]["text"] == f"Harbour leased at Lenn is shared. {TELEGRAM.sharing.done}"
        for chat in (one, other, home.server.private(home.ann)):
            told = await home.reply_text(chat, home.ann, f"/ask {WHO}")
            assert "Ada Thorn" in told
            assert told.count("Harbour leased at Lenn") == 1
            assert "also in" not in told
            assert (await home.reply_text(chat, home.ann, "/sources")).startswith("2 articles")
        assert await home.pressed(old, "More context", home.ann) == ""
        await home.server.until(lambda: "northern quay" in one.sent[-1]["text"], "the context of the earlier answer")
        assert await home.reply_text(one, home.boss, "/share") == TELEGRAM.sharing.no_articles


@pytest.mark.parametrize("words", ["harbour", "https://wire.example/harbour/", "harbour Lenn"])
async def test_an_article_is_shared_by_its_id_its_link_or_its_title(tmp_path: Path, words: str) -> None:
    async with house(tmp_path) as home:
        one = home.group("One")
        home.add_to(one, {**SECRET, "crane": {"text": "The crane of Lenn is old.", "title": "The crane"}})
        said = await home.reply_text(one, home.boss, f"/share {words}")
        assert said == f"Harbour leased at Lenn is shared. {TELEGRAM.sharing.done}"
        assert [article.id for article in home.shelves.common.library.articles()] == ["harbour"]


async def test_several_that_fit_are_offered_and_what_fits_nothing_is_said(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        one = home.group("One")
        home.add_to(one, {name: {"text": f"It is {name}.", "title": f"News of {name}"} for name in ("ice", "oak")})
        assert sorted(data_of(await home.ask(one, home.boss, "/share news"))) == ["News of ice", "News of oak"]
        assert await home.reply_text(one, home.boss, "/share zebra") == TELEGRAM.sharing.not_found
        assert (
            await home.reply_text(home.server.private(home.boss), home.boss, "/share") == TELEGRAM.sharing.no_articles
        )


async def test_a_button_to_share_works_in_its_own_chat_only_and_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        home.add_to(other, COMMON)
        asked, elsewhere = [await home.ask(chat, home.boss, "/share") for chat in (one, other)]
        (data,) = data_of(asked).values()
        assert await home.pressed(elsewhere, "", home.boss, data) == TELEGRAM.sharing.not_own
        assert home.shelves.common.library.articles() == ()
        assert await home.pressed(asked, "", home.boss, data) == TELEGRAM.sharing.done
        assert await home.pressed(asked, "", home.boss, data) == TELEGRAM.sharing.not_own


async def test_a_bot_without_articles_says_so_and_finds_the_first_one(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        one = home.group("One")
        assert await home.reply_text(one, home.ann, f"/ask {WHO}") == TELEGRAM.errors.no_articles
        assert await home.reply_text(one, home.ann, "/sources") == "There are no articles yet."
        home.add_to(one, SECRET)
        assert "Ada Thorn" in await home.reply_text(one, home.ann, f"/ask {WHO}")
        assert await home.reply_text(home.group("Other"), home.ann, f"/ask {WHO}") == TELEGRAM.errors.no_articles
        home.put("common", COMMON)
        assert "40 coins" in await home.reply_text(home.server.private(home.ann), home.ann, BRIDGE)


async def test_a_group_that_becomes_a_supergroup_keeps_its_articles(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        small = home.server.group("Small", members=[home.ann, home.boss])
        home.add_to(small, SECRET)
        moved = await home.server.migrate(small, home.ann)
        assert "Ada Thorn" in await home.reply_text(moved, home.ann, f"/ask {WHO}")


async def test_an_unusable_collection_is_an_error_in_the_log_and_the_usual_line_in_the_chat(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        name = home.shelves.own_name(one.id)
        assert name is not None
        path = snapshot.snapshots_folder(home.data, name) / "current.json"
        path.write_text(path.read_text().replace('"words"', '"another"'))
        assert await home.reply_text(one, home.ann, f"/ask {WHO}") == TELEGRAM.errors.ask_again
        assert "40 coins" in await home.reply_text(other, home.ann, f"/ask {BRIDGE}")
    assert any("made with EMBEDDING_MODEL 'another'" in line for line in caplog.messages)


async def added(home: House, chat: Chat, user: User, text: str) -> str:
    """What the bot says in the end of a post that somebody adds."""
    post = await home.server.post(home.server.channel("River News", username=f"river{abs(chat.id)}"), text)
    forwarded = await home.server.forward(chat, user, post)
    before = len(chat.sent)
    if chat.kind != "private":
        await home.server.say(chat, user, "/add", reply_to=forwarded)
    await home.server.until(lambda: len(chat.sent) > before, "what comes of the post")
    number = chat.sent[-1]["message_id"]
    await home.server.until(lambda: not str(chat.messages[number]["text"]).endswith("…"), "the end of the addition")
    return str(chat.messages[number]["text"])


async def test_what_is_added_in_a_chat_is_found_there_and_what_an_admin_adds_in_private_everywhere(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        of_ann, of_boss = home.server.private(home.ann), home.server.private(home.boss)
        assert "Added" in await added(home, one, home.boss, "The otter sleeps under the weir of Dunmore.")
        assert "Added" in await added(home, of_ann, home.ann, "The badger digs below the chapel of Tarn.")
        assert "Added" in await added(home, of_boss, home.boss, "The heron fishes beside the lock of Selby.")
        asked = {"otter": "/ask where does the otter sleep?", "badger": "/ask where does the badger dig?"}
        asked["heron"] = "/ask where does the heron fish?"
        found = {
            chat.title: {
                each for each, question in asked.items() if each in await home.reply_text(chat, user, question)
            }
            for chat, user in ((one, home.ann), (other, home.ann), (of_ann, home.ann), (of_boss, home.boss))
        }
        listed = [await home.reply_text(chat, home.ann, "/sources") for chat in (one, other, of_ann)]
    assert found == {
        one.title: {"otter", "heron"},
        other.title: {"heron"},
        of_ann.title: {"badger", "heron"},
        of_boss.title: {"heron"},
    }
    assert [each.split(",")[0] for each in listed] == ["3 articles", "2 articles", "3 articles"]


async def test_an_article_is_removed_from_its_own_chat_only(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.put("common", COMMON)
        one, other = home.group("One"), home.group("Other")
        home.add_to(one, SECRET)
        home.add_to(other, {"harbour": {**SECRET["harbour"], "text": "The harbour at Lenn was leased for 9 coins."}})
        assert "Removed" in await home.reply_text(other, home.boss, "/remove harbour")
        assert "700 coins" in await home.reply_text(one, home.ann, f"/ask {LEASED}")
        assert "Removed" not in await home.reply_text(other, home.boss, "/remove bridge")
        assert "40 coins" in await home.reply_text(other, home.ann, f"/ask {BRIDGE}")
