"""Feeds in the process of their own: nothing is lost on the way, and what breaks there is one line here."""

from __future__ import annotations

import os

import pytest

from index.errors import SourceError
from index.sources import feeds
from index.sources.feeds import parse_feed_in_sandbox
from index.sources.formats import sandbox
from tests.unit.index.sources.web.test_feeds import ATOM, HERE, JSON, RSS1, RSS2


@pytest.mark.parametrize("feed", [RSS2, RSS1, ATOM, JSON], ids=["rss2", "rss1", "atom", "json"])
def test_a_feed_comes_back_as_it_was_read(feed: str) -> None:
    assert parse_feed_in_sandbox(feed.encode(), HERE) == feeds.parse_feed(feed.encode(), HERE)


def test_what_the_server_said_of_its_encoding_goes_along() -> None:
    content = "<rss><channel><title>Міст</title><item><link>/a</link></item></channel></rss>".encode("cp1251")
    assert parse_feed_in_sandbox(content, HERE, "cp1251").title == "Міст"


def test_what_is_no_feed_is_told_in_the_same_words() -> None:
    with pytest.raises(SourceError, match=r"this is no feed \(RSS, Atom or JSON Feed\)"):
        parse_feed_in_sandbox(b"<p>The bridge is closed.</p>", HERE)


def test_it_is_read_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "parse_feed", None)
    assert parse_feed_in_sandbox(RSS2.encode(), HERE).items
    assert sandbox.shared_sandbox().pid not in (None, os.getpid())
