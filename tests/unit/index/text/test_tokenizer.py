from __future__ import annotations

import pytest

from index.text.tokenizer import STOP_STEMS, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prioritizing", "prioritise"),
        ("prioritises", "prioritized"),
        ("Pakistan's", "Pakistan"),
        ("don’t", "don't"),
        ("U.S.", "US"),
        ("café", "cafe"),
        ("150,000", "150000"),
        ("Курська", "Курськ"),
        ("Зеленського", "Зеленським"),
        ("Путина", "Путин"),
        ("п’ять", "п'ять"),
    ],
)
def test_forms_of_one_word_are_compared_as_equal(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("1.5", "15"), ("10,5", "105"), ("Iran", "Iraq"), ("was", "wash")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_carry_their_offsets() -> None:
    text = "  “We won’t,” said U.S. envoy Ng."
    assert [text[word.start : word.end] for word in words(text)] == ["We", "won’t", "said", "U.S.", "envoy", "Ng"]


def test_stems_keep_order_and_repeats() -> None:
    assert stems("No, no: yes") == ["no", "no", "yes"]


def test_question_words_of_three_languages_are_function_words() -> None:
    assert {stem("who"), stem("хто"), stem("кто")} <= STOP_STEMS
    assert stem("bridge") not in STOP_STEMS
