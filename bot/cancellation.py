"""Work that is not wanted any more: the bot stops, or whoever waited for it is gone.

Work runs in threads and cannot be broken off from outside; what takes long in it, such as a language model's call, asks
``current`` and ends by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Cancellation:
    """Whether one piece of work is still wanted. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._told: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether it is not wanted any more."""
        return self._cancelled

    def cancel(self) -> None:
        """Say so to all that was asked by ``tell``; once is enough, and more does nothing."""
        with self._lock:
            told, self._told, self._cancelled = self._told, [], True
        for each in told:
            each()

    def tell(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` when it is cancelled, in the thread that does so; at once where it is already."""
        with self._lock:
            if not self._cancelled:
                self._told.append(callback)
                return
        callback()

    def forget(self, callback: Callable[[], None]) -> None:
        """``callback`` is not to be called any more."""
        with self._lock:
            if callback in self._told:
                self._told.remove(callback)


_CURRENT: ContextVar[Cancellation | None] = ContextVar("cancellation", default=None)


def current_cancellation() -> Cancellation | None:
    """What cancels the work that this thread is at; None where nothing does."""
    return _CURRENT.get()


@contextmanager
def cancellation_scope(cancellation: Cancellation) -> Iterator[None]:
    """What runs within, in this thread, is cancelled by ``cancellation``."""
    token = _CURRENT.set(cancellation)
    try:
        yield
    finally:
        _CURRENT.reset(token)
