"""TODO."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.bot_database import BotState


@pytest.fixture
def state(tmp_path: Path) -> Iterator[BotState]:
    opened = BotState(tmp_path, datetime(2025, 3, 1, 12, tzinfo=UTC))
    yield opened
    opened.close()
