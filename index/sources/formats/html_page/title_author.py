"""Find the title and the author of a page among its metadata and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.sources.formats.html_page.dom import HtmlBlock
from index.sources.formats.html_page.publisher import NAME_SEPARATOR, compact_text, is_site, site_names
from index.sources.formats.html_page.structured_data import PageMetadata, split_words, text_values

_LONGEST_TITLE = 300
# Minimum share of common words of a headline and its form for search engines.
_SHARED = 0.5

_NOBODY = re.compile(r"\w*admin\w*|editors?|staff|guest|unknown|author|(?:https?:)?//.*|@.*|\d+|.*@.*", re.IGNORECASE)
_BY = re.compile(r"(?:written |text |words )?(?:by|von|por|par|автор):?\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s+\|.*|,\s+(?:[A-Z]{2,} |special to|staff|senior|for |the ).*", re.IGNORECASE)
_LONGEST_AUTHOR = 80
_MOST = 6


def find_title(metadata: PageMetadata, blocks: Sequence[HtmlBlock], before: int, address: str | None) -> str | None:
    """Return the article's title without the site's name; ``before`` is the order of the body's first block."""
    names = site_names(metadata, address)
    declared = [_remove_site_name(title, names) for title in _declared_titles(metadata)]
    declared = [title for title in declared if not is_site(title, names)]
    headings = [block for block in blocks if block.tag == "h1" and not is_site(block.text, names)]
    for block in headings:
        if any(_share_words(block.text, title) for title in declared):
            return _remove_site_name(block.text, names)
    prefixes = {compact_text(prefix) for title in declared for prefix in _title_prefixes(title)}
    for block in blocks[: before + 1]:
        if len(block.text) <= _LONGEST_TITLE and compact_text(block.text) in prefixes and block.words > 1:
            return block.text
    above = [block.text for block in headings if block.order < before]
    return next(iter(declared), above[-1] if above else metadata.tab)


def find_author(metadata: PageMetadata, publisher: str | None) -> str | None:
    """Return the names separated by commas, None if the page names no person."""
    for names in _declared_authors(metadata):
        people = list(dict.fromkeys(filter(None, (_clean_author(name, publisher) for name in names))))
        if people:
            return ", ".join(people[:_MOST])
    return None


def _declared_titles(metadata: PageMetadata) -> Iterator[str]:
    yield from text_values(metadata.article.get("headline"))
    yield from metadata.meta_values(
        "headline", "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "title"
    )
    if metadata.tab:
        yield metadata.tab
    yield from text_values(metadata.page.get("headline"))


def _remove_site_name(title: str, names: Sequence[str]) -> str:
    parts = NAME_SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    if is_site(parts[-1], names):
        return title[: title.rindex(parts[-1])].rstrip(" |-–—·•»:") or title
    if is_site(parts[0], names):
        return title[len(parts[0]) :].lstrip(" |-–—·•»:") or title
    return title


def _title_prefixes(title: str) -> Iterator[str]:
    """Yield the title, and the title without its last parts, which may be a section or an unknown site name."""
    yield title
    for match in reversed(list(NAME_SEPARATOR.finditer(title))):
        yield title[: match.start()]


def _share_words(heading: str, declared: str) -> bool:
    one, other = split_words(heading), split_words(declared)
    return bool(one and other) and len(one & other) > _SHARED * max(len(one), len(other))


def _declared_authors(metadata: PageMetadata) -> Iterator[list[str]]:
    yield list(text_values(metadata.article.get("author")))
    for name in (
        "author",
        "article:author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "dc.creator",
    ):
        yield [part for value in metadata.meta_values(name) for part in re.split(r"\s*;\s*", value)]
    yield list(metadata.items.get("author", ()))[:_MOST]
    yield list(text_values(metadata.page.get("author")))


def _clean_author(name: str, publisher: str | None) -> str | None:
    name = _AFTER_NAME.sub("", _BY.sub("", name, count=1)).strip(" ,.-–—")
    if not name or len(name) > _LONGEST_AUTHOR or _NOBODY.fullmatch(name):
        return None
    return None if publisher and name.casefold() == publisher.casefold() else name
