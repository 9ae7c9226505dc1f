"""Circuit breaker: after 3 timeouts or connection errors in a row, calls fail at once for 60 s."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES_TO_OPEN = 3
"""Failures in a row that open the circuit."""

OPEN_SECONDS = 60.0
"""How long the circuit stays open."""


class CircuitBreaker:
    """Counts failures in a row; any thread may use it.

    When the circuit closes again, the next failure opens it at once, until a success is recorded.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether no call may be made now."""
        with self._lock:
            return self._until is not None and self._clock() < self._until

    def record_failure(self) -> float | None:
        """Count a failure; return for how many seconds it opens the circuit, None if it does not or it is open."""
        with self._lock:
            self._failures += 1
            now = self._clock()
            if self._failures < FAILURES_TO_OPEN or (self._until is not None and now < self._until):
                return None
            self._until = now + OPEN_SECONDS
            return OPEN_SECONDS

    def record_success(self) -> None:
        """Close the circuit and count failures from zero."""
        with self._lock:
            self._failures, self._until = 0, None
