"""An article of one chat shared with everybody: it goes over to the common collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.compose import make_indexer
from bot.settings import Settings
from bot.shelves import Shelves
from bot.state.collections import COMMON
from index.addresses import same_page
from index.types import Article
from index.words import stems, telling


@dataclass(frozen=True, slots=True)
class Own:
    """An article of a chat's own collection, by the ``key`` of its version."""

    key: int
    article: Article

    @property
    def name(self) -> str:
        return self.article.title or self.article.url or self.article.id


@dataclass(frozen=True, slots=True)
class Sharer:
    """Knows the articles that are one chat's own, and hands them over. Its methods block for a moment, ``share`` until
    the index is written. They raise StoreError, BusyError."""

    settings: Settings
    shelves: Shelves

    def kept(self, chat: int) -> tuple[Own, ...]:
        """The articles that are a chat's own, the last stored first."""
        name = self.shelves.own(chat)
        if name is None:
            return ()
        keys = sorted(
            (version.key for version in self.shelves.store.of(name).current_versions().values()), reverse=True
        )
        articles = self.shelves.store.articles_by_key(keys, (name,))
        return tuple(Own(key, articles[key]) for key in keys if key in articles)

    def share(self, chat: int, key: int) -> Own | None:
        """Hand one of a chat's own articles over to the common collection; None where it is not there any more."""
        name = self.shelves.own(chat)
        found = next((kept for kept in self.kept(chat) if kept.key == key), None)
        if name is None or found is None:
            return None
        indexer = make_indexer(self.settings, name, encoder=self.shelves.encoder)
        return found if indexer.transfer(found.article.id, COMMON) else None


def fitting(kept: Sequence[Own], words: str) -> tuple[Own, ...]:
    """Those that ``words`` may mean: the one with this id or at this address, else those whose title has all the
    words, in their order."""
    named = [each for each in kept if words == each.article.id or same_page(words, each.article.url)]
    if named:
        return tuple(named[:1])
    wanted = set(telling(words))
    return tuple(each for each in kept if wanted and wanted <= set(stems(each.article.title or "")))
