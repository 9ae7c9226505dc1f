"""What was fetched made into articles, whose ids are their addresses; and again out of what was kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.article_metadata import ORIGINAL_URL
from index.errors import SourceError
from index.sources.formats import Format, decode_page, detect_format, is_same_site, jsonlines, parse_bytes
from index.sources.normalize import title_of
from index.sources.rss_atom import FeedItem
from index.sources.stdin import article_from_pipe
from index.sources.types import ExtractedArticle, Failed, Loaded, Original, OriginalKind
from index.sources.uploads import article_from_upload, unpack_upload
from index.sources.web import Fetched
from index.types import Article

_UTF_8 = "text/html; charset=utf-8"


def article_from_page(page: Fetched) -> Article:
    """Take the page or file apart; raise SourceError where it holds no article.

    Its address is the one that it gives itself, where that is of the same site, else where redirects led.
    """
    content, content_type = page.content, page.content_type
    if detect_format(page.url, content, content_type) is Format.PAGE:
        content, content_type = decode_page(content, page.charset).encode(), _UTF_8
    return _article(parse_bytes(page.url, content, content_type, address=page.url), page.url)


def article_from_feed_item(item: FeedItem, publisher: str | None) -> Article:
    """Take what the feed carries of an item; raise SourceError where that is no article."""
    draft = parse_bytes("", (item.text_html or "").encode(), _UTF_8, address=item.link)
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


def original_of_page(page: Fetched) -> Original:
    """What is kept of a page."""
    return Original(OriginalKind.PAGE, page.content, page.fetched_at, page.url, page.content_type, page.charset)


def original_of_item(item: FeedItem, publisher: str | None) -> Original:
    """What is kept of what a feed carries of an item."""
    said = {"title": item.title, "author": item.author, "published_at": item.published_at, "publisher": publisher}
    content = (item.text_html or "").encode()
    received_at = datetime.now(UTC).isoformat(timespec="seconds")
    return Original(OriginalKind.FEED, content, received_at, item.link, "text/html", "utf-8", said)


def read_original(raw: Original, article_id: str) -> Article:
    """The article ``article_id``, taken again out of what it was taken out of; raise SourceError where none comes."""
    return replace(_again(raw), id=article_id)


def _again(raw: Original) -> Article:
    address, said = raw.address or "", raw.said
    if raw.way is OriginalKind.PIPE:
        return article_from_pipe(raw.content)
    if raw.way is OriginalKind.UPLOAD:
        return article_from_upload(raw)
    if raw.way is OriginalKind.FEED:
        html = raw.content.decode(errors="replace")
        item = FeedItem(address, None, said.get("title"), said.get("published_at"), said.get("author"), html)
        return article_from_feed_item(item, said.get("publisher"))
    page = Fetched(address, address, raw.content, raw.content_type, raw.charset, None, None, raw.received_at)
    return article_from_page(page)


def is_json_lines(page: Fetched) -> bool:
    """Whether this is JSON lines, packed or not. Raises SourceError for what is surely not read."""
    return detect_format(page.url, page.content, page.content_type) is Format.LINES


def read_json_lines(page: Fetched, address: str) -> Iterator[Loaded | Failed]:
    """Yield what each line gives, as of a file of that name; ``address`` is where they are said to come from."""
    try:
        content = unpack_upload(page.content)
    except SourceError as error:
        yield Failed(address, str(error))
        return
    name = Path(unquote(urlsplit(page.url).path).rpartition("/")[2].replace("\0", "") or "lines.jsonl")
    yield from jsonlines.read_json_stream(BytesIO(content), address, name)


def _article(draft: ExtractedArticle, address: str) -> Article:
    own = draft.url if draft.url and is_same_site(draft.url, address) else address
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
