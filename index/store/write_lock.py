"""Lock files of a DATA_DIR: one writer at a time over all processes, and a mark that indexing is in progress."""

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
"""Seconds that a writer with work to lose waits for another one. The lock is held for a batch of articles or to write a
snapshot: seconds, and minutes for a very large collection."""


@contextmanager
def write_lock(
    data_dir: Path, wait_s: float = WAIT_S, patience_s: float = 0.0, on_wait: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold the lock of the writer.

    If another process holds it for longer than ``wait_s``, a warning is logged and the lock is waited for
    ``patience_s`` more; ``on_wait`` is called each second and may end the wait by raising. Raises BusyError when the
    lock is not free by then, StoreError when the lock file cannot be written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data_dir / "writing.lock")
        if not _acquire(lock, wait_s):
            _wait(lock, data_dir, patience_s, on_wait)
    except OSError as error:
        raise StoreError(f"{str(data_dir)!r} cannot be written to: give another DATA_DIR") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def mark_at_work(data_dir: Path) -> Iterator[None]:
    """Mark that this process will publish what it stores; of several processes the first marks it for all."""
    lock = FileLock(data_dir / "working.lock")
    with suppress(OSError):  # Timeout is one: another process holds the mark
        lock.acquire(timeout=0)
    try:
        yield
    finally:
        lock.release()


def is_at_work(data_dir: Path) -> bool:
    """Tell whether some process will publish what it stores."""
    path = data_dir / "working.lock"
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        return not _acquire(lock, 0)
    except OSError:
        return False
    finally:
        lock.release()


def _wait(lock: FileLock, data_dir: Path, patience_s: float, on_wait: Callable[[], None]) -> None:
    busy = f"another whosaid process is changing the index in {str(data_dir)!r}"
    if not patience_s:
        raise BusyError(f"{busy}: wait until it has ended")
    _log.warning("%s: waiting for it", busy)
    while patience_s > 0:
        on_wait()
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
