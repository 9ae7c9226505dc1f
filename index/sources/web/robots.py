"""Obey robots.txt (RFC 9309), read once a day for each host."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
from cachetools import LRUCache

from index.errors import SourceError
from index.sources.web.limits import UnreachableError
from index.sources.web.request import PRODUCT, HttpResponse
from index.sources.web.transport import Deadline

if TYPE_CHECKING:
    from protego import Protego


LARGEST_ROBOTS = 500 * 1024
"""Bytes read of a robots.txt: the minimum of RFC 9309, 2.5."""

_CACHE_SECONDS = 24 * 3600.0
_UNREACHABLE_CACHE_SECONDS = 300.0
_MOST_HOSTS = 2000
_LONGEST_DELAY = 30.0
"""Longest Crawl-delay in seconds that is obeyed."""

_AGENT_LINE = re.compile(r"^[ \t]*user[- ]?agent[ \t]*:([^#\r\n]*).*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RobotRules:
    """The rules of a host for this program; ``closed`` is the reason why nothing may be fetched for now, if any."""

    parser: Protego | None = None
    closed: str | None = None

    def check(self, url: httpx.URL) -> None:
        """Raise SourceError if the page may not be fetched."""
        if self.closed is not None:
            raise UnreachableError(self.closed)
        if self.parser is not None and not self.parser.can_fetch(str(url), PRODUCT):
            raise SourceError("its robots.txt asks programs not to fetch this page; save it and add the file")

    def interval(self, least: float) -> float:
        """Return the seconds between two pages: ``least``, or a longer Crawl-delay."""
        delay = self.parser.crawl_delay(PRODUCT) if self.parser is not None else None
        return max(least, min(delay or 0.0, _LONGEST_DELAY))


@dataclass(slots=True)
class _CachedRules:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: RobotRules | None = None
    until: float = 0.0


class Robots:
    """The rules of each host, cached."""

    def __init__(self, fetch: Callable[[httpx.URL, Deadline], HttpResponse], clock: Callable[[], float]) -> None:
        """Create a cache; ``fetch`` gets a robots.txt, follows redirects and raises SourceError."""
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: LRUCache[str, _CachedRules] = LRUCache(_MOST_HOSTS)

    def rules(self, url: httpx.URL, deadline: Deadline) -> RobotRules:
        """Return the rules for the host of ``url``; they are ``closed`` if its robots.txt cannot be fetched now."""
        robots_url = url.copy_with(raw_path=b"/robots.txt")
        cached = self._cached_rules(str(robots_url))
        with deadline.pause():
            cached.lock.acquire()
        try:
            if cached.rules is None or self._clock() >= cached.until:
                cached.rules = self._read(robots_url, deadline)
                seconds = _CACHE_SECONDS if cached.rules.closed is None else _UNREACHABLE_CACHE_SECONDS
                cached.until = self._clock() + seconds
            return cached.rules
        finally:
            cached.lock.release()

    def _cached_rules(self, robots_url: str) -> _CachedRules:
        with self._lock:
            return self._hosts.setdefault(robots_url, _CachedRules())

    def _read(self, robots_url: httpx.URL, deadline: Deadline) -> RobotRules:
        try:
            response = self._fetch(robots_url, deadline)
        except UnreachableError as error:
            return RobotRules(closed=str(error))
        except SourceError:
            # RFC 9309, 2.3.1.3: a robots.txt that is permanently missing forbids nothing.
            return RobotRules()
        if response.status >= 500 or response.status == 429:
            return RobotRules(
                closed=f"its robots.txt cannot be had now ({response.status}), so nothing of it is fetched; try later"
            )
        return RobotRules(_parse(response.content)) if response.content else RobotRules()


def _parse(content: bytes) -> Protego:
    from protego import Protego

    # All other programs get one name: the parser copies every rule for each name above it.
    return Protego.parse(_AGENT_LINE.sub(_normalize_agent, content.decode("utf-8-sig", "replace")))


def _normalize_agent(line: re.Match[str]) -> str:
    name = line[1].strip().lower()
    if name == "*":
        return "User-agent: *"
    return f"User-agent: {PRODUCT}" if re.match(rf"{PRODUCT}(?![a-z0-9_-])", name) else "User-agent: other-programs"
