"""Feeds read in the process where foreign files are taken apart: one may be 20 MB of anything."""

from __future__ import annotations

import json

from index.sources import isolated
from index.sources.web import feeds
from index.sources.web.feed_types import Feed, FeedItem

_MEND = "add its pages"


def read_feed(content: bytes, address: str, charset: str | None = None) -> Feed:
    """Do what ``feeds.read_feed`` does, within a limit of time and memory; raise SourceError beyond it."""
    head = json.dumps([address, charset]).encode()
    found = isolated.shared().run(parse, head + b"\n" + content, _MEND)
    return Feed(found["title"], tuple(FeedItem(**item) for item in found["items"]), found["without_link"])


def parse(data: bytes) -> Feed:
    """Read a feed behind a line with its address and its charset; what ``isolated`` runs."""
    head, _, content = data.partition(b"\n")
    address, charset = json.loads(head)
    return feeds.read_feed(content, address, charset)
