"""A web server that says exactly what it is told to, byte for byte, on the loopback."""

from __future__ import annotations

import contextlib
import itertools
import socket
import socketserver
import struct
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

Reply = Callable[[socket.socket], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came; header names are in lower case."""

    path: str
    headers: dict[str, str]


class WebServer:
    """Answers each path with its replies in turn, the last of them for ever; 404 where it has none.

    ``asked`` holds the requests in order; ``raw`` the bytes of connections that did not speak HTTP; ``news`` is
    notified of each request.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.raw: list[bytes] = []
        self.greeting: bytes | None = None
        self.closing = threading.Event()
        self.news = threading.Condition()
        self._replies: defaultdict[str, list[Reply]] = defaultdict(list)
        serve = self._serve

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    serve(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def on(self, path: str, *replies: Reply) -> None:
        self._replies[path] = list(replies)

    def pages(self) -> list[str]:
        """The paths that were asked for, robots.txt apart."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def _serve(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(65536)
            if not part:
                return
            head += part
            if not head.startswith(b"GET "[: len(head)]):
                self.raw.append(head)
                if self.greeting is not None:
                    connection.sendall(self.greeting)
                return
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        pairs = (line.split(": ", 1) for line in lines)
        asked = Asked(first.split(" ")[1], {name.lower(): value for name, value in pairs})
        with self.news:
            self.asked.append(asked)
            self.news.notify_all()
        replies = self._replies[asked.path] or [page(status="404 Not Found")]
        (replies.pop(0) if len(replies) > 1 else replies[0])(connection)


def page(body: bytes = b"", *, status: str = "200 OK", headers: Iterable[str] = (), length: int | None = None) -> Reply:
    """``length`` is what Content-Length says, which need not be true."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {size}", "Connection: close", "", ""]
    return said("\r\n".join(lines).encode("latin-1") + body)


def said(data: bytes) -> Reply:
    return lambda connection: connection.sendall(data)


def redirect(to: str, *, status: str = "302 Found", headers: Iterable[str] = ()) -> Reply:
    return page(status=status, headers=[f"Location: {to}", *headers])


def endless(head: bytes, part: bytes) -> Reply:
    """Sends ``part`` again and again until the other side has had enough."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in itertools.count():
            connection.sendall(part)

    return send


def silent(server: WebServer) -> Reply:
    """Begins to answer, and says no more until the server closes."""

    def begin(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-")
        server.closing.wait()

    return begin


def dropped(connection: socket.socket) -> None:
    """Resets the connection without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
