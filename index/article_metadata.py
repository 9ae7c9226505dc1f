"""Keys of Article.metadata: corrected, pages (page_of), original_url."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from index.types import Article

CORRECTED = "corrected"
"""The key of an article's metadata that is true where its text or title says that it was corrected."""

_ARTICLE = r"(?:article|story|report|post|piece|page|headline|column|transcript)"
_DATE = r"(?:[\s,(]+[^\n:]{0,40}?)?"
_SAYS = (
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
_SAYS_SO = re.compile("|".join(f"(?:{pattern})" for pattern in _SAYS), re.IGNORECASE | re.MULTILINE)


def is_corrected(article: Article) -> bool:
    """Whether the title or the text says that an earlier version was wrong."""
    return any(_SAYS_SO.search(words) for words in (article.title or "", article.text))


def mentions_correction(article: Article) -> bool:
    """Whether its metadata says so, by ``mark_corrected`` or by the giver."""
    return article.metadata.get(CORRECTED) is True


def mark_corrected(article: Article) -> Article:
    """The article with ``corrected: true`` in its metadata where it says so and the giver says nothing of it."""
    if CORRECTED in article.metadata or not is_corrected(article):
        return article
    return replace(article, metadata={**article.metadata, CORRECTED: True})


def page_of(article: Article, offset: int) -> int | None:
    """Return the page, counted from 1, on which the character at ``offset`` stands; None where that is not known.

    The page is counted as a viewer counts, whatever number is printed on it. ``metadata["pages"]`` holds the offsets
    at which pages begin, as ``formats.pdf.reader`` writes them; a giver may have put anything else under that name,
    so what is no such list is passed over.
    """
    starts = article.metadata.get("pages")
    if not 0 <= offset < len(article.text) or not isinstance(starts, list | tuple) or not starts:
        return None
    if starts[0] != 0 or any(type(start) is not int for start in starts) or list(starts) != sorted(starts):
        return None
    return bisect_right(starts, offset) if starts[-1] <= len(article.text) else None


ORIGINAL_URL = "original_url"
"""The key of an article's metadata with the address, on another site, that its page names as the original."""
