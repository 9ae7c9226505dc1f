"""Web pages, saved or fetched: the article's own text and what the page says of it."""

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
# A page that shows half of what it tells search engines keeps the rest behind a script or a wall.
_SHOWN_AT_LEAST = 0.5
_FULL_TEXT_WORDS = 100


def parse_html(content: str, address: str | None = None) -> ExtractedArticle:
    """Take the page apart; raise SourceError where it holds no article.

    ``address`` is where the page was found: relative links are read by it, and a page of another site's claim to be
    the original is not its address but ``metadata["original_url"]``. Paragraphs, headings, list items and rows of
    tables are parted by blank lines. A headline at the top of the text is left out. ``published_at`` is the day;
    ``metadata`` holds ``language`` (ISO 639) and ``published_time`` (ISO 8601) where they are known.
    """
    tree = parse_tree(content)
    split_at_breaks(tree)
    claims, blocks = read_metadata(tree), read_blocks(tree)
    body = find_body(tree, blocks)
    claimed = find_canonical_url(tree, claims, address)
    url = claimed if address is None or (claimed and is_same_site(claimed, address)) else address
    publisher = find_publisher(claims, url)
    title = find_title(claims, blocks, body[0].order if body else 0, url)
    text = _article_text(claims, body, title)
    time = find_published_date(claims, blocks, title, body, url)
    known = {
        "language": find_language(tree, claims, text),
        "published_time": time if time and len(time) > len("2025-02-09") else None,
        ORIGINAL_URL: claimed if claimed != url else None,
    }
    return ExtractedArticle(
        text=text,
        title=title,
        publisher=publisher,
        author=find_author(claims, publisher),
        published_at=time[: len("2025-02-09")] if time else None,
        url=url,
        metadata={name: value for name, value in known.items() if value},
    )


def _article_text(claims: PageMetadata, body: Sequence[HtmlBlock], title: str | None) -> str:
    paragraphs = [block.text for block in body]
    while paragraphs and _is_title(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    told = _structured_text(claims)
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    in_full = sum(len(paragraph.split()) for paragraph in told)
    if in_full >= _FULL_TEXT_WORDS and words < _SHOWN_AT_LEAST * in_full:
        paragraphs, words = told, in_full
    if words < _FEWEST_WORDS:
        raise SourceError("no article text was found in the page; save the text as .txt")
    return "\n\n".join(remove_teaser(paragraphs))


def _structured_text(claims: PageMetadata) -> list[str]:
    """Return the paragraphs that the page tells search engines, which may hold markup."""
    body = claims.article.get("articleBody")
    if not isinstance(body, str):
        return []
    pieces = _END_OF_BLOCK.split(html.unescape(body))
    return [said for piece in pieces if (said := tidy_text(_TAG.sub("", piece)))]


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and line.casefold() == title.casefold()
