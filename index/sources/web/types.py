"""Results of a fetch, and the functions of the system that it uses."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.sources.web import transport

if TYPE_CHECKING:
    import httpcore


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, unpacked; ``address`` is the given one, ``url`` the one where redirects ended.

    ``content_type`` is in lower case, without parameters. ``charset`` is Python's name of the answer's charset, None if
    it is missing or unknown. ``etag`` and ``last_modified`` are for the next fetch. ``fetched_at`` is ISO 8601, UTC.
    """

    address: str
    url: str
    content: bytes
    content_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page did not change since the given ``etag`` or ``last_modified``."""

    address: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The host says that there is no such page; ``status`` is 404 or 410."""

    address: str
    status: int


@dataclass(frozen=True, slots=True)
class Environment:
    """Clock, sleep and network functions, which tests replace.

    ``clock`` returns seconds from any start. ``sleep`` returns early when its event is set. ``jitter`` returns the
    factor for a pause before another try. ``resolve`` and ``dial`` are those of ``transport.py``.
    """

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[threading.Event, float], object] = threading.Event.wait
    jitter: Callable[[], float] = lambda: random.SystemRandom().uniform(0.75, 1.5)
    resolve: Callable[[str, int], Sequence[str]] = transport.resolve_host
    dial: Callable[[str, int, float], httpcore.NetworkStream] = transport.connect_checked
