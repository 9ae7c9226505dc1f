"""A bot that reads its feeds by the clock: the clock is turned by hand, the feeds are on the loopback."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from bot.answer.engine import Engine
from bot.services.background_indexing import ArticleChanges
from bot.services.feed_refresh import FeedRefresher
from bot.settings import Settings
from bot.telegram.feed_schedule import JOB
from bot.telegram.lifecycle import RunningBot
from bot.telegram.ports import ChatEngine, FeedRefreshes, TelegramDependencies
from index.errors import BusyError
from index.search.library import Library
from index.sources.formats import registry, sandbox
from index.store.articles import Store
from tests.e2e.support.additions import BAKER, MILL, feed, story
from tests.e2e.support.bot_process import PATIENCE, FakeEngine, serving, settings_for
from tests.support.bot_api.server import TelegramServer
from tests.support.fakes import fake_indexer, fake_library
from tests.support.single_engine import SingleEngine
from tests.support.web.server import WebServer, page, silent


@dataclass(frozen=True)
class Place:
    """A web server, the bot's data, and what the bot is made of."""

    web: WebServer
    data: Path
    library: Library

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.web.port}"

    def settings(self, server: TelegramServer, **options: str) -> Settings:
        chosen = {
            "data_dir": str(self.data),
            "embedding_model": "words",
            "feeds": f"{self.root}/feed",
            "fetch_allow_hosts": f"127.0.0.1:{self.web.port}",
            **options,
        }
        return settings_for(server, **chosen)

    def wait_for_request(self, path: str) -> None:
        """Blocks until the web server was asked for ``path``."""
        with self.web.news:
            assert self.web.news.wait_for(lambda: path in self.web.pages(), PATIENCE), path

    def stored(self) -> set[str]:
        with Store(self.data) as store:
            return set(store.collection("common").stored_articles())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A bot's data with one article, and a web server with a feed of another."""
    note = tmp_path / "ferry.txt"
    note.write_text("The ferry at Lenn stays in the harbour until spring, its captain said.")
    data = tmp_path / "data"
    fake_indexer(data).rebuild([str(note)])
    opened = fake_library(data)
    with WebServer() as web:
        web.on("/feed", page(feed(f"http://127.0.0.1:{web.port}/mill")))
        web.on("/mill", page(story("Mill sold", MILL, BAKER), headers=["Content-Type: text/html"]))
        yield Place(web, data, opened)
    opened.close()


class Hindered:
    """A refresher whose first run fails."""

    def __init__(self, refresher: FeedRefresher) -> None:
        self._refresher = refresher
        self._hindered = True

    def refresh(self) -> ArticleChanges | None:
        if self._hindered:
            self._hindered = False
            raise BusyError("the store is in use by another process: try again")
        return self._refresher.refresh()

    def stop(self) -> None:
        self._refresher.stop()


async def turn(service: RunningBot) -> None:
    """What the clock does when it is time."""
    jobs = service.application.job_queue
    assert jobs is not None
    (job,) = jobs.get_jobs_by_name(JOB)
    await job.run(cast("Any", service.application))


def beside(engine: ChatEngine, refresher: FeedRefreshes) -> TelegramDependencies:
    return TelegramDependencies(SingleEngine(engine), refresher=refresher)


async def test_an_article_of_a_feed_answers_the_next_question(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with TelegramServer() as server:
        settings = place.settings(server)
        engine = Engine(place.library)
        ann = server.user("Ann")
        chat = server.private(ann)
        async with serving(settings, beside(engine, FeedRefresher(settings, place.library.encoder))) as service:
            await server.say(chat, ann, "Who said rye bread will be baked in the mill?")
            before = await server.next_message(chat)
            await turn(service)
            await server.say(chat, ann, "Who said rye bread will be baked in the mill?")
            after = await server.next_message(chat)
        assert server.violations == []
    assert "Maren Holt" not in before["text"]
    assert "Maren Holt" in after["text"]
    told = [line for line in caplog.messages if line.startswith("Feeds and pages")]
    assert told == ["Feeds and pages read again: 1 new, 0 updated, 0 failed"]


async def test_a_bot_that_is_stopped_while_it_reads_keeps_what_was_stored(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    place.web.on("/mill", silent(place.web))
    before = place.stored()
    async with TelegramServer() as server:
        settings = place.settings(server)
        async with serving(settings, beside(FakeEngine(), FeedRefresher(settings, place.library.encoder))) as service:
            run = asyncio.create_task(turn(service))
            await asyncio.to_thread(place.wait_for_request, "/mill")
        assert run.done()
        assert service.updater.running is False
    assert place.stored() == before
    with Store(place.data) as store:
        assert store.collection("common").sources.failures() == ()
    assert "Reading feeds and pages again was stopped; what was stored is kept" in caplog.messages


async def test_a_failure_is_one_line_and_the_next_run_goes_well(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with TelegramServer() as server:
        settings = place.settings(server)
        async with serving(
            settings, beside(FakeEngine(), Hindered(FeedRefresher(settings, place.library.encoder)))
        ) as service:
            await turn(service)
            await turn(service)
    told = [line for line in caplog.messages if line.startswith("Feeds and pages")]
    assert told == [
        "Feeds and pages were not read again: the store is in use by another process: try again",
        "Feeds and pages read again: 1 new, 0 updated, 0 failed",
    ]


async def test_an_interval_of_nought_reads_nothing(place: Place) -> None:
    async with TelegramServer() as server:
        settings = place.settings(server, feed_interval_minutes="0")
        async with serving(settings, beside(FakeEngine(), FeedRefresher(settings, place.library.encoder))) as service:
            assert service.schedule is None


async def test_the_process_that_takes_files_apart_ends_with_the_bot() -> None:
    sandbox.shared_sandbox().read(registry.parse_html_bytes, b"\n" + story("Mill sold", MILL, BAKER))
    child = sandbox.shared_sandbox().pid
    assert child is not None
    async with TelegramServer() as server, serving(settings_for(server), FakeEngine()):
        os.kill(child, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
