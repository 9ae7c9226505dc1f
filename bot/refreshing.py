"""Feeds and stored web pages read again while questions are answered."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from bot.beside import Changes, GivingWay, Halt, stoppable
from bot.compose import COMMON, make_fetcher, make_indexer, refreshed
from bot.settings import Settings
from index.encoder import Encoder
from index.library import Library

if TYPE_CHECKING:
    from index.sources.online import Web


class Refresher:
    """Does what ``whosaid refresh`` does, with the encoder that ``library`` has loaded already; one run at a time."""

    def __init__(self, settings: Settings, library: Library) -> None:
        self._settings = settings
        self._library = library
        self._halt = Halt()

    def refresh(self) -> Changes | None:
        """What changed, None where there is nothing to read. It may take hours.

        Raises WhosaidError; StoppedError once ``stop`` was called.
        """
        self._halt.check()
        sources = refreshed(self._settings, COMMON)
        if not sources:
            return None
        indexer = make_indexer(self._settings, COMMON, self._told, encoder=self._encoder, web=self._open_web)
        report = indexer.rebuild(sources)
        return Changes(len(report.added), len(report.updated), len(report.failed))

    def stop(self) -> None:
        """End a run under way within a second or so, and let none begin. What was stored is kept."""
        self._halt.tell()

    def _told(self, stage: str, done: int, total: int) -> None:
        self._halt.check()

    def _encoder(self) -> Encoder:
        return GivingWay(self._library.encoder(), self._halt)

    def _open_web(self) -> AbstractContextManager[Web]:
        return stoppable(make_fetcher(self._settings), self._halt)
