"""A story in several papers: who published it first is cited where it has the very same words; the others are named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.types import Citation
from tests.support.fakes import fake_indexer, fake_library
from tests.unit.index.duplicates.sample_stories import STORY

OPEN = "how many of their customers have the shops on the other side lost?"
ON_SHOPS = "How many of their customers the shops on the other side have lost, and who cross it on foot"
WHO = "who said nobody should cross it, not even on foot?"
WHAT = "what did Bo Lund say about crossing on foot?"
UNLIKE = STORY.replace("Nobody should cross", "No-one should cross").replace("a third of their", "one third of their")


def cited(tmp_path: Path, question: str, first: str = STORY, later: str = STORY, day: str = "2025-02-04") -> Citation:
    """What is cited first, where the later paper's headline fits the question better."""
    articles = [
        {"id": "later", "text": later, "title": ON_SHOPS, "publisher": "Ost Mail", "published_at": day},
        {"id": "first", "text": first, "title": "Oldbridge", "publisher": "Lenn Post", "published_at": "2025-02-03"},
        {"id": "other", "text": "The ferry stays in harbour until the ice is gone, Ida Farn said.", "title": "Ferry"},
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(json.dumps(each) for each in articles))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])
    searched = fake_library(tmp_path / "data")
    answer = Engine(searched, today=lambda: date(2025, 2, 5)).answer(question)
    for citation in (*answer.citations, *answer.closest):
        (article,) = (each for each in searched.articles() if each.id == citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote
    return (answer.citations or answer.closest)[0]


@pytest.mark.parametrize("question", [OPEN, WHO, WHAT])
def test_who_published_first_is_cited_and_the_other_named(question: str, tmp_path: Path) -> None:
    found = cited(tmp_path, question, first=f"From our own desk.\n\n{STORY}")
    assert (found.article_id, found.also_in, found.also_by) == ("first", ("later",), ("Ost Mail",))
    assert found.publisher == "Lenn Post"


@pytest.mark.parametrize("question", [OPEN, WHO, WHAT])
def test_who_is_named_as_the_source_is_cited_though_another_seems_earlier(question: str, tmp_path: Path) -> None:
    own = STORY.partition(" - ")[2]
    found = cited(tmp_path, question, first=own, later=f"{own}\n\nSource: Lenn Post", day="2025-02-01")
    assert (found.article_id, found.also_in) == ("first", ("later",))


@pytest.mark.parametrize("question", [OPEN, WHO])
def test_a_first_publisher_with_other_words_is_not_cited_for_them(question: str, tmp_path: Path) -> None:
    found = cited(tmp_path, question, first=UNLIKE)
    assert (found.article_id, found.also_in) == ("later", ("first",))


def test_where_a_time_is_asked_for_an_earlier_article_is_not_cited_instead(tmp_path: Path) -> None:
    found = cited(tmp_path, "what did Bo Lund say yesterday about crossing on foot?")
    assert found.article_id == "later"
