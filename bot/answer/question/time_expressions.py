"""Find the time that a question asks for: "last week", "since Monday", "the latest"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answer.question import time_words as words
from index import Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time that a question asks for: from ``begin`` to ``end``, both included, None without such a bound.

    ``relative``: articles must have been published then. ``latest``: the newest article that answers is asked for.
    ``words`` is the span in the question; with both a time and a "latest", the span of the time.
    """

    begin: date | None
    end: date | None
    latest: bool
    words: Span
    relative: bool = False


@dataclass(frozen=True, slots=True)
class _WrittenTime:
    """A written time; ``period`` computes its days as seen from a day.

    A ``bare`` one, such as "May", counts only after a word such as "in". ``owned``: a possessive follows, and "last
    week's vote" may be reported later.
    """

    span: Span
    period: PeriodSeenFrom
    relative: bool
    bare: bool = False
    owned: bool = False


def find_time_expression(question: str, today: date) -> TimeExpression | None:
    """Return the time that ``question`` asks for, seen from ``today``; None where it asks for none.

    A relative time takes precedence, else the first counts. Quoted words name no time.
    """
    text = QUOTED.sub(lambda found: "_" * len(found.group()), question)
    limits = [limit for limit in _find_limits(text, today) if limit]
    latest = _LATEST.search(text)
    limit = next((limit for limit in limits if limit.relative), next(iter(limits), None))
    if limit is None:
        return TimeExpression(None, None, True, latest.span()) if latest else None
    return TimeExpression(limit.begin, limit.end, latest is not None, limit.words, limit.relative)


def remove_time_words(question: str, when: TimeExpression) -> str:
    """Remove the words that ask for a publication date; an absolute time stays, since articles mention it."""
    if when.relative:
        question = f"{question[: when.words[0]]} {question[when.words[1] :]}"
    if when.latest:
        question = _LATEST.sub(" ", question)
    return re.sub(r"\s+(?=[?.!,]|$)", "", " ".join(question.split()))


def find_dates(text: str, today: date) -> Iterator[Period]:
    """Yield the absolute times that ``text`` mentions; a missing year is that of the last such day until ``today``."""
    for time in _find_times(text):
        if not time.relative and (not time.bare or _find_cue(text, time.span[0]) is not None):
            period = time.period(today)
            if period:
                yield period


def _find_limits(text: str, today: date) -> Iterator[TimeExpression | None]:
    times = list(_find_times(text))
    for number, time in enumerate(times):
        cue = _find_cue(text, time.span[0])
        after = times[number + 1] if number + 1 < len(times) else None
        if cue and cue[0] == "between" and after and _AND.fullmatch(text, time.span[1], after.span[0]):
            yield _make_range(time, after, cue[1], today)
        elif cue or not time.bare:
            yield _make_limit(time, cue or ("in", time.span[0]), today)


def _make_range(first: _WrittenTime, last: _WrittenTime, start: int, today: date) -> TimeExpression | None:
    end = last.period(today)
    begin = first.period(end[1] if end and not first.relative else today)
    if not begin or not end or begin[0] > end[1]:
        return None
    return TimeExpression(begin[0], end[1], False, (start, last.span[1]), first.relative or last.relative)


def _make_limit(time: _WrittenTime, cue: tuple[str, int], today: date) -> TimeExpression | None:
    period = time.period(today)
    if period is None or (time.bare and time.relative and cue[0] != "since"):
        return None  # "by Friday" may be the next one
    one = timedelta(days=1)
    open_ended = time.relative and (time.owned or cue[0] == "about")
    begin, end = {
        "since": (period[0], None),
        "after": (period[1] + one, None),
        "before": (None, period[0] - one),
        "until": (None, period[1]),
    }.get(cue[0], (period[0], None if open_ended else period[1]))
    start = time.span[0] if cue[0] == "about" else cue[1]
    return TimeExpression(begin, end, False, (start, time.span[1]), time.relative)


def _find_cue(text: str, at: int) -> tuple[str, int] | None:
    """Return the kind and the start of the words that limit the time at ``at``."""
    for kind, pattern in _CUES.items():
        found = pattern.search(text, max(0, at - 40), at)
        if found:
            return kind, found.start()
    return None


def _find_times(text: str) -> Iterator[_WrittenTime]:
    """Yield the times in ``text``, in order; of overlapping ones the first, then the first in ``_READERS``."""
    found = [
        (match.start(), order, match) for order, (pattern, _) in enumerate(_READERS) for match in pattern.finditer(text)
    ]
    end = 0
    for start, order, match in sorted(found, key=lambda each: each[:2]):
        if start >= end:
            time = _READERS[order][1](match)
            if time:
                yield time
                end = match.end()


