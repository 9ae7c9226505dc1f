"""Limits and the fetch errors."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import SourceError


class UnreachableError(SourceError):
    """Not now: the host does not answer, or not in time."""


class BrokenOffError(UnreachableError):
    """Worth another try at once: the connection was refused or broke off."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds.

    ``largest`` holds for an answer as it comes and again for what it unpacks to. ``page`` is the time a page may take
    with all its redirects and further tries, waiting out of politeness apart; ``connect`` and ``read`` are the times
    to wait for a connection and for the next bytes. ``patience`` is the time that a page is waited for, all in all,
    while its hosts are busy or refuse a connection. ``interval`` is the least time between two requests to one host.
    """

    largest: int = 20 * 1024 * 1024
    page: float = 60.0
    connect: float = 10.0
    read: float = 20.0
    patience: float = 60.0
    interval: float = 1.0
