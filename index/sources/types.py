"""What reading a source gives: an article, or one line that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.types import Article

ORIGINAL_URL = "original_url"
"""The key of an article's metadata with the address, on another site, that its page names as the original."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article and where it was read from: a file's absolute path, or an address as it was given."""

    article: Article
    source: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file, a line of a file or an address that gave no article.

    ``source`` names it: an absolute path, or the address as it was given. ``reason`` is one plain line that does not
    repeat ``source``, and says how to mend it; for a line of a file it begins with ``line N: ``.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of an address: the article it gave, and what its server is told of that at the next fetch."""

    article_id: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What one file says of its article, before the file's own name fills in the id and a missing title."""

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
