"""One request and its answer: the headers sent, the time and size kept, and words for what breaks."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import httpcore
import httpx

from index.sources.web.addresses import Reach
from index.sources.web.bodies import ACCEPTED, read_body
from index.sources.web.errors import BrokenOffError, UnreachableError
from index.sources.web.limits import Limits
from index.sources.web.network import CheckedBackend, Deadline
from index.sources.web.types import World

PRODUCT = "whosaid"
"""The name that a robots.txt speaks of."""

_DISTRIBUTION = "whosaid-bot"

_WANTED = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
_WITH_BODY = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from ``url``; ``content`` is empty unless the status is 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    content: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """How to ask: ``extra`` headers, and whether a body that is too large is ``cut`` off at ``largest`` bytes."""

    largest: int
    extra: Mapping[str, str]
    cut: bool = False


@cache
def user_agent() -> str:
    """Who asks: the program, its version and what it is."""
    try:
        number = version(_DISTRIBUTION)
    except PackageNotFoundError:
        number = "0"  # run from its source, without being installed
    return f"{PRODUCT}/{number} (+self-hosted article index)"


class Requester:
    """Sends requests to what ``reach`` lets through. Nothing is kept between two requests, so threads may share it."""

    def __init__(self, reach: Reach, limits: Limits, world: World) -> None:
        self._reach = reach
        self._world = world
        self._timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read}

    def get(self, url: httpx.URL, ask: Ask, deadline: Deadline) -> Answer:
        """Raises SourceError: BrokenOffError where another try may help, UnreachableError where one later may."""
        try:
            return self._get(url, ask, deadline)
        except httpcore.ConnectTimeout:
            raise BrokenOffError("the host does not answer; try again later") from None
        except httpcore.ConnectError:
            raise BrokenOffError("the host refuses the connection; try again later") from None
        except httpcore.TimeoutException:
            deadline.left()
            raise UnreachableError("the host stops in the middle of its answer; try again later") from None
        except (httpcore.NetworkError, httpcore.RemoteProtocolError):
            raise BrokenOffError(
                "the connection broke off, or the answer is no HTTP; try again later, or save the page and add the file"
            ) from None
        except httpcore.LocalProtocolError:
            raise UnreachableError("the request cannot be sent; give the address as a browser shows it") from None

    def _get(self, url: httpx.URL, ask: Ask, deadline: Deadline) -> Answer:
        backend = CheckedBackend(self._reach, deadline, self._world.resolve, self._world.dial)
        headers = {
            # httpx.URL leaves the usual port out, and IPv6 in brackets.
            "Host": url.netloc.decode("ascii"),
            "User-Agent": user_agent(),
            "Accept": _WANTED,
            "Accept-Encoding": ACCEPTED,
            # Each page has a connection of its own: what a host sent for one is never taken for another.
            "Connection": "close",
            **ask.extra,
        }
        tls = _tls() if url.scheme == "https" else None
        deadline.left()
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=backend) as pool,
            pool.stream(
                "GET",
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()],
                extensions={"timeout": self._timeouts},
            ) as response,
        ):
            answered = httpx.Headers(response.headers)
            content = b""
            if response.status == _WITH_BODY:
                coding = answered.get("content-encoding", "")
                content = read_body(response.iter_stream(), coding, ask.largest, cut=ask.cut)
            return Answer(url, response.status, answered, content)


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates takes longer than a request. SSL_CERT_FILE and SSL_CERT_DIR are heeded."""
    return httpx.create_ssl_context()
