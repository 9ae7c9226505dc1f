"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping

from index.errors import SourceError
from index.sources.web.feed_types import Feed, FeedItem, absolute, make_feed, moment, plain, whole

VERSION = b"jsonfeed.org/version/1"


def read(text: str, address: str) -> Feed:
    """Raises SourceError where it is no JSON, or not an object with a list of items."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("the feed is no JSON that can be read; tell its publisher, or add its pages") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise SourceError("the feed holds no list of items; check the address")
    return make_feed(plain(_text(feed, "title")), (_item(item, address) for item in items if isinstance(item, dict)))


def _item(item: Mapping[str, object], address: str) -> FeedItem | None:
    link = absolute(address, _text(item, "url") or "")
    if link is None:
        return None
    content = _text(item, "content_html")
    if content is None and (words := _text(item, "content_text")) is not None:
        content = "".join(f"<p>{html.escape(line)}</p>" for line in words.splitlines() if line.strip())
    identity = item.get("id")
    return FeedItem(
        link=link,
        guid=str(identity) if isinstance(identity, str | int) else None,
        title=plain(_text(item, "title"), markup=False),
        published_at=moment(_text(item, "date_published") or _text(item, "date_modified")),
        author=_author(item),
        text_html=whole(content),
    )


def _author(item: Mapping[str, object]) -> str | None:
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_text(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    return plain(", ".join(name for name in names if name), markup=False)


def _text(found: Mapping[str, object], key: str) -> str | None:
    value = found.get(key)
    # A lone surrogate, which JSON can write, could not be stored.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None
