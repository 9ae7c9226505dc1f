"""How often a host is asked: one request at a time, with a pause before the next, and longer ones when it is busy."""

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
"""Hosts; the one asked longest ago is forgotten first."""


class PolitenessGate:
    """Lets one thread at a time have a host."""

    def __init__(self, clock: Callable[[], float], wait: Callable[[float], None]) -> None:
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._places: LRUCache[str, _HostQueue] = LRUCache(_MOST_HOSTS)

    @contextmanager
    def turn(
        self, host: str, interval: float | None, waiting: Callable[[], AbstractContextManager[None]]
    ) -> Iterator[None]:
        """Wait inside ``waiting`` until nobody asks ``host`` and ``interval`` seconds have gone by since somebody did.

        A turn without an interval neither waits for one nor begins one.
        """
        place = self._place(host)
        with waiting():
            place.lock.acquire()
        try:
            if interval is not None and place.left_at is not None:
                with waiting():
                    self._wait(place.left_at + interval - self._clock())
            yield
        finally:
            if interval is not None:
                place.left_at = self._clock()
            place.lock.release()

    def _place(self, host: str) -> _HostQueue:
        with self._lock:
            return self._places.setdefault(host, _HostQueue())


def host_of(url: httpx.URL) -> str:
    """What counts as one host: its name and port, whatever the scheme."""
    return url.netloc.decode("ascii")


def retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """Return the seconds that the answer asks to wait, None where it does not say (RFC 9110, 10.2.3)."""
    words = headers.get("retry-after", "").strip()
    if words.isascii() and words.isdecimal():
        # More digits than a lifetime has seconds say no more than ten.
        return float(words[:10])
    try:
        moment = parsedate_to_datetime(words)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@dataclass(slots=True)
class _HostQueue:
    lock: threading.Lock = field(default_factory=threading.Lock)
    left_at: float | None = None