def _alternatives(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _numbered_groups(kind: str, patterns: Iterable[str]) -> str:
    """Return an alternation of patterns, each in a group that is numbered by its index."""
    return _alternatives(f"(?P<{kind}{number}>{pattern})" for number, pattern in enumerate(patterns))


def _group_index(match: re.Match[str], kind: str) -> int | None:
    found = (name for name, text in match.groupdict().items() if text is not None and name.startswith(kind))
    return next((int(name.removeprefix(kind)) for name in found), None)


def _group_number(match: re.Match[str], name: str) -> int | None:
    text = match.groupdict().get(name)
    return int(text) if text else None


def _read_full_date(match: re.Match[str]) -> _WrittenTime:
    day = int(match["day"])
    return _WrittenTime(match.span(), days_period(day, day, int(match["month"]), int(match["year"])), relative=False)


def _read_day_of_month(match: re.Match[str]) -> _WrittenTime:
    day = int(match["day"])
    first, last = _group_number(match, "first") or day, _group_number(match, "last") or day
    number = (_group_index(match, "m") or 0) + 1
    return _WrittenTime(match.span(), days_period(first, last, number, _group_number(match, "year")), relative=False)


def _read_month(match: re.Match[str]) -> _WrittenTime:
    found = _group_number(match, "year")
    bare = found is None and not match["past"]
    return _WrittenTime(
        match.span(), month_period((_group_index(match, "m") or 0) + 1, found), relative=False, bare=bare
    )


def _read_year(match: re.Match[str]) -> _WrittenTime:
    return _WrittenTime(match.span(), year_period(int(match["year"])), relative=False, bare=True)


def _read_day_word(match: re.Match[str]) -> _WrittenTime:
    period = calendar_period_ago("day", _group_index(match, "d") or 0)
    return _WrittenTime(match.span(), period, relative=True, owned=bool(match["owned"]))


def _read_calendar_unit(match: re.Match[str]) -> _WrittenTime:
    unit = _UNITS[_group_index(match, "u") or 0]
    period = calendar_period_ago(unit, 0 if match["this"] else 1)
    return _WrittenTime(match.span(), period, relative=True, owned=bool(match["owned"]))


def _read_last_year(match: re.Match[str]) -> _WrittenTime:
    return _WrittenTime(match.span(), calendar_period_ago("year", 1), relative=True)


def _read_rolling(match: re.Match[str]) -> _WrittenTime:
    return _WrittenTime(
        match.span(), rolling_period(_UNITS[_group_index(match, "u") or 0], _read_count(match)), relative=True
    )


def _read_ago(match: re.Match[str]) -> _WrittenTime:
    return _WrittenTime(
        match.span(), calendar_period_ago(_UNITS[_group_index(match, "u") or 0], _read_count(match)), relative=True
    )


def _read_weekday(match: re.Match[str]) -> _WrittenTime:
    return _WrittenTime(
        match.span(), weekday_period(_group_index(match, "w") or 0), relative=True, bare=not match["past"]
    )


def _read_count(match: re.Match[str]) -> int:
    found = _group_number(match, "digits")
    if found is not None:
        return found
    named = _group_index(match, "n")
    return 1 if named is None else list(words.NUMBERS)[named]


_UNITS = list(words.UNITS)
QUOTED = re.compile('“[^”]*”|«[^»]*»|„[^“”]*[“”]|"[^"]*"')
"""Words in quotation marks: a time in them is not the asker's."""

_LATEST = re.compile(rf"\b{_alternatives(words.LATEST)}(?!\w)", re.IGNORECASE)
_AND = re.compile(rf",?\s*{_alternatives([words.AND])}\s*(?:the\s+)?", re.IGNORECASE)
_CUES = {
    kind: re.compile(rf"(?<!\w)(?:{found})\s+(?:the\s+|(?:early|late|mid)[ -])?$", re.IGNORECASE)
    for kind, found in words.CUES.items()
}
_IN_YEAR = r"(?:,? (?:of )?(?P<year>(?:19|20)\d\d)(?!\d)(?: (?:року|рік|года?)\b)?)?"
_A_MONTH = _numbered_groups("m", words.MONTHS)
_A_UNIT = _numbered_groups("u", words.UNITS.values())
_A_NUMBER = rf"(?:(?P<digits>\d{{1,3}})|{_numbered_groups('n', words.NUMBERS.values())})"
_POSSESSIVE = r"(?P<owned>['’]s)?"

_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _WrittenTime]], ...] = tuple(
    (re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE), reader)
    for pattern, reader in (
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", _read_full_date),
        (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", _read_full_date),
        (
            rf"(?:(?P<first>\d{{1,2}})\s?{_alternatives([words.AND])}\s?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го)?"
            rf"(?: of)? {_A_MONTH}\b\.?{_IN_YEAR}",
            _read_day_of_month,
        ),
        (
            rf"{_A_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:\s?[-–]\s?(?P<last>\d{{1,2}}))?{_IN_YEAR}",
            _read_day_of_month,
        ),
        (rf"(?P<past>{_alternatives([words.LAST])} )?{_A_MONTH}\b\.?{_IN_YEAR}", _read_month),
        (r"(?P<year>(?:19|20)\d\d)(?![%\d]|[.,-]\d)(?:[- ](?:року|році|рік|года?|году|го)\b)?", _read_year),
        (rf"{_numbered_groups('d', words.DAYS_BACK)}{_POSSESSIVE}", _read_day_word),
        (rf"(?:(?P<this>{words.THIS})|{words.LAST}) {_A_UNIT}{_POSSESSIVE}", _read_calendar_unit),
        (words.A_YEAR_BACK, _read_last_year),
        (rf"(?:{words.LAST}|{words.PAST}) {_A_NUMBER} {_A_UNIT}", _read_rolling),
        (rf"(?:{words.PAST}) {_A_UNIT}", _read_rolling),
        (rf"(?:{_A_NUMBER} )?{_A_UNIT} (?:{words.AGO})", _read_ago),
        (
            rf"(?P<past>{_alternatives([words.LAST])} )?{_numbered_groups('w', words.WEEKDAYS)}{_POSSESSIVE}",
            _read_weekday,
        ),
    )
)
"""The pattern of each kind of time, with the function that reads its match."""

