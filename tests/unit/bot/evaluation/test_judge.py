"""How an expected answer is looked for, and when two names are one speaker."""

from __future__ import annotations

import pytest

from bot.evaluation.judge import contains_answer, is_same_speaker, keep_letters, names_person


def test_only_letters_and_digits_are_compared() -> None:
    assert keep_letters("4.2 million — the Mayor's_own!") == "42millionthemayorsown"
    assert keep_letters("й") == keep_letters("и\u0306")


@pytest.mark.parametrize(
    ("answers", "contained"),
    [
        (["on TUESDAY,"], True),
        (["on Wednesday", "the old mill"], True),
        (["Wednesday"], False),
        ([], False),
    ],
)
def test_a_quote_holds_any_of_the_answers(answers: list[str], contained: bool) -> None:
    assert contains_answer("The old mill was sold on Tuesday.", answers) is contained


def test_a_quote_of_more_than_45_words_holds_nothing() -> None:
    assert contains_answer("Tuesday " + "word " * 44, ["Tuesday"])
    assert not contains_answer("Tuesday " + "word " * 45, ["Tuesday"])


@pytest.mark.parametrize(
    ("speaker", "expected", "same"),
    [
        ("Ada Thorn", "Ada Thorn", True),
        ("Thorn", "Ada Thorn", True),
        ("Mrs. Ada Thorn", "Thorn", True),
        ("Ada Thorn’s", "Ada Thorn", True),
        ("the Ministry of Health", "the health ministry", True),
        ("Тарасом Онуфрієнком", "Тарас Онуфрієнко", True),
        ("Ben Thorn", "Ada Thorn", False),
        ("Thornton", "Thorn", False),
        ("she", "Ada Thorn", False),
        ("", "Ada Thorn", False),
        (None, "Ada Thorn", False),
    ],
)
def test_two_names_are_one_speaker_where_one_holds_the_other(speaker: str | None, expected: str, same: bool) -> None:
    assert is_same_speaker(speaker, expected) is same


def test_a_pronoun_names_nobody() -> None:
    assert names_person("Thorn")
    assert not any(map(names_person, ("she", "He", "", None)))
