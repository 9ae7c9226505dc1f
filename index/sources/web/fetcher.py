"""Fetch pages from the web: addresses checked, hosts asked politely, size and time limited.

Begin reading at ``Fetcher.fetch``.
"""

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
from index.sources.web.robots import LARGEST_ROBOTS, Robots
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
    """Fetches pages; threads may share it. Leaving the context, or ``close``, ends requests under way."""

    def __init__(
        self, allow_hosts: Iterable[str] = (), *, limits: Limits | None = None, environment: Environment | None = None
    ) -> None:
        """Create a fetcher.

        ``allow_hosts`` is the setting FETCH_ALLOW_HOSTS, of entries ``host`` or ``host:port``; raises ValueError for
        others.
        """
        self._limits = limits or Limits()
        self._environment = environment or Environment()
        self._guard = AddressGuard(allow_hosts)
        self._stop = threading.Event()
        self._requester = Requester(self._guard, self._limits, self._environment)
        self._politeness = PolitenessGate(self._environment.clock, self._wait)
        self._robots = Robots(self._fetch_robots, self._environment.clock)

    def __enter__(self) -> Self:
        """Return the fetcher."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the fetcher."""
        self.close()

    def close(self) -> None:
        """End waiting at once and reading at the next bytes; every later fetch raises SourceError."""
        self._stop.set()

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        """Fetch a page, with ``etag`` or ``last_modified`` of an earlier fetch only if it changed since.

        Raises SourceError with one line that says what to do and does not repeat the address, of its subclass
        UnreachableError if a later try may succeed.
        """
        url = self._guard.read(address)
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in validators.items() if value and _VALIDATOR.fullmatch(value)}
        request = HttpRequest(self._limits.largest, conditions)
        deadline = Deadline(self._limits, self._environment.clock, self._stop)
        response = self._follow_redirects(url, request, deadline, self._get_politely)
        if response.status == 304 and conditions:
            return Unchanged(address)
        if response.status in (404, 410):
            return Gone(address, response.status)
        if response.status != 200:
            raise _status_error(response.status)
        if not response.content.strip():
            raise SourceError("it sent an empty page; look at it in a browser, save it and add the file")
        content_type = response.headers.get("content-type", "")
        return Fetched(
            address=address,
            url=str(response.url),
            content=response.content,
            content_type=content_type.split(";")[0].strip().lower() or None,
            charset=charset_of(content_type),
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            fetched_at=self._environment.now().isoformat(timespec="seconds"),
        )

    def _fetch_robots(self, url: httpx.URL, deadline: Deadline) -> HttpResponse:
        return self._follow_redirects(url, HttpRequest(LARGEST_ROBOTS, {}, cut=True), deadline, self._get_in_turn)

    def _follow_redirects(
        self,
        url: httpx.URL,
        request: HttpRequest,
        deadline: Deadline,
        get: Callable[[httpx.URL, HttpRequest, Deadline], HttpResponse],
    ) -> HttpResponse:
        """Follow redirects one by one, since each address must be checked; cookies last until the end."""
        cookies = httpx.Cookies()
        visited: set[tuple[httpx.URL, str]] = set()
        for _ in range(_MOST_REDIRECTS + 1):
            cookie = _cookie_header(cookies, url)
            if (url, cookie) in visited:
                raise SourceError("it redirects in a circle; open it in a browser, save the page and add the file")
            visited.add((url, cookie))
            extra: Mapping[str, str] = {**request.extra, "Cookie": cookie} if cookie else request.extra
            response = get(url, HttpRequest(request.largest, extra, request.cut), deadline)
            if response.status not in _REDIRECTS:
                return response
            if "location" not in response.headers:
                raise SourceError(f"it answers {response.status} but not where to go; check the address in a browser")
            _store_cookies(cookies, response)
            url = self._guard.follow(url, response.headers["location"])
        raise SourceError(f"it redirects more than {_MOST_REDIRECTS} times; give the address where it ends")

    def _get_politely(self, url: httpx.URL, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        rules = self._robots.rules(url, deadline)
        rules.check(url)
        return self._get_in_turn(url, request, deadline, rules.interval(self._limits.interval))

    def _get_in_turn(
        self, url: httpx.URL, request: HttpRequest, deadline: Deadline, interval: float | None = None
    ) -> HttpResponse:
        with self._politeness.take_turn(host_of(url), interval, deadline.pause):
            return self._get_with_retries(url, request, deadline)

    def _get_with_retries(self, url: httpx.URL, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        """Try up to three times if the connection fails or the host is busy."""
        for pause in _PAUSES:
            wait = pause * self._environment.jitter()
            failure: UnreachableError
            try:
                response = self._requester.get(url, request, deadline)
            except BrokenOffError as error:
                failure = error
            else:
                if response.status not in _BUSY:
                    return response
                wait = max(wait, retry_after(response.headers, self._environment.now()) or 0.0)
                failure = UnreachableError(
                    f"the host asks to be left alone for {wait:.0f} seconds; try again after that"
                )
            if not deadline.spend_patience(wait):
                raise failure
            with deadline.pause():
                self._wait(wait)
        return self._requester.get(url, request, deadline)

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._environment.sleep(self._stop, seconds)


def _status_error(status: int) -> SourceError:
    if status in _BUSY or status >= 500:
        return UnreachableError(f"the host is busy or out of order ({status}); try again later")
    why = _STATUS_REASONS.get(status, "the page is not given out")
    return SourceError(f"the host answers {status}: {why}; open it in a browser, save the page and add the file")


def _cookie_header(cookies: httpx.Cookies, url: httpx.URL) -> str:
    request = httpx.Request("GET", url)
    cookies.set_cookie_header(request)
    return str(request.headers.get("cookie", ""))


def _store_cookies(cookies: httpx.Cookies, response: HttpResponse) -> None:
    request = httpx.Request("GET", response.url)
    cookies.extract_cookies(httpx.Response(response.status, headers=response.headers, request=request))
