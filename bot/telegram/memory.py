"""The bot's own file, used from a thread of its own, so that the event loop never waits for a disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.dates import utc_now
from bot.messages import TELEGRAM
from bot.state.file import BotState
from bot.telegram.workers import ClosingError, Workers

T = TypeVar("T")


class Memory:
    """``bot.sqlite3`` in ``data_dir``. Work on it is done in the order in which it was given.

    ``now`` tells the time, in a zone.
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = utc_now) -> None:
        self.now = now
        self._data_dir = data_dir
        self._workers = Workers(1, "memory")
        self._state: BotState | None = None

    async def open(self) -> None:
        """Before all else. Raises BusyError where another bot has the file, StoreError."""
        self._state = await self._workers.run(partial(BotState, self._data_dir, self.now()))

    async def do(self, work: Callable[[BotState], T]) -> T:
        """What ``work`` makes of the file. Raises StoreError, ClosingError once the bot ends."""
        state = self._state
        if state is None:
            raise ClosingError(TELEGRAM.errors.restarting)
        return await self._workers.run(partial(work, state))

    async def close(self) -> None:
        """After all else; also where it was not opened."""
        if self._state is not None:
            await self._workers.run(self._state.close)
            self._state = None
        self._workers.close()
