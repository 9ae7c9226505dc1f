"""Limit requests to a host: one at a time, a pause before the next, and longer pauses when the host asks for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
from cachetools import LRUCache

_MOST_HOSTS = 10_000
"""Hosts; the least recently used is forgotten first."""


@dataclass(slots=True)
class _HostQueue:
    lock: threading.Lock = field(default_factory=threading.Lock)
    last_turn_end: float | None = None


class PolitenessGate:
    """Lets one thread at a time send requests to a host."""

    def __init__(self, clock: Callable[[], float], wait: Callable[[float], None]) -> None:
        """Create a gate; ``clock`` returns seconds, ``wait`` waits for a number of seconds."""
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._queues: LRUCache[str, _HostQueue] = LRUCache(_MOST_HOSTS)

    @contextmanager
    def take_turn(
        self, host: str, interval: float | None, waiting: Callable[[], AbstractContextManager[None]]
    ) -> Iterator[None]:
        """Wait until no other thread has ``host`` and ``interval`` seconds have passed since the last turn ended.

        The waiting happens inside the context ``waiting``. A turn without an interval neither waits for one nor
        starts one.
        """
        queue = self._host_queue(host)
        with waiting():
            queue.lock.acquire()
        try:
            if interval is not None and queue.last_turn_end is not None:
                with waiting():
                    self._wait(queue.last_turn_end + interval - self._clock())
            yield
        finally:
            if interval is not None:
                queue.last_turn_end = self._clock()
            queue.lock.release()

    def _host_queue(self, host: str) -> _HostQueue:
        with self._lock:
            return self._queues.setdefault(host, _HostQueue())


def host_of(url: httpx.URL) -> str:
    """Return the name and port of a host, without the scheme."""
    return url.netloc.decode("ascii")


def retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """Return the seconds that the header Retry-After asks to wait, None without one (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        # Ten digits are more seconds than a lifetime.
        return float(value[:10])
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
