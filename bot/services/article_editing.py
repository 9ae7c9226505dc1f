"""Add, remove, undo, share while answering."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.services.article_edits import (
    ENCODING,
    AddedArticle,
    Addition,
    AdditionOutcome,
    FoundFeed,
    Links,
    Offer,
    Post,
    RemovedArticle,
    match_articles,
)
from bot.services.background_indexing import StopSignal, YieldingEncoder, stoppable_crawler
from bot.services.chat_collections import ChatCollections
from bot.services.factory import make_fetcher, make_indexer, open_store
from bot.settings import Settings
from bot.storage.chat_collections import COMMON
from index import Article, Indexer, IngestReport, NothingIndexedError, SourceError, changes_of_run
from index.duplicates.same_page import same_page
from index.models.encoder import Encoder
from index.progress import Progress, silent
from index.sources import Failed, Loaded, read_post, read_upload
from index.store.articles import Store
from index.store.changes import ArticleChange
from index.store.records import StoredArticle
from index.text.tokenizer import content_stems, stems

if TYPE_CHECKING:
    from index.sources import Web


@dataclass(frozen=True, slots=True)
class ArticleEditor:
    """Changes collections with an encoder that is shared with those who answer.

    Its methods raise WhosaidError, and StoppedError once ``stop`` was called; what was stored by then is kept whole.
    """

    settings: Settings
    encoder: Callable[[], Encoder]
    _stop_signal: StopSignal = field(default_factory=StopSignal)

    def add(self, collection: str, offer: Offer, told: Progress = silent) -> Addition:
        """Add what is offered; ``told`` hears how far it is. What cannot be read is told in the outcome."""
        self._stop_signal.check()
        before = self._stored(collection)
        indexer = self._indexer(collection, told)
        if isinstance(offer, Links):
            report = indexer.rebuild(offer.addresses)
        else:
            report = indexer.rebuild([], uploaded=_read_offer(offer))
        with open_store(self.settings) as store:
            now = store.collection(collection).stored_articles()
            return Addition(
                _added_articles(store, collection, report, now), report.failed, changes_of_run(report, before, now)
            )

    def undo(self, collection: str, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
        """Undo an addition; returns the ids of the articles that are as they were before it."""
        self._stop_signal.check()
        return self._indexer(collection).undo(changes)

    def find_articles(self, collection: str, wanted: str) -> tuple[Article, ...]:
        """Those of a collection that ``match_articles`` finds by an id, an address or words of a title."""
        return match_articles(self._articles(collection), wanted)

    def articles_by_id(self, collection: str, article_ids: Iterable[str]) -> tuple[Article, ...]:
        """Those of these articles that a collection has."""
        wanted = set(article_ids)
        return tuple(article for article in self._articles(collection) if article.id in wanted)

    def remove(self, collection: str, article_id: str) -> RemovedArticle | None:
        """Forget an article with all its versions; None where the collection has none of this id."""
        self._stop_signal.check()
        if article_id not in self._stored(collection):
            return None
        removed = self._indexer(collection).remove(article_id)
        if removed is None:
            return None
        source = Path(removed.source)
        return RemovedArticle(comes_again=source.is_absolute() and source.exists())

    def article_ids(self, collection: str) -> frozenset[str]:
        """The ids of all articles of a collection."""
        return frozenset(self._stored(collection))

    def inspect_feed(self, address: str) -> FoundFeed:
        """Fetch a feed to see that it is one. Raises SourceError, in words for a person, where it is none."""
        from index.sources import is_feed, parse_feed_in_sandbox
        from index.sources.web import Fetched

        with self._open_web() as web:
            answer = web.fetch(address)
        if not isinstance(answer, Fetched):
            raise SourceError("there is no such page; check the address")
        if not is_feed(answer.content):
            raise SourceError("this is a page and no feed; look on it for a link named RSS or Atom")
        feed = parse_feed_in_sandbox(answer.content, answer.url, answer.charset)
        return FoundFeed(feed.title or urlsplit(address).netloc, len(feed.items))

    def stop(self) -> None:
        """End what is under way within a second or so, and let nothing begin."""
        self._stop_signal.stop()

    def _indexer(self, collection: str, told: Progress = silent) -> Indexer:
        def heard(stage: str, done: int, total: int) -> None:
            self._stop_signal.check()
            told(stage, done, total)

        def encoder() -> Encoder:
            return YieldingEncoder(self.encoder(), self._stop_signal, partial(told, ENCODING))

        return make_indexer(self.settings, collection, heard, encoder=encoder, web=self._open_web)

    def _open_web(self) -> AbstractContextManager[Web]:
        return stoppable_crawler(make_fetcher(self.settings), self._stop_signal)

    def _stored(self, collection: str) -> Mapping[str, StoredArticle]:
        try:
            with open_store(self.settings) as store:
                return store.collection(collection).stored_articles()
        except NothingIndexedError:
            return {}

    def _articles(self, collection: str) -> tuple[Article, ...]:
        try:
            with closing(open_store(self.settings)) as store:
                return store.articles(collection)
        except NothingIndexedError:
            return ()


def _read_offer(offer: Offer) -> Iterator[Loaded | Failed]:
    if isinstance(offer, Links):
        return
    if isinstance(offer, Post):
        yield read_post(offer.text, offer.source, offer.origin)
    else:
        yield from read_upload(offer.name, offer.data, offer.source, offer.origin)


def _added_articles(
    store: Store, collection: str, report: IngestReport, now: Mapping[str, StoredArticle]
) -> tuple[AddedArticle, ...]:
    outcomes = {
        AdditionOutcome.NEW: report.added,
        AdditionOutcome.UPDATED: report.updated,
        AdditionOutcome.UNCHANGED: report.unchanged,
        AdditionOutcome.GONE: report.gone,
    }
    of = {article_id: outcome for outcome, ids in outcomes.items() for article_id in ids if article_id in now}
    keys = {article_id: now[article_id].key for article_id in of}
    articles, spoken = store.articles_by_key(keys.values()), store.statements_by_key(keys.values())
    versions, stories = store.collection(collection).current_versions(), store.stories.stories_by_key(keys.values())
    firsts = store.articles_by_key(story.first for story in stories.values())
    return tuple(
        AddedArticle(
            replace(articles[key], text=""),
            of[article_id],
            store.passage_count(key),
            len(spoken[key]),
            versions[article_id].number,
            firsts.get(stories[key].first) if key in stories and stories[key].first != key else None,
        )
        for article_id, key in keys.items()
        if key in articles and article_id in versions
    )


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """An article of a chat's own collection, by the ``key`` of its version."""

    key: int
    article: Article

    @property
    def name(self) -> str:
        return self.article.title or self.article.url or self.article.id


