"""Articles behind web addresses: pages and files as they are fetched, and the pages that feeds lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from index.errors import SourceError
from index.sources.by_host import each_by_host
from index.sources.fetched import from_feed, from_page
from index.sources.types import Failed, Loaded, Seen
from index.sources.web import Feed, FeedItem, Fetched, Gone, Unchanged, is_feed, read_feed
from index.sources.web.errors import UnreachableError


class Web(Protocol):
    """What fetches; ``index.sources.web.Fetcher`` is one. Threads share it."""

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        """Raises SourceError."""
        ...


OpenWeb = Callable[[], AbstractContextManager[Web]]
"""Gives a Web for one reading; leaving its context ends what is under way."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of an address. ``found`` is None where its page is as it was ``seen``, or ``gone`` since then;
    ``later`` is whether it failed for a reason that may pass."""

    address: str
    found: Loaded | Failed | None
    seen: Seen | None = None
    gone: bool = False
    later: bool = False


def visit_all(
    addresses: Sequence[str],
    open_web: OpenWeb,
    known: Mapping[str, Seen],
    progress: Callable[[str, int, int], None],
) -> list[Visit]:
    """Fetch each address once, and what the feeds among them lead to; nothing is raised for a bad one.

    The order is that of ``addresses``; a feed's pages stand in its place. ``known`` holds the addresses that gave an
    article before: of those a page that did not change is not read again, and one that is not there is gone.
    """
    given = list(dict.fromkeys(addresses))
    visits: dict[str, Visit] = {}
    feeds: dict[str, Feed] = {}
    with open_web() as web:

        def visit(address: str) -> Visit | Feed:
            return _visit(web, address, known.get(address))

        for address, found in each_by_host(given, visit):
            if isinstance(found, Feed):
                feeds[address] = found
            else:
                visits[address] = found
            # A feed is not done before its pages are.
            progress("Fetching", len(visits), len(given) + len(feeds))
        links = dict.fromkeys(item.link for feed in feeds.values() for item in feed.items)
        new = [link for link in links if link not in visits]
        total = len(visits) + len(new)
        for link, found in each_by_host(new, visit):
            visits[link] = _failed(link, _FEED_IN_FEED) if isinstance(found, Feed) else found
            progress("Fetching", len(visits), total)
    for feed in feeds.values():
        for item in feed.items:
            if not (visits[item.link].later and item.link in known):
                visits[item.link] = _or_feeds_own(visits[item.link], item, feed)
    return [visits[link] for link in dict.fromkeys(_in_order(given, feeds))] + _without_items(feeds)


_FEED_IN_FEED = "this is a feed that another feed leads to; give its address itself"
_NO_ITEMS = "the feed holds no item with a link; look at it in a browser, or add its pages"


def _visit(web: Web, address: str, seen: Seen | None) -> Visit | Feed:
    try:
        tags = (seen.etag, seen.last_modified) if seen else (None, None)
        answer = web.fetch(address, etag=tags[0], last_modified=tags[1])
        if isinstance(answer, Unchanged):
            return Visit(address, None, seen)
        if isinstance(answer, Gone):
            if seen:
                return Visit(address, None, seen, gone=True)
            return _failed(address, f"the host says that there is no such page ({answer.status}); check the address")
        if is_feed(answer.content):
            return read_feed(answer.content, answer.url, answer.charset)
        article = from_page(answer)
    except SourceError as error:
        return replace(_failed(address, str(error)), later=isinstance(error, UnreachableError))
    return Visit(address, Loaded(article, address), Seen(article.id, answer.etag, answer.last_modified))


def _failed(address: str, reason: str) -> Visit:
    return Visit(address, Failed(address, reason))


def _or_feeds_own(visit: Visit, item: FeedItem, feed: Feed) -> Visit:
    """The page is better than what a feed carries, which is taken only where the page gives nothing."""
    if not (isinstance(visit.found, Failed) and item.text_html):
        return visit
    try:
        article = from_feed(item, feed.title)
    except SourceError:
        return visit
    return Visit(item.link, Loaded(article, item.link), Seen(article.id))


def _in_order(given: Sequence[str], feeds: Mapping[str, Feed]) -> list[str]:
    return [
        link
        for address in given
        for link in ([item.link for item in feeds[address].items] if address in feeds else [address])
    ]


def _without_items(feeds: Mapping[str, Feed]) -> list[Visit]:
    return [_failed(address, _NO_ITEMS) for address, feed in feeds.items() if not feed.items]
