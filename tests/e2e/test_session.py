"""The session in docs/telegram.md is what the bot does."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.session import transcript_of_session
from tests.e2e.test_whole import ROOT


async def test_the_session_in_the_documents_is_what_comes_of_it(sample_index: Path, tmp_path: Path) -> None:
    document = (ROOT / "docs" / "telegram.md").read_text("utf-8")
    data = Path(shutil.copytree(sample_index, tmp_path / "data"))
    assert f"```\n{await transcript_of_session(data)}\n```" in document
