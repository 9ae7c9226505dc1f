"""What a feed holds, and what is made of its words: the same for every kind of feed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from index.text.dates import parse_date

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LONGEST_LINK = 4096
_SPOILT = "\ufffd"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item. ``link`` is absolute, http or https; ``guid`` the feed's own name for it.

    ``published_at`` is ISO 8601. ``text_html`` is the whole article where the feed carries it, not a summary.
    """

    link: str
    guid: str | None = None
    title: str | None = None
    published_at: str | None = None
    author: str | None = None
    text_html: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``without_link`` counts the items that lead nowhere and were left out."""

    title: str | None
    items: tuple[FeedItem, ...]
    without_link: int = 0


def make_feed(title: str | None, items: Iterable[FeedItem | None]) -> Feed:
    """Put items together; None stands for one without a link, and a link seen before is left out."""
    found: dict[str, FeedItem] = {}
    without = 0
    for item in items:
        if item is None:
            without += 1
        else:
            found.setdefault(item.link, item)
    return Feed(title, tuple(found.values()), without)


def absolute(base: str, link: str) -> str | None:
    """Return the link as an absolute address without its fragment, None where it is none of the web."""
    if not link.strip() or len(link) > _LONGEST_LINK:
        return None
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()


def plain(words: str | None, *, markup: bool = True) -> str | None:
    """Return a title or a name on one line, without the HTML that ``markup`` says may be in it; None for nothing."""
    if words is None or _SPOILT in words:
        return None
    if markup:
        words = html.unescape(_TAG.sub("", words))
    return " ".join(words.split()) or None


def whole(text_html: str | None) -> str | None:
    """Return the HTML of an article, None where it is empty or its letters came out wrong."""
    if text_html is None or not text_html.strip() or _SPOILT in text_html:
        return None
    return text_html


def moment(words: str | None) -> str | None:
    """Return a date as ISO 8601, None where it cannot be read. Mail's zones by name, such as EST, are known."""
    if words is None:
        return None
    try:
        return parse_date(words) or parsedate_to_datetime(words[:80]).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
