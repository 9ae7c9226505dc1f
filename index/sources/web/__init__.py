"""Pages and feeds from the web, with manners and behind a guard.

``fetch`` is the way in. ``addresses`` says what may be reached and ``network`` connects to nothing else;
``requesting`` sends one request and reads one answer, ``bodies`` unpacks it; ``robots`` and ``manners`` keep the rules
of a host; ``feeds`` makes items of a feed, and ``feed_apart`` does so in a
process of its own.
"""

from __future__ import annotations

from index.sources.feeds import is_feed, parse_feed_in_sandbox
from index.sources.rss_atom import Feed, FeedItem
from index.sources.web.fetcher import Fetcher
from index.sources.web.limits import Limits, UnreachableError
from index.sources.web.ssrf_guard import read_allowed
from index.sources.web.types import Environment, Fetched, Gone, Unchanged

__all__ = [
    "Environment",
    "Feed",
    "FeedItem",
    "Fetched",
    "Fetcher",
    "Gone",
    "Limits",
    "Unchanged",
    "UnreachableError",
    "is_feed",
    "parse_feed_in_sandbox",
    "read_allowed",
]
