"""A bot to which articles are added: over a real index, with a web server to fetch from."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.answer.engine import Engine
from bot.conversation.history import InMemoryConversations
from bot.services.article_editing import ArticleEditor
from bot.services.feed_refresh import FeedRefresher
from bot.settings import Settings
from bot.storage.bot_database import ConversationStorage
from bot.storage.chat_collections import COMMON
from bot.telegram.lifecycle import RunningBot
from bot.telegram.ports import ChatEngine, TelegramDependencies
from index.search.library import Library
from index.store.articles import Store
from index.types import Article
from tests.e2e.support.bot_process import PATIENCE, serving, settings_for
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject
from tests.support.fakes import WordEncoder, fake_indexer, fake_library
from tests.support.temporary_answers import TemporaryAnswers
from tests.support.web.server import WebServer, page

FERRY = "Ferry stays\n\nThe ferry at Lenn stays in the harbour until spring, its captain said on Monday."
MILL = "The old mill by the river was sold on Tuesday, the town council said in a note."
MORE = "The town stands on two hills. A road leads to it from the east, and another from the harbour in the south."
BAKER = "“Rye bread will be baked in the mill again before the winter,” said Maren Holt, who bought it."


def story(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def feed(*links: str) -> bytes:
    items = "".join(f"<item><title>News</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>River News</title>{items}</channel></rss>'.encode()


class HeldEncoder(WordEncoder):
    """Waits before it splits articles while its ``gate`` is shut; ``waiting`` is set when it comes to that."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()
        self.waiting = threading.Event()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.waiting.set()
        self.gate.wait(PATIENCE)
        return super().count_tokens(texts)


@dataclass(frozen=True)
class EngineOfEachChat:
    """Each chat asks the common collection, unless it has one of its own."""

    common: Engine
    own: dict[int, Engine] = field(default_factory=dict)

    def engine_for(self, chat: int) -> ChatEngine:
        return self.own.get(chat, self.common)


@dataclass
class EditingBot:
    """A running bot with what is around it; ``boss`` is its admin, in the private chat ``office``."""

    server: TelegramServer
    web: WebServer
    data: Path
    library: Library
    encoder: HeldEncoder
    boss: User
    office: Chat
    service: RunningBot

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.web.port}"

    def publish(self, path: str, title: str, *paragraphs: str) -> str:
        """Puts a page on the web, with a little more to read than ``paragraphs``; returns its address."""
        self.web.on(path, page(story(title, *(paragraphs or (MILL, BAKER)), MORE), headers=["Content-Type: text/html"]))
        return f"{self.root}{path}"

    def wait_for_request(self, path: str) -> None:
        """Blocks until the web server was asked for ``path``."""
        with self.web.news:
            assert self.web.news.wait_for(lambda: path in self.web.pages(), PATIENCE), path

    def stored(self, collection: str = COMMON) -> dict[str, Article]:
        with Store(self.data) as store:
            return {article.id: article for article in store.articles(collection)}

    async def wait_for_result(self, said: JsonObject) -> JsonObject:
        """The bot's message about an addition, once it says how that ended."""
        chat = self.server.chat(said["chat"]["id"])

        def find_ended() -> JsonObject | None:
            now = chat.messages.get(said["message_id"])
            return now if now is not None and not str(now["text"]).endswith("…") else None

        found = await self.server.until(find_ended, "the end of an addition")
        assert found is not None
        return dict(found)

    async def add(
        self, text: str = "", chat: Chat | None = None, user: User | None = None, **how: object
    ) -> JsonObject:
        """What the bot's message about it says in the end, of what somebody, the boss unless told, sends."""
        chat = chat or self.office
        said = self.server.say(chat, user or self.boss, text, **how)  # type: ignore[arg-type]
        return await self.wait_for_result(await self.server.new_message(chat, said))


class CollectionOfEachChat:
    """Each chat has a collection; admins in private use the common one."""

    def name_for_additions(self, chat: int, *, common: bool) -> str:
        return COMMON if common else f"chat{chat}"

    def own_name(self, chat: int) -> str | None:
        return f"chat{chat}"


@asynccontextmanager
async def editing_bot(folder: Path, server: TelegramServer | None = None, **options: str) -> AsyncIterator[EditingBot]:
    """A bot that takes messages. Fails the test for a call that no correct bot makes, and for a press left unanswered.

    With a ``server`` it is one of several bots over the same data, one after the other.
    """
    if server is None:
        async with TelegramServer(privacy=False) as made, editing_bot(folder, made, **options) as works:
            yield works
        return
    data, encoder = folder / "data", HeldEncoder()
    if not data.exists():
        note = folder / "ferry.txt"
        note.write_text(FERRY)
        fake_indexer(data).rebuild([str(note)])
    opened = fake_library(data, encoder)
    boss = next((user for user in server.users.values() if user.first_name == "Boss"), None) or server.user("Boss")
    office = server.chats.get(boss.id) or server.private(boss)
    with WebServer() as web:
        settings = _settings(server, data, web, boss, options)
        engines, given = EngineOfEachChat(Engine(opened)), TemporaryAnswers()
        editor = ArticleEditor(settings, opened.encoder)
        try:
            dependencies = TelegramDependencies(
                engines,
                ConversationStorage(given, InMemoryConversations()),
                FeedRefresher(settings, opened.encoder),
                editor=editor,
                collections=CollectionOfEachChat(),
                progress_interval=0.005,
            )
            async with serving(settings, dependencies) as service:
                yield EditingBot(server, web, data, opened, encoder, boss, office, service)
        finally:
            encoder.gate.set()
            opened.close()
    assert server.violations == []
    assert server.unanswered == []


def _settings(server: TelegramServer, data: Path, web: WebServer, boss: User, options: dict[str, str]) -> Settings:
    chosen = {
        "data_dir": str(data),
        "embedding_model": "words",
        "fetch_allow_hosts": f"127.0.0.1:{web.port}",
        "admin_user_ids": str(boss.id),
        "limit_added_per_person_per_day": "0",
        "limit_added_per_chat_per_day": "0",
        **options,
    }
    return settings_for(server, **chosen)
