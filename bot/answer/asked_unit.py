"""Which figures a question asks for: people, a sum of money, a share, a length, a day."""

from __future__ import annotations

import re

from index.statements.tables.words import words as listed
from index.text.dates import DAY, MONTH, WEEKDAY, YEAR
from index.words import FUNCTION_WORDS, stem, words

MONEY = "money"
_WHEN = re.compile(
    r"\b(?:when|(?:what|which|on what|on which) (?:day|date|month|year)|since when|коли|"
    r"якого (?:дня|числа|року)|"
    r"(?:у|в) який день|(?:у|в) якому (?:році|місяці)|когда|какого (?:числа|года)|в какой день|"
    r"в каком (?:году|месяце))\b"
)
_PRICE = re.compile(
    r"\b(?:how much|what (?:is|was|will be|does|did)\b.*\b(?:price|cost|costs|amount|sum|budget|worth|damage|fine)|"
    r"скільки (?:грошей|коштів|кошту\w*)|сколько (?:денег|средств|сто\w+)|яка (?:ціна|сума|вартість)|"
    r"какая (?:цена|сумма|стоимость)|за скільки|за сколько)\b"
)
_SHARE = re.compile(
    r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion)|\b(?:який|яка) (?:відсоток|частка)|"
    r"\b(?:какой|какая) (?:процент|доля)|\bскільки відсотків|\bсколько процентов|\bhow many (?:percent|per cent)\b"
)
_MEASURE = re.compile(
    r"\bhow (?:old|long|far|tall|high|deep|wide|heavy|fast|large|big)\b|\bскільки років\b|\bсколько лет\b"
)
_MEASURES = frozenset(
    map(
        stem,
        listed(
            "kilometre kilometer km mile metre meter foot feet inch centimetre centimeter minute hour day week "
            "month year ton tonne kilogram kg pound acre hectare mph кілометрів кілометри метрів "
            "хвилин годин днів тижнів "
            "місяців років роки рік тонн гектарів километров метров минут часов дней недель месяцев лет года год"
        ),
    )
)
_COUNT = re.compile(r"\b(?:how many|what number of|the number of|скільки|сколько)\b")
_MOST_NOUNS = 3
_VERBS = listed("did do does were was are is have has had will would can could")


def asked_units(question: str) -> frozenset[str]:
    """The units of index.text.numbers that would answer a question; ``money`` for any currency. Empty where it asks
    for no figure."""
    asked = question.lower()
    if _WHEN.search(asked):
        return frozenset({WEEKDAY, DAY, MONTH, YEAR})
    if _SHARE.search(asked):
        return frozenset({"percent"})
    if _MEASURE.search(asked):
        return _MEASURES
    if _PRICE.search(asked):
        return frozenset({MONEY})
    count = _COUNT.search(asked)
    return frozenset(_nouns(asked[count.end() :])) if count else frozenset()


def is_asked(unit: str, units: frozenset[str]) -> bool:
    """Whether a figure's unit is one of those asked for."""
    return unit in units or (MONEY in units and unit.startswith(f"{MONEY}:"))


def _nouns(text: str) -> list[str]:
    """What is to be counted: the words up to the verb, "more than" and the like aside."""
    found: list[str] = []
    for word in words(text):
        written = text[word.start : word.end]
        if written in _VERBS or word.stem in FUNCTION_WORDS:
            break
        found.append(word.stem)
        if len(found) == _MOST_NOUNS:
            break
    return found
