"""Connect to hosts: a name is resolved once, all its addresses are checked, and one of them is connected to.

A name that resolves to another address a moment later has therefore no effect (DNS rebinding). The request and the TLS
handshake still use the name.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

import httpcore

from index.errors import SourceError
from index.sources.web.limits import BrokenOffError, Limits, UnreachableError
from index.sources.web.ssrf_guard import AddressGuard

_ADDRESSES_TRIED = 4
"""Number of addresses tried, IPv4 and IPv6 alternately, since often only one of them works."""


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host; raises SourceError when there is none, or the name cannot be resolved now."""
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise BrokenOffError(f"the name {host!r} cannot be looked up now; try again later") from None
        raise SourceError(f"there is no host {host!r}; check how the address is spelled") from None
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


def connect_checked(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """Connect to a numeric address. Raises httpcore's ConnectError and ConnectTimeout."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout)


class Deadline:
    """The time that is left for a page, in seconds."""

    def __init__(self, limits: Limits, clock: Callable[[], float], stop: threading.Event) -> None:
        """Start the time of a page; setting ``stop`` ends it at once."""
        self._seconds = limits.page
        self._patience = limits.patience
        self._clock = clock
        self._stop = stop
        self._end = clock() + limits.page

    def spend_patience(self, seconds: float) -> bool:
        """Take ``seconds`` off the patience for this page and return True, or return False if it is too short."""
        if seconds > self._patience:
            return False
        self._patience -= seconds
        return True

    def time_left(self) -> float:
        """Return the seconds left; raises UnreachableError when there are none, SourceError after a stop."""
        if self._stop.is_set():
            raise SourceError("fetching was stopped; run it again")
        seconds = self._end - self._clock()
        if seconds <= 0:
            raise UnreachableError(f"it takes longer than {self._seconds:g} seconds to come; try again later")
        return seconds

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Do not count the time that passes inside this context."""
        start = self._clock()
        try:
            yield
        finally:
            self._end += self._clock() - start


class CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that ``guard`` allows, in the time that is left."""

    def __init__(
        self,
        guard: AddressGuard,
        deadline: Deadline,
        resolve: Callable[[str, int], Sequence[str]],
        dial: Callable[[str, int, float], httpcore.NetworkStream],
    ) -> None:
        """Create a backend; ``resolve`` and ``dial`` are like ``resolve_host`` and ``connect_checked``."""
        self._guard = guard
        self._deadline = deadline
        self._resolve = resolve
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's addresses.

        Raises SourceError when the host may not be reached, else httpcore's ConnectError and ConnectTimeout.
        """
        addresses = self._resolve(host, port)
        self._guard.check(host, port, addresses)
        failure: Exception = httpcore.ConnectError()
        for address in _alternate_families(addresses)[:_ADDRESSES_TRIED]:
            try:
                return _TimedStream(self._dial(address, port, _limit_timeout(timeout, self._deadline)), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: the web has no Unix sockets."""
        raise NotImplementedError("no page lives behind a Unix socket")


class _TimedStream(httpcore.NetworkStream):
    """A stream on which no operation waits beyond the deadline, however slowly the bytes come."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _limit_timeout(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _limit_timeout(timeout, self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self._stream.start_tls(ssl_context, server_hostname, _limit_timeout(timeout, self._deadline))
        except httpcore.ConnectError as error:
            # SSLEOFError: the connection broke off in the handshake; another try may succeed.
            if isinstance(error.__cause__, ssl.SSLError) and not isinstance(error.__cause__, ssl.SSLEOFError):
                raise SourceError(
                    "a safe connection cannot be made (its certificate or its TLS is not accepted); "
                    "save the page and add the file"
                ) from None
            raise
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _alternate_families(addresses: Sequence[str]) -> list[str]:
    first = [address for address in addresses if (":" in address) == (":" in addresses[0])]
    other = [address for address in addresses if address not in first]
    return [address for pair in zip_longest(first, other) for address in pair if address is not None]


def _limit_timeout(timeout: float | None, deadline: Deadline) -> float:
    left = deadline.time_left()
    return left if timeout is None else min(timeout, left)
