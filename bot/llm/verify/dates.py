"""Check the days, months, years and weekdays of a sentence against what it cites, read on the article's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from bot.answer import DAYS_BACK
from bot.llm.types import NumberedSentence, Problem
from bot.llm.verify.evidence import ClaimEvidence
from index.text.dates import DAY, MONTH, WEEKDAY, YEAR, date_mentions, month_of
from index.text.numbers import ENGLISH_ORDINALS, NUMERALS

_DateFacts = set[tuple[str, float]]
"""Dates of a text: a kind, ``DAY``, ``MONTH``, ``YEAR`` or ``WEEKDAY``, and its number; a day is 100 * month + day."""

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
"""Times relative to an unknown day: each must stand in the texts cited."""

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


def check_dates(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find the first date of ``sentence`` that neither the texts cited nor the days of their articles give."""
    known = {each for day in (*evidence.published, None) for each in _text_dates(evidence.text, day)} | _text_dates(
        evidence.article_details, None
    )
    for words in _RELATIVE_TIMES:
        found = words.search(sentence)
        if found and not words.search(evidence.text):
            return evidence.report_missing(f"the time {found.group()!r}", partial(_has_match, words))
    for kind, number, start, end in _sentence_dates(sentence):
        if (kind, number) not in known:
            what = f"the date {sentence[start:end]!r}"
            return evidence.report_missing(what, partial(_has_date, (kind, number)))
    return None


def _has_match(pattern: re.Pattern[str], sentence: NumberedSentence) -> bool:
    return pattern.search(sentence.text) is not None


def _has_date(fact: tuple[str, float], sentence: NumberedSentence) -> bool:
    return fact in _text_dates(sentence.text, None)


def _date_mentions(text: str) -> Iterator[tuple[str, float, int, int]]:
    """Yield kind, number, start and end of each date in a text; "Thursday's" counts as Thursday."""
    for kind, number, _, start, end in date_mentions(_POSSESSIVE.sub("  ", text)):
        yield kind, number, start, end


def _sentence_dates(sentence: str) -> Iterator[tuple[str, float, int, int]]:
    yield from _date_mentions(sentence)
    for found in _NUMERIC_DATE.finditer(sentence):
        day = _parse_numeric_date(found)
        if day:
            yield DAY, 100.0 * day.month + day.day, found.start(), found.end()
            yield YEAR, float(day.year), found.start(), found.end()


def _text_dates(text: str, published: date | None) -> _DateFacts:
    """Return the dates that ``text`` gives when it is read on the day it was ``published``."""
    facts: _DateFacts = {(kind, number) for kind, number, *_ in _date_mentions(text)}
    facts |= {(YEAR, float(found)) for found in _FOUR_DIGITS.findall(text)}
    for found in _NUMERIC_DATE.finditer(text):
        facts |= _facts_of_day(_parse_numeric_date(found))
    for word, name in _ORDINAL_OF_MONTH.findall(text):
        facts.add((DAY, 100.0 * (month_of(name) or 0) + ENGLISH_ORDINALS.index(word.lower()) + 1))
    if published is not None:
        facts |= _facts_of_day(published)
        for day in _relative_days(text, published):
            facts |= _facts_of_day(day)
        facts |= _years_and_months(text, published)
    years = {int(number) for kind, number in facts if kind == YEAR}
    for kind, number in list(facts):
        if kind == DAY:
            facts.add((MONTH, number // 100))
            for year in years:
                facts |= _facts_of_day(_make_date(year, int(number // 100), int(number % 100)))
    return facts


def _relative_days(text: str, published: date) -> Iterator[date]:
    """Yield the days that "yesterday" and weekdays may be; a weekday may be the last, the next or the one before."""
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
    facts: _DateFacts = {(YEAR, float(published.year + by)) for words, by in _YEAR_OFFSETS if words.search(text)}
    for found in _YEARS_AGO.findall(text):
        facts.add((YEAR, float(published.year - (int(found) if found.isdigit() else NUMERALS[found.lower()]))))
    for words, by in _MONTH_OFFSETS:
        if words.search(text):
            facts.add((MONTH, float((published.month - 1 + by) % 12 + 1)))
    return facts


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
