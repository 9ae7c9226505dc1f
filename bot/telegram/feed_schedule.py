"""Feeds and web pages are read again on a schedule, while the bot answers."""

from __future__ import annotations

import logging
from datetime import timedelta

from telegram.ext import ContextTypes, JobQueue

from bot.services.background_indexing import ArticleChanges, StoppedError
from bot.telegram.ports import FeedRefreshes
from bot.telegram.transport.threads import ClosingError, WorkerThreads
from index import WhosaidError

JOB = "refresh"
"""The job's name in the JobQueue."""

_FIRST = timedelta(seconds=20)
"""After the start, so that it hinders nobody who was waiting for the bot."""

Jobs = JobQueue[ContextTypes.DEFAULT_TYPE]
_log = logging.getLogger(__name__)


class FeedSchedule:
    """Runs a refresher every ``minutes`` (1 or more) in a thread of its own; never twice at once."""

    def __init__(self, refresher: FeedRefreshes, minutes: int) -> None:
        """Make a schedule that has not begun."""
        self._refresher = refresher
        self._every = timedelta(minutes=minutes)
        self._workers = WorkerThreads(1, "refresh")
        self._under_way = False

    @property
    def busy(self) -> bool:
        """Whether its thread is at work."""
        return self._workers.busy

    def add_to(self, jobs: Jobs) -> None:
        """Add the schedule to ``jobs``; its first run comes soon after they start."""
        # However late, a run is wanted: a machine that slept reads its feeds once when it wakes up.
        late = {"misfire_grace_time": None, "coalesce": True}
        jobs.run_repeating(self.run, self._every, first=_FIRST, name=JOB, job_kwargs=late)

    async def run(self, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Run once and log one line; do nothing while a run is under way. Raises nothing."""
        if self._under_way:
            return
        self._under_way = True
        try:
            changes = await self._workers.run(self._refresher.refresh)
        except (StoppedError, ClosingError):
            _log.info("Reading feeds and pages again was stopped; what was stored is kept")
        except WhosaidError as error:
            _log.error("Feeds and pages were not read again: %s", error)
        except Exception as error:
            _log.error("Feeds and pages were not read again, which should not have happened: %s", type(error).__name__)
            _log.debug("Where it happened:", exc_info=error)
        else:
            _log_changes(changes)
        finally:
            self._under_way = False

    def stop(self) -> None:
        """Ask a running refresh to end."""
        self._refresher.stop()

    async def close(self, seconds: float) -> None:
        """Wait until no run is under way, but no longer than ``seconds``; begin none any more."""
        await self._workers.wait_idle(seconds)
        self._workers.close()


def _log_changes(changes: ArticleChanges | None) -> None:
    if changes is None:
        _log.debug("There are no feeds and no web pages to read again")
        return
    counts = (changes.added, changes.updated, changes.failed)
    _log.info("Feeds and pages read again: %d new, %d updated, %d failed", *counts)
