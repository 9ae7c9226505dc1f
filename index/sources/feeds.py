"""Detect and read feeds: RSS and Atom by ``rss_atom.py``, JSON Feed here."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from urllib.parse import urljoin

from index.errors import SourceError
from index.sources import rss_atom
from index.sources.formats import decode_page, sandbox
from index.sources.rss_atom import Feed, FeedItem, complete_text, make_feed, parse_moment, resolve_link, strip_tags

_HEAD = 16 * 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(rb"<([A-Za-z][\w.:-]{0,60})")
_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
_LINK_TAG = re.compile(r"<link\b([^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]{1,20})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/feed\+json", re.IGNORECASE)

_ADVICE = "add its pages"

_JSON_FEED_VERSION = b"jsonfeed.org/version/1"


def is_feed(content: bytes) -> bool:
    """Tell whether the content is a feed rather than a page, by its beginning."""
    # Without zero bytes the markup of UTF-16 is that of UTF-8.
    head = _COMMENT.sub(b"", content[:_HEAD].replace(b"\0", b""))
    if _JSON_FEED_VERSION in head and b"{" in head[:10]:
        return True
    tag = _FIRST_TAG.search(head)
    return tag is not None and tag[1].rpartition(b":")[2].lower() in _ROOTS


def parse_feed(content: bytes, address: str, charset: str | None = None) -> Feed:
    """Read a feed fetched from ``address``; ``charset`` is the server's.

    Items are in the feed's order, each link once. Raises SourceError when it is no feed, with the address of the feed
    that the page names.
    """
    if not is_feed(content):
        raise SourceError(_explain_no_feed(content, address, charset))
    text = _decode(content, charset).lstrip("\ufeff \t\n")
    return parse_json_feed(text, address) if text.startswith("{") else rss_atom.parse_rss(text, address)


def parse_feed_in_sandbox(content: bytes, address: str, charset: str | None = None) -> Feed:
    """Read a feed as ``parse_feed`` does, with limits of time and memory; raises SourceError beyond them."""
    head = json.dumps([address, charset]).encode()
    fields = sandbox.shared_sandbox().run(parse_feed_task, head + b"\n" + content, _ADVICE)
    return Feed(fields["title"], tuple(FeedItem(**item) for item in fields["items"]), fields["without_link"])


def parse_feed_task(data: bytes) -> Feed:
    """Read a feed in the sandbox: a line of JSON with address and charset, and the feed."""
    head, _, content = data.partition(b"\n")
    address, charset = json.loads(head)
    return parse_feed(content, address, charset)


def parse_json_feed(text: str, address: str) -> Feed:
    """Read a JSON Feed; raises SourceError when it is no JSON object with a list of items."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("the feed is no JSON that can be read; tell its publisher, or add its pages") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise SourceError("the feed holds no list of items; check the address")
    return make_feed(
        strip_tags(_text_value(feed, "title")), (_read_item(item, address) for item in items if isinstance(item, dict))
    )


def _decode(content: bytes, charset: str | None) -> str:
    try:
        return decode_page(content, charset)
    except SourceError:
        # Links are ASCII, so the pages can still be fetched. Texts with wrong letters are left out of the items.
        return content.decode("utf-8", "replace")


def _explain_no_feed(content: bytes, address: str, charset: str | None) -> str:
    text = _decode(content[: 4 * _HEAD], charset)
    for tag in _LINK_TAG.finditer(text):
        values = {name.lower(): "".join(parts) for name, *parts in _ATTRIBUTE.findall(tag[1])}
        is_alternate = "alternate" in values.get("rel", "").lower().split()
        if is_alternate and _FEED_TYPE.fullmatch(values.get("type", "").strip()):
            try:
                link = urljoin(address, html.unescape(values.get("href", "")).strip())
            except ValueError:
                continue
            return f"this is a page and no feed; the feed that it names is {link[:500]!r}, give that"
    return "this is no feed (RSS, Atom or JSON Feed); give the address of one, or add it as a page"


def _read_item(item: Mapping[str, object], address: str) -> FeedItem | None:
    link = resolve_link(address, _text_value(item, "url") or "")
    if link is None:
        return None
    content = _text_value(item, "content_html")
    if content is None and (plain_text := _text_value(item, "content_text")) is not None:
        content = "".join(f"<p>{html.escape(line)}</p>" for line in plain_text.splitlines() if line.strip())
    identity = item.get("id")
    return FeedItem(
        link=link,
        guid=str(identity) if isinstance(identity, str | int) else None,
        title=strip_tags(_text_value(item, "title"), markup=False),
        published_at=parse_moment(_text_value(item, "date_published") or _text_value(item, "date_modified")),
        author=_read_author(item),
        text_html=complete_text(content),
    )


def _read_author(item: Mapping[str, object]) -> str | None:
    authors = item.get("authors") or [item.get("author")]
    if not isinstance(authors, list):
        return None
    names = [_text_value(author, "name") for author in authors if isinstance(author, dict)]
    return strip_tags(", ".join(name for name in names if name), markup=False)


def _text_value(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    # A lone surrogate, which JSON can hold, cannot be stored.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None
