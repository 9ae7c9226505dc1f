"""A changed article is answered from its newest version only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.types import Answer, Status
from index.search.library import Library
from index.search.query import Query
from tests.support.fakes import fake_indexer, fake_library

FIRST = "Crossing the mill bridge costs 40 coins. “The bridge pays for its own repair,” said Ada Thorn, the warden."
SECOND = "Crossing the mill bridge costs 60 coins. “The county pays for the bridge now,” said Ada Thorn, the warden."
COST = "How many coins does crossing the mill bridge cost?"


def index(tmp_path: Path, text: str, **known: str) -> None:
    (tmp_path / "wire.jsonl").write_text(json.dumps({"id": "bridge", "text": text, **known}))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])


def quotes(answer: Answer) -> str:
    return " ".join(citation.quote for citation in (*answer.citations, *answer.closest))


@pytest.fixture
def opened(tmp_path: Path) -> Library:
    """A library that was open, and had answered, before the article changed."""
    index(tmp_path, FIRST)
    found = fake_library(tmp_path / "data")
    assert "40 coins" in quotes(Engine(found).answer(COST))
    index(tmp_path, SECOND)
    return found


def test_an_open_question_is_answered_from_the_newest_version(opened: Library) -> None:
    answer = Engine(opened).answer(COST)
    assert (answer.status, answer.searched) == (Status.ANSWERED, 1)
    assert answer.citations[0].quote == "Crossing the mill bridge costs 60 coins."
    assert "40 coins" not in quotes(answer)


def test_words_that_only_an_older_version_had_are_nobodys(opened: Library) -> None:
    asked = Engine(opened)
    assert asked.answer("who said the county pays for the bridge now?").text == "Ada Thorn, the warden [1]."
    for question in ("who said the bridge pays for its own repair?", "what did Ada Thorn say about the bridge?"):
        assert "own repair" not in quotes(asked.answer(question))


def test_two_versions_are_no_copies_of_each_other(tmp_path: Path) -> None:
    index(tmp_path, FIRST)
    index(tmp_path, f"{FIRST} The warden lives by the river.")
    (hit,) = fake_library(tmp_path / "data").search(Query("mill bridge"), 10)
    assert (hit.also_in, "river" in hit.passage) == ((), True)


def test_a_version_of_another_date_alone_is_a_newer_version(tmp_path: Path) -> None:
    index(tmp_path, FIRST, published_at="2025-03-02")
    index(tmp_path, FIRST, published_at="2025-03-05")
    (citation,) = Engine(fake_library(tmp_path / "data")).answer(COST).citations[:1]
    assert citation.published_at == "2025-03-05"


def test_an_older_version_that_comes_back_is_the_newest(tmp_path: Path) -> None:
    for text in (FIRST, SECOND, FIRST):
        index(tmp_path, text)
    found = quotes(Engine(fake_library(tmp_path / "data")).answer(COST))
    assert ("40 coins" in found, "60 coins" in found) == (True, False)
