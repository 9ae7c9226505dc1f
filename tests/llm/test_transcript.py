"""The README's sample is what the program does."""

from __future__ import annotations

from pathlib import Path

from tests.llm.transcript import transcript

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_the_readme_shows_the_transcript_as_it_is_made() -> None:
    made = "\n".join(transcript()).strip()
    assert f"```\n{made}\n```" in README
