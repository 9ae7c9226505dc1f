"""Numbers as two readers see them: every number, and what is counted."""

from __future__ import annotations

import pytest

from index.text.numbers import compatible, find_figures, find_quantities, mask_numbers, normalize_numerals, same_number
from index.text.tokenizer import stems


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("some 47 people", "peopl", 47),
        ("two hundred and fifty people", "peopl", 250),
        ("a million people", "peopl", 1e6),
        ("чотирнадцять тріщин", "тріщин", 14),
        ("сто двадцять людей", "люд", 120),
        ("$2.5 million", "money:$", 2.5e6),
        ("30 %", "percent", 30),
    ],
)
def test_a_figure_has_the_value_and_the_noun_that_it_counts(text: str, unit: str, value: float) -> None:
    assert [(found.unit, found.values) for found in find_figures(text)] == [(unit, frozenset({value}))]


@pytest.mark.parametrize("text", ["at 3:30 p.m.", "version 1.2.3 files", "another 5 people", "5 people per day"])
def test_a_clock_a_version_a_part_and_a_rate_are_no_figures(text: str) -> None:
    assert find_figures(text) == []


def test_an_address_with_a_port_is_read_without_an_error() -> None:
    text = "It listens on 127.0.0.1:8080, they said."

    assert find_figures(text) == []
    assert len(find_quantities(text)) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("4,500", "four thousand five hundred", True),
        ("1.234", "1,234", True),
        ("5 %", "5 euros", False),
        ("3rd", "3", False),
    ],
)
def test_a_number_is_the_same_in_digits_and_in_words(one: str, other: str, same: bool) -> None:
    assert same_number(find_quantities(one)[0], find_quantities(other)[0]) is same


@pytest.mark.parametrize(
    ("one", "other", "may_both_be_true"),
    [
        ("about 50 people", "47 people", True),
        ("at least 40 people", "60 people", True),
        ("41 people", "43 people", False),
        ("41 people", "41 houses", False),
    ],
)
def test_figures_are_compatible_within_rounding_and_bounds(one: str, other: str, may_both_be_true: bool) -> None:
    assert compatible(find_figures(one)[0], find_figures(other)[0]) is may_both_be_true


def test_numbers_of_stems_are_masked_and_written_in_digits() -> None:
    words = list(stems("ten or 12 boats"))

    assert normalize_numerals(words)[0] == "10"
    assert mask_numbers(words).count("#") == 2
