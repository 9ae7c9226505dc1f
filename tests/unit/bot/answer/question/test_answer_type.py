"""TODO."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.question.answer_type import Want, Wanted, wanted
from index.text.tokenizer import FUNCTION_WORDS

KINDS = [
    # English
    ("Who bought the mill?", Wanted.PERSON),
    ("To whom was the mill sold?", Wanted.PERSON),
    ("Whose ferry sank?", Wanted.PERSON),
    ("who's the new mayor", Wanted.PERSON),
    ("Which baker bought it?", Wanted.PERSON),
    ("What is the mayor's name?", Wanted.PERSON),
    ("Where is the ferry kept?", Wanted.PLACE),
    ("In which city was the fair held?", Wanted.PLACE),
    ("What country was the mill in?", Wanted.PLACE),
    ("Which town's council met?", Wanted.PLACE),
    ("What was the venue?", Wanted.PLACE),
    ("When did the ferry leave?", Wanted.TIME),
    ("WHEN WAS IT?", Wanted.TIME),
    ("In what year was the mill built?", Wanted.TIME),
    ("What is the date of the fair?", Wanted.TIME),
    ("How long did the fair last?", Wanted.TIME),
    ("How often does the ferry leave?", Wanted.TIME),
    ("How soon will the road open?", Wanted.TIME),
    ("Why did the mill close?", Wanted.REASON),
    ("What was the cause of the fire?", Wanted.REASON),
    ("What reason did she give?", Wanted.REASON),
    ("How old is the mill?", Wanted.NUMBER),
    ("How far is the port?", Wanted.NUMBER),
    ("What percentage of the boats sank?", Wanted.NUMBER),
    ("What's the price of bread?", Wanted.NUMBER),
    # Ukrainian
    ("Хто купив млин?", Wanted.PERSON),
    ("Кому продали млин?", Wanted.PERSON),
    ("Чий пором затонув?", Wanted.PERSON),
    ("З ким говорив мер?", Wanted.PERSON),
    ("Де стоїть млин?", Wanted.PLACE),
    ("Куди пішов пором?", Wanted.PLACE),
    ("В якій країні стоїть млин?", Wanted.PLACE),
    ("Коли згорів млин?", Wanted.TIME),
    ("Якого дня відкрили ярмарок?", Wanted.TIME),
    ("Чому закрили порт?", Wanted.REASON),
    ("Яка причина пожежі?", Wanted.REASON),
    # Russian
    ("Кто купил мельницу?", Wanted.PERSON),
    ("Чья лодка утонула?", Wanted.PERSON),
    ("Где стоит мельница?", Wanted.PLACE),
    ("Откуда пришёл паром?", Wanted.PLACE),
    ("В какой стране стоит мельница?", Wanted.PLACE),
    ("Когда сгорела мельница?", Wanted.TIME),
    ("В каком году построили мост?", Wanted.TIME),
    ("Почему закрыли порт?", Wanted.REASON),
    ("Зачем закрыли порт?", Wanted.REASON),
    # neither a person nor a place nor anything else with an outward mark
    ("What happened when the dam broke?", Wanted.ANYTHING),
    ("What did the mayor say?", Wanted.ANYTHING),
    ("Which company bought the mill?", Wanted.ANYTHING),
    ("Which report was late?", Wanted.ANYTHING),
    ("What is a mill?", Wanted.ANYTHING),
    ("How did the fire start?", Wanted.ANYTHING),
    ("How?", Wanted.ANYTHING),
    ("Which?", Wanted.ANYTHING),
    ("Did the mill burn?", Wanted.ANYTHING),
    ("The mayor of the city", Wanted.ANYTHING),
    ("Що сталося з млином?", Wanted.ANYTHING),
    ("Что случилось с мельницей?", Wanted.ANYTHING),
    ("", Wanted.ANYTHING),
    ("?!", Wanted.ANYTHING),
]

COUNTED = [
    ("How many people were hurt?", {"peopl"}),
    ("How many river ferries are there?", {"river", "ferri"}),
    ("How much money was lost?", {"money"}),
    ("How many of the ferries sank?", set()),
    ("How many?", set()),
    ("How much did it cost?", set()),
    ("How tall is the mill?", set()),
    ("How many old grey river ferries sank?", {"old", "grey", "river"}),
    ("Скільки поромів у порту?", {"пором"}),
    ("Сколько паромов в порту?", {"паром"}),
    ("What number of boats sank?", set()),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_a_question_wants_what_its_words_ask_for(question: str, kind: Wanted) -> None:
    assert wanted(question) == Want(kind)


@pytest.mark.parametrize(("question", "counted"), COUNTED)
def test_a_number_is_wanted_of_what_is_counted(question: str, counted: set[str]) -> None:
    assert wanted(question) == Want(Wanted.NUMBER, frozenset(counted))


def test_the_first_question_word_decides() -> None:
    assert wanted("When did the man who bought the mill die?").kind is Wanted.TIME
    assert wanted("Who bought the mill when it closed?").kind is Wanted.PERSON


def test_a_noun_behind_a_verb_is_not_what_is_asked_after() -> None:
    assert wanted("What did the city buy?").kind is Wanted.ANYTHING


def test_a_noun_too_far_behind_is_not_what_is_asked_after() -> None:
    assert wanted("Which small old grey city is it?").kind is Wanted.PLACE
    assert wanted("Which small old grey walled city is it?").kind is Wanted.ANYTHING


WORDS = ["how", "many", "which", "what", "who", "де", "скільки", "of", "mill", "'s", "’"]


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_only_a_number_is_counted_and_by_at_most_three_telling_stems(question: str) -> None:
    found = wanted(question)
    assert len(found.counted) <= 3
    assert not found.counted & FUNCTION_WORDS
    assert found.kind is Wanted.NUMBER or not found.counted
