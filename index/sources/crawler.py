"""Visit addresses (one at a time per host), follow feeds to their pages."""

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
    """What came of an address: ``found`` is empty where its page is as it was ``seen``, or ``gone`` since then.

    ``before`` is whether that was found by the run that this one goes on with; ``later`` whether it failed for a reason
    that may pass; ``lines`` whether it gave JSON lines, of which there may be any number.
    """

    address: str
    found: tuple[Loaded | Failed, ...] = ()
    seen: SeenUrl | None = None
    gone: bool = False
    later: bool = False
    before: bool = False
    lines: bool = False
    place: SourceOrder = (0, 0)

    @property
    def failed(self) -> bool:
        """Whether anything of it could not be read."""
        return any(isinstance(item, Failed) for item in self.found)


@dataclass(frozen=True, slots=True)
class KnownUrls:
    """What is known of addresses before they are visited.

    ``seen`` are those that gave an article before; ``done`` those of them that the run to be gone on with has visited,
    ``gone`` the ones among these whose page was not there. ``kept`` gives what was kept of an address that is not to be
    fetched again, None for all others; threads call it.
    """

    seen: Mapping[str, SeenUrl] = field(default_factory=dict)
    done: Mapping[str, SeenUrl] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    kept: Callable[[str], Original | None] = lambda address: None


def crawl(
    addresses: Sequence[str],
    open_web: OpenWeb,
    known: KnownUrls,
    progress: Callable[[str, int, int], None],
) -> Generator[Visit | None, None, None]:
    """Visit each address once, and what the feeds among them lead to; nothing is raised for a bad one.

    Visits are yielded as they are done, each with its place, and None where the next must be waited for; a feed's pages
    stand in its place. Of the addresses that gave an article before, a page that did not change is not read again, and
    one that is not there is gone.
    """
    given = {address: (number, 0) for number, address in enumerate(dict.fromkeys(addresses))}
    feeds: dict[str, Feed] = {}
    failed: list[Visit] = []
    with open_web() as web:
        visitor = _Visitor(web, known, progress)
        for visit in visitor.visits(given, 0, with_feeds=True):
            if visit is None:
                yield None
            elif isinstance(visit.found, Feed):
                feeds[visit.address] = visit.found
            elif visit.found.failed:  # a feed may carry its text
                failed.append(visit.found)
            else:
                yield visit.found
        items = _items(feeds)
        for one in failed:
            yield _or_feeds_own(one, items, known)
        for address in feeds:
            if not feeds[address].items:
                yield _failed(address, _NO_ITEMS, given[address])
        for visit in visitor.visits(_links(feeds, given), len(given) - len(feeds), with_feeds=False):
            yield _or_feeds_own(_no_feed(visit), items, known) if visit else None


_FEED_IN_FEED = "this is a feed that another feed leads to; give its address itself"
_NO_ITEMS = "the feed holds no item with a link; look at it in a browser, or add its pages"

_Items = Mapping[str, Sequence[tuple[FeedItem, Feed]]]


@dataclass(frozen=True, slots=True)
class _Visited:
    address: str
    place: SourceOrder
    found: Visit | Feed


