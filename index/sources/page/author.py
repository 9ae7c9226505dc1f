"""The writers, as far as the page names people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sources.page.claims import Claims, texts

_NOBODY = re.compile(r"\w*admin\w*|editors?|staff|guest|unknown|author|(?:https?:)?//.*|@.*|\d+|.*@.*", re.IGNORECASE)
_BY = re.compile(r"(?:written |text |words )?(?:by|von|por|par|автор):?\s+", re.IGNORECASE)
_BEHIND = re.compile(r"\s+\|.*|,\s+(?:[A-Z]{2,} |special to|staff|senior|for |the ).*", re.IGNORECASE)
_LONGEST = 80
_MOST = 6


def author_of_page(claims: Claims, publisher: str | None) -> str | None:
    """Return the names parted by commas, None where nobody is named or only the paper itself or an account is."""
    for names in _sources(claims):
        people = list(dict.fromkeys(filter(None, (_person(name, publisher) for name in names))))
        if people:
            return ", ".join(people[:_MOST])
    return None


def _sources(claims: Claims) -> Iterator[list[str]]:
    yield list(texts(claims.article.get("author")))
    for name in (
        "author",
        "article:author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "dc.creator",
    ):
        yield [part for value in claims.said(name) for part in re.split(r"\s*;\s*", value)]
    yield list(claims.items.get("author", ()))[:_MOST]
    yield list(texts(claims.page.get("author")))


def _person(name: str, publisher: str | None) -> str | None:
    name = _BEHIND.sub("", _BY.sub("", name, count=1)).strip(" ,.-–—")
    if not name or len(name) > _LONGEST or _NOBODY.fullmatch(name):
        return None
    return None if publisher and name.casefold() == publisher.casefold() else name
