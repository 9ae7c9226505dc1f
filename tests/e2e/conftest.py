"""For whole programs: an index of the sample articles, and no pause that keeps the limits of others."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from bot.cli import app
from bot.telegram.transport import rate_limiter
from index.sources.web import Limits, fetcher

ARTICLES = Path(__file__).parents[2] / "articles"
_NO_LIMIT = 1_000_000


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DATA_DIR with the sample articles, made once by the command, whichever process of tests asks first.

    It is for copying: nothing may change it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "sample-index"
    with FileLock(shared / "sample-index.lock"):
        if not made.exists():
            part = shared / "sample-index.part"
            result = CliRunner().invoke(app, ["rebuild", str(ARTICLES), "--data-dir", str(part)])
            assert result.exit_code == 0, result.stderr
            part.rename(made)
    return made


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot sends as fast as it can, and asks a web server without a rest between two pages.

    How both are spaced out is tested with clocks of their own, in ``tests/unit``.
    """
    monkeypatch.setattr(rate_limiter, "PER_SECOND", _NO_LIMIT)
    monkeypatch.setattr(rate_limiter, "PER_MINUTE_IN_GROUP", _NO_LIMIT)
    monkeypatch.setattr(fetcher, "Limits", partial(Limits, interval=0.0))
