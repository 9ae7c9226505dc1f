"""Written dates become ISO 8601 only where there is one way to read them."""

from __future__ import annotations

import pytest

from index.text.dates import (
    DAY,
    MONTH,
    WEEKDAY,
    YEAR,
    date_mentions,
    find_date,
    month_of,
    normalize_date,
    parse_date,
    weekday_of,
)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-02-09", "2025-02-09"),
        ("2025-02-09T14:05:00Z", "2025-02-09T14:05:00+00:00"),
        ("2025-02-09 14:05", "2025-02-09T14:05:00"),
        ("2025-02-09T14:05:01.250+02:00", "2025-02-09T14:05:01+02:00"),
        ("Sun, 09 Feb 2025 14:05:00 +0200", "2025-02-09T14:05:00+02:00"),
        ("Sun, 09 Feb 2025 14:05:00 GMT", "2025-02-09T14:05:00+00:00"),
        ("9 February 2025", "2025-02-09"),
        ("9th of February 2025", None),
        ("9th February, 2025", "2025-02-09"),
        ("  Sunday,  9 February 2025 ", "2025-02-09"),
        ("Feb 9, 2025", "2025-02-09"),
        ("Feb. 9, 2025", "2025-02-09"),
        ("February 9, 2025 at 2:05 PM", "2025-02-09T14:05:00"),
        ("February 9, 2025, 12.30 a.m.", "2025-02-09T00:30:00"),
        ("9 FEBRUARY 2025 14:05 UTC", "2025-02-09T14:05:00+00:00"),
        ("9 February 2025, 14:05 -05:30", "2025-02-09T14:05:00-05:30"),
        ("09.02.2025", "2025-02-09"),
        ("9.2.2025, 08:05", "2025-02-09T08:05:00"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
        ("9 лютого 2025 року", "2025-02-09"),
        ("9 лютого 2025, 14:05", "2025-02-09T14:05:00"),
        ("9 февраля 2025 г.", "2025-02-09"),
        ("13/02/2025", "2025-02-13"),
        ("02/13/2025", "2025-02-13"),
        ("03/03/2025", "2025-03-03"),
        ("03/04/2025", None),
        ("29 February 2025", None),
        ("2025-02-31", None),
        ("9 Smarch 2025", None),
        ("9 February 2025 25:00", None),
        ("9 February 2025 13:00 pm", None),
        ("9 February 2025 10:00 +99:99", None),
        ("2025", None),
        ("yesterday", None),
        ("", None),
        ("9 February 2025 and some more words", None),
        ("9" * 100_000, None),
        ("٩ February ٢٠٢٥", None),
    ],
)
def test_reads_what_is_sure_and_nothing_else(words: str, iso: str | None) -> None:
    assert parse_date(words) == iso


def test_unread_words_are_kept_and_blank_ones_dropped() -> None:
    assert normalize_date(" last spring ") == "last spring"
    assert normalize_date("9 February 2025") == "2025-02-09"
    assert normalize_date("  ") is None
    assert normalize_date(None) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted: Fri 6:45 PM, Feb 9, 2025 |", "2025-02-09"),
        ("[ 2025-02-09 15:24 ]", "2025-02-09"),
        ("Tue Feb 09 2025 05:44:06 GMT+0000 (UTC)", "2025-02-09"),
        ("on 2025-02-09T05:44:06Z", "2025-02-09"),
        ("2025/2/9", "2025-02-09"),
        ("Von Ida Lund am 9. Februar 2025", "2025-02-09"),
        ("domingo, 9 de fevereiro de 2025 às 20:13", "2025-02-09"),
        ("Ida Lund · 9 лютого 2025, 10:00", "2025-02-09"),
        ("2025년 2월 9일", "2025-02-09"),
        ("20:13 09.02.2025", "2025-02-09"),
        ("9 February 2025 | 11 February 2025", "2025-02-09"),
        ("03/04/2025", None),
        ("31 February 2025", None),
        ("No. 12-2025-02-091", None),
        ("in 2025", None),
        ("9 bridges 2025", None),
    ],
)
def test_a_day_is_found_among_other_words(line: str, day: str | None) -> None:
    assert find_date(line) == day


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("It opened on Monday.", WEEKDAY, 0),
        ("Відкрили у середу.", WEEKDAY, 2),
        ("Музей открыт по субботам.", WEEKDAY, 5),
        ("Бюджет примут в декабре.", MONTH, 12),
        ("Voted on 4 March", DAY, 304),
        ("Проголосували 4 березня", DAY, 304),
        ("It was built in 1990.", YEAR, 1990),
    ],
)
def test_a_date_is_found_with_its_kind_and_number(text: str, kind: str, number: float) -> None:
    assert [(found[0], found[1]) for found in date_mentions(text)] == [(kind, number)]


@pytest.mark.parametrize(
    "text",
    [
        "Скільки серед них дітей?",
        "Среди них средняя школа.",
        "Майже четверо з майдану.",
        "Четверта вулиця",
        "It may march.",
    ],
)
def test_a_word_that_only_begins_like_a_month_or_weekday_is_no_date(text: str) -> None:
    assert list(date_mentions(text)) == []


@pytest.mark.parametrize("word", ["П’ятницю", "п'ятницю", "пятницу", "Friday"])
def test_an_apostrophe_of_any_kind_names_the_same_weekday(word: str) -> None:
    assert weekday_of(word) == 4


def test_an_english_month_needs_its_capital() -> None:
    assert month_of("May") == 5
    assert month_of("may") is None
    assert month_of("травня") == 5
