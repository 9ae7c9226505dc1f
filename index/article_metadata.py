"""Read and set keys of ``Article.metadata``: ``corrected``, ``pages`` and ``original_url``."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from index.types import Article

CORRECTED = "corrected"
"""True where the text or the title says that the article was corrected."""

ORIGINAL_URL = "original_url"
"""The address on another site that the article's page names as the original."""

_ARTICLE = r"(?:article|story|report|post|piece|page|headline|column|transcript)"
_DATE = r"(?:[\s,(]+[^\n:]{0,40}?)?"
_CORRECTIONS = (
    # A line of its own, with or without a date: "Correction:", "CORRECTED (May 3):". Not "A correction in prices".
    rf"^\W{{0,3}}(?:corrections?|corrected|correction and clarification){_DATE}\s*[:—–]",
    r"^\W{0,3}corrected\s?-",
    r"^\W{0,3}(?:виправлення|виправлено|поправка|исправлено|исправление)\s*[:—–]",
    rf"\b(?:an?|the) (?:earlier|previous|original) version of (?:this|the) {_ARTICLE}\b",
    rf"\bthis {_ARTICLE} (?:has been|was) (?:corrected|amended)\b",
    rf"\bcorrects (?:an earlier|a previous|the) (?:item|{_ARTICLE})\b",
    r"\b(?:у|в) (?:попередній|першій|ранній) версії (?:статті|матеріалу|новини|тексту)\b",
    r"\bв (?:предыдущей|первой|ранней|прежней) версии (?:статьи|материала|новости|текста)\b",
)
_CORRECTION = re.compile("|".join(f"(?:{pattern})" for pattern in _CORRECTIONS), re.IGNORECASE | re.MULTILINE)


def is_corrected(article: Article) -> bool:
    """Return whether the title or the text says that an earlier version was wrong."""
    return any(_CORRECTION.search(words) for words in (article.title or "", article.text))


def mentions_correction(article: Article) -> bool:
    """Return whether the metadata says that the article was corrected."""
    return article.metadata.get(CORRECTED) is True


def mark_corrected(article: Article) -> Article:
    """Return the article, with ``corrected: true`` where it says so itself and its source does not set the key."""
    if CORRECTED in article.metadata or not is_corrected(article):
        return article
    return replace(article, metadata={**article.metadata, CORRECTED: True})


def page_of(article: Article, offset: int) -> int | None:
    """Return the page of the character at ``offset``, counted from 1 as viewers do; None where it is not known.

    ``metadata["pages"]`` has the offsets at which pages begin, as ``index.sources.formats.pdf.reader`` writes them. A
    source may use the key for anything else, so any other value is ignored.
    """
    starts = article.metadata.get("pages")
    if not 0 <= offset < len(article.text) or not isinstance(starts, list | tuple) or not starts:
        return None
    if starts[0] != 0 or any(type(start) is not int for start in starts) or list(starts) != sorted(starts):
        return None
    return bisect_right(starts, offset) if starts[-1] <= len(article.text) else None
