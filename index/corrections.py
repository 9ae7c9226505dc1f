"""Articles that say of themselves that they were corrected."""

from __future__ import annotations

import re
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


def is_marked(article: Article) -> bool:
    """Whether its metadata says so, by ``marked`` or by the giver."""
    return article.metadata.get(CORRECTED) is True


def marked(article: Article) -> Article:
    """The article with ``corrected: true`` in its metadata where it says so and the giver says nothing of it."""
    if CORRECTED in article.metadata or not is_corrected(article):
        return article
    return replace(article, metadata={**article.metadata, CORRECTED: True})
