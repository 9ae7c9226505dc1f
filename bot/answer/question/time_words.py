"""Words for times in English, Ukrainian and Russian, as regular expressions.

Every table serves all three languages: a question may mix them, and no word of one is another time in another.
"""

from __future__ import annotations

from index.text import dates
from index.text.numbers import numeral_pattern

MONTHS = tuple(month.pattern() for month in dates.MONTHS)
WEEKDAYS = tuple(rf"{day.english}|{day.slavic_pattern()}" for day in dates.WEEKDAYS)

DAYS_BACK = (
    r"today|tonight|this (?:morning|afternoon|evening)|сьогодні|сегодня",
    r"yesterday(?: (?:morning|afternoon|evening))?|last night|[ву]чора|вчера",
    r"the day before yesterday|позавчора|позавчера",
)
"""Words for single days; the index is the number of days ago."""

UNITS = {
    "day": r"days?|день|дня|дні|днів|дни|дней",
    "week": r"weeks?|тиждень|тижня|тижні|тижнів|недел[яюеи]|недель",
    "month": r"months?|місяць|місяця|місяці|місяців|месяца?|месяце|месяцев",
    "year": r"years?|рік|року|році|роки|років|год|года|году|годы|лет",
}

THIS = r"this|ц(?:ього|ьому|ей)|эт(?:ого|ом|ой|от|у)"
LAST = r"last|минул(?:ого|ому|ий|ої|ій|у)|прошл(?:ого|ом|ый|ой|ую)"
PAST = r"past|останн(?:і|іх|ій|ього)|последн(?:ие|их|ий|юю|его)"
"""Before a unit: the days up to today, not a calendar week or month."""

A_YEAR_BACK = r"торік"
AGO = r"ago|тому|назад"

NUMBERS = {number: numeral_pattern(number) for number in (*range(1, 11), 12)}


"""By the number; "a few" counts as five."""
NUMBERS[1] += "|an?|один|одну|одна"
NUMBERS[2] += "|a couple of|couple of|пару?"
NUMBERS[5] += "|a few|few|several|кілька|декілька|несколько"

CUES = {
    "since": r"since|starting(?: from)?|починаючи з|начиная с|з|із|зі|с|со",
    "after": r"after|later than|після|после",
    "before": r"before|prior to|earlier than|до|перед|раніше|раньше",
    "until": r"until|till|up to|by",
    "between": r"between|from|між|между",
    "in": (
        r"in|on|during|throughout|of|at the (?:beginning|end|start) of|from|for|over|within|"
        r"у|в|на|за|на початку|наприкінці|протягом|впродовж|в начале|в конце|в течение"
    ),
    "about": r"about|про|об?",
}
"""Words before a time that limit it; the first that matches counts."""

AND = r"and|to|till|until|through|і|й|та|и|до|по|[-–—]"
"""Words between two times of which the first follows "between" or "from"."""

LATEST = (
    r"(?<!\bat )(?<!\bat the )(?:the (?:very )?)?latest"
    r"(?: (?:news|updates?|word|developments?)(?: (?:on|about|of|from|regarding))?| (?:on|about))?",
    r"most recent(?:ly)?|newest|currently|recently|lately|right now|at the moment|at present|as of now|nowadays",
    r"the last time|last(?= (?:say|said|speak|spoke|comment|commented|mention|mentioned)\b)",
    r"(?:(?<=\bthe )|(?<=\bits )|(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=['’]s ))current(?= (?!of\b)\w)",
    r"(?:[ву] )?останн(?:ій|ього) раз|востаннє|на сьогоднішній день|наразі|зараз|нещодавно|недавно",
    r"останн(?:і|іх|я|ьої|ю|є)(?= (?:новин|дан|відомост|поді|заяв|слов|інформац|повідомлен))|найновіш\w+|найсвіжіш\w+",
    r"нинішн\w+|поточн\w+|нынешн\w+|текущ\w+",
    r"(?:в )?последний раз|в настоящее время|на данный момент|на сегодняшний день|сейчас",
    r"последн(?:ие|их|яя|ей|юю|ее|его)(?= (?:новост|данн|сведени|событи|заявлени|слов|информац|сообщени))|новейш\w+",
    r"самы[емйх]\w* (?:свеж|нов)\w+|св(?:еж|іж)\w+(?= (?:новост|новин|данн|дан))",
)
"""Words that ask for the newest; ambiguous ones ("the current", "последние") count only before certain words."""
