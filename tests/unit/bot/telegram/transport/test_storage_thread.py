"""The bot's own file, off the event loop."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.telegram.transport.threads import ClosingError, StorageThread
from index.errors import BusyError


async def test_work_is_done_in_a_thread_of_its_own_and_in_order(tmp_path: Path) -> None:
    database = StorageThread(tmp_path)
    await database.open()
    done: list[int] = []
    for number in range(20):
        await database.run(lambda _, number=number: done.append(number))  # type: ignore[misc]
    thread = await database.run(lambda _: threading.current_thread())
    await database.close()
    assert done == list(range(20))
    assert thread is not threading.current_thread()


async def test_nothing_is_done_before_it_is_open_and_after_it_is_closed(tmp_path: Path) -> None:
    database = StorageThread(tmp_path)
    with pytest.raises(ClosingError):
        await database.run(lambda state: state.members.all())
    await database.open()
    await database.close()
    with pytest.raises(ClosingError):
        await database.run(lambda state: state.members.all())


async def test_a_second_one_cannot_open_the_file_until_the_first_is_closed(tmp_path: Path) -> None:
    first, second = StorageThread(tmp_path), StorageThread(tmp_path)
    await first.open()
    with pytest.raises(BusyError):
        await second.open()
    await first.close()
    await second.open()
    await second.close()
