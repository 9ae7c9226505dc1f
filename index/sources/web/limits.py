"""Limits of a fetch, and its errors."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import SourceError


class UnreachableError(SourceError):
    """The host does not answer, or not in time; a later try may succeed."""


class BrokenOffError(UnreachableError):
    """The connection was refused or broke off; another try at once may succeed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds.

    ``largest``: an answer, both compressed and unpacked. ``page``: a page with all redirects and tries, without the
    pauses for politeness. ``connect`` and ``read``: waiting for a connection and for the next bytes. ``patience``: all
    pauses for one page while its hosts are busy or refuse a connection. ``interval``: the least time between two
    requests to one host.
    """

    largest: int = 20 * 1024 * 1024
    page: float = 60.0
    connect: float = 10.0
    read: float = 20.0
    patience: float = 60.0
    interval: float = 1.0
