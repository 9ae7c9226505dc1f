"""Requests to a host: no more and no faster than it allows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext

import pytest

from index.sources.web.limits import Limits, UnreachableError
from index.sources.web.politeness import PolitenessGate
from index.sources.web.types import Fetched
from tests.support.web.internet import Internet
from tests.support.web.server import WebServer, drop_connection, endless, page, redirect
from tests.unit.index.sources.web.conftest import Fails

URL = "http://news.example/story"
STORY = b"<p>The bridge is closed.</p>"
FORBIDDEN = b"User-agent: *\nDisallow: /\n"


@pytest.fixture(autouse=True)
def stories(server: WebServer) -> None:
    for path in ("/story", "/second", "/private/story"):
        server.on(path, page(STORY))


def test_two_pages_of_a_host_are_a_second_apart(internet: Internet) -> None:
    fetcher = internet.fetcher()
    fetcher.fetch(URL)
    internet.clock.at += 0.25
    fetcher.fetch("http://news.example/second")
    assert internet.clock.slept == [0.75]


def test_pages_of_different_hosts_need_not_wait(internet: Internet) -> None:
    fetcher = internet.fetcher()
    fetcher.fetch(URL)
    fetcher.fetch("http://other.example/story")
    assert internet.clock.slept == []


def test_a_host_asked_long_ago_is_asked_at_once(internet: Internet) -> None:
    fetcher = internet.fetcher()
    fetcher.fetch(URL)
    internet.clock.at += 5
    fetcher.fetch(URL)
    assert internet.clock.slept == []


@pytest.mark.parametrize(("delay", "waited"), [("4.5", 4.5), ("0.1", 1.0), ("86400", 30.0), ("soon", 1.0)])
def test_a_crawl_delay_is_kept_up_to_a_bound(server: WebServer, internet: Internet, delay: str, waited: float) -> None:
    server.on("/robots.txt", page(f"User-agent: *\nCrawl-delay: {delay}\n".encode()))
    fetcher = internet.fetcher()
    fetcher.fetch(URL)
    fetcher.fetch(URL)
    assert internet.clock.slept == [waited]


def test_one_thread_at_a_time_has_a_host() -> None:
    gate = PolitenessGate(lambda: 0.0, lambda seconds: None)
    arrived = threading.Event()
    order = []

    @contextmanager
    def waiting() -> Iterator[None]:
        arrived.set()
        yield

    def second() -> None:
        with gate.take_turn("news.example", 0.0, waiting):
            order.append("second in")

    thread = threading.Thread(target=second)
    with gate.take_turn("news.example", 0.0, nullcontext):
        thread.start()
        arrived.wait()
        with gate.take_turn("other.example", 0.0, nullcontext):
            order.append("first out")
    thread.join()
    assert order == ["first out", "second in"]


def test_threads_may_share_a_fetcher(server: WebServer, internet: Internet) -> None:
    addresses = [f"http://{host}.example/{number}" for number in range(10) for host in ("news", "other")]
    for number in range(10):
        server.on(f"/{number}", page(b"story %d" % number))
    with internet.fetcher() as fetcher, ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(fetcher.fetch, addresses))
    assert [page.address for page in pages] == addresses
    assert all(isinstance(page, Fetched) and page.content == b"story " + page.url[-1].encode() for page in pages)
    assert [request.path for request in server.requests].count("/robots.txt") == 2


@pytest.mark.parametrize(
    "rules",
    [
        FORBIDDEN,
        b"\xef\xbb\xbf" + FORBIDDEN,
        b"User-agent: whosaid\nDisallow: /private/\n\nUser-agent: *\nAllow: /\n",
        b"USER-AGENT: WhoSaid/0.1\nDisallow: /*/story\n",
        b"User-agent: other\nUser-agent: whosaid\nDisallow: /private\n",
        b"User-agent: *\nDisallow: /priv*story$\nAllow: /\n",
    ],
)
def test_a_page_that_robots_txt_forbids_is_not_asked_for(
    server: WebServer, internet: Internet, fails: Fails, rules: bytes
) -> None:
    server.on("/robots.txt", page(rules))
    assert "robots.txt" in fails(internet.fetcher(), "http://news.example/private/story")
    assert server.pages() == []


@pytest.mark.parametrize(
    "rules",
    [
        b"",
        b"User-agent: *\nDisallow:\n",
        b"User-agent: otherbot\nDisallow: /\n",
        b"User-agent: whosaidnot\nDisallow: /\n",
        b"User-agent: who\nDisallow: /\n",
        b"User-agent: *\nDisallow: /\n\nUser-agent: whosaid\nAllow: /\n",
        b"User-agent: *\nDisallow: /private/\nAllow: /private/story\n",
        b"<html>no rules, but a page</html>",
        b"\xff\xfe\x00\x01",
    ],
)
def test_a_page_that_robots_txt_does_not_forbid_is_fetched(server: WebServer, internet: Internet, rules: bytes) -> None:
    server.on("/robots.txt", page(rules))
    assert isinstance(internet.fetcher().fetch("http://news.example/private/story"), Fetched)


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"])
def test_a_host_that_has_no_robots_txt_to_give_forbids_nothing(
    server: WebServer, internet: Internet, status: str
) -> None:
    server.on("/robots.txt", page(FORBIDDEN, status=status))
    assert isinstance(internet.fetcher().fetch(URL), Fetched)


@pytest.mark.parametrize("reply", [page(status="503 Busy"), page(status="429 Slow"), drop_connection])
def test_a_host_whose_robots_txt_cannot_be_had_now_is_left_alone_for_a_while(
    server: WebServer, internet: Internet, reply: object
) -> None:
    assert callable(reply)
    server.on("/robots.txt", reply)
    fetcher = internet.fetcher()
    for _ in range(2):
        with pytest.raises(UnreachableError):
            fetcher.fetch(URL)
    assert [request.path for request in server.requests] == ["/robots.txt"] * 3
    server.on("/robots.txt", page(b""))
    internet.clock.at += 600
    assert isinstance(fetcher.fetch(URL), Fetched)


def test_robots_txt_is_read_once_a_day(server: WebServer, internet: Internet) -> None:
    fetcher = internet.fetcher()
    for _ in range(3):
        fetcher.fetch(URL)
    assert [request.path for request in server.requests].count("/robots.txt") == 1
    internet.clock.at += 25 * 3600
    fetcher.fetch(URL)
    assert [request.path for request in server.requests].count("/robots.txt") == 2


def test_robots_txt_may_stand_elsewhere(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/robots.txt", redirect("/rules"))
    server.on("/rules", page(FORBIDDEN))
    assert "robots.txt" in fails(internet.fetcher(), URL)


def test_each_host_on_the_way_is_asked_for_its_rules(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", redirect("http://other.example/second"))
    server.on("/robots.txt", page(b""), page(FORBIDDEN))
    assert "robots.txt" in fails(internet.fetcher(), URL)
    assert server.pages() == ["/story"]


def test_a_robots_txt_without_an_end_is_read_as_far_as_it_goes(
    server: WebServer, internet: Internet, fails: Fails
) -> None:
    server.on("/robots.txt", endless(b"HTTP/1.1 200 OK\r\n\r\n" + FORBIDDEN, b"# and so on\n" * 1000))
    assert "robots.txt" in fails(internet.fetcher(limits=Limits(largest=1000)), URL)


def test_a_robots_txt_of_many_names_and_many_rules_is_read(server: WebServer, internet: Internet, fails: Fails) -> None:
    names = b"".join(b"User-agent: bot%d\n" % number for number in range(10_000))
    rules = b"".join(b"Disallow: /%d\n" % number for number in range(10_000))
    server.on("/robots.txt", page(names + b"User-agent: *\n" + rules + b"Disallow: /story\n"))
    assert "robots.txt" in fails(internet.fetcher(), URL)
