"""Answers from the time that is asked for, seen from Thursday, 18 September 2025."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.question.time_expressions import TimeExpression
from bot.answer.scopes import publication_period, select_in_period, sort_by_time
from bot.answer.types import Answer, Scope, Status
from index.types import Article, Hit, Statement
from tests.support.fakes import PassagesInMemory, fake_indexer, fake_library

TODAY = date(2025, 9, 18)
LAST_WEEK = TimeExpression(date(2025, 9, 8), date(2025, 9, 14), False, (0, 1), relative=True)
FEBRUARY = TimeExpression(date(2025, 2, 1), date(2025, 2, 28), False, (0, 1))
LATEST = TimeExpression(None, None, True, (0, 1))


def article(name: str, text: str, published_at: str | None) -> Article:
    return Article(name, text, None, None, None, published_at)


def hit(name: str, score: float, published_at: str | None, text: str = "The mill turns.") -> Hit:
    return Hit(article(name, text, published_at), 0, len(text), score, None, None)


def names(hits: list[Hit]) -> list[str]:
    return [found.article.id for found in hits]


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ("2025-09-14", ("2025-09-14", "2025-09-14")),
        ("2025-09-14T23:30:00+03:00", ("2025-09-14", "2025-09-14")),
        ("14 September 2025", ("2025-09-14", "2025-09-14")),
        ("2025-02", ("2025-02-01", "2025-02-28")),
        ("February 2025", ("2025-02-01", "2025-02-28")),
        ("лютий 2025", ("2025-02-01", "2025-02-28")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2025-13", None),
        ("03/04/2025", None),
        ("some time in spring", None),
        ("9999-12-31", ("9999-12-31", "9999-12-31")),
        ("", None),
        (None, None),
    ],
)
def test_when_an_article_was_published(given: str | None, days: tuple[str, str] | None) -> None:
    found = publication_period(article("a", "", given))
    assert (found and tuple(each.isoformat() for each in found)) == days


def test_a_relative_time_keeps_what_was_published_then_in_its_order() -> None:
    hits = [
        hit("later", 0.9, "2025-09-15"),
        hit("in", 0.8, "2025-09-14T20:00:00"),
        hit("undated", 0.7, None),
        hit("in too", 0.6, "2025-09-08"),
        hit("month", 0.5, "September 2025"),
        hit("earlier", 0.4, "2025-09-07"),
    ]
    assert names(sort_by_time(hits, LAST_WEEK)) == ["in", "in too"]
    assert names(sort_by_time(hits[:1], LAST_WEEK)) == []


def test_where_no_date_is_known_a_relative_time_keeps_everything() -> None:
    hits = [hit("a", 0.9, None), hit("b", 0.8, "in spring")]
    assert sort_by_time(hits, LAST_WEEK) == select_in_period(hits, LAST_WEEK) == hits


def test_an_absolute_time_is_a_mild_preference_for_its_articles_and_for_those_that_mention_it() -> None:
    hits = [
        hit("best", 0.9, "2025-05-01"),
        hit("better", 0.60, "2025-05-01"),
        hit("published", 0.58, "2025-02-07"),
        hit("mentions", 0.57, "2025-03-07", "The mill burned on 3 February."),
        hit("announces", 0.56, "2025-01-07", "The mill will be sold on 3 February."),
        hit("another year", 0.55, "2024-03-07", "The mill burned on 3 February."),
        hit("whole year", 0.54, "2025-03-07", "It was in 2025."),
    ]
    found = sort_by_time(hits, FEBRUARY)
    order = ["best", "published", "mentions", "announces", "better", "another year", "whole year"]
    assert names(found) == order
    assert [round(each.score, 2) for each in found] == [0.9, 0.68, 0.67, 0.66, 0.6, 0.55, 0.54]


def test_an_article_of_the_last_day_there_is_is_no_error() -> None:
    assert names(sort_by_time([hit("a", 0.5, "9999-12-31", "It was on 3 May.")], FEBRUARY)) == ["a"]


def test_the_latest_on_the_subject_goes_first() -> None:
    hits = [
        hit("old", 0.9, "2024-01-01"),
        hit("undated", 0.8, None),
        hit("new", 0.6, "2025-08-01"),
        hit("newest, of something else", 0.3, "2025-09-17"),
    ]
    assert names(sort_by_time(hits, LATEST)) == ["new", "old", "undated", "newest, of something else"]


# Through the engine

OLD = article("old", "The mill bridge costs 40 coins to cross. Nobody pays it gladly.", "2025-03-02")
NEW = article("new", "The mill bridge costs 60 coins to cross. The price was told to the council.", "2025-09-10")
BEES = article("bees", "The bees swarmed over the hall on Sunday.", "2025-09-16")


def ask(question: str, *articles: Article, statements: dict[str, tuple[Statement, ...]] | None = None) -> Answer:
    return Engine(PassagesInMemory(articles, statements), today=lambda: TODAY).answer(question)


def test_without_a_time_the_newest_has_no_advantage() -> None:
    question = "Is the mill bridge there to cross?"
    swapped = [replace(OLD, published_at=NEW.published_at), replace(NEW, published_at=OLD.published_at)]
    first = ask(question, OLD, NEW, BEES).citations[0]
    assert ask(question, *swapped, BEES).citations[0].article_id == first.article_id


def test_last_week_is_answered_from_last_week() -> None:
    answer = ask("How many coins did the mill bridge cost to cross last week?", OLD, NEW, BEES)
    assert (answer.status, [c.article_id for c in answer.citations]) == (Status.ANSWERED, ["new"])


def test_a_copy_published_in_time_answers_where_the_one_before_it_was_not(tmp_path: Path) -> None:
    copies = [{"id": f"{day}", "text": NEW.text, "published_at": f"2025-09-{day:02}"} for day in (1, 10, 11, 17)]
    (tmp_path / "wire.jsonl").write_text("\n".join(json.dumps(each) for each in copies))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])
    engine = Engine(fake_library(tmp_path / "data"), today=lambda: TODAY)
    answer = engine.answer("How many coins did the mill bridge cost to cross last week?")
    assert {(c.article_id, c.also_in) for c in answer.citations} == {("10", ("11",))}
    undated = engine.answer("How many coins did the mill bridge cost to cross?")
    assert {(c.article_id, c.also_in) for c in undated.citations} == {("1", ("10", "11", "17"))}


def test_the_latest_is_answered_from_the_newest_article_on_the_subject() -> None:
    answer = ask("How many coins does the mill bridge currently cost to cross?", OLD, NEW, BEES)
    assert {c.article_id for c in answer.citations} == {"new"}


def test_the_latest_is_answered_from_an_older_article_where_the_newest_does_not_answer() -> None:
    near = article("near", "The mill bridge is closed and nobody can cross.", "2025-09-17")
    answer = ask("How many coins does the mill bridge currently cost to cross?", OLD, near)
    assert (answer.status, answer.citations[0].article_id) == (Status.ANSWERED, "old")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "How many coins did the mill bridge cost to cross yesterday?",
            "No article from yesterday answers this. Closest:",
        ),
        (
            "How many coins did the mill bridge cost to cross since Monday?",
            "No article since Monday answers this. Closest:",
        ),
    ],
)
def test_where_no_article_of_that_time_answers_it_is_said_and_the_others_are_only_near(
    question: str, text: str
) -> None:
    answer = ask(question, OLD, NEW, BEES)
    assert (answer.status, answer.text, answer.citations) == (Status.NOT_FOUND, text, ())
    assert {c.article_id for c in answer.closest} == {"old", "new"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which planet had rings last week?", "No article from last week answers this."),
        ("Яка планета мала кільця вчора?", "Серед статей за цей час (вчора) відповіді на це немає."),
        (
            "Какая планета была с кольцами на прошлой неделе?",
            "Среди статей за это время (на прошлой неделе) ответа на это нет.",
        ),
    ],
)
def test_where_nothing_is_near_either_only_that_is_said(question: str, text: str) -> None:
    answer = ask(question, OLD, BEES)
    assert (answer.status, answer.text.splitlines()[0], answer.closest) == (Status.NOT_FOUND, text, ())


def test_a_month_does_not_exclude_an_article_published_after_it() -> None:
    march = article("march", "The mill burned to the ground in February. Nobody was hurt.", "2025-03-04")
    assert ask("What burned to the ground in February?", march).citations[0].article_id == "march"


def spoken(name: str, words: str, published_at: str) -> tuple[Article, Statement]:
    text = f"{words} said Jane Roe."
    at = len(words) + len(" said ")
    return article(name, text, published_at), Statement("Jane Roe", None, "said", True, 0, len(words), at, at + 8)


FIRST = spoken("first", "“The mill is safe and it will stay,”", "2025-03-02")
SECOND = spoken("second", "“The mill is old and it may go,”", "2025-09-10")
SPOKEN: dict[str, tuple[Statement, ...]] = {each.id: (said,) for each, said in (FIRST, SECOND)}


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("What did Roe say about the mill?", {"first", "second"}),
        ("What did Roe say last week about the mill?", {"second"}),
        ("What did Roe say last week?", {"second"}),
        ("What did Roe last say about the mill?", {"second"}),
    ],
)
def test_a_speakers_words_are_of_the_time_asked_for(question: str, ids: set[str]) -> None:
    answer = ask(question, FIRST[0], SECOND[0], statements=SPOKEN)
    assert (answer.status, {c.article_id for c in answer.citations}) == (Status.ANSWERED, ids)


def test_a_speaker_who_was_silent_that_day_is_not_quoted_from_another() -> None:
    answer = ask("What did Roe say yesterday about the mill?", FIRST[0], SECOND[0], statements=SPOKEN)
    assert (answer.status, answer.text) == (Status.NOT_FOUND, "No article from yesterday answers this. Closest:")


def test_who_said_words_about_a_time_is_asked_of_all_articles() -> None:
    words = "“We met last week at the mill,”"
    each, said = spoken("first", words, "2024-03-02")
    answer = ask("who said we met last week at the mill?", each, statements={each.id: (said,)})
    assert answer.text == "Jane Roe [1]."


def test_of_a_period_only_its_articles_answer_and_a_time_in_the_question_narrows_it() -> None:
    engine = Engine(PassagesInMemory([OLD, NEW, BEES]), today=lambda: TODAY)
    question = "How many coins did the mill bridge cost to cross?"
    march = Scope(period=(date(2025, 3, 1), date(2025, 3, 31)))
    assert {c.article_id for c in engine.answer(question, march).citations} == {"old"}
    answer = engine.answer("How many coins did the mill bridge cost to cross last week?", march)
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())
