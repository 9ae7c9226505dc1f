"""Feeds read by the clock: what is told of a run, and never two at once."""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.services.background_indexing import ArticleChanges, StoppedError
from bot.telegram.feed_schedule import FeedSchedule
from index.errors import BusyError

CHANGED = ArticleChanges(added=2, updated=1, failed=1)
NO_CONTEXT = cast("Any", None)
PATIENCE = 30.0


@dataclass
class FakeRefresher:
    """Gives ``result``, or raises it, once ``gate`` is open."""

    result: ArticleChanges | Exception | None
    gate: threading.Event = field(default_factory=threading.Event)
    begun: int = 0
    stopped: bool = False

    def refresh(self) -> ArticleChanges | None:
        self.begun += 1
        assert threading.current_thread() is not threading.main_thread(), "it blocks the event loop"
        self.gate.wait(PATIENCE)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def stop(self) -> None:
        self.stopped = True
        self.result = StoppedError("stopped")
        self.gate.set()


@pytest.mark.parametrize(
    ("result", "lines"),
    [
        (CHANGED, ["Feeds and pages read again: 2 new, 1 updated, 1 failed"]),
        (None, []),
        (
            BusyError("the store is in use: try again"),
            ["Feeds and pages were not read again: the store is in use: try again"],
        ),
        (
            ValueError("a secret"),
            ["Feeds and pages were not read again, which should not have happened: ValueError"],
        ),
        (StoppedError("stopped"), ["Reading feeds and pages again was stopped; what was stored is kept"]),
    ],
)
async def test_a_run_is_told_in_one_line_however_it_ends(
    result: ArticleChanges | Exception | None, lines: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    refresher = FakeRefresher(result)
    refresher.gate.set()
    schedule = FeedSchedule(refresher, 60)
    await schedule.run(NO_CONTEXT)
    await schedule.run(NO_CONTEXT)
    assert refresher.begun == 2, "the next run comes whatever became of this one"
    assert caplog.messages == lines * 2
    assert all(record.exc_info is None for record in caplog.records)


async def test_a_run_is_left_out_while_one_is_under_way() -> None:
    refresher = FakeRefresher(CHANGED)
    schedule = FeedSchedule(refresher, 60)
    first = asyncio.create_task(schedule.run(NO_CONTEXT))
    await asyncio.sleep(0)
    await schedule.run(NO_CONTEXT)
    assert not first.done()
    refresher.gate.set()
    await first
    assert refresher.begun == 1


async def test_a_run_under_way_is_told_to_end_and_waited_for() -> None:
    refresher = FakeRefresher(CHANGED)
    schedule = FeedSchedule(refresher, 60)
    run = asyncio.create_task(schedule.run(NO_CONTEXT))
    await asyncio.sleep(0)
    schedule.stop()
    await schedule.close(PATIENCE)
    await run
    assert refresher.stopped
    assert not schedule.busy


async def test_a_run_that_does_not_end_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    refresher = FakeRefresher(CHANGED)
    schedule = FeedSchedule(refresher, 60)
    run = asyncio.create_task(schedule.run(NO_CONTEXT))
    await asyncio.sleep(0)
    await schedule.close(0.0)
    await run
    assert caplog.messages == ["Reading feeds and pages again was stopped; what was stored is kept"]
    refresher.gate.set()
