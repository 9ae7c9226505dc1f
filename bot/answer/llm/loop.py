"""An event loop in a thread of its own: what is asynchronous, for callers that are not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from typing import Any, TypeVar

from bot.answer.cancelling import current

T = TypeVar("T")

_CLOSING_S = 2.0
"""How long the closing of connections is waited for."""


class LoopThread:
    """Starts with its first work. The thread is a daemon, so that it holds up no exit."""

    def __init__(self, name: str = "model") -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What ``work`` returns or raises. Raises concurrent.futures.CancelledError where the work of the calling
        thread is cancelled, or ``close`` is called, before it is done."""
        with self._lock:  # what is begun before the closing is cancelled by it
            future = asyncio.run_coroutine_threadsafe(work, self._running()) if not self._closed else None
        if future is None:
            work.close()
            raise CancelledError
        cancellation = current()

        def cancel() -> None:
            future.cancel()

        if cancellation is not None:
            cancellation.tell(cancel)
        try:
            return future.result()
        finally:
            if cancellation is not None:
                cancellation.forget(cancel)

    def close(self, last: Coroutine[Any, Any, None] | None = None) -> None:
        """Cancel what runs, run ``last``, and end the thread. What is run afterwards is cancelled at once. Raises
        TimeoutError where that takes more than two seconds; the thread ends all the same."""
        with self._lock:
            loop, self._loop, self._closed = self._loop, None, True
        if loop is None:
            if last is not None:
                last.close()
            return
        try:
            asyncio.run_coroutine_threadsafe(_end(last), loop).result(_CLOSING_S)
        finally:
            loop.call_soon_threadsafe(loop.stop)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_serve, args=(self._loop,), name=self._name, daemon=True).start()
        return self._loop


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _end(last: Coroutine[Any, Any, None] | None) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    if last is not None:
        await last
    await asyncio.get_running_loop().shutdown_asyncgens()
