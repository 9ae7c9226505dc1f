"""Every day, month, year and weekday of a sentence must be told by what it cites, seen from the article's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.answer import DAYS_BACK
from bot.llm.types import Problem
from bot.llm.verify.evidence import ClaimEvidence
from index.text.dates import DAY, MONTH, WEEKDAY, YEAR, date_mentions, month_of
from index.text.numbers import ENGLISH_ORDINALS, NUMERALS

_DateFacts = set[tuple[str, float]]
"""What a text tells: which of a weekday, day, month and year it is, and its number."""

_FOUR_DIGITS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NUMERIC_DATE = re.compile(r"\b(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4}))\b")
_RELATIVE_TIMES = tuple(
    re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for words in (
        *DAYS_BACK,
        r"tomorrow|завтра",
        *(
            rf"last {unit}|минул\w+ {uk}|прошл\w+ {ru}"
            for unit, uk, ru in (("week", "тиж\\w+", "недел\\w+"), ("month", "місяц\\w+", "месяц\\w+"))
        ),
        r"last year|торік|минулого року|в прошлом году|прошлого года",
        *(
            rf"next {unit}|наступн\w+ {uk}|следующ\w+ {ru}"
            for unit, uk, ru in (
                ("week", "тиж\\w+", "недел\\w+"),
                ("month", "місяц\\w+", "месяц\\w+"),
                ("year", "р[оі]\\w+", "год\\w*"),
            )
        ),
    )
)
"""What says when something was, seen from a day that is not told: each must stand in what is cited."""

_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_ORDINAL_OF_MONTH = re.compile(rf"\b((?i:{'|'.join(reversed(ENGLISH_ORDINALS))})) of ([A-Z][a-z]+)")
_DAY_OFFSETS = (
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|сьогодні|сегодня)\b", re.IGNORECASE), 0),
    (re.compile(r"\b(?:yesterday|last night|[ву]чора|вчера)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:tomorrow|завтра)\b", re.IGNORECASE), 1),
)
_YEAR_OFFSETS = (
    (re.compile(r"\b(?:last year|торік|минул\w+ ро\w+|прошл\w+ год\w*)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:next year|наступн\w+ ро\w+|следующ\w+ год\w*)\b", re.IGNORECASE), 1),
)
_YEARS_AGO = re.compile(r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten) years? ago\b", re.IGNORECASE)
_MONTH_OFFSETS = (
    (re.compile(r"\b(?:last month|минул\w+ місяц\w+|прошл\w+ месяц\w*)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:next month|наступн\w+ місяц\w+|следующ\w+ месяц\w*)\b", re.IGNORECASE), 1),
)


def check_dates(told: str, cited: ClaimEvidence) -> Problem | None:
    """The first date of ``told`` that neither the texts cited nor the days of their articles give."""
    there = {each for day in (*cited.published, None) for each in _text_dates(cited.text, day)} | _text_dates(
        cited.about, None
    )
    for words in _RELATIVE_TIMES:
        found = words.search(told)
        if found and not words.search(cited.text):
            return cited.problem(f"the time {found.group()!r}", lambda one, w=words: bool(w.search(one.text)))  # type: ignore[misc]
    for kind, number, start, end in _sentence_dates(told):
        if (kind, number) not in there:
            what = f"the date {told[start:end]!r}"
            return cited.problem(what, lambda one, each=(kind, number): each in _text_dates(one.text, None))  # type: ignore[misc]
    return None


def _date_mentions(text: str) -> Iterator[tuple[str, float, int, int]]:
    """The days that a text names; Thursday's is Thursday."""
    for kind, number, _, start, end in date_mentions(_POSSESSIVE.sub("  ", text)):
        yield kind, number, start, end


def _sentence_dates(told: str) -> Iterator[tuple[str, float, int, int]]:
    yield from _date_mentions(told)
    for found in _NUMERIC_DATE.finditer(told):
        day = _parse_numeric_date(found)
        if day:
            yield DAY, 100.0 * day.month + day.day, found.start(), found.end()
            yield YEAR, float(day.year), found.start(), found.end()


def _text_dates(text: str, published: date | None) -> _DateFacts:
    """What ``text`` tells, read on the day on which it was ``published``."""
    told: _DateFacts = {(kind, number) for kind, number, *_ in _date_mentions(text)}
    told |= {(YEAR, float(found)) for found in _FOUR_DIGITS.findall(text)}
    for found in _NUMERIC_DATE.finditer(text):
        told |= _facts_of_day(_parse_numeric_date(found))
    for word, name in _ORDINAL_OF_MONTH.findall(text):
        told.add((DAY, 100.0 * (month_of(name) or 0) + ENGLISH_ORDINALS.index(word.lower()) + 1))
    if published is not None:
        told |= _facts_of_day(published)
        for day in _relative_days(text, published):
            told |= _facts_of_day(day)
        told |= _years_and_months(text, published)
    years = {int(number) for kind, number in told if kind == YEAR}
    for kind, number in list(told):
        if kind == DAY:
            told.add((MONTH, number // 100))
            for year in years:
                told |= _facts_of_day(_make_date(year, int(number // 100), int(number % 100)))
    return told


def _relative_days(text: str, published: date) -> Iterator[date]:
    """The days that a weekday, "yesterday" and the like may be: a weekday the last or the next one."""
    for words, offset in _DAY_OFFSETS:
        if words.search(text):
            yield from _shift_day(published, offset)
    for kind, number in {(kind, number) for kind, number, *_ in _date_mentions(text)}:
        if kind == WEEKDAY:
            back = (published.weekday() - int(number)) % 7
            yield from _shift_day(published, -back, 7 - back, -back - 7)


def _shift_day(day: date, *offsets: int) -> Iterator[date]:
    for offset in offsets:
        if 1 <= day.toordinal() + offset <= date.max.toordinal():
            yield day + timedelta(days=offset)


def _years_and_months(text: str, published: date) -> _DateFacts:
    told: _DateFacts = {(YEAR, float(published.year + by)) for words, by in _YEAR_OFFSETS if words.search(text)}
    for found in _YEARS_AGO.findall(text):
        told.add((YEAR, float(published.year - (int(found) if found.isdigit() else NUMERALS[found.lower()]))))
    for words, by in _MONTH_OFFSETS:
        if words.search(text):
            told.add((MONTH, float((published.month - 1 + by) % 12 + 1)))
    return told


def _facts_of_day(day: date | None) -> _DateFacts:
    if day is None:
        return set()
    number = 100.0 * day.month + day.day
    return {(WEEKDAY, float(day.weekday())), (DAY, number), (MONTH, float(day.month)), (YEAR, float(day.year))}


def _parse_numeric_date(found: re.Match[str]) -> date | None:
    year, month, day, day2, month2, year2 = found.groups()
    return _make_date(int(year or year2), int(month or month2), int(day or day2))


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
