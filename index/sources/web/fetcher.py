"""Pages from the web: checked, polite, bounded in size and time, and one plain line for what cannot be had."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

import httpx

from index.errors import SourceError
from index.sources.formats import charset_of
from index.sources.web.limits import BrokenOffError, Limits, UnreachableError
from index.sources.web.politeness import PolitenessGate, host_of, retry_after
from index.sources.web.request import HttpRequest, HttpResponse, Requester
from index.sources.web.robots import LARGEST as LARGEST_ROBOTS
from index.sources.web.robots import Robots
from index.sources.web.ssrf_guard import AddressGuard
from index.sources.web.transport import Deadline
from index.sources.web.types import Environment, Fetched, Gone, Unchanged

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_PAUSES = (1.0, 3.0)
"""Seconds before the second and the third try."""

_BUSY = frozenset({429, 500, 502, 503, 504})
_STATUS_REASONS = {
    401: "it wants a name and a password",
    402: "it wants to be paid",
    403: "it does not let programs in",
    407: "a proxy wants a password",
    451: "it is closed by law",
}
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")


class Fetcher:
    """Fetches pages; threads may share it. Leaving the context, or ``close``, ends what is under way.

    ``allow_hosts`` is the setting FETCH_ALLOW_HOSTS: ``host`` or ``host:port``; ValueError where it is neither.
    """

    def __init__(
        self, allow_hosts: Iterable[str] = (), *, limits: Limits | None = None, world: Environment | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._world = world or Environment()
        self._reach = AddressGuard(allow_hosts)
        self._stop = threading.Event()
        self._requester = Requester(self._reach, self._limits, self._world)
        self._manners = PolitenessGate(self._world.clock, self._wait)
        self._robots = Robots(self._fetch_robots, self._world.clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End waiting at once and reading at the next bytes; every later fetch raises SourceError."""
        self._stop.set()

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        """Fetch a page, or only if it changed since ``etag`` or ``last_modified`` was told with it.

        Raises SourceError: one line with what happened and how to mend it, which does not repeat the address;
        UnreachableError, a kind of it, where trying again later may help.
        """
        url = self._reach.read(address)
        given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in given.items() if value and _VALIDATOR.fullmatch(value)}
        answer = self._chase(url, HttpRequest(self._limits.largest, conditions), self._deadline(), self._ask_politely)
        if answer.status == 304 and conditions:
            return Unchanged(address)
        if answer.status in (404, 410):
            return Gone(address, answer.status)
        if answer.status != 200:
            raise _status_error(answer.status)
        if not answer.content.strip():
            raise SourceError("it sent an empty page; look at it in a browser, save it and add the file")
        return self._fetched(address, answer)

    def _fetched(self, address: str, answer: HttpResponse) -> Fetched:
        content_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        return Fetched(
            asked=address,
            url=str(answer.url),
            content=answer.content,
            content_type=content_type or None,
            charset=charset_of(answer.headers.get("content-type", "")),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            fetched_at=self._world.now().isoformat(timespec="seconds"),
        )

    def _fetch_robots(self, url: httpx.URL, deadline: Deadline) -> HttpResponse:
        return self._chase(url, HttpRequest(LARGEST_ROBOTS, {}, cut=True), deadline, self._ask_at_once)

    def _chase(
        self,
        url: httpx.URL,
        ask: HttpRequest,
        deadline: Deadline,
        get: Callable[[httpx.URL, HttpRequest, Deadline], HttpResponse],
    ) -> HttpResponse:
        """Follow redirects by hand, since each address on the way is to be checked. Cookies live that long."""
        cookies = httpx.Cookies()
        been: set[tuple[httpx.URL, str]] = set()
        for _ in range(_MOST_REDIRECTS + 1):
            sent = _cookie_header(cookies, url)
            if (url, sent) in been:
                raise SourceError("it redirects in a circle; open it in a browser, save the page and add the file")
            been.add((url, sent))
            extra: Mapping[str, str] = {**ask.extra, "Cookie": sent} if sent else ask.extra
            answer = get(url, HttpRequest(ask.largest, extra, ask.cut), deadline)
            if answer.status not in _REDIRECTS:
                return answer
            if "location" not in answer.headers:
                raise SourceError(f"it answers {answer.status} but not where to go; check the address in a browser")
            _keep_cookies(cookies, answer)
            url = self._reach.follow(url, answer.headers["location"])
        raise SourceError(f"it redirects more than {_MOST_REDIRECTS} times; give the address where it ends")

    def _ask_politely(self, url: httpx.URL, ask: HttpRequest, deadline: Deadline) -> HttpResponse:
        rules = self._robots.rules(url, deadline)
        rules.check(url)
        return self._in_turn(url, ask, deadline, rules.interval(self._limits.interval))

    def _ask_at_once(self, url: httpx.URL, ask: HttpRequest, deadline: Deadline) -> HttpResponse:
        return self._in_turn(url, ask, deadline, None)

    def _in_turn(self, url: httpx.URL, ask: HttpRequest, deadline: Deadline, interval: float | None) -> HttpResponse:
        with self._manners.turn(host_of(url), interval, deadline.paused):
            return self._try_again(url, ask, deadline)

    def _try_again(self, url: httpx.URL, ask: HttpRequest, deadline: Deadline) -> HttpResponse:
        """Ask up to three times where the connection fails or the host is busy."""
        for pause in _PAUSES:
            wait = pause * self._world.jitter()
            failed: UnreachableError
            try:
                answer = self._requester.get(url, ask, deadline)
            except BrokenOffError as error:
                failed = error
            else:
                if answer.status not in _BUSY:
                    return answer
                wait = max(wait, retry_after(answer.headers, self._world.now()) or 0.0)
                failed = UnreachableError(
                    f"the host asks to be left alone for {wait:.0f} seconds; try again after that"
                )
            if not deadline.has_patience_for(wait):
                raise failed
            with deadline.paused():
                self._wait(wait)
        return self._requester.get(url, ask, deadline)

    def _deadline(self) -> Deadline:
        return Deadline(self._limits, self._world.clock, self._stop)

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._world.sleep(self._stop, seconds)


def _status_error(status: int) -> SourceError:
    if status in _BUSY or status >= 500:
        return UnreachableError(f"the host is busy or out of order ({status}); try again later")
    why = _STATUS_REASONS.get(status, "the page is not given out")
    return SourceError(f"the host answers {status}: {why}; open it in a browser, save the page and add the file")


def _cookie_header(cookies: httpx.Cookies, url: httpx.URL) -> str:
    request = httpx.Request("GET", url)
    cookies.set_cookie_header(request)
    return str(request.headers.get("cookie", ""))


def _keep_cookies(cookies: httpx.Cookies, answer: HttpResponse) -> None:
    request = httpx.Request("GET", answer.url)
    cookies.extract_cookies(httpx.Response(answer.status, headers=answer.headers, request=request))
