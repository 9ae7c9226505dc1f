"""A table of pairs: what two articles say, and what of it is shown as their disagreement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.citations import cite_spans
from bot.answer.engine import Engine
from bot.answer.open.conflicts import Conflict, describe_conflict, find_conflict
from bot.answer.open.ranking import RankedSpan
from bot.answer.types import Status
from bot.messages import messages_in
from index.types import Article, Hit
from tests.support.fakes import PassagesInMemory

HURT = "How many people were hurt in the Oldbridge flood?"
COST = "How much did the flood wall cost?"
SOLD = "When was the old mill sold?"
LONG = "How long is the flood wall?"
OLD = "How old is the Oldbridge mill?"
VOTE = "What percentage of the council backed the wall?"
SCHOOL = "How many pupils were hurt in the blast?"
SKILKY = "Скільки людей постраждало від повені?"
GROSHI = "Скільки коштувала стіна від повені?"
KOLY = "Коли продали старий млин?"
SKOLKO = "Сколько людей пострадало от наводнения?"


def evidence(number: int, text: str, published: str | None = None, own: float = 0.8) -> RankedSpan:
    article = Article(f"a{number}", text, f"Oldbridge report {number}", published_at=published)
    hit = Hit(article, 0, len(text), 1.0, 1.0, 0.5, key=number)
    return RankedSpan(hit, 0, len(text), own, own, 0.5, 1.0)


def shown(question: str, *texts: str) -> list[str]:
    found = find_conflict(question, [evidence(number, text) for number, text in enumerate(texts, 1)])
    return [piece.words for piece in found.figures] if found else []


@pytest.mark.parametrize(
    ("question", "one", "other", "words"),
    [
        (HURT, "47 people were hurt in the flood.", "52 people were hurt in the flood.", ["47 people", "52 people"]),
        (HURT, "Three people were hurt in the flood.", "The flood hurt 5 people.", ["Three people", "5 people"]),
        (
            HURT,
            "Forty-seven people were hurt in the flood.",
            "The flood hurt 52 people.",
            ["Forty-seven people", "52 people"],
        ),
        (HURT, "At least 60 people were hurt in the flood.", "The flood hurt 47 people.", ["60 people", "47 people"]),
        (HURT, "Up to 30 people were hurt in the flood.", "The flood hurt 47 people.", ["30 people", "47 people"]),
        (HURT, "About 30 people were hurt in the flood.", "The flood hurt 47 people.", ["30 people", "47 people"]),
        (
            HURT,
            "The flood hurt 3,200 people.",
            "2,500 people were hurt in the flood.",
            ["3,200 people", "2,500 people"],
        ),
        (HURT, "The flood hurt 47 young people.", "The flood hurt 52 people.", ["47 young people", "52 people"]),
        (SCHOOL, "The blast hurt 12 pupils.", "Nine pupils were hurt in the blast.", ["12 pupils", "Nine pupils"]),
        (COST, "The flood wall cost $3 million.", "The flood wall cost 2.5m dollars.", ["$3 million", "2.5m dollars"]),
        (
            COST,
            "The flood wall cost €11 million.",
            "The flood wall cost 9 million euros.",
            ["€11 million", "9 million euros"],
        ),
        (COST, "The flood wall cost $950,000.", "The flood wall cost $1.2 million.", ["$950,000", "$1.2 million"]),
        (SOLD, "The old mill was sold on Monday.", "The old mill was sold on Friday.", ["Monday", "Friday"]),
        (SOLD, "The old mill was sold on 4 March.", "On March 9, the old mill was sold.", ["4 March", "March 9"]),
        (SOLD, "The old mill was sold in 1998.", "The old mill was sold in 2003.", ["1998", "2003"]),
        (
            LONG,
            "The flood wall is 1.8 kilometres long.",
            "The flood wall is 2.4 kilometres long.",
            ["1.8 kilometres", "2.4 kilometres"],
        ),
        (
            OLD,
            "The Oldbridge mill is 150 years old.",
            "The Oldbridge mill is 212 years old.",
            ["150 years", "212 years"],
        ),
        (
            VOTE,
            "The wall was backed by 62% of the council.",
            "The wall was backed by 48 percent of the council.",
            ["62%", "48 percent"],
        ),
        (SKILKY, "Від повені постраждало 47 людей.", "Від повені постраждало 52 людини.", []),
        (SKILKY, "Від повені постраждало 47 людей.", "Від повені постраждало 58 людей.", ["47 людей", "58 людей"]),
        (
            GROSHI,
            "Стіна від повені коштувала 18 млн гривень.",
            "Стіна від повені коштувала 25 мільйонів гривень.",
            ["18 млн гривень", "25 мільйонів гривень"],
        ),
        (KOLY, "Старий млин продали в понеділок.", "Старий млин продали у п’ятницю.", ["понеділок", "п’ятницю"]),
        (KOLY, "Старий млин продали 4 березня.", "Старий млин продали 9 березня.", ["4 березня", "9 березня"]),
        (SKOLKO, "От наводнения пострадало 47 человек.", "От наводнения пострадало 47 человек.", []),
    ],
)  # fmt: skip
def test_two_articles_that_give_other_figures_disagree(question: str, one: str, other: str, words: list[str]) -> None:
    assert shown(question, one, other) == words


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        # the same in other words
        (HURT, "Three people were hurt in the flood.", "The flood hurt 3 people."),
        (HURT, "Forty-seven people were hurt in the flood.", "The flood hurt 47 people."),
        (HURT, "A dozen people were hurt in the flood.", "The flood hurt 12 people."),
        (HURT, "The flood hurt 2,500 people.", "The flood hurt 2500 people."),
        (COST, "The flood wall cost 2.5 million dollars.", "The flood wall cost $2,500,000."),
        (SOLD, "The old mill was sold on March 4.", "The old mill was sold on 4 March."),
        # rounding, and what allows for both
        (HURT, "At least 40 people were hurt in the flood.", "The flood hurt 47 people."),
        (HURT, "More than 40 people were hurt in the flood.", "The flood hurt 52 people."),
        (HURT, "About 50 people were hurt in the flood.", "The flood hurt 47 people."),
        (HURT, "Nearly 50 people were hurt in the flood.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 3,000 people.", "The flood hurt 2,980 people."),
        (COST, "The flood wall cost $3 million.", "The flood wall cost $2.9 million."),
        # other units, nouns and grains of time
        (HURT, "47 people were hurt in the flood.", "52 houses were hurt in the flood."),
        (COST, "The flood wall cost $3 million.", "The flood wall cost 2.5 million euros."),
        (COST, "The flood wall cost $3 million.", "The flood wall cost C$4 million."),
        (LONG, "The flood wall is 1.8 kilometres long.", "The flood wall is 6 feet long."),
        (SOLD, "The old mill was sold on Monday.", "The old mill was sold on 4 March."),
        (SOLD, "The old mill was sold in 1998.", "The old mill was sold on Friday."),
        # a part, a rate, a range, a guess, another time or place
        (HURT, "The flood hurt 47 people, including 12 people of one house.", "The flood hurt 47 people."),
        (HURT, "The flood hurt another 12 people.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 12 people a day.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 40 to 50 people.", "The flood hurt 60 people."),
        (HURT, "The flood could hurt 900 people.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 12 people last year.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 12 people in 1998.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 12 people on Monday.", "The flood hurt 47 people on Friday."),
        (HURT, "The flood hurt 12 people in Stenning.", "The flood hurt 47 people."),
        (HURT, "The flood hurt 12 people and left 30 people without power.", "The flood hurt 47 people."),
        # not on the same thing, or not what is asked
        (HURT, "The flood hurt 12 people.", "47 people were hurt by bees."),
        (
            "How many pupils of the Stenning school were hurt by the Oldbridge bus in spring?",
            "The Oldbridge bus hurt 12 pupils of the Stenning school in spring.",
            "A dog and a bus hurt 47 pupils.",
        ),
        (HURT, "The Oldbridge flood hurt 12 people.", "There are 47 people."),
        ("How many people were hurt?", "The flood hurt 12 people.", "A fire hurt 47 people."),
        (SOLD, "The old mill was sold, Ada Thorn said on Friday.", "The old mill was sold on Monday."),
        ("Who was hurt in the flood?", "The flood hurt 12 people.", "The flood hurt 47 people."),
        ("Why did the flood hurt people?", "The flood hurt 12 people.", "The flood hurt 47 people."),
        (SOLD, "The old mill was sold to 12 people.", "The old mill was sold to 47 people."),
        (COST, "The flood wall cost $3 million.", "The flood wall cost a lot."),
        (HURT, "Nobody was hurt in the flood.", "The flood hurt 47 people."),
    ],
)
def test_two_articles_that_may_both_be_right_do_not_disagree(question: str, one: str, other: str) -> None:
    assert shown(question, one, other) == []
    assert shown(question, other, one) == []


ONE, OTHER = "47 people were hurt in the flood.", "The flood hurt 52 people."


def told(*pieces: RankedSpan) -> Conflict | None:
    return find_conflict(HURT, pieces)


def test_three_articles_show_each_figure_once() -> None:
    assert shown(HURT, ONE, OTHER, "The flood hurt 52 people again.", "The flood hurt 61 people.") == [
        "47 people", "52 people", "61 people"
    ]  # fmt: skip


def test_one_article_does_not_disagree_with_itself_nor_with_its_copy() -> None:
    first, second = evidence(1, ONE), evidence(2, OTHER)
    assert told(first, second)
    assert not told(first, replace(second, hit=replace(second.hit, article=replace(second.hit.article, id="a1"))))
    assert not told(first, replace(second, hit=replace(second.hit, also_in=("a1",))))


def test_a_sentence_that_says_much_less_of_what_is_asked_does_not_count() -> None:
    assert told(evidence(1, ONE, own=0.8), evidence(2, OTHER, own=0.65))
    assert not told(evidence(1, ONE, own=0.8), evidence(2, OTHER, own=0.5))
    assert not told(evidence(1, ONE, own=0.3), evidence(2, OTHER, own=0.3))
    assert not told(evidence(1, "The flood hurt people."), evidence(2, ONE), evidence(3, OTHER))


def test_what_changed_over_time_is_shown_newest_first_with_its_dates() -> None:
    found = told(evidence(1, ONE, "2025-03-02"), evidence(2, OTHER, "2025-03-04T10:00:00Z"))
    assert found is not None
    assert (found.dated, [piece.words for piece in found.figures]) == (True, ["52 people", "47 people"])
    same = told(evidence(1, ONE, "2025-03-02"), evidence(2, OTHER, "2025-03-02"))
    assert same is not None
    assert not same.dated


def test_a_monday_of_another_month_is_another_day() -> None:
    one, other = "The old mill was sold on Monday.", "The old mill was sold on Friday."
    assert find_conflict(SOLD, [evidence(1, one, "2025-03-04"), evidence(2, other, "2025-03-04")])
    assert not find_conflict(SOLD, [evidence(1, one, "2025-03-04"), evidence(2, other, "2025-04-04")])


@pytest.mark.parametrize(
    ("spoken", "plain", "dated"),
    [
        (
            "en",
            "The articles disagree: 47 people [1], 52 people [2].",
            "The articles differ by their dates, the newest first: "
            "52 people (4 Mar 2025) [1], 47 people (2 Mar 2025) [2].",
        ),
        (
            "uk",
            "Статті розходяться: 47 people [1], 52 people [2].",
            "Дані в статтях різняться за датами, спершу найновіші: "
            "52 people (04.03.2025) [1], 47 people (02.03.2025) [2].",
        ),
        (
            "ru",
            "Статьи расходятся: 47 people [1], 52 people [2].",
            "Данные в статьях различаются по датам, сначала новейшие: "
            "52 people (04.03.2025) [1], 47 people (02.03.2025) [2].",
        ),
    ],
)  # fmt: skip
def test_each_figure_is_told_with_its_source(spoken: str, plain: str, dated: str) -> None:
    for dates, text in (((None, None), plain), (("2025-03-02", "2025-03-04"), dated)):
        pieces = [evidence(1, ONE, dates[0]), evidence(2, OTHER, dates[1])]
        found = told(*pieces)
        assert found is not None
        passages = PassagesInMemory([piece.hit.article for piece in pieces])
        citations = cite_spans(passages, [piece.evidence for piece in found.figures])
        assert describe_conflict(found, citations, messages_in(spoken).answers) == text


def test_an_open_question_on_which_articles_disagree_is_answered_with_both() -> None:
    passages = PassagesInMemory([evidence(1, ONE).hit.article, evidence(2, OTHER).hit.article])
    answer = Engine(passages).answer(HURT)
    assert answer.status is Status.ANSWERED
    assert answer.text == "The articles disagree: 47 people [1], 52 people [2]."
    assert [citation.quote for citation in answer.citations] == [ONE, OTHER]


def test_an_open_question_on_which_articles_agree_is_answered_with_a_quote() -> None:
    passages = PassagesInMemory([evidence(1, ONE).hit.article, evidence(2, "The flood hurt 47 people.").hit.article])
    assert Engine(passages).answer(HURT).text == f"{ONE} [1]"
