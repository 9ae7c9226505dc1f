"""Results of a fetch, and its end when the server misbehaves."""

from __future__ import annotations

import gzip
import zlib

import pytest

from index.errors import SourceError
from index.sources.formats.encoding import charset_of, decode_page
from index.sources.web.limits import Limits, UnreachableError
from index.sources.web.request import read_body
from index.sources.web.types import Fetched, Gone, Unchanged
from tests.support.web.internet import Internet
from tests.support.web.server import Reply, WebServer, drop_connection, endless, page, redirect, send_bytes, silent
from tests.unit.index.sources.web.conftest import Fails

URL = "http://news.example/story"
STORY = "<html><body><p>The bridge at Oldbridge is closed until May.</p></body></html>"
SMALL = Limits(largest=100_000)


def fetch(internet: Internet, address: str = URL) -> Fetched:
    result = internet.fetcher().fetch(address)
    assert isinstance(result, Fetched)
    return result


def test_a_page_comes_with_what_is_to_be_kept_of_it(server: WebServer, internet: Internet) -> None:
    headers = ["Content-Type: Text/HTML; Charset=UTF-8", 'ETag: "v1"', "Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT"]
    server.on("/story", page(STORY.encode(), headers=headers))
    assert fetch(internet, URL + "#part") == Fetched(
        address=URL + "#part",
        url=URL,
        content=STORY.encode(),
        content_type="text/html",
        charset="utf-8",
        etag='"v1"',
        last_modified="Sun, 01 Mar 2026 08:00:00 GMT",
        fetched_at="2026-03-02T12:00:00+00:00",
    )


def test_a_request_says_who_asks_and_which_host_it_means(server: WebServer, internet: Internet) -> None:
    server.on("/story", page(STORY.encode()))
    fetch(internet)
    request = server.requests[-1].headers
    assert request["host"] == "news.example"
    assert request["user-agent"].startswith("whosaid/")
    assert request["user-agent"].endswith(" (+self-hosted article index)")


def test_a_proxy_of_the_environment_is_not_used(
    server: WebServer, internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.on("/story", page(STORY.encode()))
    assert fetch(internet).content == STORY.encode()


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed_to_the_page(server: WebServer, internet: Internet, status: str) -> None:
    server.on("/story", redirect("//other.example/new", status=status))
    server.on("/new", page(STORY.encode()))
    result = fetch(internet)
    assert (result.address, result.url) == (URL, "http://other.example/new")
    assert server.requests[-1].headers["host"] == "other.example"


def test_a_redirect_that_wants_its_cookie_back_gets_it_within_the_page_only(
    server: WebServer, internet: Internet
) -> None:
    server.on("/story", redirect("/story", headers=["Set-Cookie: seen=1; Path=/"]), page(STORY.encode()))
    fetcher = internet.fetcher()
    fetcher.fetch(URL)
    assert server.requests[-1].headers["cookie"] == "seen=1"
    fetcher.fetch(URL)
    assert "cookie" not in server.requests[-1].headers


def test_an_endless_redirect_ends(server: WebServer, internet: Internet, fails: Fails) -> None:
    for number in range(20):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    assert "redirects more than 5 times" in fails(internet.fetcher(), "http://news.example/0")
    assert server.pages() == [f"/{number}" for number in range(6)]


def test_a_redirect_in_a_circle_is_told_as_such(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", redirect("/other"))
    server.on("/other", redirect("/story"))
    assert "in a circle" in fails(internet.fetcher(), URL)
    assert server.pages() == ["/story", "/other"]


def test_a_redirect_to_nowhere_is_one_line(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", page(status="302 Found"))
    assert "not where to go" in fails(internet.fetcher(), URL)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(STORY.encode(), mtime=0)),
        ("x-gzip", gzip.compress(STORY.encode()[:20], mtime=0) + gzip.compress(STORY.encode()[20:], mtime=0)),
        ("deflate", zlib.compress(STORY.encode())),
        ("deflate", zlib.compress(STORY.encode(), wbits=-15)),
        ("identity", STORY.encode()),
        ("gzip", gzip.compress(STORY.encode(), mtime=0) + b"\0\0padding"),
    ],
)
def test_packed_pages_are_unpacked(server: WebServer, internet: Internet, coding: str, packed: bytes) -> None:
    server.on("/story", page(packed, headers=[f"Content-Encoding: {coding}"]))
    assert fetch(internet).content == STORY.encode()
    assert server.requests[-1].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_ends_when_it_has_grown_too_large(
    server: WebServer, internet: Internet, fails: Fails, coding: str
) -> None:
    bomb = gzip.compress(bytes(10_000_000), mtime=0) if coding == "gzip" else zlib.compress(bytes(10_000_000))
    assert len(bomb) < SMALL.largest
    server.on("/story", page(bomb, headers=[f"Content-Encoding: {coding}"]))
    assert "larger than" in fails(internet.fetcher(limits=SMALL), URL)


