"""A few threads for what would block the event loop."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from bot.answer.cancelling import Cancellation, cancelled_by
from bot.messages import TELEGRAM
from index.errors import WhosaidError

T = TypeVar("T")
_Job = Callable[[], None]


class ClosingError(WhosaidError):
    """The bot is being stopped before the work was done."""


class Workers:
    """Daemon threads that take one piece of work after another, first come, first served.

    The threads of ``concurrent.futures`` are joined when the interpreter exits, whatever they are doing; these are
    not, so that a slow answer cannot hold up a stop. Use it in one event loop.
    """

    def __init__(self, threads: int, name: str = "answer") -> None:
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._pending: set[asyncio.Future[None]] = set()
        self._lock = threading.Lock()
        self._running = 0
        self._closed = False
        for number in range(threads):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether a thread is at work now, wanted or not."""
        with self._lock:
            return self._running > 0

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` returns or raises. Raises ClosingError once ``close`` is called, also while waiting. Work that
        nobody waits for any more is told by ``bot.answer.cancelling``."""
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
            try:
                with cancelled_by(unwanted):
                    results.append(work())
            except Exception as error:
                errors.append(error)
            except BaseException as error:
                errors.append(RuntimeError(f"the work ended with {type(error).__name__}"))
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

    async def idle(self, seconds: float) -> None:
        """Waits until nothing is pending, but no longer than ``seconds``."""
        if self._pending:
            await asyncio.wait(self._pending, timeout=seconds)

    def close(self) -> None:
        """Ends all waiting with ClosingError. Work that a thread has begun goes on, but nobody hears of it."""
        self._closed = True
        for done in self._pending:
            if not done.done():
                done.set_exception(ClosingError(TELEGRAM.errors.restarting))

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            with self._lock:
                self._running += 1
            try:
                job()
            finally:
                with self._lock:
                    self._running -= 1


def _settle(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)
