"""One writer at a time in a DATA_DIR, over all processes, and a sign for readers that one is at work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import BusyError, StoreError

_log = logging.getLogger(__name__)

WAIT_S = 2.0
PATIENCE_S = 600.0
"""How long a writer waits for another where it has something to lose. Others hold the lock for a batch of articles, or
to write a generation: seconds, and for a very large collection minutes."""


@contextmanager
def write_lock(
    data_dir: Path, wait_s: float = WAIT_S, patience_s: float = 0.0, waiting: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold the writer's lock. Where another process holds it for longer than ``wait_s``, that is said in the log, and
    it is waited for ``patience_s`` more; ``waiting`` is called every second of these, and what it raises ends them.
    Raises BusyError after that, StoreError where the lock cannot be made."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data_dir / "writing.lock")
        if not _acquire(lock, wait_s):
            _wait(lock, data_dir, patience_s, waiting)
    except OSError as error:
        raise StoreError(f"{str(data_dir)!r} cannot be written to: give another DATA_DIR") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def mark_at_work(data_dir: Path) -> Iterator[None]:
    """Show readers that this process is going to publish what it stores. Of several the first shows it for all."""
    lock = FileLock(data_dir / "working.lock")
    with suppress(OSError):  # Timeout, where another shows it, is one
        lock.acquire(timeout=0)
    try:
        yield
    finally:
        lock.release()


def is_at_work(data_dir: Path) -> bool:
    """Whether some process is going to publish what it stores."""
    path = data_dir / "working.lock"
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        held = not _acquire(lock, 0)
    except OSError:
        return False
    lock.release()
    return held


def _wait(lock: FileLock, data_dir: Path, patience_s: float, waiting: Callable[[], None]) -> None:
    busy = f"another whosaid process is changing the index in {str(data_dir)!r}"
    if not patience_s:
        raise BusyError(f"{busy}: wait until it has ended")
    _log.warning("%s: waiting for it", busy)
    while patience_s > 0:
        waiting()
        if _acquire(lock, min(1.0, patience_s)):
            return
        patience_s -= 1.0
    raise BusyError(f"{busy}, and still is: run the same command when it has ended")


def _acquire(lock: FileLock, wait_s: float) -> bool:
    try:
        lock.acquire(timeout=wait_s)
    except Timeout:
        return False
    return True