def test_a_packing_that_was_not_asked_for_is_not_unpacked(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", page(b"\x1b\x0f\x00", headers=["Content-Encoding: br"]))
    assert "packed as 'br'" in fails(internet.fetcher(), URL)


def test_damage_in_what_was_packed_is_told(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", page(b"\x1f\x8b no gzip at all", headers=["Content-Encoding: gzip"]))
    assert "damaged" in fails(internet.fetcher(), URL)


def test_a_body_without_an_end_ends_at_the_largest_size(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536))
    assert "larger than" in fails(internet.fetcher(limits=SMALL), URL)


def test_what_unpacks_to_nothing_without_an_end_ends_too(server: WebServer, internet: Internet, fails: Fails) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    server.on("/story", endless(head, gzip.compress(b"", mtime=0) * 1000))
    assert "larger than" in fails(internet.fetcher(limits=SMALL), URL)


def test_unpacking_in_steps_loses_nothing() -> None:
    for size in range(65_536 - 300, 65_536 + 300, 7):
        content = bytes(size)
        packer = zlib.compressobj(wbits=-15)
        assert read_body([packer.compress(content) + packer.flush()], "deflate", 100_000) == content
        assert read_body([gzip.compress(content, mtime=0)], "gzip", 100_000) == content


def test_a_host_that_falls_silent_is_told_as_such(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", silent(server))
    assert "in the middle" in fails(internet.fetcher(limits=Limits(read=0.05)), URL)


def test_a_host_that_falls_silent_until_the_end_of_the_time_is_told_as_slow(
    server: WebServer, internet: Internet, fails: Fails
) -> None:
    server.on("/story", silent(server))
    fetcher = internet.fetcher(limits=Limits(read=0.05))
    server.on("/first", page(STORY.encode()))
    fetcher.fetch("http://news.example/first")
    internet.stall = 40.0
    assert "longer than 60 seconds" in fails(fetcher, URL)


@pytest.mark.parametrize(
    "reply",
    [
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 100),
        endless(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
    ids=["body", "headers", "chunks", "hints"],
)
def test_a_slow_drip_ends_with_the_time_for_a_page(
    server: WebServer, internet: Internet, fails: Fails, reply: Reply
) -> None:
    server.on("/story", reply)
    fetcher = internet.fetcher()
    internet.clock.tick, internet.sip = 1.0, 1
    assert "longer than 60 seconds" in fails(fetcher, URL)


def test_waiting_out_of_politeness_takes_nothing_of_the_time_for_a_page(server: WebServer, internet: Internet) -> None:
    busy = page(status="429 Too Many Requests", headers=["Retry-After: 25"])
    server.on("/story", busy, busy, page(STORY.encode()))
    assert isinstance(internet.fetcher(limits=Limits(page=10.0)).fetch(URL), Fetched)
    assert internet.clock.slept == [25, 25]


@pytest.mark.parametrize(
    "first",
    [
        page(STORY.encode(), length=5000),
        drop_connection,
        send_bytes(b""),
        page(gzip.compress(STORY.encode(), mtime=0)[:40], headers=["Content-Encoding: gzip"]),
        page(status="503 Service Unavailable"),
        page(status="500 Internal Server Error"),
    ],
    ids=["short", "dropped", "silent", "half-gzip", "503", "500"],
)
def test_what_may_go_well_the_next_time_is_tried_again(server: WebServer, internet: Internet, first: Reply) -> None:
    server.on("/story", first, page(STORY.encode()))
    assert fetch(internet).content == STORY.encode()
    assert internet.clock.slept == [1.0]


@pytest.mark.parametrize("reply", [drop_connection, page(STORY.encode(), length=5000), page(status="503 Busy")])
def test_after_three_tries_it_is_given_up(server: WebServer, internet: Internet, reply: Reply) -> None:
    server.on("/story", reply)
    with pytest.raises(UnreachableError):
        internet.fetcher().fetch(URL)
    assert len(server.pages()) == 3
    assert internet.clock.slept == [1.0, 3.0]


@pytest.mark.parametrize("when", ["7", "Mon, 02 Mar 2026 12:00:07 GMT"])
def test_a_busy_host_is_given_the_time_it_asks_for(server: WebServer, internet: Internet, when: str) -> None:
    server.on("/story", page(status="429 Too Many Requests", headers=[f"Retry-After: {when}"]), page(STORY.encode()))
    fetch(internet)
    assert internet.clock.slept == [7.0]


@pytest.mark.parametrize("when", ["3600", "9" * 400, "Wed, 04 Mar 2026 12:00:00 GMT"])
def test_a_host_that_asks_for_too_long_a_pause_is_left_alone(
    server: WebServer, internet: Internet, fails: Fails, when: str
) -> None:
    server.on("/story", page(status="429 Too Many Requests", headers=[f"Retry-After: {when}"]))
    assert "left alone" in fails(internet.fetcher(), URL)
    assert internet.clock.slept == []


def test_hosts_that_ask_for_a_pause_at_every_step_are_not_waited_for_without_an_end(
    server: WebServer, internet: Internet, fails: Fails
) -> None:
    busy = page(status="429 Too Many Requests", headers=["Retry-After: 25"])
    for number in range(6):
        server.on(f"/{number}", busy, redirect(f"/{number + 1}"))
    assert "left alone" in fails(internet.fetcher(), "http://news.example/0")
    assert internet.clock.slept.count(25) == 2


@pytest.mark.parametrize("when", ["soon", "-5", "", "Mon, 99 Foo", "١٢"])
def test_a_pause_that_cannot_be_read_is_as_none(server: WebServer, internet: Internet, when: str) -> None:
    header = f"Retry-After: {when}".encode().decode("latin-1")
    server.on("/story", page(status="503 Busy", headers=[header]), page(STORY.encode()))
    fetch(internet)
    assert internet.clock.slept == [1.0]


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("text/html; charset=windows-1251", "<p>Міст зачинено до травня.</p>".encode("cp1251")),
        ("text/html; charset=utf-8", '<meta charset="windows-1251"><p>Міст зачинено до травня.</p>'.encode("cp1251")),
        ("text/html; charset=iso-8859-1", "<p>Міст зачинено до травня.</p>".encode()),
        ("text/html; charset=windows-1251", "<p>Міст зачинено до травня.</p>".encode()),
        ("text/html; charset=no-such-thing", "<p>Міст зачинено до травня.</p>".encode()),
        ("text/html; charset=unicode_escape", "<p>Міст зачинено до травня.</p>".encode()),
        ("text/html; charset=utf-8", "<p>Міст зачинено до травня.</p>".encode("utf-16")),
        ("", "<p>Міст зачинено до травня.</p>".encode()),
    ],
)
def test_the_text_is_right_whatever_the_header_says(
    server: WebServer, internet: Internet, content_type: str, content: bytes
) -> None:
    server.on("/story", page(content, headers=[f"Content-Type: {content_type}"]))
    result = fetch(internet)
    assert decode_page(result.content, result.charset).endswith("<p>Міст зачинено до травня.</p>")


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=UTF8", "utf-8"),
        ('text/html;charset="Windows-1251"; x=y', "cp1251"),
        ("text/html; charset=latin1", "cp1252"),
        ("text/html; charset=unicode_escape", None),
        ("text/html; charset=rot13", None),
        ("text/html; charset=utf-7", None),
        ("text/html; charset=", None),
        ("text/html", None),
    ],
)
def test_only_encodings_of_text_are_believed(header: str, charset: str | None) -> None:
    assert charset_of(header) == charset


