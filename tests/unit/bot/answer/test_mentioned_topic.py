from __future__ import annotations

import pytest

from bot.answer.near_misses import mentioned_topic

ENGLISH = (
    "The mayors of Oldbridge, Lower Alder and Stenning have asked the government to pay. The river towns put the "
    "damage at 4 million euros. Ruthenian ministers did not answer on Friday. Jane Roe’s friends left the old mill."
)
UKRAINIAN = "Міська рада Заріччя не підвищить тарифи. Так сказала міська голова Оксана Бережна. У Вільхах тихо."


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How much did the river towns get?", "the river towns"),
        ("What is the name of the river towns in the north?", "the river towns"),
        ("Did the old mill burn?", "the old mill"),
        ("Will the old mill be sold?", "the old mill"),
        ("When will Lower Alder be flooded?", "Lower Alder"),
        ("When did Stenning build the old mill?", "Stenning"),
        ("Jane Roe left what?", "Jane Roe"),
        ("Was Jane Roe elected in Oldbridge?", "Jane Roe"),
        ("Скільки грошей отримав Олдбрідж?", "Oldbridge"),
    ],
)
def test_what_the_passage_mentions_of_a_question_is_named(question: str, name: str) -> None:
    assert mentioned_topic(question, ENGLISH) == name


@pytest.mark.parametrize(
    "question",
    [
        "Which planet has rings?",
        "When did the old church burn?",
        "When did the river rise?",
        "Who is the mill owner?",
        "Is there Ruthenian bread?",
        "Did it rain on Friday?",
        "Where is Jane Thorn?",
        "Where is Alder Stenning?",
        "What do the mayors of Old Alder & Stenning want?",
        "What is the Ministry of Stenning?",
        "Who runs Stenning for Children?",
        "Alder weather",
        "Stenning weather",
        "who owns oldbridge",
        "the",
        "",
    ],
)
def test_nothing_is_named_that_is_not_surely_meant(question: str) -> None:
    assert mentioned_topic(question, ENGLISH) == ""


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Скільки років Оксані Бережній?", "Оксана Бережна"),
        ("Когда родилась Оксана Бережная?", "Оксана Бережна"),
        ("When was Oksana Berezhna born?", "Оксана Бережна"),
        ("Яка погода у Вільхах?", "Вільхах"),
        ("що каже міська рада", ""),
    ],
)
def test_a_name_is_written_as_the_passage_has_it(question: str, name: str) -> None:
    assert mentioned_topic(question, UKRAINIAN) == name
