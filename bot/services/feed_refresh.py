"""Feeds, those of the settings and those added in chats, and stored web pages read again while questions are
answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple
from typing import TYPE_CHECKING

from bot.services.background_indexing import ArticleChanges, StopSignal, YieldingEncoder, stoppable_crawler
from bot.services.factory import load_addresses, make_fetcher, make_indexer, other_collections, refresh_sources
from bot.settings import Settings
from bot.storage.bot_database import load_feed_urls
from bot.storage.chat_collections import COMMON
from index.models.encoder import Encoder

if TYPE_CHECKING:
    from index.sources import Web


class FeedRefresher:
    """Does what ``whosaid refresh`` does, with ``encoder``'s, which those who answer use too; one run at a time."""

    def __init__(self, settings: Settings, encoder: Callable[[], Encoder]) -> None:
        self._settings = settings
        self._load_encoder = encoder
        self._stop_signal = StopSignal()

    def refresh(self) -> ArticleChanges | None:
        """What changed, None where there is nothing to read. It may take hours.

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
        """One collection; ``feeds`` are those that were added to it in the chat."""
        known = refresh_sources if collection == COMMON else load_addresses
        sources = list(dict.fromkeys([*feeds, *known(self._settings, collection)]))
        if not sources:
            return None
        indexer = make_indexer(self._settings, collection, self._check_stop, encoder=self._encoder, web=self._open_web)
        report = indexer.rebuild(sources)
        return ArticleChanges(len(report.added), len(report.updated), len(report.failed))

    def stop(self) -> None:
        """End a run under way within a second or so, and let none begin. What was stored is kept."""
        self._stop_signal.stop()

    def _check_stop(self, stage: str, done: int, total: int) -> None:
        self._stop_signal.check()

    def _encoder(self) -> Encoder:
        return YieldingEncoder(self._load_encoder(), self._stop_signal)

    def _open_web(self) -> AbstractContextManager[Web]:
        return stoppable_crawler(make_fetcher(self._settings), self._stop_signal)
