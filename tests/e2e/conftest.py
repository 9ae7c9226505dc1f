"""For whole programs inside the test's process: no pause that a person would not notice is waited out."""

from __future__ import annotations

from functools import partial

import pytest

from bot.telegram.transport import rate_limiter
from index.sources.web import Limits, fetcher

_NO_LIMIT = 1_000_000


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot sends as fast as it can, and asks a web server without a rest between two pages.

    How both are spaced out is tested with clocks of their own, in ``tests/unit``.
    """
    monkeypatch.setattr(rate_limiter, "PER_SECOND", _NO_LIMIT)
    monkeypatch.setattr(rate_limiter, "PER_MINUTE_IN_GROUP", _NO_LIMIT)
    monkeypatch.setattr(fetcher, "Limits", partial(Limits, interval=0.0))
