"""A bot that keeps its talks in a file, over a real index of invented articles in which people speak."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.dates import utc_now
from bot.services.factory import make_engine_factory
from bot.services.llm import open_llm_services
from bot.storage.answers import AnswerStore
from bot.storage.bot_database import FILE_NAME, ConversationStorage, open_bot_database
from bot.storage.turns import TurnStore
from bot.telegram.ports import TelegramDependencies
from index.store.database import Database
from tests.e2e.support.bot_process import serving, settings_for
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject
from tests.support.fakes import fake_indexer, fake_library
from tests.support.single_engine import SingleEngine

BRIDGE = (
    "The mill bridge was closed in January after a flood. "
    "“The mill bridge will open in May,” said Ada Thorn, the mayor of Oldbridge, on 3 March. "
    "Ms Thorn said the county had paid 300 coins for the repair of the bridge. "
    "The flood had torn away two of its arches."
)
FERRY = (
    "A ferry has run beside the ruined weir since the autumn. "
    "“The ferry carries 60 people an hour,” said Ben Holt, its captain, on 9 April. "
    "Mr Holt said the ferry would stop when the river froze."
)
SCHOOL = "The school at the mill opens again. “Every child gets a desk,” said Ada Thorn on Friday."
ARTICLES = {
    "bridge": {
        "text": BRIDGE,
        "title": "The bridge in May",
        "publisher": "The Oldbridge Post",
        "published_at": "2025-03-04",
    },
    "ferry": {"text": FERRY, "title": "Across by ferry", "publisher": "Northern Wire", "published_at": "2025-04-10"},
    "school": {"text": SCHOOL, "title": "A desk each", "publisher": "Northern Wire", "published_at": "2025-03-10"},
}
THORN = "What did Ada Thorn say about the bridge?"
HOLT = "What did Ben Holt say about the ferry?"
LATER = "What else did she say?"


class WatchedTables(AnswerStore):
    """Lets those who wait at ``server`` look again when a view is noted."""

    def __init__(self, database: Database, server: TelegramServer) -> None:
        super().__init__(database)
        self._loop = asyncio.get_running_loop()
        self._server = server

    def record_view(self, answer_id: str, view: str, message: int) -> None:
        super().record_view(answer_id, view, message)
        self._loop.call_soon_threadsafe(self._server.changed)


@dataclass
class ConversingBot:
    """A running bot; ``data`` is its DATA_DIR."""

    server: TelegramServer
    data: Path

    async def answered(self, chat: Chat, user: User, text: str, **how: Any) -> JsonObject:
        """The bot's message after ``user`` said this."""
        before = len(chat.sent)
        await self.server.say(chat, user, text, **how)
        await self.server.until(lambda: len(chat.sent) > before, f"what comes of {text!r}")
        return chat.messages[chat.sent[before]["message_id"]]

    async def reply_text(self, chat: Chat, user: User, text: str, **how: Any) -> str:
        """What the bot says to it."""
        return str((await self.answered(chat, user, text, **how))["text"])

    def rows(self, person: int | None = None) -> dict[str, int]:
        """How many rows each table has, those without any left out; or those in which a number is this person's."""
        counts = {}
        with closing(sqlite3.connect(self.data / FILE_NAME)) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
                counts[table] = sum(person is None or person in row for row in rows)
        return {table: count for table, count in counts.items() if count and table != "sqlite_sequence"}

    def stored(self) -> bytes:
        """All bytes of the bot's own file, and of its write-ahead log."""
        return b"".join(path.read_bytes() for path in sorted(self.data.glob(f"{FILE_NAME}*")))


@asynccontextmanager
async def run_conversing_bot(
    server: TelegramServer, folder: Path, clock: Callable[[], datetime] = utc_now, /, **options: str
) -> AsyncIterator[ConversingBot]:
    """A bot at ``server`` that takes messages; a second one over the same folder finds what the first has kept.
    With ``llm_model`` and ``openai_base_url`` a language model words its answers."""
    data = folder / "data"
    if not data.exists():
        lines = (json.dumps({"id": article, **known}) for article, known in ARTICLES.items())
        (folder / "wire.jsonl").write_text("\n".join(lines))
        fake_indexer(data).rebuild([str(folder / "wire.jsonl")])
    opened = fake_library(data)
    settings = settings_for(server, data_dir=str(data), **options)
    with ExitStack() as stack:
        stack.callback(opened.close)
        database = stack.enter_context(closing(open_bot_database(data, create=True)))
        storage = ConversationStorage(WatchedTables(database, server), TurnStore(database, clock))
        llm = open_llm_services(settings, opened.encoder)
        if llm:
            stack.callback(llm.close)
        engine = make_engine_factory(settings, llm)(opened)
        async with serving(
            settings,
            TelegramDependencies(
                SingleEngine(engine), storage, followup_rewriter=llm.followup_rewriter if llm else None
            ),
        ):
            yield ConversingBot(server, data)


@asynccontextmanager
async def conversing_bot(folder: Path, *, privacy: bool = True, **options: str) -> AsyncIterator[ConversingBot]:
    """A server with a running bot. Fails the test for a call that no correct bot makes."""
    async with TelegramServer(privacy=privacy) as server:
        async with run_conversing_bot(server, folder, **options) as talk:
            yield talk
        assert server.violations == []
        assert server.unanswered == []
