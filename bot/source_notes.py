""" "p. 7", "corrected", "page gone since", "also in 2 others"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answer import Citation
from bot.dates import iso_day, readable_date
from bot.messages import SOURCE_NOTES
from index import Article
from index.article_metadata import mentions_correction
from index.store.records import Version


def list_citation_notes(citation: Citation, publishers: Sequence[str]) -> tuple[str, ...]:
    """ "p. 7", "corrected", "page gone since 3 Mar 2026", "also in 2 others"; those that hold. ``publishers`` are
    those of the others, as they are shown."""
    found = (
        SOURCE_NOTES.page.format(page=citation.page) if citation.page else "",
        _format_correction(citation.corrected),
        _format_gone_page(citation.gone_at),
        format_also_in(citation.also_in, publishers),
    )
    return tuple(filter(None, found))


def list_article_notes(articles: Iterable[Article], versions: Mapping[str, Version]) -> dict[str, tuple[str, ...]]:
    """ "corrected", "version 2", "page gone since 3 Mar 2026": those that hold of each, by id; ``versions`` by id."""
    found = ((article.id, _list_version_notes(article, versions.get(article.id))) for article in articles)
    return {article_id: remarks for article_id, remarks in found if remarks}


def _list_version_notes(article: Article, version: Version | None) -> tuple[str, ...]:
    number = version.number if version else 1
    found = (
        _format_correction(mentions_correction(article)),
        SOURCE_NOTES.version.format(version=number) if number > 1 else "",
        _format_gone_page(version.gone_at if version else None),
    )
    return tuple(filter(None, found))


def _format_correction(corrected: bool) -> str:
    return SOURCE_NOTES.corrected if corrected else ""


def _format_gone_page(gone_at: str | None) -> str:
    day = iso_day(gone_at)
    return SOURCE_NOTES.page_gone.format(day=readable_date(day)) if day else ""


_PHONE_LINE = 48
"""Characters that a phone shows on a line."""


def format_also_in(article_ids: Sequence[str], publishers: Sequence[str]) -> str:
    """ "also in 2 others (Northern Wire, Lenn Gazette)"; without the publishers where that is longer than a phone's
    line, or where not every one is known; empty without others."""
    count = len(article_ids)
    if not count:
        return ""
    counted = SOURCE_NOTES.one_copy if count == 1 else SOURCE_NOTES.copies.format(count=count)
    named = SOURCE_NOTES.copies_by.format(copies=counted, publishers=", ".join(publishers))
    return named if len(publishers) == count and len(named) <= _PHONE_LINE else counted
