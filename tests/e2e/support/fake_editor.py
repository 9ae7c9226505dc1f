"""A fake editor: everything that is offered is one new article, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.services.article_edits import AddedArticle, Addition, AdditionOutcome, FoundFeed, Offer, RemovedArticle
from index.progress import Progress
from index.store.changes import ArticleChange
from index.types import Article

MILL = Article("mill", "", "The mill is sold", "The Oldbridge Post")


class FakeEditor:
    """Says that all went well."""

    def add(self, collection: str, offer: Offer, progress: Progress) -> Addition:
        return Addition((AddedArticle(MILL, AdditionOutcome.NEW, 1, 0),), (), (ArticleChange("mill", 1, None),))

    def undo(self, collection: str, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
        return tuple(change.article_id for change in changes)

    def remove(self, collection: str, article_id: str) -> RemovedArticle | None:
        return RemovedArticle(comes_again=False)

    def find_articles(self, collection: str, wanted: str) -> tuple[Article, ...]:
        return (MILL, MILL) if wanted == "several" else (MILL,)

    def articles_by_id(self, collection: str, article_ids: Iterable[str]) -> tuple[Article, ...]:
        return (MILL,)

    def article_ids(self, collection: str) -> frozenset[str]:
        return frozenset()

    def inspect_feed(self, address: str) -> FoundFeed:
        return FoundFeed("River News", 1)

    def stop(self) -> None:
        """Nothing is under way."""
