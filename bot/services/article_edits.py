"""What is added to a collection from outside of files and settings, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import Article
from index.duplicates.same_page import same_page
from index.sources import Failed, UploadOrigin
from index.store.changes import ArticleChange

ENCODING = "Encoding passages"
"""The stage that is counted in passages; the others are those of the index."""


@dataclass(frozen=True, slots=True)
class Links:
    """Web addresses: of pages, of documents, of feeds."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file. ``name`` is its sender's word; ``source``, neither a path nor an address, says where it comes from."""

    name: str
    data: bytes
    source: str
    origin: UploadOrigin


@dataclass(frozen=True, slots=True)
class Post:
    """Words that were passed on, and where they come from."""

    text: str
    source: str
    origin: UploadOrigin


Offer = Links | SentFile | Post


class AdditionOutcome(StrEnum):
    """What became of one article. ``GONE``: it is there as it was, but its page is not any more."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AddedArticle:
    """One article of an addition, without its text; ``version`` counts from 1. ``first`` is the article that had its
    story first, where it is a copy of one."""

    article: Article
    outcome: AdditionOutcome
    passages: int
    statements: int
    version: int = 1
    first: Article | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """What came of an offer: the new articles first, then those updated, then the others. ``changes`` undo it."""

    entries: tuple[AddedArticle, ...]
    failed: tuple[Failed, ...] = ()
    changes: tuple[ArticleChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed as it is now; ``title`` is its own, or its host."""

    title: str
    items: int


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """``comes_again`` says that the article's file is still there, from which the next rebuild would add it again."""

    comes_again: bool


def match_articles(articles: Sequence[Article], wanted: str) -> tuple[Article, ...]:
    """The articles with this id or address, else those with all of these words in their titles."""
    words = wanted.casefold().split()
    exact = [it for it in articles if wanted in (it.id, it.url) or same_page(wanted, it.url)]
    titled = [it for it in articles if words and all(word in (it.title or "").casefold() for word in words)]
    return tuple(exact or titled)
