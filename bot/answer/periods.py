"""Stretches of days, seen from a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Period = tuple[date, date]
"""The first day and the last, both included."""

Seen = Callable[[date], Period | None]
"""A period as it is seen from a day; None where the calendar has none such."""

_DAY = timedelta(days=1)
_LONGEST_DAYS = 36525


def calendar_back(unit: str, count: int) -> Seen:
    """The day, week from Monday, month or year that lies ``count`` of its kind back; 0 is the one of today."""

    def seen(today: date) -> Period | None:
        try:
            if unit == "month":
                return _month(*divmod(today.year * 12 + today.month - 1 - count, 12))
            if unit == "year":
                return date(today.year - count, 1, 1), date(today.year - count, 12, 31)
            if unit == "week":
                monday = today - timedelta(days=today.weekday() + 7 * count)
                return monday, monday + 6 * _DAY
            return today - count * _DAY, today - count * _DAY
        except (ValueError, OverflowError):
            return None

    return seen


def rolling(unit: str, count: int) -> Seen:
    """From ``count`` units back to today."""
    days = count * {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    return lambda today: (today - days * _DAY, today) if days < _LONGEST_DAYS else None


def weekday(number: int) -> Seen:
    """The last such weekday before today; Monday is 0."""

    def seen(today: date) -> Period:
        day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        return day, day

    return seen


def month(number: int, year: int | None) -> Seen:
    """A month; without a year the last that had begun by today."""
    return lambda today: _month(year or today.year - (number > today.month), number - 1)


def days(first: int, last: int, number: int, year: int | None) -> Seen:
    """Days of a month; without a year the last that had begun by today."""

    def seen(today: date) -> Period | None:
        try:
            begin = date(year or today.year, number, first)
            if not year and begin > today:
                begin = date(today.year - 1, number, first)
            return (begin, begin.replace(day=last)) if first <= last else None
        except ValueError:
            return None

    return seen


def year(number: int) -> Seen:
    """A year."""
    return lambda _: (date(number, 1, 1), date(number, 12, 31))


def _month(in_year: int, index: int) -> Period:
    """The month of ``index``, from 0 to 11. Raises ValueError for a year that the calendar has not."""
    begin = date(in_year, index + 1, 1)
    return begin, begin.replace(day=monthrange(in_year, index + 1)[1])
