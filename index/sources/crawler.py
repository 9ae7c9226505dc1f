"""Visit web addresses, one at a time per host, and the pages that feeds among them link to.

Begin reading at ``crawl``. ``visit_by_host`` runs the visits in threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from index.errors import SourceError
from index.sources.feeds import is_feed, parse_feed_in_sandbox
from index.sources.fetched_articles import (
    article_from_feed_item,
    article_from_page,
    is_json_lines,
    original_of_item,
    original_of_page,
    read_json_lines,
    read_original,
)
from index.sources.rss_atom import Feed, FeedItem
from index.sources.types import Failed, Loaded, Original, SeenUrl, SourceOrder
from index.sources.web import Fetched, Gone, Unchanged, UnreachableError

MAX_THREADS = 8
"""Hosts visited at once. A second thread for a host would only wait for its turn there."""

MAX_WAITING = 64
"""Addresses under way or done that the caller has not taken yet; limits the memory that pages take."""

_FEED_IN_FEED = "this is a feed that another feed leads to; give its address itself"
_NO_ITEMS = "the feed holds no item with a link; look at it in a browser, or add its pages"

_Items = Mapping[str, Sequence[tuple[FeedItem, Feed]]]

T = TypeVar("T")


class Web(Protocol):
    """Fetches pages, such as ``index.sources.web.Fetcher``. Several threads use it."""

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        """Fetch a page; raises SourceError."""
        ...


OpenWeb = Callable[[], AbstractContextManager[Web]]
"""Opens a Web for one crawl; leaving its context ends requests under way."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The outcome of an address: ``results`` is empty if its page is unchanged since ``record``, or ``gone``.

    ``resumed``: the interrupted run that this one continues had visited it. ``retryable``: it failed for a reason that
    may pass. ``json_lines``: it gave JSON lines, and so any number of articles.
    """

    address: str
    results: tuple[Loaded | Failed, ...] = ()
    record: SeenUrl | None = None
    gone: bool = False
    retryable: bool = False
    resumed: bool = False
    json_lines: bool = False
    order: SourceOrder = (0, 0)

    @property
    def failed(self) -> bool:
        """Whether any part of it could not be read."""
        return any(isinstance(item, Failed) for item in self.results)


@dataclass(frozen=True, slots=True)
class KnownUrls:
    """What is known of addresses before they are visited.

    ``records`` holds those that gave an article before, ``visited`` those that the continued run has visited, ``gone``
    those of them whose page no longer exists. ``load_original`` returns the stored original of an address that need not
    be fetched again, None for all others; threads call it.
    """

    records: Mapping[str, SeenUrl] = field(default_factory=dict)
    visited: Mapping[str, SeenUrl] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    load_original: Callable[[str], Original | None] = lambda address: None


def crawl(
    addresses: Sequence[str],
    open_web: OpenWeb,
    known: KnownUrls,
    progress: Callable[[str, int, int], None],
) -> Generator[Visit | None, None, None]:
    """Visit each address once, and the pages that its feeds link to; a bad address gives a Visit that failed.

    Visits are yielded as they are done, with their ``order``, and None whenever the next one is not ready yet. Of the
    addresses that gave an article before, an unchanged page is not read again, and a missing one is gone.
    """
    given = {address: (number, 0) for number, address in enumerate(dict.fromkeys(addresses))}
    feeds: dict[str, Feed] = {}
    failed: list[Visit] = []
    with open_web() as web:
        crawler = _Crawler(web, known, progress)
        for visit in crawler.visit_all(given, 0, with_feeds=True):
            if visit is None:
                yield None
            elif isinstance(visit.outcome, Feed):
                feeds[visit.address] = visit.outcome
            elif visit.outcome.failed:  # a feed may hold its text
                failed.append(visit.outcome)
            else:
                yield visit.outcome
        items = _collect_items(feeds)
        for failure in failed:
            yield _use_feed_text(failure, items, known)
        for address in feeds:
            if not feeds[address].items:
                yield _failed_visit(address, _NO_ITEMS, given[address])
        for visit in crawler.visit_all(_collect_links(feeds, given), len(given) - len(feeds), with_feeds=False):
            yield _use_feed_text(_refuse_feed(visit), items, known) if visit else None


def visit_by_host(addresses: Sequence[str], work: Callable[[str], T]) -> Iterator[tuple[str, T] | None]:
    """Yield each address with the result of ``work``, as they are done, and None whenever the next is not ready yet.

    Each host has one thread at most. An error of ``work`` is raised here. At most ``MAX_WAITING`` results wait for the
    caller. When the caller stops iterating, each thread ends after its current address.
    """
    slots, stopped = threading.Semaphore(MAX_WAITING), threading.Event()
    hosts: SimpleQueue[list[str]] = SimpleQueue()
    for host_addresses in _group_by_host(addresses):
        hosts.put(host_addresses)
    done: SimpleQueue[tuple[str, T] | BaseException] = SimpleQueue()

    def serve() -> None:
        try:
            for address in _take_addresses(hosts):
                slots.acquire()
                if stopped.is_set():
                    return
                done.put((address, work(address)))
        except BaseException as error:
            done.put(error)

    for _ in range(min(MAX_THREADS, hosts.qsize())):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _ in addresses:
            if done.empty():
                yield None
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            slots.release()
            yield result
    finally:
        stopped.set()
        slots.release(MAX_THREADS)


@dataclass(frozen=True, slots=True)
class _AddressResult:
    address: str
    order: SourceOrder
    outcome: Visit | Feed


@dataclass(frozen=True, slots=True)
class _Crawler:
    web: Web
    known: KnownUrls
    progress: Callable[[str, int, int], None]

    def visit_all(
        self, orders: Mapping[str, SourceOrder], done: int, *, with_feeds: bool
    ) -> Iterator[_AddressResult | None]:
        """Yield the addresses that the continued run visited, then the others as they are done.

        ``done`` is how many addresses were done before these.
        """
        total = done + len(orders)
        new = []
        # They come first: they do not show how fast the others will come.
        for address, order in orders.items():
            if (record := self.known.visited.get(address)) is None:
                new.append(address)
                continue
            gone = address in self.known.gone
            yield _AddressResult(address, order, Visit(address, (), record, gone, resumed=True, order=order))
            done += 1
        for result in visit_by_host(new, lambda address: self._visit(address, with_lines=with_feeds)):
            if result is None:
                yield None
                continue
            address, outcome = result
            ordered = outcome if isinstance(outcome, Feed) else replace(outcome, order=orders[address])
            yield _AddressResult(address, orders[address], ordered)
            # A feed is not done before its pages are.
            done, total = (done, total + 1) if isinstance(outcome, Feed) and with_feeds else (done + 1, total)
            self.progress("Fetching", done, total)

    def _visit(self, address: str, *, with_lines: bool) -> Visit | Feed:
        record = self.known.records.get(address)
        try:
            if record and (original := self.known.load_original(address)):
                return Visit(address, (Loaded(read_original(original, record.article_id), address, original),))
            return self._fetch(address, record, with_lines=with_lines)
        except SourceError as error:
            return replace(_failed_visit(address, str(error)), retryable=isinstance(error, UnreachableError))

    def _fetch(self, address: str, record: SeenUrl | None, *, with_lines: bool) -> Visit | Feed:
        etag, last_modified = (record.etag, record.last_modified) if record else (None, None)
        response = self.web.fetch(address, etag=etag, last_modified=last_modified)
        if isinstance(response, Unchanged):
            return Visit(address, (), record)
        if isinstance(response, Gone):
            if record:
                return Visit(address, (), record, gone=True)
            reason = f"the host says that there is no such page ({response.status}); check the address"
            return _failed_visit(address, reason)
        if is_feed(response.content):
            return parse_feed_in_sandbox(response.content, response.url, response.charset)
        if with_lines and is_json_lines(response):
            return _visit_json_lines(response, address)
        article = article_from_page(response)
        new_record = SeenUrl(article.id, response.etag, response.last_modified)
        return Visit(address, (Loaded(article, address, original_of_page(response)),), new_record)


def _visit_json_lines(page: Fetched, address: str) -> Visit:
    results = tuple(read_json_lines(page, address))
    if not results:
        return _failed_visit(address, "it holds no lines; look at it in a browser")
    ids = [item.article.id for item in results if isinstance(item, Loaded)]
    # Without a record the page is fetched again, so that a line that failed is reported each time.
    record = SeenUrl(ids[0], page.etag, page.last_modified) if len(ids) == len(results) else None
    return Visit(address, results, record, json_lines=True)


def _failed_visit(address: str, reason: str, order: SourceOrder = (0, 0)) -> Visit:
    return Visit(address, (Failed(address, reason),), order=order)


def _refuse_feed(result: _AddressResult) -> Visit:
    outcome = result.outcome
    return _failed_visit(result.address, _FEED_IN_FEED, result.order) if isinstance(outcome, Feed) else outcome


def _collect_links(feeds: Mapping[str, Feed], given: Mapping[str, SourceOrder]) -> dict[str, SourceOrder]:
    """Return the links of the feeds that were not given themselves, in the order of the feeds as given."""
    links: dict[str, SourceOrder] = {}
    for address in sorted(feeds, key=lambda address: given[address]):
        for number, item in enumerate(feeds[address].items, 1):
            if item.link not in given or item.link in feeds:
                links.setdefault(item.link, (given[address][0], number))
    return links


def _collect_items(feeds: Mapping[str, Feed]) -> _Items:
    """Return the items that hold their article's text, by link."""
    items: dict[str, list[tuple[FeedItem, Feed]]] = {}
    for feed in feeds.values():
        for item in feed.items:
            if item.text_html:
                items.setdefault(item.link, []).append((item, feed))
    return items


def _use_feed_text(visit: Visit, items: _Items, known: KnownUrls) -> Visit:
    """Return the feed's own text of a page that failed, unless the failure may pass and the page was read before."""
    if not visit.failed or visit.json_lines or (visit.retryable and visit.address in known.records):
        return visit
    for item, feed in items.get(visit.address, ()):
        try:
            article = article_from_feed_item(item, feed.title)
        except SourceError:
            continue
        loaded = Loaded(article, item.link, original_of_item(item, feed.title))
        return Visit(item.link, (loaded,), SeenUrl(article.id), order=visit.order)
    return visit


def _take_addresses(hosts: SimpleQueue[list[str]]) -> Iterator[str]:
    while True:
        try:
            addresses = hosts.get_nowait()
        except Empty:
            return
        yield from addresses


def _group_by_host(addresses: Sequence[str]) -> list[list[str]]:
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(_host_of(address), []).append(address)
    return list(hosts.values())


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
