"""Records of article editing: what is offered for a collection, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import Article
from index.duplicates.same_page import same_page
from index.sources import Failed, UploadOrigin
from index.store.changes import ArticleChange

ENCODING = "Encoding passages"
"""The stage of progress that is counted in passages; the other stages are those of the indexer."""


@dataclass(frozen=True, slots=True)
class Links:
    """Web addresses: of pages, of documents, of feeds."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file; the sender chose ``name``, and ``source``, neither a path nor an address, names its origin."""

    name: str
    data: bytes
    source: str
    origin: UploadOrigin


@dataclass(frozen=True, slots=True)
class Post:
    """The text of a forwarded post, and where it comes from."""

    text: str
    source: str
    origin: UploadOrigin


Offer = Links | SentFile | Post


class AdditionOutcome(StrEnum):
    """The outcome for one article; ``GONE`` is one that stays stored although its page is gone."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AddedArticle:
    """One article of an addition, without its text; ``version`` counts from 1.

    ``first`` is the article of which it is a copy, if any.
    """

    article: Article
    outcome: AdditionOutcome
    passages: int
    statements: int
    version: int = 1
    first: Article | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """The result of an offer: new articles first, then updated ones, then the others; ``changes`` undo it."""

    entries: tuple[AddedArticle, ...]
    failed: tuple[Failed, ...] = ()
    changes: tuple[ArticleChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed as fetched; ``title`` is its title, or its host if it has none."""

    title: str
    items: int


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """A removed article; with ``comes_again`` its file still exists, and the next rebuild adds it again."""

    comes_again: bool


def match_articles(articles: Sequence[Article], wanted: str) -> tuple[Article, ...]:
    """Return the articles with this id or address, else those with all of these words in their titles."""
    words = wanted.casefold().split()
    exact = [it for it in articles if wanted in (it.id, it.url) or same_page(wanted, it.url)]
    titled = [it for it in articles if words and all(word in (it.title or "").casefold() for word in words)]
    return tuple(exact or titled)