@dataclass(frozen=True, slots=True)
class ArticleSharer:
    """Knows the articles that are one chat's own, and hands them over. Its methods block for a moment, ``share`` until
    the index is written. They raise StoreError, BusyError."""

    settings: Settings
    collections: ChatCollections

    def own_articles(self, chat: int) -> tuple[OwnArticle, ...]:
        """The articles that are a chat's own, the last stored first."""
        name = self.collections.own_name(chat)
        if name is None:
            return ()
        keys = sorted(
            (version.key for version in self.collections.store.collection(name).current_versions().values()),
            reverse=True,
        )
        articles = self.collections.store.articles_by_key(keys, (name,))
        return tuple(OwnArticle(key, articles[key]) for key in keys if key in articles)

    def share(self, chat: int, key: int) -> OwnArticle | None:
        """Hand one of a chat's own articles over to the common collection; None where it is not there any more."""
        name = self.collections.own_name(chat)
        found = next((kept for kept in self.own_articles(chat) if kept.key == key), None)
        if name is None or found is None:
            return None
        indexer = make_indexer(self.settings, name, encoder=self.collections.encoder)
        return found if indexer.transfer(found.article.id, COMMON) else None


def find_own_articles(kept: Sequence[OwnArticle], words: str) -> tuple[OwnArticle, ...]:
    """Those that ``words`` may mean: the one with this id or at this address, else those whose title has all the
    words, in their order."""
    named = [each for each in kept if words == each.article.id or same_page(words, each.article.url)]
    if named:
        return tuple(named[:1])
    wanted = set(content_stems(words))
    return tuple(each for each in kept if wanted and wanted <= set(stems(each.article.title or "")))
