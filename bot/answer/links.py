"""Links that open an article at the quoted words, by text fragments, or a document at their page.

The syntax is that of the URL Fragment Text Directives draft, ``#:~:text=first%20words,last%20words``, and for a page
that of RFC 8118, section 3, ``#page=3``: viewers of PDF files know no text fragments.
"""

from __future__ import annotations

from urllib.parse import quote as percent_encode

from index.sources.naming import is_address

_EDGE_WORDS = 5
_WHOLE_WORDS = 2 * _EDGE_WORDS


def link_to(url: str | None, words: str, page: int | None = None) -> str | None:
    """``url`` with a directive that finds ``words`` on its page, or with the page, from 1, of the document there; None
    without an http(s) ``url``."""
    if url is None or not is_address(url):
        return None
    if page is not None:
        return url if "#" in url else f"{url}#page={page}"
    parts = words.split()
    if not parts:
        return url
    if len(parts) <= _WHOLE_WORDS:
        directive = _encoded(parts)
    else:
        directive = f"{_encoded(parts[:_EDGE_WORDS])},{_encoded(parts[-_EDGE_WORDS:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    # The hyphen is safe in URLs, but a directive takes it for the mark of a prefix or suffix.
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
