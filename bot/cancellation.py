"""Cooperative cancellation: the bot stops, or nobody waits for an answer any more.

Work runs in threads, which cannot be ended from outside. A long step of it, such as a call of a language model, asks
``current_cancellation`` and ends by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Cancellation:
    """Tells whether one piece of work was cancelled. Thread-safe."""

    def __init__(self) -> None:
        """Begin without a cancellation."""
        self._lock = threading.Lock()
        self._cancelled = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled

    def cancel(self) -> None:
        """Call every callback, once; later calls do nothing."""
        with self._lock:
            callbacks, self._callbacks, self._cancelled = self._callbacks, [], True
        for callback in callbacks:
            callback()

    def add_callback(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` in the thread that cancels; at once if the work is already cancelled."""
        with self._lock:
            if not self._cancelled:
                self._callbacks.append(callback)
                return
        callback()

    def remove_callback(self, callback: Callable[[], None]) -> None:
        """Do not call ``callback`` any more."""
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)


_CURRENT: ContextVar[Cancellation | None] = ContextVar("cancellation", default=None)


def current_cancellation() -> Cancellation | None:
    """Return what may cancel the work of this thread, None if nothing does."""
    return _CURRENT.get()


@contextmanager
def cancellation_scope(cancellation: Cancellation) -> Iterator[None]:
    """Let ``cancellation`` cancel the block's work in this thread."""
    token = _CURRENT.set(cancellation)
    try:
        yield
    finally:
        _CURRENT.reset(token)
