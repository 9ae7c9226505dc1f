"""What reading a source gives: an article, or one line that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.types import Article


class OriginalKind(StrEnum):
    """How something was received: as a page or file from the web, in a feed's item, through a pipe, as a file that
    somebody sent."""

    PAGE = "page"
    FEED = "feed"
    PIPE = "pipe"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Original:
    """What an article was taken out of, as it was received, so that it can be taken out of it again.

    ``address`` is where redirects led, or a feed item's link. ``content_type`` is in lower case, without parameters;
    ``charset`` is what the server named. ``said`` is what a feed says of its item: ``title``, ``author``,
    ``published_at``, ``publisher``; of a file that was sent its ``name``, and what its sender's message says besides:
    ``publisher``, ``author``, ``published_at``, ``url``. ``received_at`` is ISO 8601 in UTC.
    """

    way: OriginalKind
    content: bytes
    received_at: str
    address: str | None = None
    content_type: str | None = None
    charset: str | None = None
    said: Mapping[str, str | None] = field(default_factory=dict)


SourceOrder = tuple[int, int]
"""Where a source stands in the order of a run: which of those given, and which item of the feed there, from 1. Files
come before addresses, with -1."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article and where it was read from: a file's absolute path, an address as it was given, "-" for a pipe, the
    giver's own name for what was sent, which is neither a path nor an address.

    ``raw`` is None for files, which are there to be read again, and for JSON lines, whose text is stored as it came.
    """

    article: Article
    source: str
    raw: Original | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file, a line of a file or an address that gave no article.

    ``source`` names it: an absolute path, or the address as it was given. ``reason`` is one plain line that does not
    repeat ``source``, and says how to mend it; for a line of a file it begins with ``line N: ``.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeenUrl:
    """What is remembered of an address: the article it gave, and what its server is told of that at the next fetch."""

    article_id: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """What one file says of its article, before the file's own name fills in the id and a missing title."""

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
