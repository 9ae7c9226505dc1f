"""A bot over a real index of invented articles, with what the buttons under its answers need."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answer.engine import Engine
from bot.conversation.history import InMemoryConversations
from bot.storage.bot_database import ConversationStorage
from bot.telegram.ports import ArticleEditing, TelegramDependencies
from tests.e2e.support.bot_process import FakeEngine, FakeSharer, serving, settings_for
from tests.support.bot_api.server import TelegramServer
from tests.support.fakes import fake_indexer, fake_library
from tests.support.single_engine import SingleEngine
from tests.support.temporary_answers import TemporaryAnswers

TOLL = (
    "The mill stands below the town. It was built of oak by two brothers. Its wheel turns at dawn. "
    "Crossing the mill bridge costs 40 coins. Children cross for nothing. The keeper sleeps at noon. "
    "Swallows nest under the roof. The river freezes in January."
)
REPAIR = (
    "The county repaired the mill bridge in spring. Crossing the bridge costs nothing on market days. "
    "A ferry runs beside it. Its captain is Ben Holt."
)
COST = "How many coins does crossing the mill bridge cost?"
ARTICLES = {
    "toll": {"text": TOLL, "title": "The mill bridge", "publisher": "The Oldbridge Post", "published_at": "2025-02-03"},
    "repair": {"text": REPAIR, "title": "A spring repair", "publisher": "Northern Wire", "published_at": "2025-03-01"},
}


class WatchedGiven(TemporaryAnswers):
    """Lets those who wait at ``server`` look again when a view is noted; ``views`` lists them."""

    def __init__(self, server: TelegramServer) -> None:
        super().__init__()
        self.views: list[tuple[str, str]] = []
        self._loop = asyncio.get_running_loop()
        self._server = server

    def record_view(self, answer_id: str, view: str, message: int) -> None:
        super().record_view(answer_id, view, message)
        self.views.append((answer_id, view))
        self._loop.call_soon_threadsafe(self._server.changed)


@dataclass
class AnsweringBot:
    """A running bot; ``index`` replaces its articles while it runs."""

    server: TelegramServer
    given: WatchedGiven
    data: Path

    def index(self, articles: dict[str, dict[str, str]]) -> None:
        lines = (json.dumps({"id": article, **known}) for article, known in articles.items())
        (self.data.parent / "wire.jsonl").write_text("\n".join(lines))
        fake_indexer(self.data).rebuild([str(self.data.parent / "wire.jsonl")])


@asynccontextmanager
async def answering_bot(
    folder: Path,
    fake: FakeEngine | None = None,
    *,
    privacy: bool = True,
    editor: ArticleEditing | None = None,
    **options: str,
) -> AsyncIterator[AnsweringBot]:
    """A bot that takes messages, and answers by its articles or as ``fake`` says.

    Fails the test for a call that no correct bot makes, and for a press that was not answered.
    """
    async with TelegramServer(privacy=privacy) as server:
        talk = AnsweringBot(server, WatchedGiven(server), folder / "data")
        talk.index(ARTICLES)
        desk_library = fake_library(talk.data)
        engine = Engine(desk_library)
        asked = replace(fake, further=engine) if fake else engine
        dependencies = TelegramDependencies(
            SingleEngine(asked),
            ConversationStorage(talk.given, InMemoryConversations()),
            sharing=FakeSharer(),
            editor=editor,
        )
        async with serving(settings_for(server, **options), dependencies):
            yield talk
        desk_library.close()
        assert server.violations == []
        assert server.unanswered == []
