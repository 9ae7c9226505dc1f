"""Read dates: months and weekdays by name, written dates as ISO 8601, and the dates that a text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from index.text.characters import APOSTROPHES, LETTER_WORD, straighten_apostrophes

_LONGEST_DATE, _LONGEST_LINE = 80, 500


class CalendarName(NamedTuple):
    """Spellings of one month or weekday in lower case, with spaces between; the nominative of a language comes first.

    ``other`` holds the forms in dates in German, French, Spanish, Portuguese, Italian, Dutch and Polish.
    """

    english: str
    short: str
    ukrainian: str
    russian: str
    other: str = ""

    def slavic_forms(self) -> list[str]:
        """Return the Ukrainian forms, then the Russian ones."""
        return [*self.ukrainian.split(), *self.russian.split()]

    def slavic_nominatives(self) -> tuple[str, str]:
        """Return the nominative in Ukrainian and in Russian."""
        return self.ukrainian.split()[0], self.russian.split()[0]

    def forms(self) -> list[str]:
        """Return the English, Ukrainian and Russian forms."""
        return [self.english, *self.short.split(), *self.slavic_forms()]

    def pattern(self) -> str:
        """Return a regular expression for any of the English, Ukrainian and Russian forms."""
        return "|".join((self.english, *self.short.split(), self.slavic_pattern()))

    def slavic_pattern(self) -> str:
        """Return a regular expression for the Ukrainian and Russian forms; the apostrophe may be any, or left out."""
        return "|".join(form.replace("'", f"[{APOSTROPHES}]?") for form in self.slavic_forms())


MONTHS = (
    CalendarName(
        "january",
        "jan",
        "січень січня січні січнем січню",
        "январь января январе январём январем январю",
        "januar jänner janvier enero janeiro gennaio januari stycznia",
    ),
    CalendarName(
        "february",
        "feb",
        "лютий лютого лютому лютим",
        "февраль февраля феврале февралём февралем февралю",
        "februar février febrero fevereiro fev febbraio februari lutego",
    ),
    CalendarName(
        "march",
        "mar",
        "березень березня березні березнем березню",
        "март марта марте мартом марту",
        "märz mars marzo março maart marca",
    ),
    CalendarName(
        "april",
        "apr",
        "квітень квітня квітні квітнем квітню",
        "апрель апреля апреле апрелем апрелю",
        "avril abril abr aprile kwietnia",
    ),
    CalendarName(
        "may", "", "травень травня травні травнем травню", "май мая мае маем", "mai mayo maio maggio mei maja"
    ),
    CalendarName(
        "june",
        "jun",
        "червень червня червні червнем червню",
        "июнь июня июне июнем июню",
        "juni juin junio junho giugno czerwca",
    ),
    CalendarName(
        "july",
        "jul",
        "липень липня липні липнем липню",
        "июль июля июле июлем июлю",
        "juli juillet julio julho luglio lipca",
    ),
    CalendarName(
        "august",
        "aug",
        "серпень серпня серпні серпнем серпню",
        "август августа августе августом августу",
        "août agosto ago augustus sierpnia",
    ),
    CalendarName(
        "september",
        "sept sep",
        "вересень вересня вересні вереснем вересню",
        "сентябрь сентября сентябре сентябрём сентябрем сентябрю",
        "septembre septiembre setembro settembre września",
    ),
    CalendarName(
        "october",
        "oct",
        "жовтень жовтня жовтні жовтнем жовтню",
        "октябрь октября октябре октябрём октябрем октябрю",
        "oktober octobre octubre outubro ottobre października",
    ),
    CalendarName(
        "november",
        "nov",
        "листопад листопада листопаді листопадом листопаду",
        "ноябрь ноября ноябре ноябрём ноябрем ноябрю",
        "novembre noviembre novembro listopada",
    ),
    CalendarName(
        "december",
        "dec",
        "грудень грудня грудні груднем грудню",
        "декабрь декабря декабре декабрём декабрем декабрю",
        "dezember décembre diciembre dezembro dicembre grudnia",
    ),
)
"""January to December."""

WEEKDAYS = (
    CalendarName(
        "monday",
        "mon",
        "понеділок понеділка понеділку понеділком понеділкам понеділках",
        "понедельник понедельника понедельнику понедельником понедельнике понедельникам понедельниках",
    ),
    CalendarName(
        "tuesday",
        "tue tues",
        "вівторок вівторка вівторку вівторком вівторкам вівторках",
        "вторник вторника вторнику вторником вторнике вторникам вторниках",
    ),
    CalendarName(
        "wednesday",
        "wed",
        "середа середи середі середу середою середам середах",
        "среда среды среде среду средой средам средах",
    ),
    CalendarName(
        "thursday",
        "thu thurs",
        "четвер четверга четвергу четвергом четверзі четвергам четвергах",
        "четверг четверга четвергу четвергом четверге четвергам четвергах",
    ),
    CalendarName(
        "friday",
        "fri",
        "п'ятниця п'ятниці п'ятницю п'ятницею п'ятницям п'ятницях",
        "пятница пятницы пятнице пятницу пятницей пятницам пятницах",
    ),
    CalendarName(
        "saturday",
        "sat",
        "субота суботи суботі суботу суботою суботам суботах",
        "суббота субботы субботе субботу субботой субботам субботах",
    ),
    CalendarName(
        "sunday",
        "sun",
        "неділя неділі неділю неділею неділям неділях",
        "воскресенье воскресенья воскресенью воскресеньем воскресеньям воскресеньях",
    ),
)
"""Monday to Sunday."""

ENGLISH_MONTHS = frozenset(month.english for month in MONTHS)
ENGLISH_WEEKDAYS = frozenset(day.english for day in WEEKDAYS)
MONTH_ABBREVIATIONS = frozenset(short for month in MONTHS for short in month.short.split())
SLAVIC_MONTHS = frozenset(form for month in MONTHS for form in month.slavic_forms())
SLAVIC_WEEKDAYS = frozenset(form for day in WEEKDAYS for form in day.slavic_forms())

WEEKDAY, DAY, MONTH, YEAR = "on weekday", "on day", "in month", "in year"

DateMention = tuple[str, float, float, int, int]
"""Kind (one of the four above), its number twice, and its start and end in the text.

