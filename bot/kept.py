"""What the bot keeps of its talks, over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.memory import Memory
from bot.given import Given
from bot.state.file import open_tables
from bot.state.given import GivenTables
from bot.state.turns import TurnTables


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers that were given, and the turns that follow-ups lean on; both may be asked from several threads."""

    given: Given
    turns: Memory


@contextmanager
def open_kept(data_dir: Path, *, create: bool = False) -> Iterator[Kept]:
    """What is kept in the bot's own file. Raises StoreError; NothingIndexedError where there is none and ``create`` is
    false."""
    database = open_tables(data_dir, create=create)
    try:
        yield Kept(GivenTables(database), TurnTables(database))
    finally:
        database.close()
