"""A small internet: names, addresses and a clock that tests move. Every address leads to the one server."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpcore

from index.errors import SourceError
from index.sources.web.fetcher import Fetcher
from index.sources.web.limits import Limits
from index.sources.web.transport import connect_checked
from index.sources.web.types import Environment
from tests.support.web.server import WebServer

PUBLIC = "93.184.215.14"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clock:
    """Moves by ``tick`` seconds at each reading, and by each sleep, listed in ``slept``."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.tick = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        self.at += self.tick
        return self.at

    def sleep(self, stop: threading.Event, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


class Internet:
    """``names`` holds what each name resolves to: one answer after another, the last one repeatedly.

    ``looked_up`` and ``dialled`` list what was resolved and connected to. ``sip`` is the most bytes of one read, and
    addresses in ``down`` refuse connections. ``stall`` is the duration of each read.
    """

    def __init__(self, server: WebServer) -> None:
        self.server = server
        self.clock = Clock()
        self.names: dict[str, list[list[str]]] = {"news.example": [[PUBLIC]], "other.example": [["1.1.1.1"]]}
        self.looked_up: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.down: set[str] = set()
        self.sip = 65536
        self.stall = 0.0

    def fetcher(self, *allow_hosts: str, limits: Limits | None = None) -> Fetcher:
        environment = Environment(
            clock=self.clock,
            now=lambda: NOW,
            sleep=self.clock.sleep,
            jitter=lambda: 1.0,
            resolve=self._resolve,
            dial=self._dial,
        )
        return Fetcher(allow_hosts, limits=limits, environment=environment)

    def _resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise SourceError(f"there is no host {host!r}; check how the address is spelled")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _dial(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        if address in self.down:
            raise httpcore.ConnectError
        return _Slow(connect_checked("127.0.0.1", self.server.port, timeout), self)


class _Slow(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, internet: Internet) -> None:
        self._stream = stream
        self._internet = internet

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._internet.clock.at += self._internet.stall
        return self._stream.read(min(max_bytes, self._internet.sip), timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, *given: Any, **named: Any) -> httpcore.NetworkStream:
        return self._stream.start_tls(*given, **named)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