def test_a_page_without_a_content_type_has_none(server: WebServer, internet: Internet) -> None:
    server.on("/story", page(STORY.encode()))
    result = fetch(internet)
    assert (result.content_type, result.charset) == (None, None)


@pytest.mark.parametrize(
    "reply",
    [
        send_bytes(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 300_000 + b"\r\n\r\n"),
        send_bytes(b"SSH-2.0-OpenSSH_9.9\r\n"),
        send_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"),
    ],
    ids=["huge-headers", "no-http", "no-length"],
)
def test_an_answer_that_is_no_good_http_is_one_line(
    server: WebServer, internet: Internet, fails: Fails, reply: Reply
) -> None:
    server.on("/story", reply)
    assert "the answer is no HTTP" in fails(internet.fetcher(), URL)


def test_an_empty_page_is_not_taken_for_an_article(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", page(b" \n"))
    assert "empty" in fails(internet.fetcher(), URL)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_told_apart_from_one_that_fails(
    server: WebServer, internet: Internet, status: int
) -> None:
    server.on("/story", page(b"sorry", status=f"{status} Gone"))
    assert internet.fetcher().fetch(URL) == Gone(URL, status)


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "418 Teapot", "204 No Content", "304 No"])
def test_other_answers_are_one_line_and_not_asked_for_again(
    server: WebServer, internet: Internet, fails: Fails, status: str
) -> None:
    server.on("/story", page(status=status))
    assert f"answers {status[:3]}" in fails(internet.fetcher(), URL)
    assert server.pages() == ["/story"]


