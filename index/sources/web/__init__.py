"""Fetch pages and feeds from the web, politely and only from public addresses.

Begin reading at ``fetcher.py``, which follows redirects and retries. ``request.py`` sends one request and
``transport.py`` connects, only to addresses that ``ssrf_guard.py`` allows; ``robots.py`` and ``politeness.py`` keep the
rules of a host.
"""

from __future__ import annotations

from index.sources.web.fetcher import Fetcher
from index.sources.web.limits import Limits, UnreachableError
from index.sources.web.ssrf_guard import read_allowed
from index.sources.web.types import Environment, Fetched, Gone, Unchanged

__all__ = [
    "Environment",
    "Fetched",
    "Fetcher",
    "Gone",
    "Limits",
    "Unchanged",
    "UnreachableError",
    "read_allowed",
]
