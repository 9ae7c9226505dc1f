"""The day of publication, never the one of a change: as the page says, else as it shows it beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.sources.formats.html_page.dom import HtmlBlock
from index.sources.formats.html_page.structured_data import PageMetadata, text_values
from index.text.dates import find_date, parse_date

_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "article:published",
    "datepublished",
    "dateissued",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "publication_date",
    "publication-date",
    "publish_date",
    "publish-date",
    "publishdate",
    "published",
    "published_at",
    "published_time",
    "pubdate",
    "pub_date",
    "pdate",
    "dc.date",
    "dcterms.date",
    "datecreated",
    "article.created",
    "article_date_original",
    "date",
)
"""Names of ``<meta>`` tags for the time of publication, the exact ones first; a bare "date" may be of anything."""

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
    claims: PageMetadata, blocks: Sequence[HtmlBlock], title: str | None, body: Sequence[HtmlBlock], address: str | None
) -> str | None:
    """Return the time of publication in ISO 8601, as exactly as it is known and in the zone that the page gives."""
    for words in _declared_dates(claims):
        found = parse_date(words) or find_date(words)
        if found and found[:4] >= _EARLIEST_YEAR and not found.startswith(_NO_TIME):
            return found
    return _find_visible_date(blocks, title, body) or _find_url_date(address)


def _declared_dates(claims: PageMetadata) -> Iterator[str]:
    yield from text_values(claims.article.get("datePublished"))
    yield from claims.said(*_NAMES[:5])
    yield from claims.items.get("datepublished", ())
    yield from claims.said(*_NAMES[5:])
    yield from text_values(claims.page.get("datePublished"))
    yield from text_values(claims.article.get("dateCreated"))


def _find_visible_date(blocks: Sequence[HtmlBlock], title: str | None, body: Sequence[HtmlBlock]) -> str | None:
    """Read the short lines around the headline: below it until the article begins, and just above it."""
    if not body:
        return None
    start = body[0].order
    heads = [block.order for block in blocks[: start + 1] if block.text == title]
    top = heads[-1] if heads else max(0, start - _ABOVE)
    lines = [*blocks[top + 1 : min(start, top + _MOST_BLOCKS) + 1], *blocks[max(0, top - _ABOVE) : top]]
    for block in lines:
        if block.words <= _MOST_WORDS and (found := _find_unchanged_date(block.text)):
            return found
    return None


def _find_unchanged_date(line: str) -> str | None:
    changed = _CHANGED.search(line)
    return find_date(line[: changed.start()] if changed else line)


def _find_url_date(address: str | None) -> str | None:
    match = _IN_ADDRESS.search(address or "")
    return parse_date("-".join(match.groups())) if match else None
