"""Feeds: bytes in, items out. RSS 0.9 to 2.0, Atom and JSON Feed, told by what they hold and not by their type."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from index.errors import SourceError
from index.sources.charset import decode_page
from index.sources.web import feed_json, feed_xml
from index.sources.web.feed_types import Feed, FeedItem

__all__ = ["Feed", "FeedItem", "is_feed", "read_feed"]

_HEAD = 16 * 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(rb"<([A-Za-z][\w.:-]{0,60})")
_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
_LINK_TAG = re.compile(r"<link\b([^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]{1,20})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/feed\+json", re.IGNORECASE)


def is_feed(content: bytes) -> bool:
    """Tell whether this is a feed and no page, by how it begins."""
    # Without its zero bytes the markup of UTF-16 reads as that of UTF-8.
    head = _COMMENT.sub(b"", content[:_HEAD].replace(b"\0", b""))
    if feed_json.VERSION in head and b"{" in head[:10]:
        return True
    tag = _FIRST_TAG.search(head)
    return tag is not None and tag[1].rpartition(b":")[2].lower() in _ROOTS


def read_feed(content: bytes, address: str, charset: str | None = None) -> Feed:
    """Read a feed fetched from ``address``; ``charset`` is what the answer said of its encoding.

    Items are in the feed's order, each link once. Raises SourceError where it is no feed, and tells the address of the
    feed that a page names.
    """
    if not is_feed(content):
        raise SourceError(_no_feed(content, address, charset))
    text = _text(content, charset).lstrip("\ufeff \t\n")
    return feed_json.read(text, address) if text.startswith("{") else feed_xml.read(text, address)


def _text(content: bytes, charset: str | None) -> str:
    try:
        return decode_page(content, charset)
    except SourceError:
        # Addresses are ASCII: the pages can still be fetched. What came out wrong is left out of the items.
        return content.decode("utf-8", "replace")


def _no_feed(content: bytes, address: str, charset: str | None) -> str:
    text = _text(content[: 4 * _HEAD], charset)
    for tag in _LINK_TAG.finditer(text):
        found = {name.lower(): "".join(values) for name, *values in _ATTRIBUTE.findall(tag[1])}
        if "alternate" in found.get("rel", "").lower().split() and _FEED_TYPE.fullmatch(found.get("type", "").strip()):
            try:
                link = urljoin(address, html.unescape(found.get("href", "")).strip())
            except ValueError:
                continue
            return f"this is a page and no feed; the feed that it names is {link[:500]!r}, give that"
    return "this is no feed (RSS, Atom or JSON Feed); give the address of one, or add it as a page"
