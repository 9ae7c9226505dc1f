from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.question.answer_type import AnswerType, ExpectedAnswer, expected_answer
from index.text.tokenizer import STOP_STEMS

KINDS = [
    # English
    ("Who bought the mill?", AnswerType.PERSON),
    ("To whom was the mill sold?", AnswerType.PERSON),
    ("Whose ferry sank?", AnswerType.PERSON),
    ("who's the new mayor", AnswerType.PERSON),
    ("Which baker bought it?", AnswerType.PERSON),
    ("What is the mayor's name?", AnswerType.PERSON),
    ("Where is the ferry kept?", AnswerType.PLACE),
    ("In which city was the fair held?", AnswerType.PLACE),
    ("What country was the mill in?", AnswerType.PLACE),
    ("Which town's council met?", AnswerType.PLACE),
    ("What was the venue?", AnswerType.PLACE),
    ("When did the ferry leave?", AnswerType.TIME),
    ("WHEN WAS IT?", AnswerType.TIME),
    ("In what year was the mill built?", AnswerType.TIME),
    ("What is the date of the fair?", AnswerType.TIME),
    ("How long did the fair last?", AnswerType.TIME),
    ("How often does the ferry leave?", AnswerType.TIME),
    ("How soon will the road open?", AnswerType.TIME),
    ("Why did the mill close?", AnswerType.REASON),
    ("What was the cause of the fire?", AnswerType.REASON),
    ("What reason did she give?", AnswerType.REASON),
    ("How old is the mill?", AnswerType.NUMBER),
    ("How far is the port?", AnswerType.NUMBER),
    ("What percentage of the boats sank?", AnswerType.NUMBER),
    ("What's the price of bread?", AnswerType.NUMBER),
    # Ukrainian
    ("Хто купив млин?", AnswerType.PERSON),
    ("Кому продали млин?", AnswerType.PERSON),
    ("Чий пором затонув?", AnswerType.PERSON),
    ("З ким говорив мер?", AnswerType.PERSON),
    ("Де стоїть млин?", AnswerType.PLACE),
    ("Куди пішов пором?", AnswerType.PLACE),
    ("В якій країні стоїть млин?", AnswerType.PLACE),
    ("Коли згорів млин?", AnswerType.TIME),
    ("Якого дня відкрили ярмарок?", AnswerType.TIME),
    ("Чому закрили порт?", AnswerType.REASON),
    ("Яка причина пожежі?", AnswerType.REASON),
    # Russian
    ("Кто купил мельницу?", AnswerType.PERSON),
    ("Чья лодка утонула?", AnswerType.PERSON),
    ("Где стоит мельница?", AnswerType.PLACE),
    ("Откуда пришёл паром?", AnswerType.PLACE),
    ("В какой стране стоит мельница?", AnswerType.PLACE),
    ("Когда сгорела мельница?", AnswerType.TIME),
    ("В каком году построили мост?", AnswerType.TIME),
    ("Почему закрыли порт?", AnswerType.REASON),
    ("Зачем закрыли порт?", AnswerType.REASON),
    # neither a person nor a place nor anything else with an outward mark
    ("What happened when the dam broke?", AnswerType.ANYTHING),
    ("What did the mayor say?", AnswerType.ANYTHING),
    ("Which company bought the mill?", AnswerType.ANYTHING),
    ("Which report was late?", AnswerType.ANYTHING),
    ("What is a mill?", AnswerType.ANYTHING),
    ("How did the fire start?", AnswerType.ANYTHING),
    ("How?", AnswerType.ANYTHING),
    ("Which?", AnswerType.ANYTHING),
    ("Did the mill burn?", AnswerType.ANYTHING),
    ("The mayor of the city", AnswerType.ANYTHING),
    ("Що сталося з млином?", AnswerType.ANYTHING),
    ("Что случилось с мельницей?", AnswerType.ANYTHING),
    ("", AnswerType.ANYTHING),
    ("?!", AnswerType.ANYTHING),
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
def test_a_question_wants_what_its_words_ask_for(question: str, kind: AnswerType) -> None:
    assert expected_answer(question) == ExpectedAnswer(kind)


@pytest.mark.parametrize(("question", "counted"), COUNTED)
def test_a_number_is_wanted_of_what_is_counted(question: str, counted: set[str]) -> None:
    assert expected_answer(question) == ExpectedAnswer(AnswerType.NUMBER, frozenset(counted))


def test_the_first_question_word_decides() -> None:
    assert expected_answer("When did the man who bought the mill die?").kind is AnswerType.TIME
    assert expected_answer("Who bought the mill when it closed?").kind is AnswerType.PERSON


def test_a_noun_behind_a_verb_is_not_what_is_asked_after() -> None:
    assert expected_answer("What did the city buy?").kind is AnswerType.ANYTHING


def test_a_noun_too_far_behind_is_not_what_is_asked_after() -> None:
    assert expected_answer("Which small old grey city is it?").kind is AnswerType.PLACE
    assert expected_answer("Which small old grey walled city is it?").kind is AnswerType.ANYTHING


WORDS = ["how", "many", "which", "what", "who", "де", "скільки", "of", "mill", "'s", "’"]


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_only_a_number_is_counted_and_by_at_most_three_telling_stems(question: str) -> None:
    found = expected_answer(question)
    assert len(found.counted) <= 3
    assert not found.counted & STOP_STEMS
    assert found.kind is AnswerType.NUMBER or not found.counted
