"""The bot's own file: one bot at a time, and every failure one line that says what to do."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.bot_database import FILE_NAME, FORMAT, MIGRATIONS, BotDatabase, load_members
from bot.storage.members import Standing, Subject
from index.errors import BusyError, DamagedError, StoreError

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_what_one_bot_stored_the_next_one_finds(tmp_path: Path) -> None:
    first = BotDatabase(tmp_path / "new" / "data", NOW)
    first.members.put(Subject(7, "Ann"), Standing.ADMIN, "Ann", NOW)
    first.close()
    second = BotDatabase(tmp_path / "new" / "data", NOW)
    assert second.members.admins() == (7,)
    second.close()


def test_a_second_bot_is_told_in_one_line_and_may_start_when_the_first_has_ended(tmp_path: Path) -> None:
    first = BotDatabase(tmp_path, NOW)
    with pytest.raises(BusyError, match="another bot runs with DATA_DIR") as told:
        BotDatabase(tmp_path, NOW)
    assert str(tmp_path) in str(told.value)
    assert "\n" not in str(told.value)
    first.close()
    BotDatabase(tmp_path, NOW).close()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + bytes(4000)])
def test_a_damaged_file_is_named_and_the_next_start_is_not_hindered(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(DamagedError, match="is damaged: put a copy of it back, or move it away") as told:
        BotDatabase(tmp_path, NOW)
    assert FILE_NAME in str(told.value)
    assert "rebuild" not in str(told.value)
    (tmp_path / FILE_NAME).unlink()
    BotDatabase(tmp_path, NOW).close()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written to: give another DATA_DIR"):
        BotDatabase(tmp_path / "data", NOW)


def test_a_file_of_a_later_format_is_left_alone(tmp_path: Path) -> None:
    BotDatabase(tmp_path, NOW).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    with pytest.raises(StoreError, match=f"has format {FORMAT + 1}, and this whosaid reads {FORMAT}"):
        BotDatabase(tmp_path, NOW)


def test_every_earlier_format_has_its_migration() -> None:
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


def test_the_members_can_be_read_while_a_bot_runs_and_before_one_has_run(tmp_path: Path) -> None:
    assert load_members(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []
    running = BotDatabase(tmp_path, NOW)
    running.members.put(Subject(7, "Ann"), Standing.ADMIN, "Ann", NOW)
    assert [member.subject for member in load_members(tmp_path)] == [Subject(7, "Ann")]
    running.close()
