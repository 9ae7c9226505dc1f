"""No address, redirect or resolved name leads a fetch to a private network."""

from __future__ import annotations

import pytest

from index.sources.web.fetcher import Fetcher
from index.sources.web.types import Fetched
from tests.support.web.internet import PUBLIC, Internet
from tests.support.web.server import WebServer, page, redirect
from tests.unit.index.sources.web.conftest import Fails

URL = "http://news.example/story"
STORY = b"<p>The bridge is closed.</p>"
CLOSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://10.1.2.3/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://0/",
    "http://intra.example/",
    "http://news.example@127.0.0.1/",
    "http://news.example:22/",
    "https://[fe80::1]/",
    "http://[fe80::1%eth0]/",
    "http://[fe80::1%25eth0]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2001:0:7f00:1::]/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://metadata.example/computeMetadata/v1/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
]


@pytest.fixture
def inside(internet: Internet) -> Internet:
    """An internet where some names lead to the inside."""
    internet.names |= {"localhost": [["127.0.0.1"]], "intra.example": [["10.0.0.7"]]}
    internet.names["metadata.example"] = [["169.254.169.254"]]
    return internet


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_of_the_inside_is_not_connected_to(inside: Internet, fails: Fails, address: str) -> None:
    fails(inside.fetcher(), address)
    assert inside.dialled == []


def test_digits_of_other_scripts_are_digits(internet: Internet, fails: Fails) -> None:
    fails(internet.fetcher(), "http://１２７.０.０.１/")
    assert internet.dialled == []


@pytest.mark.parametrize("address", CLOSED)
def test_a_redirect_to_the_inside_is_not_followed(
    server: WebServer, inside: Internet, fails: Fails, address: str
) -> None:
    server.on("/story", redirect(address))
    fails(inside.fetcher(), URL)
    assert {where for where, _ in inside.dialled} == {PUBLIC}
    assert server.pages() == ["/story"]


@pytest.mark.parametrize("address", CLOSED)
def test_a_redirect_of_robots_txt_to_the_inside_is_not_followed(
    server: WebServer, inside: Internet, address: str
) -> None:
    server.on("/robots.txt", redirect(address))
    server.on("/story", page(STORY))
    assert isinstance(inside.fetcher().fetch(URL), Fetched)
    assert {where for where, _ in inside.dialled} == {PUBLIC}


def test_a_name_is_connected_to_at_the_very_address_that_was_checked(server: WebServer, internet: Internet) -> None:
    server.on("/story", page(STORY))
    internet.fetcher().fetch(URL)
    assert len(internet.looked_up) == len(internet.dialled) == 2  # robots.txt and the page
    assert set(internet.dialled) == {(PUBLIC, 80)}


def test_a_name_that_leads_inside_the_next_time_is_refused_then(
    server: WebServer, internet: Internet, fails: Fails
) -> None:
    internet.names["news.example"] = [[PUBLIC], ["127.0.0.1"]]
    server.on("/story", page(STORY))
    assert "not on the public web" in fails(internet.fetcher(), URL)
    assert internet.dialled == [(PUBLIC, 80)]
    assert server.pages() == []


def test_a_name_with_one_address_inside_is_not_connected_to_at_all(internet: Internet, fails: Fails) -> None:
    internet.names["news.example"] = [[PUBLIC, "192.168.0.1"]]
    assert "FETCH_ALLOW_HOSTS" in fails(internet.fetcher(), URL)
    assert internet.dialled == []


def test_what_a_name_inside_resolves_to_is_not_told(inside: Internet, fails: Fails) -> None:
    assert "10.0.0.7" not in fails(inside.fetcher(), "http://intra.example/")


def test_the_next_address_of_a_name_is_tried_where_one_refuses(server: WebServer, internet: Internet) -> None:
    sixes = [f"2606:4700::{number}" for number in range(1, 9)]
    internet.names["news.example"] = [[*sixes, PUBLIC]]
    internet.down = set(sixes)
    server.on("/story", page(STORY))
    assert isinstance(internet.fetcher().fetch(URL), Fetched)


def test_a_host_that_refuses_is_tried_again_and_then_told(internet: Internet, fails: Fails) -> None:
    internet.down = {PUBLIC}
    assert "refuses the connection" in fails(internet.fetcher(), URL)
    assert internet.clock.slept == [1.0, 3.0]


def test_a_name_that_does_not_exist_is_one_line(internet: Internet, fails: Fails) -> None:
    assert "no host 'nobody.example'" in fails(internet.fetcher(), "http://nobody.example/")


@pytest.mark.parametrize(
    ("allowed", "address"),
    [
        ("intra.example", "http://intra.example/"),
        ("intra.example", "http://intra.example:8080/"),
        ("Intra.Example.:8080", "http://intra.example:8080/"),
        ("10.0.0.7", "http://10.0.0.7/"),
        ("[::1]:8080", "http://[::1]:8080/"),
        ("::1", "http://[0::1]/"),
    ],
)
def test_a_setting_lets_a_host_through(server: WebServer, inside: Internet, allowed: str, address: str) -> None:
    inside.names |= {"10.0.0.7": [["10.0.0.7"]], "::1": [["::1"]]}
    server.on("/", page(STORY))
    assert isinstance(inside.fetcher(allowed).fetch(address), Fetched)


def test_the_machines_own_network_is_reached_the_same_way(server: WebServer, fails: Fails) -> None:
    server.on("/story", page(STORY))
    with Fetcher([f"localhost:{server.port}"]) as fetcher:
        story = fetcher.fetch(f"http://localhost:{server.port}/story")
        assert isinstance(story, Fetched)
        assert story.content == STORY
        assert "FETCH_ALLOW_HOSTS" in fails(fetcher, f"http://127.0.0.1:{server.port}/story")
        assert "not on the public web" in fails(fetcher, "http://localhost/story")


@pytest.mark.parametrize(
    ("allowed", "address"),
    [
        ("intra.example:8080", "http://intra.example/"),
        ("intra.example:8080", "http://intra.example:8081/"),
        ("10.0.0.7", "http://intra.example/"),
        ("intra.example", "http://sub.intra.example/"),
        ("intra.example", "http://10.0.0.7/"),
    ],
)
def test_a_setting_lets_no_other_host_through(inside: Internet, fails: Fails, allowed: str, address: str) -> None:
    inside.names["sub.intra.example"] = [["10.0.0.7"]]
    fails(inside.fetcher(allowed), address)
    assert inside.dialled == []
