"""What a fetch gives, and what it needs of the machine."""

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
    """A page as it came, unpacked. ``asked`` is the address as it was given, ``url`` where redirects led.

    ``content_type`` is in lower case, without parameters. ``charset`` is Python's name of the encoding that the answer
    named, None where it named none that is known. ``etag`` and ``last_modified`` are to be given to the next fetch.
    ``fetched_at`` is ISO 8601, UTC.
    """

    asked: str
    url: str
    content: bytes
    content_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page is still as it was when the given ``etag`` or ``last_modified`` was told."""

    asked: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The host says that there is no such page; ``status`` is 404 or 410."""

    asked: str
    status: int


@dataclass(frozen=True, slots=True)
class Environment:
    """What a fetch needs of the machine. ``sleep`` returns early where its event is set.

    ``clock`` counts seconds from any moment. ``jitter`` gives the factor by which a pause before another try is
    stretched. ``resolve`` and ``dial`` are as in ``network``.
    """

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[threading.Event, float], object] = threading.Event.wait
    jitter: Callable[[], float] = lambda: random.SystemRandom().uniform(0.75, 1.5)
    resolve: Callable[[str, int], Sequence[str]] = transport.resolve_host
    dial: Callable[[str, int, float], httpcore.NetworkStream] = transport.connect_checked
