"""Find who published a story first: the source that an article names, and the date of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from index.article_metadata import ORIGINAL_URL
from index.text.tokenizer import stems
from index.types import Article

_HEAD, _TAIL = 200, 600
"""Characters at the start that may have a dateline, and at the end that may name a source."""

_NAME = r"(?P<name>[«“‘\"']?[^\W\d_][^\n.:;()<>]{1,60}?(?:\.[a-z]{2,8}\b)?)"
_DATELINE = re.compile(rf"^[^\n()]{{0,80}}\({_NAME}\)\s*(?:[-–—]{{1,2}}|:)\s")
_CREDITS = (
    rf"^(?:source|via|джерело|источник)\s*:\s*{_NAME}\s*[.)]?\s*$",
    rf"\b(?:first|originally)\s+(?:published|appeared)\s+(?:by|in|on|at)\s+{_NAME}(?=[.,;()\n]|$)",
    rf"\brepublished\s+(?:from|with permission (?:of|from))\s+{_NAME}(?=[.,;()\n]|$)",
    rf"\b(?:вперше|уперше)\s+опубліковано\s+(?:в|у|на)\s+{_NAME}(?=[.,;()\n]|$)",
    rf"\bвпервые\s+опубликовано\s+(?:в|на)\s+{_NAME}(?=[.,;()\n]|$)",
)
_CREDIT = tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in _CREDITS)
_QUOTES = " \"'“”«»‘’"


def find_named_source(article: Article) -> str | None:
    """Return the source that an article names for its whole story; None where it is none or the own publisher."""
    end = article.text[max(0, len(article.text) - _TAIL) :]
    found = [_DATELINE.search(article.text[:_HEAD].lstrip()), *(pattern.search(end) for pattern in _CREDIT)]
    names = (" ".join(match["name"].split()).strip(_QUOTES) for match in found if match)
    named = next(
        (name for name in names if (name[:1].isupper() or "." in name) and not is_same_name(name, article.publisher)),
        None,
    )
    return named or _site_of_original(article)


def is_same_name(one: str | None, other: str | None) -> bool:
    """Return whether two publishers are one: all words of one are in the other, without "the" and endings."""
    words, others = (set(stems((name or "").removesuffix(".com"))) - {"the"} for name in (one, other))
    return bool(words and others) and (words <= others or others <= words)


def first_published(group: Sequence[tuple[int, Article, str]]) -> tuple[int, str | None]:
    """Return the key of the first published article of a group, and the source that this article names.

    ``group`` has keys, articles and the ``publication_order`` of each. Articles that name no source come first, among
    these the ones whose publisher another article names, then the earliest published, then the earliest stored.
    """
    named = {key: find_named_source(article) for key, article, _ in group}
    sources = [name for name in named.values() if name]

    def rank(member: tuple[int, Article, str]) -> tuple[bool, bool, str, int]:
        key, article, date = member
        is_named = any(is_same_name(name, article.publisher) for name in sources)
        return named[key] is not None, not is_named, date, key

    key = min(group, key=rank)[0]
    return key, named[key]


def _site_of_original(article: Article) -> str | None:
    canonical = article.metadata.get(ORIGINAL_URL)
    own, other = (_host_of(address if isinstance(address, str) else None) for address in (article.url, canonical))
    is_other = own and other and not (own.endswith(f".{other}") or other.endswith(f".{own}") or own == other)
    return other if is_other else None


def _host_of(address: str | None) -> str | None:
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
