"""A conversation in the terminal remembers turns until ``/new``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.cli.chat import run_chat
from index.types import Article
from tests.support.fakes import fake_indexer, fake_library


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    source = tmp_path / "mill.txt"
    source.write_text("“We will bake bread there,” said Ada Thorn. Thorn said that the wheel would turn again.\n")
    fake_indexer(tmp_path / "data").rebuild([str(source)])
    library = fake_library(tmp_path / "data")
    return Engine(library)


def typed(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *lines: str) -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    run_chat(engine)
    return capsys.readouterr().out


def test_the_terminal_keeps_turns_until_new(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("who said they will bake bread?", "what else did she say?")
    out = typed(engine, monkeypatch, capsys, *asked, "/new", asked[1])
    before, _, after = out.partition("What was said before is forgotten.")
    assert "Understood as: What else did Ada Thorn say?" in before
    assert "the wheel would turn again" in before.partition("Understood as")[2]
    assert "Whom do you mean by “she”? Ask again with the name." in after


def test_an_article_of_the_collection_is_found_by_its_id(engine: Engine) -> None:
    (article,) = engine.library.articles()
    assert isinstance(engine.library.current_article(article.id), Article)
    assert engine.library.current_article("none") is None
