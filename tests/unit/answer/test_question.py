from __future__ import annotations

import pytest

from bot.answer.question import LONGEST, Kind, understand
from index.errors import QuestionError


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("who said Putin is prioritizing?", "Putin is prioritizing?"),
        ("Who said that the mill is closed", "the mill is closed"),
        ("who claims the mill will close?", "the mill will close?"),
        ("Who has warned that ice is thick?", "ice is thick?"),
        ("who's the one saying the roof leaks?", "the roof leaks?"),
        ("According to whom is the budget too small?", "the budget too small?"),
        ("Which official said that the bridge is safe?", "the bridge is safe?"),
        ("Хто сказав, що міст безпечний?", "міст безпечний?"),
        ("Кто заявил, что мост безопасен?", "мост безопасен?"),
        ('  who   said: "we are sorry"?', '"we are sorry"?'),
    ],
)
def test_a_question_for_a_speaker_is_told_by_its_words(text: str, subject: str) -> None:
    question = understand(text)
    assert (question.kind, question.subject) == (Kind.WHO_SAID, subject)


@pytest.mark.parametrize(
    "text",
    [
        "What did Petrov say about Kursk?",
        "Who bought the mill?",
        "When was it said that ice is thick?",
        "who said?",
        "Whose said mill is it?",
        "How many people fled?",
    ],
)
def test_other_questions_are_open_and_searched_whole(text: str) -> None:
    question = understand(text)
    assert (question.kind, question.subject) == (Kind.OPEN, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        ("?", "too short"),
        ("a", "too short"),
        ("x" * (LONGEST + 1), "2,001 characters"),
        ("word " * 2000, "shorten it"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_short_line(text: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words) as caught:
        understand(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 120


def test_half_a_character_does_not_reach_the_encoder() -> None:
    understand("is \ud83d a mill?").text.encode()
