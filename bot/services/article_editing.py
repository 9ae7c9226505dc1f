"""Add, remove, undo and share articles while the bot answers.

Begin with ``ArticleEditor``; ``ArticleSharer`` moves articles of a chat to the common collection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.services.article_edits import (
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
from bot.services.background_indexing import StopSignal, make_background_indexer, stoppable_crawler
from bot.services.chat_collections import ChatCollections
from bot.services.factory import make_fetcher, make_indexer, open_store, read_store
from bot.settings import Settings
from bot.storage.chat_collections import COMMON
from index import Article, Indexer, IngestReport, SourceError, changes_of_run
from index.duplicates.same_page import same_page
from index.models.encoder import Encoder
from index.progress import Progress, silent
from index.sources import Failed, Loaded, read_post, read_upload
from index.store.articles import Store
from index.store.changes import ArticleChange
from index.store.records import StoredArticle
from index.text.tokenizer import content_stems, stems


@dataclass(frozen=True, slots=True)
class ArticleEditor:
    """Changes collections with the encoder that also encodes questions.

    Its methods raise WhosaidError, and StoppedError once ``stop`` was called; articles stored by then stay.
    """

    settings: Settings
    encoder: Callable[[], Encoder]
    _stop_signal: StopSignal = field(default_factory=StopSignal)

    def add(self, collection: str, offer: Offer, progress: Progress = silent) -> Addition:
        """Add the articles of an offer; what cannot be read is among the failures of the result."""
        self._stop_signal.check()
        before = self._stored(collection)
        indexer = self._indexer(collection, progress)
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
        """Undo an addition, and return the ids of the articles that were restored."""
        self._stop_signal.check()
        return self._indexer(collection).undo(changes)

    def find_articles(self, collection: str, wanted: str) -> tuple[Article, ...]:
        """Return the articles of a collection with an id, an address or words of a title."""
        return match_articles(self._articles(collection), wanted)

    def articles_by_id(self, collection: str, article_ids: Iterable[str]) -> tuple[Article, ...]:
        """Return the articles with these ids that a collection has."""
        wanted = set(article_ids)
        return tuple(article for article in self._articles(collection) if article.id in wanted)

    def remove(self, collection: str, article_id: str) -> RemovedArticle | None:
        """Delete an article with all its versions; return None if the collection has none of this id."""
        self._stop_signal.check()
        if article_id not in self._stored(collection):
            return None
        removed = self._indexer(collection).remove(article_id)
        if removed is None:
            return None
        source = Path(removed.source)
        return RemovedArticle(comes_again=source.is_absolute() and source.exists())

    def article_ids(self, collection: str) -> frozenset[str]:
        """Return the ids of all articles of a collection."""
        return frozenset(self._stored(collection))

    def inspect_feed(self, address: str) -> FoundFeed:
        """Fetch a feed and return its title and size. Raises SourceError, worded for people, if it is no feed."""
        from index.sources import is_feed, parse_feed_in_sandbox
        from index.sources.web import Fetched

        with stoppable_crawler(make_fetcher(self.settings), self._stop_signal) as web:
            answer = web.fetch(address)
        if not isinstance(answer, Fetched):
            raise SourceError("there is no such page; check the address")
        if not is_feed(answer.content):
            raise SourceError("this is a page and no feed; look on it for a link named RSS or Atom")
        feed = parse_feed_in_sandbox(answer.content, answer.url, answer.charset)
        return FoundFeed(feed.title or urlsplit(address).netloc, len(feed.items))

    def stop(self) -> None:
        """End work in progress within about a second, and let none begin."""
        self._stop_signal.stop()

    def _indexer(self, collection: str, progress: Progress = silent) -> Indexer:
        return make_background_indexer(self.settings, collection, self.encoder, self._stop_signal, progress)

    def _stored(self, collection: str) -> Mapping[str, StoredArticle]:
        return read_store(self.settings, lambda store: store.collection(collection).stored_articles(), {})

    def _articles(self, collection: str) -> tuple[Article, ...]:
        return read_store(self.settings, lambda store: store.articles(collection), ())


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """An article of a chat's own collection, with the ``key`` of its version."""

    key: int
    article: Article

    @property
    def name(self) -> str:
        """The title, else the URL, else the id."""
        return self.article.title or self.article.url or self.article.id


@dataclass(frozen=True, slots=True)
class ArticleSharer:
    """Lists the articles of a chat's own collection and shares them with everybody.

    Its methods block for a moment, ``share`` until the index is written. They raise StoreError, BusyError.
    """

    settings: Settings
    collections: ChatCollections

    def own_articles(self, chat: int) -> tuple[OwnArticle, ...]:
        """Return the articles of a chat's own collection, last stored first."""
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
        """Move one of a chat's own articles to the common collection; return None if it is gone."""
        name = self.collections.own_name(chat)
        own = next((each for each in self.own_articles(chat) if each.key == key), None)
        if name is None or own is None:
            return None
        indexer = make_indexer(self.settings, name, encoder=self.collections.encoder)
        return own if indexer.transfer(own.article.id, COMMON) else None


def find_own_articles(articles: Sequence[OwnArticle], words: str) -> tuple[OwnArticle, ...]:
    """Return the article with this id or address, else those whose title has all the words, in their order."""
    exact = [each for each in articles if words == each.article.id or same_page(words, each.article.url)]
    if exact:
        return tuple(exact[:1])
    wanted = set(content_stems(words))
    return tuple(each for each in articles if wanted and wanted <= set(stems(each.article.title or "")))


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
    outcome_of = {article_id: outcome for outcome, ids in outcomes.items() for article_id in ids if article_id in now}
    keys = {article_id: now[article_id].key for article_id in outcome_of}
    articles, statements = store.articles_by_key(keys.values()), store.statements_by_key(keys.values())
    versions, stories = store.collection(collection).current_versions(), store.stories.stories_by_key(keys.values())
    firsts = store.articles_by_key(story.first for story in stories.values())
    return tuple(
        AddedArticle(
            replace(articles[key], text=""),
            outcome_of[article_id],
            store.passage_count(key),
            len(statements[key]),
            versions[article_id].number,
            firsts.get(stories[key].first) if key in stories and stories[key].first != key else None,
        )
        for article_id, key in keys.items()
        if key in articles and article_id in versions
    )
