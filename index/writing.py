"""One writer at a time in a DATA_DIR, over all processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import BusyError, StoreError

WAIT_S = 2.0


@contextmanager
def writing(data_dir: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the writer's lock. Raises BusyError where another process holds it for longer than ``wait_s``, StoreError
    where it cannot be made."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data_dir / "writing.lock", timeout=wait_s)
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"another whosaid process is changing the index in {str(data_dir)!r}: wait until it has ended"
        ) from error
    except OSError as error:
        raise StoreError(f"{str(data_dir)!r} cannot be written to: give another DATA_DIR") from error
    try:
        yield
    finally:
        lock.release()