Period = tuple[date, date]
"""First and last day, both included."""

PeriodSeenFrom = Callable[[date], Period | None]
"""Computes a period as seen from a day; None where the calendar has no such period."""

_DAY = timedelta(days=1)
_LONGEST_DAYS = 36525


def calendar_period_ago(unit: str, count: int) -> PeriodSeenFrom:
    """Return the day, week from Monday, month or year ``count`` units ago; 0 is today's."""

    def period(today: date) -> Period | None:
        try:
            if unit == "month":
                return _month_in_year(*divmod(today.year * 12 + today.month - 1 - count, 12))
            if unit == "year":
                return date(today.year - count, 1, 1), date(today.year - count, 12, 31)
            if unit == "week":
                monday = today - timedelta(days=today.weekday() + 7 * count)
                return monday, monday + 6 * _DAY
            return today - count * _DAY, today - count * _DAY
        except (ValueError, OverflowError):
            return None

    return period


def rolling_period(unit: str, count: int) -> PeriodSeenFrom:
    """Return the days from ``count`` units ago to today."""
    days = count * {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    return lambda today: (today - days * _DAY, today) if days < _LONGEST_DAYS else None


def weekday_period(number: int) -> PeriodSeenFrom:
    """Return the last such weekday before today; Monday is 0."""

    def period(today: date) -> Period:
        day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        return day, day

    return period


def month_period(number: int, year: int | None) -> PeriodSeenFrom:
    """Return a month; without a year the last that has begun."""
    return lambda today: _month_in_year(year or today.year - (number > today.month), number - 1)


def days_period(first: int, last: int, number: int, year: int | None) -> PeriodSeenFrom:
    """Return days of a month; without a year the last that have begun."""

    def period(today: date) -> Period | None:
        try:
            begin = date(year or today.year, number, first)
            if not year and begin > today:
                begin = date(today.year - 1, number, first)
            return (begin, begin.replace(day=last)) if first <= last else None
        except ValueError:
            return None

    return period


def year_period(number: int) -> PeriodSeenFrom:
    """Return a year, whatever the day."""
    return lambda _: (date(number, 1, 1), date(number, 12, 31))


def _month_in_year(in_year: int, index: int) -> Period:
    """Return the month ``index``, from 0 to 11. Raises ValueError for a year outside of the calendar."""
    begin = date(in_year, index + 1, 1)
    return begin, begin.replace(day=monthrange(in_year, index + 1)[1])
