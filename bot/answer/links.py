"""Links that open an article at the quoted words, by text fragments.

The syntax is that of the URL Fragment Text Directives draft: ``#:~:text=first%20words,last%20words``.
"""

from __future__ import annotations

from urllib.parse import quote as percent_encode

_EDGE_WORDS = 5
_WHOLE_WORDS = 2 * _EDGE_WORDS


def link_to(url: str | None, words: str) -> str | None:
    """``url`` with a directive that finds ``words`` on its page; None without an http(s) ``url``."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
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
