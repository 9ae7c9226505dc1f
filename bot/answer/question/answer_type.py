"""Find the type and the unit of answer that a question expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.statements.lexicon.people import GROUPS, ROLE_NOUNS
from index.text.characters import straighten_apostrophes
from index.text.dates import DAY, MONTH, WEEKDAY, YEAR
from index.text.tokenizer import STOP_STEMS, stem, word_set, words


class AnswerType(StrEnum):
    """Types of answers; ``ANYTHING`` is one without recognisable words: an object, an event, yes or no."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    REASON = "reason"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """The expected type; ``counted`` holds the stems of up to three words after "how many"."""

    kind: AnswerType
    counted: frozenset[str] = frozenset()


"""Translation table from the apostrophes that phones type to those of the word lists."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_QUESTION_WORDS = {
    AnswerType.PERSON: word_set("who whom whose whos who's хто кого кому ким чий чия чиє кто кем чей чья"),
    AnswerType.PLACE: word_set("where wheres where's де куди звідки где куда откуда"),
    AnswerType.TIME: word_set("when whens when's коли когда"),
    AnswerType.REASON: word_set("why чому навіщо почему зачем"),
    AnswerType.NUMBER: word_set("скільки сколько"),
}
_HOW_NUMBER = word_set("many much old tall high deep big large wide few far fast heavy hot cold")
_HOW_TIME = word_set("long often soon")
_WHICH = word_set(
    "what which whats what's який яка яке які якого якій якому яким яку яких котрий "
    "какой какая какое какие каком какого какую каких который"
)
_LINKS = word_set("is are was were will be 's the a an were name of")

_NOUNS = {
    AnswerType.PERSON: ROLE_NOUNS - GROUPS | word_set("name person woman man girl boy child suspect victim"),
    AnswerType.PLACE: word_set(
        "country city state place town village location area region nation province island street continent county "
        "capital district venue hometown місто країна область країні місті вулиця вулиці "
        "город страна стране городе улица улице"
    ),
    AnswerType.TIME: word_set(
        "year date day time month week decade century weekday hour "
        "рік день дата місяць год месяц році році году дня числа дату"
    ),
    AnswerType.NUMBER: word_set(
        "number percentage percent share amount age toll price cost speed rate score total size height weight salary "
        "length width depth temperature sum fine budget quantity proportion"
    ),
    AnswerType.REASON: word_set("reason cause motive purpose причина причини причине"),
}
_MOST_TO_NOUN = 4
"""Words after "which" among which its noun is looked for: "which former river town"."""


MONEY = "money"
_DATE = re.compile(
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
_PERCENTAGE = re.compile(
    r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion)|\b(?:який|яка) (?:відсоток|частка)|"
    r"\b(?:какой|какая) (?:процент|доля)|\bскільки відсотків|\bсколько процентов|\bhow many (?:percent|per cent)\b"
)
_MEASURE = re.compile(
    r"\bhow (?:old|long|far|tall|high|deep|wide|heavy|fast|large|big)\b|\bскільки років\b|\bсколько лет\b"
)
_MEASURES = frozenset(
    map(
        stem,
        word_set(
            "kilometre kilometer km mile metre meter foot feet inch centimetre centimeter minute hour day week "
            "month year ton tonne kilogram kg pound acre hectare mph кілометрів кілометри метрів "
            "хвилин годин днів тижнів "
            "місяців років роки рік тонн гектарів километров метров минут часов дней недель месяцев лет года год"
        ),
    )
)
_COUNT = re.compile(r"\b(?:how many|what number of|the number of|скільки|сколько)\b")
_MOST_NOUNS = 3
_VERBS = word_set("did do does were was are is have has had will would can could")


def expected_answer(question: str) -> ExpectedAnswer:
    """Return what ``question`` expects, by its question word and the noun after it."""
    question_words = [word.lower() for word in _WORD.findall(straighten_apostrophes(question))]
    for at, word in enumerate(question_words):
        found = (
            _parse_how(question_words, at)
            if word == "how"
            else _parse_which(question_words, at)
            if word in _WHICH
            else _parse_question_word(question_words, at)
        )
        if found is not None:
            return found
    return ExpectedAnswer(AnswerType.ANYTHING)


def expected_units(question: str) -> frozenset[str]:
    """Return the units, of ``index.text.numbers``, that would answer a question; empty where it asks for no figure.

    ``money`` stands for any currency.
    """
    asked = question.lower()
    if _DATE.search(asked):
        return frozenset({WEEKDAY, DAY, MONTH, YEAR})
    if _PERCENTAGE.search(asked):
        return frozenset({"percent"})
    if _MEASURE.search(asked):
        return _MEASURES
    if _PRICE.search(asked):
        return frozenset({MONEY})
    count = _COUNT.search(asked)
    return frozenset(_counted_nouns(asked[count.end() :])) if count else frozenset()


def asks_for_unit(unit: str, units: frozenset[str]) -> bool:
    """Return whether a figure's unit is one of those asked for."""
    return unit in units or (MONEY in units and unit.startswith(f"{MONEY}:"))


def _parse_question_word(question_words: list[str], at: int) -> ExpectedAnswer | None:
    for kind, asking in _QUESTION_WORDS.items():
        if question_words[at] in asking:
            return ExpectedAnswer(
                kind, _counted_stems(question_words[at + 1 :]) if kind is AnswerType.NUMBER else frozenset()
            )
    return None


def _parse_how(question_words: list[str], at: int) -> ExpectedAnswer:
    following = question_words[at + 1] if at + 1 < len(question_words) else ""
    if following in _HOW_TIME:
        return ExpectedAnswer(AnswerType.TIME)
    if following in _HOW_NUMBER:
        return ExpectedAnswer(
            AnswerType.NUMBER,
            _counted_stems(question_words[at + 2 :]) if following in {"many", "much"} else frozenset(),
        )
    return ExpectedAnswer(AnswerType.ANYTHING)


def _parse_which(question_words: list[str], at: int) -> ExpectedAnswer:
    following_words = question_words[at + 1 : at + 1 + _MOST_TO_NOUN]
    for word in following_words:
        for kind, nouns in _NOUNS.items():
            if word.removesuffix("'s") in nouns and not (word == "name" and "of" in following_words):
                return ExpectedAnswer(kind)
        if word not in _LINKS and stem(word) in STOP_STEMS:
            break
    return ExpectedAnswer(AnswerType.ANYTHING)


def _counted_stems(following_words: list[str]) -> frozenset[str]:
    """Return the stems of up to three words before a stop word: "people were hurt" counts people."""
    found: list[str] = []
    for word in following_words[:3]:
        if stem(word) in STOP_STEMS:
            break
        found.append(stem(word))
    return frozenset(found)


def _counted_nouns(text: str) -> list[str]:
    """Return the stems of up to three words before a verb or stop word."""
    found: list[str] = []
    for word in words(text):
        written = text[word.start : word.end]
        if written in _VERBS or word.stem in STOP_STEMS:
            break
        found.append(word.stem)
        if len(found) == _MOST_NOUNS:
            break
    return found
