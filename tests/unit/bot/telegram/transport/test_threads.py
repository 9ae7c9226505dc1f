"""Work off the event loop."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.cancellation import Cancellation, current_cancellation
from bot.telegram.transport.threads import ClosingError, WorkerThreads


def fail() -> None:
    raise ValueError("broken")


def leave() -> None:
    raise SystemExit(3)


def stop_iterating() -> None:
    raise StopIteration


async def test_work_gives_its_result_from_another_thread() -> None:
    assert await WorkerThreads(1).run(threading.get_ident) != threading.get_ident()


async def test_work_that_fails_raises_where_it_was_asked_for() -> None:
    workers = WorkerThreads(1)
    with pytest.raises(ValueError, match="broken"):
        await workers.run(fail)


@pytest.mark.parametrize("work", [leave, stop_iterating])
async def test_work_that_tries_to_leave_ends_neither_the_thread_nor_the_loop(work: object) -> None:
    workers = WorkerThreads(1)
    with pytest.raises(RuntimeError):
        await workers.run(work)  # type: ignore[arg-type]
    assert await workers.run(lambda: 7) == 7


async def test_as_many_at_once_as_there_are_threads() -> None:
    workers, both = WorkerThreads(2), threading.Barrier(2, timeout=30)
    await asyncio.gather(workers.run(both.wait), workers.run(both.wait))


async def test_closing_ends_the_waiting_at_once_and_refuses_more() -> None:
    workers, gate, begun = WorkerThreads(1), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        gate.wait(30)

    ran: list[int] = []
    running = asyncio.create_task(workers.run(slow))
    waiting = asyncio.create_task(workers.run(lambda: ran.append(1)))
    await asyncio.to_thread(begun.wait, 30)
    assert workers.busy
    workers.close()
    for task in (running, waiting, asyncio.create_task(workers.run(lambda: ran.append(2)))):
        with pytest.raises(ClosingError, match="ask again"):
            await task
    gate.set()
    assert ran == []


async def test_idle_waits_for_what_is_under_way_and_no_longer_than_it_is_told() -> None:
    workers, gate = WorkerThreads(1), threading.Event()
    task = asyncio.create_task(workers.run(lambda: gate.wait(30)))
    await asyncio.sleep(0)
    await workers.wait_idle(0)
    assert not task.done()
    gate.set()
    await workers.wait_idle(30)
    assert await task


@pytest.mark.parametrize("how", ["close", "cancel"])
async def test_work_that_nobody_waits_for_any_more_is_told_so(how: str) -> None:
    workers, begun, told = WorkerThreads(1), threading.Event(), threading.Event()

    def slow() -> bool:
        cancellation = current_cancellation()
        assert cancellation is not None
        cancellation.add_callback(told.set)
        begun.set()
        return told.wait(30)

    task = asyncio.create_task(workers.run(slow))
    await asyncio.to_thread(begun.wait, 30)
    assert not told.is_set()
    workers.close() if how == "close" else task.cancel()
    with pytest.raises((ClosingError, asyncio.CancelledError)):
        await task
    assert await asyncio.to_thread(told.wait, 30)


async def test_work_that_is_done_was_wanted() -> None:
    found = await WorkerThreads(1).run(current_cancellation)
    assert isinstance(found, Cancellation)
    assert not found.cancelled
    assert current_cancellation() is None
