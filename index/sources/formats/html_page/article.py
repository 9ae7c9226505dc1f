"""Extract the article of a web page, saved or fetched, with its metadata."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from index.article_metadata import ORIGINAL_URL
from index.errors import SourceError
from index.sources.formats.boilerplate import remove_teaser
from index.sources.formats.html_page.canonical_url import find_canonical_url, is_same_site
from index.sources.formats.html_page.content import find_body
from index.sources.formats.html_page.dom import HtmlBlock, parse_tree, read_blocks, split_at_breaks
from index.sources.formats.html_page.language import find_language
from index.sources.formats.html_page.published_date import find_published_date
from index.sources.formats.html_page.publisher import find_publisher
from index.sources.formats.html_page.structured_data import PageMetadata, read_metadata
from index.sources.formats.html_page.title_author import find_author, find_title
from index.sources.normalize import tidy_text
from index.sources.types import ExtractedArticle

_TAG = re.compile(r"<[^<>]{0,500}>")
_END_OF_BLOCK = re.compile(r"\n|</p>|<br ?/?>|</h\d>|</li>", re.IGNORECASE)
_FEWEST_WORDS = 8
# Below this share of the text for search engines, the page shows the rest only by a script or to subscribers.
_SHOWN_AT_LEAST = 0.5
_FULL_TEXT_WORDS = 100


def parse_html(content: str, address: str | None = None) -> ExtractedArticle:
    """Extract the article; raises SourceError when the page holds none.

    ``address`` is where the page was found: relative links are resolved by it, and a canonical address on another site
    becomes ``metadata["original_url"]``. Paragraphs, headings, list items and rows of tables are separated by blank
    lines. A headline at the top of the text is left out. ``published_at`` is the day; ``metadata`` holds ``language``
    (ISO 639) and ``published_time`` (ISO 8601) if they are known.
    """
    tree = parse_tree(content)
    split_at_breaks(tree)
    metadata, blocks = read_metadata(tree), read_blocks(tree)
    body = find_body(tree, blocks)
    canonical = find_canonical_url(tree, metadata, address)
    url = canonical if address is None or (canonical and is_same_site(canonical, address)) else address
    publisher = find_publisher(metadata, url)
    title = find_title(metadata, blocks, body[0].order if body else 0, url)
    text = _article_text(metadata, body, title)
    time = find_published_date(metadata, blocks, title, body, url)
    extra = {
        "language": find_language(tree, metadata, text),
        "published_time": time if time and len(time) > len("2025-02-09") else None,
        ORIGINAL_URL: canonical if canonical != url else None,
    }
    return ExtractedArticle(
        text=text,
        title=title,
        publisher=publisher,
        author=find_author(metadata, publisher),
        published_at=time[: len("2025-02-09")] if time else None,
        url=url,
        metadata={name: value for name, value in extra.items() if value},
    )


def _article_text(metadata: PageMetadata, body: Sequence[HtmlBlock], title: str | None) -> str:
    paragraphs = [block.text for block in body]
    while paragraphs and _is_title(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    full_text = _structured_text(metadata)
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    full_words = sum(len(paragraph.split()) for paragraph in full_text)
    if full_words >= _FULL_TEXT_WORDS and words < _SHOWN_AT_LEAST * full_words:
        paragraphs, words = full_text, full_words
    if words < _FEWEST_WORDS:
        raise SourceError("no article text was found in the page; save the text as .txt")
    return "\n\n".join(remove_teaser(paragraphs))


def _structured_text(metadata: PageMetadata) -> list[str]:
    """Return the paragraphs that the page gives to search engines, without markup."""
    body = metadata.article.get("articleBody")
    if not isinstance(body, str):
        return []
    parts = _END_OF_BLOCK.split(html.unescape(body))
    return [text for part in parts if (text := tidy_text(_TAG.sub("", part)))]


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and line.casefold() == title.casefold()