def test_a_page_that_did_not_change_is_not_sent_again(server: WebServer, internet: Internet) -> None:
    server.on("/story", send_bytes(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'))
    day = "Sun, 01 Mar 2026 08:00:00 GMT"
    assert internet.fetcher().fetch(URL, etag='"v1"', last_modified=day) == Unchanged(URL)
    assert server.requests[-1].headers["if-none-match"] == '"v1"'
    assert server.requests[-1].headers["if-modified-since"] == day
    assert all("if-none-match" not in request.headers for request in server.requests if request.path == "/robots.txt")


def test_a_stored_validator_that_is_no_header_is_left_out(server: WebServer, internet: Internet) -> None:
    server.on("/story", page(STORY.encode()))
    internet.fetcher().fetch(URL, etag="a\r\nX-Injected: 1", last_modified="день")
    assert not {"if-none-match", "if-modified-since", "x-injected"} & set(server.requests[-1].headers)


def test_the_name_goes_into_the_tls_handshake_and_the_number_into_the_connection(
    server: WebServer, internet: Internet
) -> None:
    with pytest.raises(SourceError):
        internet.fetcher().fetch("https://news.example/story")
    assert b"news.example" in server.raw[0]
    assert internet.dialled[0] == ("93.184.215.14", 443)


def test_a_connection_that_is_not_safe_is_one_line(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.greeting = b"\x15\x03\x03\x00\x02\x02\x28"  # the TLS alert "handshake failure"
    assert "safe connection" in fails(internet.fetcher(), "https://news.example/story")
    assert internet.clock.slept == [], "it would be no safer the next time"


def test_a_closed_fetcher_fetches_no_more(server: WebServer, internet: Internet, fails: Fails) -> None:
    server.on("/story", page(STORY.encode()))
    with internet.fetcher() as fetcher:
        fetcher.fetch(URL)
    assert "stopped" in fails(fetcher, URL)
    assert server.pages() == ["/story"]
