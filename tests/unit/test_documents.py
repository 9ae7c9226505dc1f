"""The documents say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import app
from bot.settings import settings_table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_has_every_setting_with_its_default_and_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| (.*) \|$", README, re.MULTILINE)
    assert rows == [(row.name, row.default, row.meaning) for row in settings_table()]


@pytest.mark.parametrize("command", [c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands])
def test_the_readme_names_every_command(command: str) -> None:
    assert f"`whosaid {command}" in README


def test_the_readme_shows_what_the_sample_question_prints() -> None:
    article = (ROOT / "articles" / "kursk-region-six-months.md").read_text("utf-8")
    quote = next(line for line in README.splitlines() if line.startswith("> Botha"))
    assert quote.removeprefix("> ") in article


@pytest.mark.parametrize("target", ["ask", "bot", "rebuild", "test", "check"])
def test_the_makefile_has_what_the_readme_promises(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert f"make {target}" in README


def test_every_dependency_is_pinned() -> None:
    pinned = {line.split("==")[0].lower() for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    wanted = re.findall(r'^    "([A-Za-z0-9_-]+)', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    names = {name.lower() for name in wanted}
    assert names - pinned == set()
    assert "torch==2.13.0" in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
