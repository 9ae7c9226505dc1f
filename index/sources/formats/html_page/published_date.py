"""Find the publication date of a page: in its metadata, else near the headline, else in the address.

Dates of later changes are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.sources.formats.html_page.dom import HtmlBlock
from index.sources.formats.html_page.structured_data import PageMetadata, text_values
from index.text.dates import find_date, parse_date

_EXACT_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "article:published",
    "datepublished",
)
_OTHER_NAMES = (
    "dateissued dcterms.issued dc.date.issued dcterms.created dc.date.created parsely-pub-date sailthru.date "
    "citation_publication_date citation_online_date publication_date publication-date publish_date publish-date "
    "publishdate published published_at published_time pubdate pub_date pdate dc.date dcterms.date datecreated "
    "article.created article_date_original date"
)
"""Names of ``<meta>`` tags for the time of publication, the most reliable first; "date" alone may be any date."""

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_-]|\d{0,9}[^\d/]*[/-]|$)")
_CHANGED = re.compile(
    r"\b(?:updated?|modified|changed|edited|revised|corrected|оновлено|обновлено|изменено|aktualisiert|mis à jour"
    r"|actualizado|atualizado|aggiornato)\b",
    re.IGNORECASE,
)
_EARLIEST_YEAR = "1600"
_NO_TIME = "1970-01-01"
_ABOVE, _MOST_BLOCKS, _MOST_WORDS = 3, 15, 25


def find_published_date(
    metadata: PageMetadata,
    blocks: Sequence[HtmlBlock],
    title: str | None,
    body: Sequence[HtmlBlock],
    address: str | None,
) -> str | None:
    """Return the date of publication in ISO 8601, with time and zone if the page gives them."""
    for value in _declared_dates(metadata):
        date = parse_date(value) or find_date(value)
        if date and date[:4] >= _EARLIEST_YEAR and not date.startswith(_NO_TIME):
            return date
    return _find_visible_date(blocks, title, body) or _find_url_date(address)


def _declared_dates(metadata: PageMetadata) -> Iterator[str]:
    yield from text_values(metadata.article.get("datePublished"))
    yield from metadata.meta_values(*_EXACT_NAMES)
    yield from metadata.items.get("datepublished", ())
    yield from metadata.meta_values(*_OTHER_NAMES.split())
    yield from text_values(metadata.page.get("datePublished"))
    yield from text_values(metadata.article.get("dateCreated"))


def _find_visible_date(blocks: Sequence[HtmlBlock], title: str | None, body: Sequence[HtmlBlock]) -> str | None:
    """Return the first date in the short lines below the headline, until the article begins, or just above it."""
    if not body:
        return None
    start = body[0].order
    heads = [block.order for block in blocks[: start + 1] if block.text == title]
    top = heads[-1] if heads else max(0, start - _ABOVE)
    lines = [*blocks[top + 1 : min(start, top + _MOST_BLOCKS) + 1], *blocks[max(0, top - _ABOVE) : top]]
    for block in lines:
        if block.words <= _MOST_WORDS and (date := _find_unchanged_date(block.text)):
            return date
    return None


def _find_unchanged_date(line: str) -> str | None:
    changed = _CHANGED.search(line)
    return find_date(line[: changed.start()] if changed else line)


def _find_url_date(address: str | None) -> str | None:
    match = _IN_ADDRESS.search(address or "")
    return parse_date("-".join(match.groups())) if match else None
