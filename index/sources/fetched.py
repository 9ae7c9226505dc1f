"""What was fetched made into an article, whose id is its address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.sources.kinds import Kind, kind_of, read_bytes
from index.sources.naming import title_of
from index.sources.page.address import same_site
from index.sources.types import ORIGINAL_URL, Draft
from index.sources.web import FeedItem, Fetched, page_text
from index.types import Article

_UTF_8 = "text/html; charset=utf-8"


def from_page(page: Fetched) -> Article:
    """Take the page or file apart; raise SourceError where it holds no article.

    Its address is the one that it gives itself, where that is of the same site, else where redirects led.
    """
    content, content_type = page.content, page.content_type
    if kind_of(page.url, content, content_type) is Kind.PAGE:
        content, content_type = page_text(content, page.charset).encode(), _UTF_8
    return _article(read_bytes(page.url, content, content_type, address=page.url), page.url)


def from_feed(item: FeedItem, publisher: str | None) -> Article:
    """Take what the feed carries of an item; raise SourceError where that is no article."""
    draft = read_bytes("", (item.text_html or "").encode(), _UTF_8, address=item.link)
    return Article(
        id=item.link,
        text=draft.text,
        title=item.title or draft.title or _title(item.link),
        publisher=publisher or draft.publisher,
        author=item.author or draft.author,
        published_at=item.published_at or draft.published_at,
        url=item.link,
        metadata=draft.metadata,
    )


def _article(draft: Draft, address: str) -> Article:
    own = draft.url if draft.url and same_site(draft.url, address) else address
    # A text may name any address as its own: one of another site is only where it says that it comes from.
    said = {ORIGINAL_URL: draft.url} if draft.url and own != draft.url else {}
    return Article(
        id=own,
        text=draft.text,
        title=draft.title or _title(address),
        publisher=draft.publisher,
        author=draft.author,
        published_at=draft.published_at,
        url=own,
        metadata={**said, **draft.metadata},
    )


def _title(address: str) -> str:
    """The end of the address made readable, or its host."""
    parts = urlsplit(address)
    name = unquote(parts.path).rstrip("/").rpartition("/")[2].replace("\0", "")
    return title_of(Path(name)) if name else parts.netloc
