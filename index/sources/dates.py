"""Dates as people and machines write them, turned into ISO 8601. What is ambiguous is left in the giver's words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

_LONGEST = 80
_LONGEST_LINE = 500

_MONTH_WORDS = (
    "january jan січня січень января januar jänner janvier enero janeiro gennaio januari stycznia",
    "february feb лютого лютий февраля februar février febrero fevereiro fev febbraio februari lutego",
    "march mar березня березень марта märz mars marzo março maart marca",
    "april apr квітня квітень апреля avril abril abr aprile kwietnia",
    "may травня травень мая mai mayo maio maggio mei maja",
    "june jun червня червень июня juni juin junio junho giugno czerwca",
    "july jul липня липень июля juli juillet julio julho luglio lipca",
    "august aug серпня серпень августа août agosto ago augustus sierpnia",
    "september sep sept вересня вересень сентября septembre septiembre setembro settembre września",
    "october oct жовтня жовтень октября oktober octobre octubre outubro ottobre października",
    "november nov листопада листопад ноября novembre noviembre novembro listopada",
    "december dec грудня грудень декабря dezember décembre diciembre dezembro dicembre grudnia",
)
_MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_WEEKDAYS = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|понеділок|вівторок|середа|четвер|п['’]ятниця|субота|неділя),? +"
)
_TIME = (
    r"(?:,? *(?:\| *|at +|о +|об +)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?: *(?P<half>[ap])\.?m\.?)?(?: *(?P<zone>z|gmt|utc|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YEAR = r"(?P<year>[0-9]{4})(?: *(?:року|р\.|года|г\.))?"
_WRITTEN = tuple(
    re.compile(f"(?:{_WEEKDAYS})?{day}{_TIME}", re.IGNORECASE)
    for day in (
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<month>[^\W\d_]{{3,10}})\.?,?[ -]{_YEAR}",
        rf"(?P<month>[^\W\d_]{{3,10}})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})",
        r"(?P<first>[0-9]{1,2})/(?P<other>[0-9]{1,2})/(?P<year>[0-9]{4})",
    )
)
_FIND = tuple(
    re.compile(rf"(?<![\w./-]){day}(?![\w/-])", re.IGNORECASE)
    for day in (
        r"(?P<year>(?:19|20)[0-9]{2})([-./])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?:T[0-9:.Z+-]+)?",
        r"(?P<year>(?:19|20)[0-9]{2}) ?[年년] ?(?P<month>[0-9]{1,2}) ?[月월] ?(?P<day>[0-9]{1,2}) ?[日일]",
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|º)?[ -](?:of |de )?(?P<month>[^\W\d_]{3,12})\.?,?[ -](?:de )?"
        r"(?P<year>(?:19|20)[0-9]{2})",
        r"(?P<month>[^\W\d_]{3,12})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)[0-9]{2})",
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>(?:19|20)[0-9]{2})",
        r"(?P<first>[0-9]{1,2})/(?P<other>[0-9]{1,2})/(?P<year>(?:19|20)[0-9]{2})",
    )
)
_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9:]{5,8} (?:[+-][0-9]{4}|GMT|UT)")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?")


def iso_date(words: str) -> str | None:
    """Return the date or date-time as ISO 8601, to the second, None where it cannot be read surely.

    ``03/04/2025`` is not read, since it is March to some and April to others; ``09.02.2025`` is day first.
    """
    words = " ".join(words.split())
    if not words or len(words) > _LONGEST:
        return None
    return _from_iso(words) or _from_mail(words) or _from_written(words)


def find_date(line: str) -> str | None:
    """Return the first day that a line tells among other words, as ISO 8601 without the time; None for none.

    Years from 1900 to 2099; what ``iso_date`` would not read for being ambiguous is not found either.
    """
    matches = [match for pattern in _FIND for match in pattern.finditer(line[:_LONGEST_LINE])]
    for match in sorted(matches, key=lambda match: match.start()):
        try:
            day = _day(match.groupdict())
        except ValueError:
            continue
        if day is not None:
            return day.isoformat()
    return None


def iso_or_words(words: str | None) -> str | None:
    """Return the date as ISO 8601 where it can be read, else the words as they were given; None for none."""
    if words is None or not words.strip():
        return None
    return iso_date(words) or words.strip()


def _from_iso(words: str) -> str | None:
    if not _ISO.fullmatch(words):
        return None
    try:
        if len(words) == len("2025-02-09"):
            return date.fromisoformat(words).isoformat()
        return datetime.fromisoformat(words).isoformat(timespec="seconds")
    except ValueError:
        return None


def _from_mail(words: str) -> str | None:
    if not _MAIL.fullmatch(words):
        return None
    try:
        return parsedate_to_datetime(words).isoformat(timespec="seconds")
    except ValueError:
        return None


def _from_written(words: str) -> str | None:
    for pattern in _WRITTEN:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        try:
            return _written(match.groupdict())
        except ValueError:
            return None
    return None


def _written(parts: dict[str, str | None]) -> str | None:
    published = _day(parts)
    if published is None:
        return None
    if parts["hour"] is None:
        return published.isoformat()
    clock = time(_hour(parts), int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=_zone(parts["zone"]))
    return datetime.combine(published, clock).isoformat(timespec="seconds")


def _day(parts: dict[str, str | None]) -> date | None:
    """Return the day, None where day and month could be taken for each other; raise ValueError where it is none."""
    year = int(parts["year"] or 0)
    if "first" in parts:
        day, month = int(parts["first"] or 0), int(parts["other"] or 0)
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            return None
    else:
        day, word = int(parts["day"] or 0), (parts["month"] or "").lower()
        month = int(word) if word.isdecimal() else _MONTHS.get(word, 0)
    return date(year, month, day)


def _hour(parts: dict[str, str | None]) -> int:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half == "p" else 0)


def _zone(words: str | None) -> timezone | None:
    if words is None:
        return None
    if words[0] not in "+-":
        return UTC
    ahead = timedelta(hours=int(words[1:3]), minutes=int(words[-2:]))
    return timezone(-ahead if words[0] == "-" else ahead)
