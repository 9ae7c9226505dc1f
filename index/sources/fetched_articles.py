"""Articles from fetched pages and feed items, and again from stored originals; their ids are their addresses."""

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
    """Parse a page or file; raises SourceError when it holds no article.

    The article's address is the page's own if that is of the same site, else the one where redirects ended.
    """
    content, content_type = page.content, page.content_type
    if detect_format(page.url, content, content_type) is Format.PAGE:
        content, content_type = decode_page(content, page.charset).encode(), _UTF_8
    return _build_article(parse_bytes(page.url, content, content_type, address=page.url), page.url)


def article_from_feed_item(item: FeedItem, publisher: str | None) -> Article:
    """Parse the text that a feed holds of an item; raises SourceError when that is no article."""
    extracted = parse_bytes("", (item.text_html or "").encode(), _UTF_8, address=item.link)
    completed = replace(
        extracted,
        title=item.title or extracted.title or _title_from_address(item.link),
        publisher=publisher or extracted.publisher,
        author=item.author or extracted.author,
        published_at=item.published_at or extracted.published_at,
        url=item.link,
    )
    return completed.to_article(item.link)


def original_of_page(page: Fetched) -> Original:
    """Return the original of a page."""
    return Original(OriginalKind.PAGE, page.content, page.fetched_at, page.url, page.content_type, page.charset)


def original_of_item(item: FeedItem, publisher: str | None) -> Original:
    """Return the original of a feed's item."""
    hints = {"title": item.title, "author": item.author, "published_at": item.published_at, "publisher": publisher}
    content = (item.text_html or "").encode()
    received_at = datetime.now(UTC).isoformat(timespec="seconds")
    return Original(OriginalKind.FEED, content, received_at, item.link, "text/html", "utf-8", hints)


def read_original(original: Original, article_id: str) -> Article:
    """Extract the article ``article_id`` again from its original; raises SourceError when it holds no article."""
    return replace(_extract_again(original), id=article_id)


def is_json_lines(page: Fetched) -> bool:
    """Tell whether the page is JSON lines, gzipped or not; raises SourceError for an unsupported format."""
    return detect_format(page.url, page.content, page.content_type) is Format.LINES


def read_json_lines(page: Fetched, address: str) -> Iterator[Loaded | Failed]:
    """Yield the article or Failed of each line; ``address`` is their source."""
    try:
        content = unpack_upload(page.content)
    except SourceError as error:
        yield Failed(address, str(error))
        return
    name = Path(unquote(urlsplit(page.url).path).rpartition("/")[2].replace("\0", "") or "lines.jsonl")
    yield from jsonlines.read_json_stream(BytesIO(content), address, name)


def _extract_again(original: Original) -> Article:
    address, content, hints = original.address or "", original.content, original.hints
    if original.kind is OriginalKind.PIPE:
        return article_from_pipe(content)
    if original.kind is OriginalKind.UPLOAD:
        return article_from_upload(original)
    if original.kind is OriginalKind.FEED:
        html = content.decode(errors="replace")
        item = FeedItem(address, None, hints.get("title"), hints.get("published_at"), hints.get("author"), html)
        return article_from_feed_item(item, hints.get("publisher"))
    page = Fetched(address, address, content, original.content_type, original.charset, None, None, original.received_at)
    return article_from_page(page)


def _build_article(extracted: ExtractedArticle, address: str) -> Article:
    own = extracted.url if extracted.url and is_same_site(extracted.url, address) else address
    # A page may claim any address as its own: one of another site is only its claimed origin.
    origin = {ORIGINAL_URL: extracted.url} if extracted.url and own != extracted.url else {}
    title = extracted.title or _title_from_address(address)
    return replace(extracted, title=title, url=own, metadata={**origin, **extracted.metadata}).to_article(own)


def _title_from_address(address: str) -> str:
    """Return the last part of the address as a title, else its host."""
    parts = urlsplit(address)
    name = unquote(parts.path).rstrip("/").rpartition("/")[2].replace("\0", "")
    return title_of(Path(name)) if name else parts.netloc