@dataclass(frozen=True, slots=True)
class _Visitor:
    web: Web
    known: KnownUrls
    progress: Callable[[str, int, int], None]

    def visits(self, places: Mapping[str, SourceOrder], already: int, *, with_feeds: bool) -> Iterator[_Visited | None]:
        """First those of before, which tell nothing of how fast the rest will come, then the others as they are done;
        ``already`` is how many were so before these."""
        before = [address for address in places if address in self.known.done]
        for address in before:
            seen, gone = self.known.done[address], address in self.known.gone
            yield _Visited(address, places[address], Visit(address, (), seen, gone, before=True, place=places[address]))
        new = [address for address in places if address not in self.known.done]
        done, total = already + len(before), already + len(places)
        for visited in visit_by_host(new, lambda address: self._visit(address, with_lines=with_feeds)):
            if visited is None:
                yield None
                continue
            address, found = visited
            placed = found if isinstance(found, Feed) else replace(found, place=places[address])
            yield _Visited(address, places[address], placed)
            # A feed is not done before its pages are.
            done, total = (done, total + 1) if isinstance(found, Feed) and with_feeds else (done + 1, total)
            self.progress("Fetching", done, total)

    def _visit(self, address: str, *, with_lines: bool) -> Visit | Feed:
        seen = self.known.seen.get(address)
        try:
            if seen and (raw := self.known.kept(address)):
                return Visit(address, (Loaded(read_original(raw, seen.article_id), address, raw),))
            return self._fetch(address, seen, with_lines=with_lines)
        except SourceError as error:
            return replace(_failed(address, str(error)), later=isinstance(error, UnreachableError))

    def _fetch(self, address: str, seen: SeenUrl | None, *, with_lines: bool) -> Visit | Feed:
        tags = (seen.etag, seen.last_modified) if seen else (None, None)
        answer = self.web.fetch(address, etag=tags[0], last_modified=tags[1])
        if isinstance(answer, Unchanged):
            return Visit(address, (), seen)
        if isinstance(answer, Gone):
            if seen:
                return Visit(address, (), seen, gone=True)
            return _failed(address, f"the host says that there is no such page ({answer.status}); check the address")
        if is_feed(answer.content):
            return parse_feed_in_sandbox(answer.content, answer.url, answer.charset)
        if with_lines and is_json_lines(answer):
            return _lines(answer, address)
        article = article_from_page(answer)
        tagged = SeenUrl(article.id, answer.etag, answer.last_modified)
        return Visit(address, (Loaded(article, address, original_of_page(answer)),), tagged)


def _lines(answer: Fetched, address: str) -> Visit:
    found = tuple(read_json_lines(answer, address))
    ids = [item.article.id for item in found if isinstance(item, Loaded)]
    if not found:
        return _failed(address, "it holds no lines; look at it in a browser")
    # With a line that cannot be read it is not said to be known, so that the line is complained of each time.
    whole = len(ids) == len(found)
    seen = SeenUrl(ids[0], answer.etag, answer.last_modified) if whole else None
    return Visit(address, found, seen, lines=True)


def _failed(address: str, reason: str, place: SourceOrder = (0, 0)) -> Visit:
    return Visit(address, (Failed(address, reason),), place=place)


def _no_feed(visited: _Visited) -> Visit:
    found = visited.found
    return _failed(visited.address, _FEED_IN_FEED, visited.place) if isinstance(found, Feed) else found


def _links(feeds: Mapping[str, Feed], given: Mapping[str, SourceOrder]) -> dict[str, SourceOrder]:
    """What the feeds lead to and was not given itself, in the order of the feeds as they were given."""
    links: dict[str, SourceOrder] = {}
    for address in sorted(feeds, key=lambda address: given[address]):
        for number, item in enumerate(feeds[address].items, 1):
            if item.link not in given or item.link in feeds:
                links.setdefault(item.link, (given[address][0], number))
    return links


def _items(feeds: Mapping[str, Feed]) -> _Items:
    """The items that carry their article's text, by where they lead."""
    items: dict[str, list[tuple[FeedItem, Feed]]] = {}
    for feed in feeds.values():
        for item in feed.items:
            if item.text_html:
                items.setdefault(item.link, []).append((item, feed))
    return items


def _or_feeds_own(visit: Visit, items: _Items, known: KnownUrls) -> Visit:
    """The page is better than what a feed carries, which is taken only where the page gives nothing; and not where
    that may pass and the page was had before."""
    if not visit.failed or visit.lines or (visit.later and visit.address in known.seen):
        return visit
    for item, feed in items.get(visit.address, ()):
        try:
            article = article_from_feed_item(item, feed.title)
        except SourceError:
            continue
        loaded = Loaded(article, item.link, original_of_item(item, feed.title))
        return Visit(item.link, (loaded,), SeenUrl(article.id), place=visit.place)
    return visit


T = TypeVar("T")

AT_ONCE = 8
"""Hosts. One thread is enough for each: a second one would only wait for its turn there."""

AHEAD = 64
"""Addresses that may be under way or done before anybody asks for them, so that pages do not fill the memory where
they come faster than they can be indexed."""


def visit_by_host(addresses: Sequence[str], work: Callable[[str], T]) -> Iterator[tuple[str, T] | None]:
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
