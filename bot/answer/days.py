"""The days, months and years that a sentence gives, in English, Ukrainian and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator

WEEKDAY, DAY, MONTH, YEAR = "on weekday", "on day", "in month", "in year"

Day = tuple[str, float, float, int, int]
"""Which of the four it is, its number twice, and its start and end in the text. A day counts as 100 times its month
and its own number, a weekday from 0 for Monday."""

_WEEKDAYS = (
    "monday понеділ понедельн",
    "tuesday вівтор вторник",
    "wednesday серед среду сред",
    "thursday четвер четверг",
    "friday п'ятниц пятниц",
    "saturday субот суббот",
    "sunday неділ воскресен",
)
_MONTHS = (
    "january jan січен січн январ",
    "february feb лютого лютому феврал",
    "march березен березн март",
    "april квітен квітн апрел",
    "may травен травн май мая",
    "june червен червн июн",
    "july липен липн июл",
    "august aug серпен серпн август",
    "september sept вересен вересн сентябр",
    "october oct жовтен жовтн октябр",
    "november nov листопад ноябр",
    "december dec груден грудн декабр",
)
_LONGEST_ENDING = 3
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_DAY_OF_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_A_YEAR = re.compile(r"(?:\b(?:in|since|by|of|from|until|early|late|у|в|з|с|до|від|от)|,)\s*$", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"\s+(?:рок|год)", re.IGNORECASE)


def days(text: str) -> Iterator[Day]:
    """What ``text`` gives, in order but that a day stands where its month does."""
    tokens = list(_TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        weekday = weekday_of(token.group())
        month = month_of(token.group())
        if weekday is not None:
            yield WEEKDAY, weekday, weekday, token.start(), token.end()
        elif month is not None:
            yield _date(text, tokens, at, month)
        elif _YEAR.fullmatch(token.group()) and _is_year(text, token):
            yield YEAR, float(token.group()), float(token.group()), token.start(), token.end()


def weekday_of(word: str) -> int | None:
    """0 to 6 from Monday for its name, in any case of it."""
    return _row(word, _WEEKDAYS)


def month_of(word: str) -> int | None:
    """1 to 12 for a month's name, in any case of it; an English one must have its capital."""
    found = _row(word, _MONTHS)
    return None if found is None or (word[0] <= "z" and word[0].islower()) else found + 1


def _date(text: str, tokens: list[re.Match[str]], at: int, month: int) -> Day:
    """ "4 March" and "March 4" as a day of the year, "March" alone as a month."""
    for near in (at - 1, at + 1):
        if 0 <= near < len(tokens) and _DAY_OF_MONTH.fullmatch(tokens[near].group()):
            first, last = tokens[min(at, near)], tokens[max(at, near)]
            if re.fullmatch(r"(?:st|nd|rd|th)?(?: of)?\.? ", text[first.end() : last.start()]):
                day = 100.0 * month + int(tokens[near].group())
                return DAY, day, day, first.start(), last.end()
    return MONTH, float(month), float(month), tokens[at].start(), tokens[at].end()


def _is_year(text: str, token: re.Match[str]) -> bool:
    """Whether four digits are a year and count nothing: "in 1990", "1990 року", "4 March 1990"."""
    before, behind = text[max(0, token.start() - 14) : token.start()], text[token.end() :]
    last = re.search(r"(\w+)\s*$", before)
    return bool(_IN_A_YEAR.search(before) or _OF_A_YEAR.match(behind) or (last and month_of(last.group(1)) is not None))


def _row(word: str, table: tuple[str, ...]) -> int | None:
    """The row whose name a word is: an English one whole, a Cyrillic one with an ending of up to three letters."""
    lower = word.lower().replace("’", "'").replace("ʼ", "'")
    for number, row in enumerate(table):
        for name in row.split():
            if lower == name or (
                name[0] > "z" and lower.startswith(name) and len(lower) - len(name) <= _LONGEST_ENDING
            ):
                return number
    return None
