"""A rest for a server that hangs or is gone, so that not every question waits its whole time for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES_TO_OPEN = 3
"""Failures until the rest."""

OPEN_SECONDS = 60.0
"""How long it lasts."""


class CircuitBreaker:
    """Any thread may use it; ``clock`` gives seconds. After the rest the next failure begins another one at once, until
    something comes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until: float | None = None

    @property
    def now(self) -> bool:
        """Whether nothing is to be asked."""
        with self._lock:
            return self._until is not None and self._clock() < self._until

    def failed(self) -> float | None:
        """Count a failure; how many seconds of rest begin with it, None where none do, or it rests already."""
        with self._lock:
            self._failures += 1
            now = self._clock()
            if self._failures < FAILURES_TO_OPEN or (self._until is not None and now < self._until):
                return None
            self._until = now + OPEN_SECONDS
            return OPEN_SECONDS

    def over(self) -> None:
        """Something came back: there is no rest, and failures are counted from none."""
        with self._lock:
            self._failures, self._until = 0, None
