"""Crawling addresses and feeds over a fake web."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Self

import pytest

from index.errors import SourceError
from index.sources import uploads
from index.sources.crawler import KnownUrls, Visit, crawl
from index.sources.types import Failed, Loaded, SeenUrl
from index.sources.web.limits import UnreachableError
from index.sources.web.types import Fetched, Gone, Unchanged
from tests.support.fakes import FakeWeb, feed_of, page_of

A, B, FEED = "https://news.example/a", "https://other.example/b", "https://news.example/feed"


def check_progress(stage: str, done: int, total: int) -> None:
    assert stage == "Fetching"
    assert done <= total


def visits(web: FakeWeb, *addresses: str, known: Mapping[str, SeenUrl] | None = None) -> list[Visit]:
    result = crawl(addresses, lambda: web, KnownUrls(known or {}), check_progress)
    return sorted((visit for visit in result if visit is not None), key=lambda visit: visit.order)


def reason(visit: Visit) -> str:
    (result,) = visit.results
    assert isinstance(result, Failed)
    return result.reason


def loaded(visit: Visit) -> Loaded:
    (result,) = visit.results
    assert isinstance(result, Loaded), visit
    return result


def test_a_page_gives_an_article_named_by_where_redirects_led() -> None:
    (visit,) = visits(FakeWeb({A: page_of("The mill was sold.", url="https://news.example/moved", etag='"1"')}), A)
    article = loaded(visit).article
    assert (article.id, article.url, loaded(visit).source) == (*["https://news.example/moved"] * 2, A)
    assert article.text == "The mill was sold."
    assert visit.record == SeenUrl(article.id, '"1"')


def test_a_pages_own_address_is_its_id_where_it_is_of_the_same_site() -> None:
    body = "<p>" + "The old mill by the river was sold to a baker on Tuesday. " * 3
    html = f'<html><head><title>Mill</title><link rel="canonical" href="/own"></head><body><article>{body}'
    asked = "https://news.example.org/a?utm_source=x"
    (visit,) = visits(FakeWeb({asked: page_of(html, url=asked, content_type="text/html")}), asked)
    assert loaded(visit).article.id == "https://news.example.org/own"


def test_a_text_does_not_take_the_address_of_another_site() -> None:
    text = "Title: Mill\nURL: https://bank.example/login\n\nThe mill was sold."
    article = loaded(visits(FakeWeb({A: page_of(text, url=A)}), A)[0]).article
    assert (article.id, article.metadata) == (A, {"original_url": "https://bank.example/login"})


def test_what_cannot_be_had_is_one_line_and_stops_nothing() -> None:
    web = FakeWeb({A: SourceError("it is closed"), B: page_of("The mill was sold.", url=B)})
    first, second, third = visits(web, A, B, "https://news.example/none")
    assert reason(first) == "it is closed"
    assert loaded(second).article.id == B
    assert "no such page (404)" in reason(third)


def test_an_address_given_twice_is_fetched_once() -> None:
    web = FakeWeb({A: page_of("The mill was sold.", url=A)})
    assert len(visits(web, A, A)) == 1
    assert web.asked == [A]


def test_the_order_is_that_of_the_addresses_whoever_answers_first() -> None:
    class SlowFirst(FakeWeb):
        answered = threading.Event()

        def fetch(
            self, address: str, *, etag: str | None = None, last_modified: str | None = None
        ) -> Fetched | Unchanged | Gone:
            if address == A:
                assert self.answered.wait(30)
            else:
                self.answered.set()
            return super().fetch(address, etag=etag, last_modified=last_modified)

    web = SlowFirst({A: page_of("One.", url=A), B: page_of("Two.", url=B)})
    assert [visit.address for visit in visits(web, A, B)] == [A, B]


def test_a_feed_gives_the_pages_that_it_leads_to() -> None:
    web = FakeWeb({FEED: feed_of(FEED, A, B), A: page_of("The mill.", url=A), B: page_of("The ferry.", url=B)})
    assert [loaded(visit).article.text for visit in visits(web, FEED, B)] == ["The mill.", "The ferry."]
    assert sorted(web.asked) == sorted([FEED, A, B])


def test_a_feeds_own_text_is_taken_only_where_the_page_gives_none() -> None:
    own = "&lt;p&gt;" + "The feed itself tells that the old mill by the river was sold. " * 3
    web = FakeWeb({FEED: feed_of(FEED, A, B, text=own), A: SourceError("shut"), B: page_of("The ferry.", url=B)})
    first, second = visits(web, FEED)
    assert loaded(first).article.text.startswith("The feed itself tells")
    assert (loaded(first).article.id, loaded(first).article.publisher) == (A, "River News")
    assert loaded(second).article.text == "The ferry."


def test_a_page_that_is_only_busy_is_not_replaced_by_the_feeds_own_text() -> None:
    own = "&lt;p&gt;" + "The feed itself tells that the old mill by the river was sold. " * 3
    web = FakeWeb({FEED: feed_of(FEED, A, text=own), A: UnreachableError("busy")})
    (visit,) = visits(web, FEED, known={A: SeenUrl(A)})
    assert reason(visit) == "busy"
    assert loaded(visits(web, FEED)[0]).article.text.startswith("The feed itself tells")


def test_a_feed_without_items_and_a_feed_in_a_feed_are_said() -> None:
    inner = "https://news.example/inner"
    web = FakeWeb({FEED: feed_of(FEED), B: feed_of(B, inner), inner: feed_of(inner, A)})
    lines = sorted(reason(visit) for visit in visits(web, FEED, B))
    assert lines[0].startswith("the feed holds no item")
    assert lines[1].startswith("this is a feed that another feed leads to")


def test_a_page_that_did_not_change_is_not_read_again() -> None:
    record = SeenUrl("id", '"1"', "Mon, 02 Mar 2026 12:00:00 GMT")
    web = FakeWeb({A: Unchanged(A)})
    assert visits(web, A, known={A: record}) == [Visit(A, (), record)]
    assert web.conditions == [('"1"', "Mon, 02 Mar 2026 12:00:00 GMT")]


def test_a_page_that_is_known_and_not_there_is_gone() -> None:
    record = SeenUrl("id")
    assert visits(FakeWeb({}), A, known={A: record}) == [Visit(A, (), record, gone=True)]


def test_the_web_is_left_when_the_work_breaks() -> None:
    class Broken(FakeWeb):
        left = False

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *exc: object) -> None:
            self.left = True

        def fetch(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Gone:
            raise KeyboardInterrupt

    web = Broken({})
    with pytest.raises(KeyboardInterrupt):
        visits(web, A)
    assert web.left


LINES = b'{"id": "a", "text": "The mill was sold."}\n{"id": "b", "text": "The ferry sank."}\n'
WIRE = "https://news.example/wire.jsonl"


def lines_of(data: bytes, url: str = WIRE, content_type: str = "application/octet-stream") -> Fetched:
    return replace(page_of("", url=url, content_type=content_type, etag='"1"'), content=data)


@pytest.mark.parametrize(
    "answer",
    [
        lines_of(LINES),
        lines_of(LINES, content_type="application/x-ndjson", url="https://news.example/export?all"),
        lines_of(gzip.compress(LINES, mtime=0), f"{WIRE}.gz", "application/gzip"),
    ],
)
def test_json_lines_give_their_articles_as_a_file_would(answer: Fetched) -> None:
    (visit,) = visits(FakeWeb({answer.url: answer}), answer.url)
    result = [item.article for item in visit.results if isinstance(item, Loaded)]
    assert [(article.id, article.text) for article in result] == [("a", "The mill was sold."), ("b", "The ferry sank.")]
    assert (visit.record, visit.json_lines, visit.failed) == (SeenUrl("a", '"1"'), True, False)


def test_a_bad_line_is_one_failure_and_the_list_is_read_again_next_time() -> None:
    (visit,) = visits(FakeWeb({WIRE: lines_of(LINES + b"{\n")}), WIRE)
    *_, last = visit.results
    assert isinstance(last, Failed)
    assert (last.source, last.reason[:7], visit.record) == (WIRE, "line 3:", None)


def test_packed_lines_that_are_damaged_or_too_large_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = f"{WIRE}.gz"
    assert "damaged" in reason(
        visits(FakeWeb({packed: lines_of(gzip.compress(LINES, mtime=0)[:-9], packed)}), packed)[0]
    )
    monkeypatch.setattr(uploads, "_MOST_UNPACKED", 2**20)
    bomb = gzip.compress(b" " * 2**21, mtime=0)
    assert "unpacks to more than 1 MiB" in reason(visits(FakeWeb({packed: lines_of(bomb, packed)}), packed)[0])


def test_a_feed_brings_no_lists_of_articles() -> None:
    (visit,) = visits(FakeWeb({FEED: feed_of(FEED, WIRE), WIRE: lines_of(LINES)}), FEED)
    assert "these are JSON lines" in reason(visit)
