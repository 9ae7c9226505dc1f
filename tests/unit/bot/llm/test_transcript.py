"""The sample in docs/language-models.md is what the program does."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.model_transcript import transcript

DOCUMENT = (Path(__file__).parents[4] / "docs" / "language-models.md").read_text("utf-8")


def test_the_document_shows_the_transcript_as_it_is_made() -> None:
    made = "\n".join(transcript()).strip()
    assert f"```\n{made}\n```" in DOCUMENT