The number of a day is 100 times its month plus its own; weekdays count from 0 for Monday.
"""

_AMBIGUOUS_MONTHS = frozenset(["mar", "apr", "jun", "jul", "sep", "лютий", "лютим"])
"""Forms that mostly are a name or another word where they stand outside of a whole date."""

_MONTH_NUMBERS = {
    form: number for number, month in enumerate(MONTHS, 1) for form in [*month.forms(), *month.other.split()]
}
_MENTIONED_MONTHS = {
    form: number for number, month in enumerate(MONTHS, 1) for form in month.forms() if form not in _AMBIGUOUS_MONTHS
}
_MENTIONED_WEEKDAYS = {
    form: number for number, day in enumerate(WEEKDAYS) for form in (day.english, *day.slavic_forms())
}
_TOKEN = re.compile(rf"\d+|{LETTER_WORD}")
_DAY_OF_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])")
_FOUR_DIGIT_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_A_YEAR = re.compile(r"(?:\b(?:in|since|by|of|from|until|early|late|у|в|з|с|до|від|от)|,)\s*$", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"\s+(?:рок|год)", re.IGNORECASE)

_WEEKDAY_PREFIX = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    + "|".join(day.ukrainian.split()[0].replace("'", "['’]") for day in WEEKDAYS)
    + r"),? +"
)
_TIME = (
    r"(?:,? *(?:\| *|at +|о +|об +)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?: *(?P<half>[ap])\.?m\.?)?(?: *(?P<zone>z|gmt|utc|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YEAR = r"(?P<year>[0-9]{4})(?: *(?:року|р\.|года|г\.))?"
_WHOLE_DATE_PATTERNS = tuple(
    re.compile(f"(?:{_WEEKDAY_PREFIX})?{day}{_TIME}", re.IGNORECASE)
    for day in (
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<month>[^\W\d_]{{3,10}})\.?,?[ -]{_YEAR}",
        rf"(?P<month>[^\W\d_]{{3,10}})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})",
        r"(?P<first>[0-9]{1,2})/(?P<other>[0-9]{1,2})/(?P<year>[0-9]{4})",
    )
)
_DATE_PATTERNS = tuple(
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


def parse_date(words: str) -> str | None:
    """Return the date or date-time as ISO 8601, to the second; None where it is ambiguous or none.

    ``03/04/2025`` is not read, since it is March to some and April to others; ``09.02.2025`` is day first.
    """
    words = " ".join(words.split())
    if not words or len(words) > _LONGEST_DATE:
        return None
    return _parse_iso(words) or _parse_mail(words) or _parse_written(words)


def find_date(line: str) -> str | None:
    """Return the first day in a line of other words, as ISO 8601 without the time; None where there is none.

    Only years from 1900 to 2099 are read; ambiguous dates are passed over, as by ``parse_date``.
    """
    matches = [match for pattern in _DATE_PATTERNS for match in pattern.finditer(line[:_LONGEST_LINE])]
    for match in sorted(matches, key=lambda match: match.start()):
        try:
            day = _day_of_parts(match.groupdict())
        except ValueError:
            continue
        if day is not None:
            return day.isoformat()
    return None


def normalize_date(words: str | None) -> str | None:
    """Return the date as ISO 8601 where it can be read, else the words without the space around; None for none."""
    if words is None or not words.strip():
        return None
    return parse_date(words) or words.strip()


def date_mentions(text: str) -> Iterator[DateMention]:
    """Yield the weekdays, days, months and years of ``text`` in order, days by the place of their month."""
    tokens = list(_TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        weekday = weekday_of(token.group())
        month = month_of(token.group())
        if weekday is not None:
            yield WEEKDAY, weekday, weekday, token.start(), token.end()
        elif month is not None:
            yield _day_or_month(text, tokens, at, month)
        elif _FOUR_DIGIT_YEAR.fullmatch(token.group()) and _is_year(text, token):
            yield YEAR, float(token.group()), float(token.group()), token.start(), token.end()


def weekday_of(word: str) -> int | None:
    """Return 0 to 6 from Monday for a weekday's name in any case, None for another word."""
    return _MENTIONED_WEEKDAYS.get(_normalize_word(word))


