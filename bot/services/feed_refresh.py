"""Read feeds and stored web pages again while the bot answers questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple

from bot.services.background_indexing import ArticleChanges, StopSignal, make_background_indexer
from bot.services.factory import load_addresses, other_collections, refresh_sources
from bot.settings import Settings
from bot.storage.bot_database import load_feed_urls
from bot.storage.chat_collections import COMMON
from index.models.encoder import Encoder


class FeedRefresher:
    """Does what ``whosaid refresh`` does, with the encoder that also encodes questions; one run at a time."""

    def __init__(self, settings: Settings, encoder: Callable[[], Encoder]) -> None:
        """Use the encoder that ``encoder`` returns, which is called only if something must be encoded."""
        self._settings = settings
        self._load_encoder = encoder
        self._stop_signal = StopSignal()

    def refresh(self) -> ArticleChanges | None:
        """Read all sources again and return what changed, None if there are none. It may take hours.

        Raises WhosaidError; StoppedError once ``stop`` was called.
        """
        self._stop_signal.check()
        feeds = load_feed_urls(self._settings.data_dir)
        collections = dict.fromkeys((COMMON, *feeds, *other_collections(self._settings)))
        done = [self._refresh(collection, feeds.get(collection, [])) for collection in collections]
        changes = [each for each in done if each is not None]
        if not changes:
            return None
        return ArticleChanges(*(sum(counts) for counts in zip(*map(astuple, changes), strict=True)))

    def _refresh(self, collection: str, feeds: Sequence[str]) -> ArticleChanges | None:
        """Refresh one collection; ``feeds`` are those added to it in chats."""
        list_sources = refresh_sources if collection == COMMON else load_addresses
        sources = list(dict.fromkeys([*feeds, *list_sources(self._settings, collection)]))
        if not sources:
            return None
        indexer = make_background_indexer(self._settings, collection, self._load_encoder, self._stop_signal)
        report = indexer.rebuild(sources)
        return ArticleChanges(len(report.added), len(report.updated), len(report.failed))

    def stop(self) -> None:
        """End a run in progress within about a second, and let none begin. Stored articles stay."""
        self._stop_signal.stop()
