"""Notes after a source: its page, a correction, a page that is gone, the other publishers of the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answer import Citation
from bot.dates import iso_day, readable_date
from bot.messages import SOURCE_NOTES
from index import Article
from index.article_metadata import mentions_correction
from index.store.records import Version

_PHONE_LINE = 48
"""Characters that a phone shows on a line."""


def list_citation_notes(citation: Citation, publishers: Sequence[str]) -> tuple[str, ...]:
    """Return those that apply of "p. 7", "corrected", "page gone since 3 Mar 2026", "also in 2 others", in this order.

    ``publishers`` are those of the citation's ``also_in``, as they are shown.
    """
    notes = (
        SOURCE_NOTES.page.format(page=citation.page) if citation.page else "",
        SOURCE_NOTES.corrected if citation.corrected else "",
        _format_gone_page(citation.gone_at),
        format_also_in(citation.also_in, publishers),
    )
    return tuple(filter(None, notes))


def list_article_notes(articles: Iterable[Article], versions: Mapping[str, Version]) -> dict[str, tuple[str, ...]]:
    """Return those that apply of "corrected", "version 2", "page gone since 3 Mar 2026", by article id.

    ``versions`` are by article id too. Articles without a note are left out.
    """
    notes = {article.id: _list_version_notes(article, versions.get(article.id)) for article in articles}
    return {article_id: texts for article_id, texts in notes.items() if texts}


def format_also_in(article_ids: Sequence[str], publishers: Sequence[str]) -> str:
    """Return "also in 2 others (Northern Wire, Lenn Gazette)", empty if ``article_ids`` is empty.

    The publishers are left out if not every one is known, or if they make the text longer than a phone's line.
    """
    count = len(article_ids)
    if not count:
        return ""
    counted = SOURCE_NOTES.one_copy if count == 1 else SOURCE_NOTES.copies.format(count=count)
    full = SOURCE_NOTES.copies_by.format(copies=counted, publishers=", ".join(publishers))
    return full if len(publishers) == count and len(full) <= _PHONE_LINE else counted


def _list_version_notes(article: Article, version: Version | None) -> tuple[str, ...]:
    notes = (
        SOURCE_NOTES.corrected if mentions_correction(article) else "",
        SOURCE_NOTES.version.format(version=version.number) if version and version.number > 1 else "",
        _format_gone_page(version.gone_at if version else None),
    )
    return tuple(filter(None, notes))


def _format_gone_page(gone_at: str | None) -> str:
    day = iso_day(gone_at)
    return SOURCE_NOTES.page_gone.format(day=readable_date(day)) if day else ""
