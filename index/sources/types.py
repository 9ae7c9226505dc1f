"""Results of reading a source: an article, or a line that says why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.types import Article


class OriginalKind(StrEnum):
    """How an original was received: as a page or file from the web, as a feed's item, by a pipe, as an upload."""

    PAGE = "page"
    FEED = "feed"
    PIPE = "pipe"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that an article was extracted from, as received, so that it can be extracted again.

    ``address`` is the one where redirects ended, or a feed item's link. ``content_type`` is in lower case, without
    parameters; ``charset`` is the server's. ``received_at`` is ISO 8601 in UTC. ``hints`` holds metadata from outside
    the content: of a feed's item ``title``, ``author``, ``published_at`` and ``publisher``; of an upload its ``name``,
    and ``publisher``, ``author``, ``published_at`` and ``url`` from the message.
    """

    kind: OriginalKind
    content: bytes
    received_at: str
    address: str | None = None
    content_type: str | None = None
    charset: str | None = None
    hints: Mapping[str, str | None] = field(default_factory=dict)


SourceOrder = tuple[int, int]
"""Position of a source in a run: its number among those given, and that of the feed's item from 1. Files have -1."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article and its source: a file's absolute path, the address as given, "-" for a pipe, an upload's own name.

    ``original`` is None for files, which can be read again, and for JSON lines, whose text is stored unchanged.
    """

    article: Article
    source: str
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file, a line of a file or an address that gave no article.

    ``source`` is an absolute path, or the address as given. ``reason`` is one plain line that does not repeat
    ``source`` and says what to do; for a line of a file it begins with ``line N: ``.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeenUrl:
    """The article that an address gave, and the validators for the next conditional request."""

    article_id: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """Text and metadata of one source, before its name or address fills in the id and a missing title."""

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)

    def to_article(self, article_id: str) -> Article:
        """Return the article with this id."""
        return Article(
            id=article_id,
            text=self.text,
            title=self.title,
            publisher=self.publisher,
            author=self.author,
            published_at=self.published_at,
            url=self.url,
            metadata=self.metadata,
        )