def month_of(word: str) -> int | None:
    """Return 1 to 12 for a month's name in any case, None for another word; an English one must have its capital."""
    return None if word[0] <= "z" and word[0].islower() else _MENTIONED_MONTHS.get(_normalize_word(word))


def _normalize_word(word: str) -> str:
    return straighten_apostrophes(word.lower())


def _day_or_month(text: str, tokens: list[re.Match[str]], at: int, month: int) -> DateMention:
    """Read "4 March" and "March 4" as a day of the year, "March" alone as a month."""
    for near in (at - 1, at + 1):
        if 0 <= near < len(tokens) and _DAY_OF_MONTH.fullmatch(tokens[near].group()):
            first, last = tokens[min(at, near)], tokens[max(at, near)]
            if re.fullmatch(r"(?:st|nd|rd|th)?(?: of)?\.? ", text[first.end() : last.start()]):
                day = 100.0 * month + int(tokens[near].group())
                return DAY, day, day, first.start(), last.end()
    return MONTH, float(month), float(month), tokens[at].start(), tokens[at].end()


def _is_year(text: str, token: re.Match[str]) -> bool:
    """Return whether four digits are a year and count nothing: "in 1990", "1990 року", "4 March 1990"."""
    before, after = text[max(0, token.start() - 14) : token.start()], text[token.end() :]
    last = re.search(r"(\w+)\s*$", before)
    return bool(_IN_A_YEAR.search(before) or _OF_A_YEAR.match(after) or (last and month_of(last.group(1)) is not None))


def _parse_iso(words: str) -> str | None:
    if not _ISO.fullmatch(words):
        return None
    try:
        if len(words) == len("2025-02-09"):
            return date.fromisoformat(words).isoformat()
        return datetime.fromisoformat(words).isoformat(timespec="seconds")
    except ValueError:
        return None


def _parse_mail(words: str) -> str | None:
    if not _MAIL.fullmatch(words):
        return None
    try:
        return parsedate_to_datetime(words).isoformat(timespec="seconds")
    except ValueError:
        return None


def _parse_written(words: str) -> str | None:
    for pattern in _WHOLE_DATE_PATTERNS:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        try:
            return _date_of_parts(match.groupdict())
        except ValueError:
            return None
    return None


def _date_of_parts(parts: dict[str, str | None]) -> str | None:
    published = _day_of_parts(parts)
    if published is None:
        return None
    if parts["hour"] is None:
        return published.isoformat()
    clock = time(
        _hour_of_parts(parts), int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=_parse_zone(parts["zone"])
    )
    return datetime.combine(published, clock).isoformat(timespec="seconds")


def _day_of_parts(parts: dict[str, str | None]) -> date | None:
    """Return the day, None where day and month may be swapped; raise ValueError where there is no such day."""
    year = int(parts["year"] or 0)
    if "first" in parts:
        day, month = int(parts["first"] or 0), int(parts["other"] or 0)
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            return None
    else:
        day, word = int(parts["day"] or 0), (parts["month"] or "").lower()
        month = int(word) if word.isdecimal() else _MONTH_NUMBERS.get(word, 0)
    return date(year, month, day)


def _hour_of_parts(parts: dict[str, str | None]) -> int:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half == "p" else 0)


def _parse_zone(words: str | None) -> timezone | None:
    if words is None:
        return None
    if words[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(words[1:3]), minutes=int(words[-2:]))
    return timezone(-offset if words[0] == "-" else offset)
