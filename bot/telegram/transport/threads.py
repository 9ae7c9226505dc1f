"""Worker threads, background tasks, and the thread that owns ``bot.sqlite3``."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot.cancellation import Cancellation, cancellation_scope
from bot.dates import utc_now
from bot.messages import TELEGRAM
from bot.storage.bot_database import BotDatabase
from index import WhosaidError

T = TypeVar("T")
_Job = Callable[[], None]


class ClosingError(WhosaidError):
    """The bot is being stopped before the work was done."""


class WorkerThreads:
    """Daemon threads that take one piece of work after another, first come, first served.

    The threads of ``concurrent.futures`` are joined when the interpreter exits, whatever they are doing; these are
    not, so that a slow answer cannot hold up a stop. Use it in one event loop.
    """

    def __init__(self, threads: int, name: str = "answer") -> None:
        """Start ``threads`` threads."""
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._pending: set[asyncio.Future[None]] = set()
        self._lock = threading.Lock()
        self._running = 0
        self._closed = False
        for number in range(threads):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether a thread is at work now, also for a caller who has stopped waiting."""
        with self._lock:
            return self._running > 0

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, or raise what it raises.

        Raises ClosingError once ``close`` is called, also while waiting. ``bot.cancellation`` tells work whose caller
        has stopped waiting.
        """
        if self._closed:
            raise ClosingError(TELEGRAM.errors.restarting)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        unwanted = Cancellation()
        results: list[T] = []
        errors: list[Exception] = []

        def job() -> None:
            if done.done():
                return
            with self._lock:
                self._running += 1
            try:
                with cancellation_scope(unwanted):
                    results.append(work())
            except Exception as error:
                errors.append(error)
            except BaseException as error:
                errors.append(RuntimeError(f"the work ended with {type(error).__name__}"))
            with self._lock:  # before the result is told, so that whoever has it finds the thread idle
                self._running -= 1
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_settle, done)

        self._pending.add(done)
        self._jobs.put(job)
        try:
            await done
        except BaseException:
            unwanted.cancel()
            raise
        finally:
            self._pending.discard(done)
        if errors:
            raise errors[0]
        return results[0]

    async def wait_idle(self, seconds: float) -> None:
        """Wait until nothing is pending, but no longer than ``seconds``."""
        if self._pending:
            await asyncio.wait(self._pending, timeout=seconds)

    def close(self) -> None:
        """End all waiting with ClosingError. Work that a thread has begun goes on, without a result."""
        self._closed = True
        for done in self._pending:
            if not done.done():
                done.set_exception(ClosingError(TELEGRAM.errors.restarting))

    def _work(self) -> None:
        while True:
            self._jobs.get()()


def _settle(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)


class BackgroundTasks:
    """Runs tasks; use it in one event loop."""

    def __init__(self) -> None:
        """Begin without tasks."""
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Start ``work``, which raises nothing."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def wait_idle(self, seconds: float) -> None:
        """Wait until no task is running, but no longer than ``seconds``."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def close(self, seconds: float) -> None:
        """Wait as ``wait_idle`` does, then cancel what is left."""
        await self.wait_idle(seconds)
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


class StorageThread:
    """``bot.sqlite3`` in ``data_dir``. Work on it is done in the order in which it arrives.

    ``now`` returns the time, with a zone.
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = utc_now) -> None:
        """Make a thread; no file is opened."""
        self.now = now
        self._data_dir = data_dir
        self._workers = WorkerThreads(1, "memory")
        self._state: BotDatabase | None = None

    async def open(self) -> None:
        """Open the file, before all else. Raises BusyError where another bot has the file, StoreError."""
        self._state = await self._workers.run(partial(BotDatabase, self._data_dir, self.now()))

    async def run(self, work: Callable[[BotDatabase], T]) -> T:
        """Return what ``work`` makes of the file. Raises StoreError, ClosingError once the bot ends."""
        state = self._state
        if state is None:
            raise ClosingError(TELEGRAM.errors.restarting)
        return await self._workers.run(partial(work, state))

    async def close(self) -> None:
        """Close the file, after all else; also where it was not opened."""
        if self._state is not None:
            await self._workers.run(self._state.close)
            self._state = None
        self._workers.close()
