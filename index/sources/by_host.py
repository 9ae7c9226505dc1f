"""Addresses worked on several at once, but one after the other for each host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

AT_ONCE = 8
"""Hosts. One thread is enough for each: a second one would only wait for its turn there."""

AHEAD = 64
"""Addresses that may be under way or done before anybody asks for them, so that pages do not fill the memory where
they come faster than they can be indexed."""


def each_by_host(addresses: Sequence[str], work: Callable[[str], T]) -> Iterator[tuple[str, T] | None]:
    """Yield each address with what ``work`` makes of it, as they are done; what ``work`` raises is raised. None is
    yielded where the next one must be waited for: who listens may use the time.

    What is done waits for who listens, ``AHEAD`` of it at most. Who stops listening waits for nobody: a thread that is
    under way ends by itself with the address that it is at, at the latest with the program.
    """
    room, stopped = threading.Semaphore(AHEAD), threading.Event()
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for some in _by_host(addresses):
        waiting.put(some)
    done: SimpleQueue[tuple[str, T] | BaseException] = SimpleQueue()

    def serve() -> None:
        try:
            for address in _taken(waiting):
                room.acquire()
                if stopped.is_set():
                    return
                done.put((address, work(address)))
        except BaseException as error:
            done.put(error)

    for _ in range(min(AT_ONCE, waiting.qsize())):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _ in addresses:
            if done.empty():
                yield None
            found = done.get()
            if isinstance(found, BaseException):
                raise found
            room.release()
            yield found
    finally:
        stopped.set()
        room.release(AT_ONCE)


def _taken(waiting: SimpleQueue[list[str]]) -> Iterator[str]:
    while True:
        try:
            some = waiting.get_nowait()
        except Empty:
            return
        yield from some


def _by_host(addresses: Sequence[str]) -> list[list[str]]:
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(_host(address), []).append(address)
    return list(hosts.values())


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
