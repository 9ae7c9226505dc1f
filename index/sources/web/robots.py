"""robots.txt, by RFC 9309: read once a day for each host, and obeyed."""

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


LARGEST = 500 * 1024
"""Bytes that are read of a robots.txt: the least that RFC 9309, 2.5 asks for."""

_CACHE_SECONDS = 24 * 3600.0
_UNREACHABLE_CACHE_SECONDS = 300.0
_MOST_HOSTS = 2000
_LONGEST_DELAY = 30.0
"""Seconds between two pages, however long a Crawl-delay asks for."""

_AGENT_LINE = re.compile(r"^[ \t]*user[- ]?agent[ \t]*:([^#\r\n]*).*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What a host asks of this program. ``closed`` says why nothing may be fetched for now."""

    parser: Protego | None = None
    closed: str | None = None

    def check(self, url: httpx.URL) -> None:
        """Raise SourceError where the page may not be fetched."""
        if self.closed is not None:
            raise UnreachableError(self.closed)
        if self.parser is not None and not self.parser.can_fetch(str(url), PRODUCT):
            raise SourceError("its robots.txt asks programs not to fetch this page; save it and add the file")

    def interval(self, least: float) -> float:
        """Return the seconds to leave between two pages: ``least``, or a Crawl-delay up to a bound."""
        delay = self.parser.crawl_delay(PRODUCT) if self.parser is not None else None
        return max(least, min(delay or 0.0, _LONGEST_DELAY))


@dataclass(slots=True)
class _CachedRules:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: RobotRules | None = None
    until: float = 0.0


class Robots:
    """The rules of each host. ``fetch`` gets a robots.txt, following redirects, and raises SourceError."""

    def __init__(self, fetch: Callable[[httpx.URL, Deadline], HttpResponse], clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: LRUCache[str, _CachedRules] = LRUCache(_MOST_HOSTS)

    def rules(self, url: httpx.URL, deadline: Deadline) -> RobotRules:
        """Return the rules for the host of ``url``; raise UnreachableError where it cannot be asked for them."""
        place = url.copy_with(raw_path=b"/robots.txt")
        known = self._known(str(place))
        with deadline.paused():
            known.lock.acquire()
        try:
            if known.rules is None or self._clock() >= known.until:
                known.rules = self._read(place, deadline)
                kept = _CACHE_SECONDS if known.rules.closed is None else _UNREACHABLE_CACHE_SECONDS
                known.until = self._clock() + kept
            return known.rules
        finally:
            known.lock.release()

    def _known(self, place: str) -> _CachedRules:
        with self._lock:
            return self._hosts.setdefault(place, _CachedRules())

    def _read(self, place: httpx.URL, deadline: Deadline) -> RobotRules:
        try:
            answer = self._fetch(place, deadline)
        except UnreachableError as error:
            return RobotRules(closed=str(error))
        except SourceError:
            # RFC 9309, 2.3.1.3: one that cannot be had for good forbids nothing. The page is checked by itself.
            return RobotRules()
        if answer.status >= 500 or answer.status == 429:
            return RobotRules(
                closed=f"its robots.txt cannot be had now ({answer.status}), so nothing of it is fetched; try later"
            )
        return RobotRules(_parse(answer.content)) if answer.content else RobotRules()


def _parse(content: bytes) -> Protego:
    from protego import Protego

    # Groups for other programs are put together: the parser copies every rule for each name that stands above it.
    return Protego.parse(_AGENT_LINE.sub(_normalize_agent, content.decode("utf-8-sig", "replace")))


def _normalize_agent(line: re.Match[str]) -> str:
    name = line[1].strip().lower()
    if name == "*":
        return "User-agent: *"
    return f"User-agent: {PRODUCT}" if re.match(rf"{PRODUCT}(?![a-z0-9_-])", name) else "User-agent: other-programs"
