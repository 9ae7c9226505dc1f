"""Send one HTTP request and read its answer, with a limit on the size of the body, compressed and unpacked."""

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
"""The name of this program in a robots.txt."""

_DISTRIBUTION = "whosaid-bot"

_ACCEPTED_TYPES = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
)
_WITH_BODY = 200

ACCEPTED_ENCODINGS = "gzip, deflate"
"""The header Accept-Encoding: what the standard library can unpack in steps of limited size."""

_STEP = 64 * 1024
_PLAIN = ("", "identity")
_GZIP = ("gzip", "x-gzip")
# The first lets zlib detect gzip or zlib by itself; the second is deflate without a header, which some servers send.
_FRAMED, _BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """The answer of ``url``; ``content`` is empty unless the status is 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    content: bytes


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """``extra`` headers, and whether a body larger than ``largest`` bytes is ``cut`` off rather than an error."""

    largest: int
    extra: Mapping[str, str]
    cut: bool = False


class Requester:
    """Sends requests to addresses that ``guard`` allows; it has no state between requests, so threads may share it."""

    def __init__(self, guard: AddressGuard, limits: Limits, environment: Environment) -> None:
        """Create a requester; ``environment`` resolves names and connects."""
        self._guard = guard
        self._environment = environment
        self._timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read}

    def get(self, url: httpx.URL, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        """Return the answer of ``url``, without following redirects.

        Raises SourceError: BrokenOffError if another try may succeed, UnreachableError if a later one may.
        """
        try:
            return self._get(url, request, deadline)
        except httpcore.ConnectTimeout:
            raise BrokenOffError("the host does not answer; try again later") from None
        except httpcore.ConnectError:
            raise BrokenOffError("the host refuses the connection; try again later") from None
        except httpcore.TimeoutException:
            deadline.time_left()
            raise UnreachableError("the host stops in the middle of its answer; try again later") from None
        except (httpcore.NetworkError, httpcore.RemoteProtocolError):
            raise BrokenOffError(
                "the connection broke off, or the answer is no HTTP; try again later, or save the page and add the file"
            ) from None
        except httpcore.LocalProtocolError:
            raise UnreachableError("the request cannot be sent; give the address as a browser shows it") from None

    def _get(self, url: httpx.URL, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        backend = CheckedBackend(self._guard, deadline, self._environment.resolve, self._environment.dial)
        headers = {
            # httpx.URL omits the default port and keeps the brackets of IPv6.
            "Host": url.netloc.decode("ascii"),
            "User-Agent": user_agent(),
            "Accept": _ACCEPTED_TYPES,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            # Each page has its own connection, so that bytes for one are never taken for another.
            "Connection": "close",
            **request.extra,
        }
        tls = _tls_context() if url.scheme == "https" else None
        deadline.time_left()
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=backend) as pool,
            pool.stream(
                "GET",
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()],
                extensions={"timeout": self._timeouts},
            ) as response,
        ):
            response_headers = httpx.Headers(response.headers)
            content = b""
            if response.status == _WITH_BODY:
                coding = response_headers.get("content-encoding", "")
                content = read_body(response.iter_stream(), coding, request.largest, cut=request.cut)
            return HttpResponse(url, response.status, response_headers, content)


@cache
def user_agent() -> str:
    """Return the header User-Agent: the program, its version and its purpose."""
    try:
        number = version(_DISTRIBUTION)
    except PackageNotFoundError:
        number = "0"  # not installed, but run from its source
    return f"{PRODUCT}/{number} (+self-hosted article index)"


def read_body(chunks: Iterable[bytes], coding: str, largest: int, *, cut: bool = False) -> bytes:
    """Return the unpacked body, with ``cut`` at most its first ``largest`` bytes.

    Raises SourceError when the body cannot be unpacked, and without ``cut`` when it is larger than ``largest`` bytes,
    compressed or unpacked.
    """
    body = bytearray()
    for part in _decompress(_limit_size(chunks, largest, cut), coding.strip().lower()):
        body += part
        if len(body) > largest:
            if cut:
                return bytes(body[:largest])
            raise _too_large_error(largest)
    return bytes(body)


@cache
def _tls_context() -> ssl.SSLContext:
    """Return the TLS context, made once since reading the certificates is slow; respects SSL_CERT_FILE and _DIR."""
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
    """Yield the unpacked parts; ``several``: a gzip body may be several gzip files, one after the other."""
    unpacker, begun = zlib.decompressobj(_FRAMED), False
    for chunk in chunks:
        data = chunk
        while True:
            try:
                part = unpacker.decompress(data, _STEP)
            except zlib.error:
                if begun or several:
                    raise SourceError("it came packed, but damaged; try again later") from None
                unpacker, begun = zlib.decompressobj(_BARE), True
                continue
            begun = True
            yield part
            data = unpacker.unconsumed_tail or unpacker.unused_data
            if unpacker.eof and data:
                if not several or not data.startswith(b"\x1f"):
                    return
                unpacker = zlib.decompressobj(_FRAMED)
            # After a full step the unpacker may hold more output, even without input.
            elif not data and len(part) < _STEP:
                break
    if begun and not unpacker.eof:
        raise BrokenOffError("it came only in part; try again later")
