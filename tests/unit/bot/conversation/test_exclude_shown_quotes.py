"""Quotes that were shown are not shown again."""

from __future__ import annotations

from bot.answer.engine import Engine
from bot.answer.types import Answer, QuoteRef, Scope
from index.statements import find_statements
from index.types import Article
from tests.support.fakes import PassagesInMemory

MILL = Article("mill", "“We will bake bread,” said Ada Thorn. In May, Thorn said that the wheel would turn.")
COPY = Article("copy", "It was told here too. “We will bake bread,” said Ada Thorn.")
BREAD = QuoteRef("mill", 0, 0, MILL.text.index(" In May"))


def more(text: str, shown: QuoteRef, *articles: Article) -> Answer:
    spoken = {article.id: find_statements(article.text) for article in articles}
    return Engine(PassagesInMemory(articles, spoken)).answer(text, Scope(exclude=(shown,)))


def test_words_that_were_shown_are_not_quoted_from_a_copy() -> None:
    answer = more("What else did Ada Thorn say?", BREAD, MILL, COPY)
    assert [one.quote for one in answer.citations] == ["In May, Thorn said that the wheel would turn."]


def test_nothing_is_quoted_that_shares_a_sentence_with_what_was_shown() -> None:
    start = MILL.text.index("In May")
    answer = more("What else did Ada Thorn say?", QuoteRef("mill", 0, start, start + 6), MILL)
    assert [one.quote for one in answer.citations] == ["“We will bake bread,” said Ada Thorn."]


def test_an_open_question_is_answered_from_other_passages() -> None:
    there = Article("mill", "The mill was sold in 1990.")
    other = Article("other", "The mill was sold again in 2001.")
    answer = more("When was the mill sold?", QuoteRef("mill", 0, 0, 20), there, other)
    assert [one.article_id for one in (*answer.citations, *answer.closest)] == ["other"]
