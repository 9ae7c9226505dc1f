"""A web server on the loopback that sends exactly the bytes that a test gives it."""

from __future__ import annotations

import contextlib
import itertools
import socket
import socketserver
import struct
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

Reply = Callable[[socket.socket], None]


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """A received request; header names are in lower case."""

    path: str
    headers: dict[str, str]


class WebServer:
    """Answers each path with its replies in order, the last one repeatedly; 404 without any.

    ``requests`` holds the requests in order; ``raw`` the bytes of connections that did not speak HTTP; ``news`` is
    notified of each request.
    """

    def __init__(self) -> None:
        sys.audit("tests.server")
        self.requests: list[ReceivedRequest] = []
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
        """Return the requested paths except robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

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
        request = ReceivedRequest(first.split(" ")[1], {name.lower(): value for name, value in pairs})
        with self.news:
            self.requests.append(request)
            self.news.notify_all()
        replies = self._replies[request.path] or [page(status="404 Not Found")]
        (replies.pop(0) if len(replies) > 1 else replies[0])(connection)


def page(body: bytes = b"", *, status: str = "200 OK", headers: Iterable[str] = (), length: int | None = None) -> Reply:
    """Return a reply; ``length`` is the header Content-Length, which may be wrong."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {size}", "Connection: close", "", ""]
    return send_bytes("\r\n".join(lines).encode("latin-1") + body)


def send_bytes(data: bytes) -> Reply:
    return lambda connection: connection.sendall(data)


def redirect(to: str, *, status: str = "302 Found", headers: Iterable[str] = ()) -> Reply:
    return page(status=status, headers=[f"Location: {to}", *headers])


def endless(head: bytes, part: bytes) -> Reply:
    """Send ``part`` repeatedly until the client closes the connection."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in itertools.count():
            connection.sendall(part)

    return send


def silent(server: WebServer) -> Reply:
    """Begin an answer and send no more until the server closes."""

    def begin(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-")
        server.closing.wait()

    return begin


def drop_connection(connection: socket.socket) -> None:
    """Reset the connection without an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
