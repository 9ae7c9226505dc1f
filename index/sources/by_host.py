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


def each_by_host(addresses: Sequence[str], work: Callable[[str], T]) -> Iterator[tuple[str, T]]:
    """Yield each address with what ``work`` makes of it, as they are done; what ``work`` raises is raised.

    Who stops listening waits for nobody: a thread that is under way ends by itself, at the latest with the program.
    """
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for some in _by_host(addresses):
        waiting.put(some)
    done: SimpleQueue[tuple[str, T] | BaseException] = SimpleQueue()

    def serve() -> None:
        try:
            while True:
                for address in waiting.get_nowait():
                    done.put((address, work(address)))
        except Empty:
            return
        except BaseException as error:
            done.put(error)

    for _ in range(min(AT_ONCE, waiting.qsize())):
        threading.Thread(target=serve, daemon=True).start()
    for _ in addresses:
        found = done.get()
        if isinstance(found, BaseException):
            raise found
        yield found


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
