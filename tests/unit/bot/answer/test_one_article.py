"""Answering from one article only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.scopes import filter_for
from bot.answer.types import Scope, Status
from index.search.library import Library
from index.search.query import Query
from index.sources.types import Loaded
from index.types import Article
from tests.support.fakes import fake_indexer, fake_library

MANY = 90
TOLL = "Crossing the mill bridge costs 40 coins. “Children cross for nothing,” said Ben Holt, the keeper."


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Library]:
    """One article about the toll of the mill bridge, among many about the bridge itself."""
    others = [
        Article(f"o{n}", f"The mill bridge number {n} is of oak. “I like the bridge,” said Ada Thorn.")
        for n in range(MANY)
    ]
    articles = [*others, Article("toll", TOLL), Article("ferry", "The ferry stays in the harbour until spring.")]
    fake_indexer(tmp_path).rebuild([], uploaded=[Loaded(article, "sent:1") for article in articles])
    found = fake_library(tmp_path)
    yield found
    found.close()


@pytest.fixture
def engine(opened: Library) -> Engine:
    return Engine(opened)


def test_a_passage_is_found_though_many_others_fit_better(opened: Library) -> None:
    query = Query("the mill bridge number is of oak")
    first = opened.search(replace(query, keep_copies=True), 64)
    assert "toll" not in {hit.article.id for hit in first}
    within = opened.search(replace(query, filter=filter_for(opened, Scope(article_id="toll"))), 5)
    assert [hit.article.id for hit in within] == ["toll"]


def test_an_open_question_is_answered_from_that_article(engine: Engine) -> None:
    answer = engine.answer("How many coins does crossing the mill bridge cost?", Scope("toll"))
    assert (answer.status, answer.searched) == (Status.ANSWERED, 1)
    assert {citation.article_id for citation in answer.citations} == {"toll"}


def test_who_said_something_is_told_from_that_article(engine: Engine) -> None:
    answer = engine.answer("Who said children cross for nothing?", Scope("toll"))
    assert (answer.status, answer.citations[0].speaker) == (Status.ANSWERED, "Ben Holt")


def test_what_another_article_says_is_not_found_in_it(engine: Engine) -> None:
    answer = engine.answer("Who said children cross for nothing?", Scope("ferry"))
    assert answer.status is Status.NOT_FOUND
    assert {citation.article_id for citation in answer.closest} <= {"ferry"}
