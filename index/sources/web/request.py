"""One request: headers, body size, decompression."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import httpcore
import httpx

from index.errors import SourceError
from index.sources.web.limits import BrokenOffError, Limits, UnreachableError
from index.sources.web.ssrf_guard import AddressGuard
from index.sources.web.transport import CheckedBackend, Deadline
from index.sources.web.types import Environment

PRODUCT = "whosaid"
"""The name that a robots.txt speaks of."""

_DISTRIBUTION = "whosaid-bot"

_ACCEPTED_TYPES = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
)
_WITH_BODY = 200

ACCEPTED_ENCODINGS = "gzip, deflate"
"""For the header Accept-Encoding: what can be unpacked in steps of a chosen size by the standard library alone."""

_STEP = 64 * 1024
_PLAIN = ("", "identity")
_GZIP = ("gzip", "x-gzip")
# With this flag zlib tells gzip from zlib by itself; with the other it takes deflate without any frame, as some send.
_FRAMED, _BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What came back from ``url``; ``content`` is empty unless the status is 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    content: bytes


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """How to ask: ``extra`` headers, and whether a body that is too large is ``cut`` off at ``largest`` bytes."""

    largest: int
    extra: Mapping[str, str]
    cut: bool = False


class Requester:
    """Sends requests to what ``reach`` lets through. Nothing is kept between two requests, so threads may share it."""

    def __init__(self, reach: AddressGuard, limits: Limits, world: Environment) -> None:
        self._reach = reach
        self._world = world
        self._timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read}

    def get(self, url: httpx.URL, ask: HttpRequest, deadline: Deadline) -> HttpResponse:
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

    def _get(self, url: httpx.URL, ask: HttpRequest, deadline: Deadline) -> HttpResponse:
        backend = CheckedBackend(self._reach, deadline, self._world.resolve, self._world.dial)
        headers = {
            # httpx.URL leaves the usual port out, and IPv6 in brackets.
            "Host": url.netloc.decode("ascii"),
            "User-Agent": user_agent(),
            "Accept": _ACCEPTED_TYPES,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            # Each page has a connection of its own: what a host sent for one is never taken for another.
            "Connection": "close",
            **ask.extra,
        }
        tls = _tls_context() if url.scheme == "https" else None
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
            return HttpResponse(url, response.status, answered, content)


@cache
def user_agent() -> str:
    """Who asks: the program, its version and what it is."""
    try:
        number = version(_DISTRIBUTION)
    except PackageNotFoundError:
        number = "0"  # run from its source, without being installed
    return f"{PRODUCT}/{number} (+self-hosted article index)"


def read_body(chunks: Iterable[bytes], coding: str, largest: int, *, cut: bool = False) -> bytes:
    """Return the unpacked body.

    Where it comes as or unpacks to more than ``largest`` bytes, SourceError is raised, or with ``cut`` the first
    ``largest`` bytes are returned. Raises SourceError too where it cannot be unpacked.
    """
    body = bytearray()
    for piece in _decompress(_limit_size(chunks, largest, cut), coding.strip().lower()):
        body += piece
        if len(body) > largest:
            if cut:
                return bytes(body[:largest])
            raise _too_large_error(largest)
    return bytes(body)


@cache
def _tls_context() -> ssl.SSLContext:
    """Made once: reading the certificates takes longer than a request. SSL_CERT_FILE and SSL_CERT_DIR are heeded."""
    return httpx.create_ssl_context()


def _too_large_error(largest: int) -> SourceError:
    size = f"{largest / 1024 / 1024:g} MB"
    return SourceError(f"it is larger than {size}; save the part you need and add the file")


def _limit_size(chunks: Iterable[bytes], largest: int, cut: bool) -> Iterator[bytes]:
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > largest and not cut:
            raise _too_large_error(largest)
        yield chunk
        if count > largest:
            return


def _decompress(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding in _PLAIN:
        return iter(chunks)
    if coding in _GZIP or coding == "deflate":
        return _inflate(chunks, several=coding in _GZIP)
    raise SourceError(f"it came packed as {coding[:20]!r}, which was not asked for; save the page and add the file")


def _inflate(chunks: Iterable[bytes], *, several: bool) -> Iterator[bytes]:
    """``several``: a gzip body may be many gzip files, one behind the other."""
    unpacker, begun = zlib.decompressobj(_FRAMED), False
    for chunk in chunks:
        data = chunk
        while True:
            try:
                piece = unpacker.decompress(data, _STEP)
            except zlib.error:
                if begun or several:
                    raise SourceError("it came packed, but damaged; try again later") from None
                unpacker, begun = zlib.decompressobj(_BARE), True
                continue
            begun = True
            yield piece
            data = unpacker.unconsumed_tail or unpacker.unused_data
            if unpacker.eof and data:
                if not several or not data.startswith(b"\x1f"):
                    return
                unpacker = zlib.decompressobj(_FRAMED)
            # A full step may have taken in everything and still hold something back.
            elif not data and len(piece) < _STEP:
                break
    if begun and not unpacker.eof:
        raise BrokenOffError("it came only in part; try again later")
