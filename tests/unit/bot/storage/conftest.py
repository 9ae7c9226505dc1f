from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.bot_database import BotDatabase


@pytest.fixture
def state(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase(tmp_path, datetime(2025, 3, 1, 12, tzinfo=UTC))
    yield opened
    opened.close()
