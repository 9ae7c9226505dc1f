"""Read numbers in English, Ukrainian and Russian text: numerals, and quantities with their units.

Two readers share one tokenizer. ``find_quantities`` returns every number, to check a draft against its sources;
``find_figures`` only numbers that count something, with the noun and the rounding, to find reports that contradict
each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.text.characters import APOSTROPHES, LETTER_WORD, straighten_apostrophes
from index.text.dates import date_mentions, month_of
from index.text.tokenizer import STOP_STEMS, stem, stems, word_set

_ENGLISH_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {
    **{word: number for number, word in enumerate(_ENGLISH_ONES.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_ENGLISH_TENS.split(), 2)},
}
_SLAVIC_TO_TEN = {
    "два": 2, "дві": 2, "две": 2, "три": 3, "чотири": 4, "четыре": 4, "п'ять": 5, "пять": 5, "шість": 6, "шесть": 6,
    "сім": 7, "семь": 7, "вісім": 8, "восемь": 8, "дев'ять": 9, "девять": 9, "десять": 10,
}  # fmt: skip
_SLAVIC_COLLECTIVE = {
    "двоє": 2, "двое": 2, "троє": 3, "трое": 3, "четверо": 4, "п'ятеро": 5, "пятеро": 5,
}  # fmt: skip
_SLAVIC_ABOVE_TEN = {
    "одинадцять": 11, "одиннадцать": 11, "дванадцять": 12, "двенадцать": 12, "тринадцять": 13, "тринадцать": 13,
    "чотирнадцять": 14, "четырнадцать": 14, "п'ятнадцять": 15, "пятнадцать": 15, "шістнадцять": 16, "шестнадцать": 16,
    "сімнадцять": 17, "семнадцать": 17, "вісімнадцять": 18, "восемнадцать": 18, "дев'ятнадцять": 19,
    "девятнадцать": 19, "двадцять": 20, "двадцать": 20, "тридцять": 30, "тридцать": 30, "сорок": 40,
    "п'ятдесят": 50, "пятьдесят": 50, "шістдесят": 60, "шестьдесят": 60, "сімдесят": 70, "семьдесят": 70,
    "вісімдесят": 80, "восемьдесят": 80, "дев'яносто": 90, "девяносто": 90, "сто": 100, "двісті": 200, "двести": 200,
    "триста": 300, "чотириста": 400, "четыреста": 400, "п'ятсот": 500, "пятьсот": 500,
}  # fmt: skip
NUMERALS = {**_ENGLISH, **_SLAVIC_TO_TEN, **_SLAVIC_COLLECTIVE, **_SLAVIC_ABOVE_TEN}
"""Cardinal numbers in words, in lower case with a straight apostrophe."""

ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth"),
    *("twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
"""In order from 1 to 31, for the days of a month."""

_SLAVIC_ORDINALS = (
    "третій третя третє третього третьої третьому третий третья третье третьего третьей",
    "четвертий четверта четвертого четвертої четвертый четвёртый четвертая четвертой",
    "п'ятий п'ята п'ятого п'ятої пятый пятая пятого пятой",
    "шостий шоста шостого шостої шестой шестая шестого",
    "сьомий сьома сьомого сьомої седьмой седьмая седьмого",
    "восьмий восьма восьмого восьмої восьмой восьмая восьмого",
    "дев'ятий дев'ята дев'ятого дев'ятої девятый девятая девятого",
    "десятий десята десятого десятої десятый десятая десятого",
)
_ORDINALS = {
    **{word: number for number, word in enumerate(ENGLISH_ORDINALS[:20], 1) if number > 2},
    **{word: number for number, forms in enumerate(_SLAVIC_ORDINALS, 3) for word in forms.split()},
}
"""From 3 on, since "first" and "second" are too often no number."""

_SCALE_WORDS = {
    1e2: "hundred",
    1e3: "thousand k тис тисяч тисячі тисяча тыс тысяч тысячи тысяча",
    1e6: "million m mln мільйон мільйони мільйонів мільйона млн миллион миллиона миллионов",
    1e9: "billion bn мільярд мільярди мільярдів мільярда млрд миллиард миллиарда миллиардов",
    1e12: "trillion trillions трильйон трлн",
}
SCALES = {word: scale for scale, forms in _SCALE_WORDS.items() for word in forms.split()}
_LETTER_SCALES = word_set("k m")
"""They scale only digits that they touch: 5m, but not 5 m."""

_MANY = {
    "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "десятки": 10,
    "десятків": 10, "сотні": 100, "сотень": 100, "сотни": 100, "сотен": 100,
}  # fmt: skip
_HALVES = word_set("half пів півтора половина половину половины")
_ARTICLES = word_set("a an")
_DIGIT_SUFFIXES = word_set("st nd rd th")

NUMBER_WORDS = (NUMERALS.keys() | SCALES.keys() | _MANY.keys()) - _LETTER_SCALES | word_set(
    "dozen half quarter third couple several none один"
)
"""Words that answer "how many"."""

_SIGNS = "$€£₴₽"
_CURRENCY_WORDS = {
    "$": "dollar dollars долар долари доларів доларам долара доллар доллара долларов",
    "€": "euro euros євро евро",
    "£": "pound pounds фунт фунтів фунта фунтов",
    "₴": "hryvnia hryvnias hryvnya грн гривень гривні гривня гривен гривны",
    "₽": "rouble roubles ruble rubles руб рублів рубля рублей рубль",
}
_CURRENCIES = {word: sign for sign, forms in _CURRENCY_WORDS.items() for word in (sign, *forms.split())}
_PERCENT = word_set("% percent відсотків відсотки відсотка відсоток процентов процента процент")

_AT_LEAST = re.compile(
    r"(?:at least|more than|over|above|no fewer than|no less than|not less than|не менее|не меньше|более|больше|"
    r"свыше|понад|більше|більш як|більш ніж|щонайменше|не менше)$"
)
_AT_MOST = re.compile(
    r"(?:at most|up to|less than|fewer than|under|below|no more than|as many as|as much as|nearly|almost|до|менше|"
    r"не більше|не більш як|менее|меньше|не более|почти|майже)$"
)
_ABOUT = re.compile(
    r"(?:about|around|some|roughly|approximately|an estimated|estimated|близько|приблизно|десь|орієнтовно|около|"
    r"примерно|порядка)$"
)
_PART = re.compile(
    r"(?:including|another|other|of whom|of them|among them|additional|further|extra|remaining|last|first|next|past|"
    r"every|each|per|not|nor|or|versus|against|from|the other|у тому числі|зокрема|серед них|ще|ещё|еще|інші|другие|"
    r"\d (?:to|and|or|до|і|и|або|или)|between|в том числе|из них|з них|останні|последние|не|кожні|каждые)$"
)
"""Words before a number that counts a part, or something else."""

_PER = re.compile(
    r"\s*(?:per|each|apiece|more|less|fewer|an hour|of (?:them|whom|those|these)|"
    r"a (?:day|week|month|year|night|head|ton|barrel|share|person|kilo\w*)|на (?:день|рік|місяць|год|месяц)|щороку)\b"
)
"""Words after a number that is a rate or a part."""

_ADJECTIVES = word_set(
    "new old young more people's local other dead wounded injured armed british american french german russian "
    "ukrainian chinese israeli foreign civilian military federal senior junior small large big major additional "
    "different extra"
)
"""Words between a number and the noun that it counts."""

_SLACK = 0.1
"""The share of itself by which a round number, or one after "about", may be off."""

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9.,]*[0-9])|"
    rf"[0-9]+(?:[.,:][0-9]+)*|{LETTER_WORD}|[$€£₴₽%]|[^\w\s]"
)
_SPOKEN_DECIMAL = re.compile(r"\b([A-Za-z]+) point ([A-Za-z]+)\b")
_ONE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?")

_Tokens = Sequence[re.Match[str]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is written at ``start:end``: every value that it may have, its bounds, and its unit.

    From ``find_quantities`` the unit is ``percent``, ``money:$`` and the like, ``many`` ("hundreds of"), ``ordinal``
    or empty; from ``find_figures`` the stem of a noun, ``money:$``, ``percent``, or a kind of ``date_mentions``.
    """

    values: frozenset[float]
    low: float
    high: float
    unit: str
    start: int
    end: int


class _Number(NamedTuple):
    """A number read from tokens: its values, the likelier first, and its unit if that is a part of it.

    ``end`` is the index of the token after it, ``step`` what one counts in its last digit that is not 0.
    """

    values: list[float]
    unit: str
    end: int
    step: float = 1.0


def same_number(one: Quantity, other: Quantity) -> bool:
    """Return whether both are one number; a unit that only one of them has does not part them."""
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if "many" in {one.unit, other.unit} and one.unit != other.unit:
        return one.unit == "many" and any(
            1.5 * least <= value < 1000 * least for least in one.values for value in other.values
        )
    if "ordinal" in {one.unit, other.unit} and one.unit != other.unit:
        return False
    return any(math.isclose(first, second, rel_tol=1e-9) for first in one.values for second in other.values)


def compatible(one: Quantity, other: Quantity) -> bool:
    """Return whether both may be true of one thing, with rounding and "at least" allowed for."""
    return one.unit == other.unit and one.low <= other.high and other.low <= one.high


def is_approximate(before: str) -> bool:
    """Return whether the words before a number say that it is rounded or a bound: "about", "at least", "almost"."""
    return any(pattern.search(before) for pattern in (_ABOUT, _AT_LEAST, _AT_MOST))


def last_digit_step(value: float) -> float:
    """Return what one counts in the last digit that is not 0: a thousand in 3,000, a tenth in 2.5."""
    if value != int(value):
        return 10.0 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2])
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def find_quantities(text: str) -> list[Quantity]:
    """Return every number of ``text`` in order; "one", "first" and "second" are too often no number."""
    tokens = list(_TOKEN.finditer(text))
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        number = _read_number(tokens, at)
        if number is None or (number.end == at + 1 and _word(tokens, at) == "one"):
            at += 1
            continue
        unit, end = (number.unit, number.end) if number.unit else _read_sign(tokens, at, number.end)
        values = frozenset(number.values)
        found.append(Quantity(values, min(values), max(values), unit, tokens[at].start(), tokens[end - 1].end()))
        at = end
    return found


def find_figures(text: str) -> list[Quantity]:
    """Return what ``text`` counts, and its dates, in order, without the numbers of a part or a rate."""
    tokens = list(_TOKEN.finditer(text))
    dates = (
        Quantity(frozenset({low}), low, high, kind, start, end) for kind, low, high, start, end in date_mentions(text)
    )
    return sorted([*_read_figures(text, tokens), *dates], key=lambda figure: figure.start)


def is_number_stem(stem: str) -> bool:
    """Return whether a stem of ``index.text.tokenizer`` is a number, in digits or words, or a word like "million"."""
    return stem[0].isdigit() or stem in _DIGITS_OF_STEMS or stem in _AMOUNT_STEMS


def normalize_numerals(stems: Iterable[str]) -> list[str]:
    """Return the stems with numbers in words written in digits: editors write "ten" and "10"."""
    return [_DIGITS_OF_STEMS.get(stem, stem) for stem in stems]


def mask_numbers(stems: Sequence[str]) -> tuple[str, ...]:
    """Return the stems with one sign in place of any number."""
    return tuple("#" if is_number_stem(stem) else stem for stem in stems)


def write_decimals(text: str) -> str:
    """Return the text with decimals that are spoken out, "two point four", in digits; other words stay."""

    def write(found: re.Match[str]) -> str:
        whole, part = (NUMERALS.get(word.lower()) for word in found.groups())
        return found.group() if whole is None or part is None or part > 9 else f"{whole:g}.{part:g}"

    return _SPOKEN_DECIMAL.sub(write, text)


def numeral_pattern(number: int) -> str:
    """Return a regular expression for a number in words; the apostrophe may be of any kind, or left out."""
    return "|".join(word.replace("'", f"[{APOSTROPHES}]?") for word, value in NUMERALS.items() if value == number)


_DIGITS_OF_STEMS = {stem(word): str(number) for word, number in {**_ENGLISH, **_SLAVIC_TO_TEN}.items() if number > 1}
"""Without "one" and without the longer Slavic numerals, whose stems other words share: сто and стоять."""

_AMOUNT_STEMS = frozenset(
    stems("dozen hundred thousand million billion десятки сотні сотни тисяча тысяча мільйон миллион")
)


def _word(tokens: _Tokens, at: int) -> str:
    return straighten_apostrophes(tokens[at].group().lower()) if 0 <= at < len(tokens) else " "


def _read_number(tokens: _Tokens, at: int) -> _Number | None:
    """Return the number that begins at a token, None where there is none or only a scale."""
    word = _word(tokens, at)
    if word[0] in "0123456789":
        return _read_digits(tokens, at)
    for table, unit in ((_ORDINALS, "ordinal"), (_MANY, "many")):
        if word in table:
            return _Number([float(table[word])], unit, at + 1)
    if word == "dozen" or (word in _ARTICLES and _word(tokens, at + 1) == "dozen"):
        return _Number([12.0], "", at + 1 + (word in _ARTICLES), 12.0)
    value, end = _read_words(tokens, at)
    if value is None or (end == at + 1 and word in SCALES):
        return None
    if value in range(20, 100, 10) and _word(tokens, end) == "-" and _word(tokens, end + 1) in _ORDINALS:
        return _Number([value + _ORDINALS[_word(tokens, end + 1)]], "ordinal", end + 2)
    return _Number([value], "", end, last_digit_step(value))


def _read_digits(tokens: _Tokens, at: int) -> _Number:
    values, end = list(_values_of_digits(tokens[at].group())), at + 1
    decimals = re.search(r"[.,](\d+)$", tokens[at].group()) if values[0] < 1 or values[0] != int(values[0]) else None
    step = 10.0 ** -len(decimals[1]) if decimals else last_digit_step(values[0])
    touching = end < len(tokens) and tokens[end].start() == tokens[at].end()
    if touching and _word(tokens, end) in _DIGIT_SUFFIXES:
        return _Number(values, "ordinal", end + 1)
    while end < len(tokens):
        joined = end + 1 if _word(tokens, end) == "-" else end
        word = _word(tokens, joined)
        if word not in SCALES or (word in _LETTER_SCALES and not touching):
            break
        values, step, end = [value * SCALES[word] for value in values], step * SCALES[word], joined + 1
    return _Number(values, "", end, step)


def _values_of_digits(written: str) -> Iterator[float]:
    """Yield the values of digits: 1,234 and 1.234 may be thousands or decimals, 3:30 is a time."""
    bare = re.sub(r"[ \u00a0\u202f]", "", written)
    hours, colon, minutes = bare.partition(":")
    if colon and hours.isdigit():
        yield float(hours) + float(re.sub(r"\D", "", minutes) or 0) / 100 + 0.000001
        return
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        yield float(bare.replace(",", ""))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", bare):
        yield float(bare.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        yield float(bare.replace(".", "").replace(",", "."))
    elif not _ONE_NUMBER.fullmatch(bare):
        yield from (float(part) for part in re.split(r"[.,:]", bare) if part)


def _read_words(tokens: _Tokens, at: int) -> tuple[float | None, int]:
    """Return the value and the end of a number in words: two hundred and five; half a million; сто двадцять."""
    half = _word(tokens, at) in _HALVES
    place = at + half
    if _word(tokens, place) in _ARTICLES and _word(tokens, place + 1) in SCALES:
        place += 1
    total, current, below, end = 0.0, 0.0, math.inf, at
    while place < len(tokens):
        word = _word(tokens, place)
        value = float(NUMERALS.get(word, 0))
        if word in SCALES and len(word) > 1:
            if SCALES[word] == 100:
                current, below = (current or 1.0) * 100, 100
            else:
                total, current, below = total + (current or (0.5 if half else 1.0)) * SCALES[word], 0.0, math.inf
        elif 0 < value < below:
            current, below = current + value, 100 if value >= 100 else 10 if value >= 20 else 0
        elif end > at and [_word(tokens, place + by) for by in range(3)] == ["and", "a", "half"]:
            current, below, place = current + 0.5, 0, place + 2
        elif end > at and _joins_numerals(word, below) and _word(tokens, place + 1) in NUMERALS:
            place += 1
            continue
        else:
            break
        place, end = place + 1, place + 1
    return (total + current, end) if end > at else (None, at)


def _joins_numerals(word: str, below: float) -> bool:
    """Return whether a word joins two numerals: twenty-five, two hundred and five."""
    return below == 10 if word == "-" else word == "and" and below >= 100


def _read_sign(tokens: _Tokens, at: int, end: int) -> tuple[str, int]:
    """Return money or percent by the sign before a number or the words after it, and the end of both."""
    before = _word(tokens, at - 1) if at else ""
    if before and before in _SIGNS:
        return f"money:{before}", end
    joined = end + 1 if _word(tokens, end) == "-" else end
    word = _word(tokens, joined)
    if word in _PERCENT or word == "percentage":
        return "percent", joined + 1
    if word == "per" and _word(tokens, joined + 1) == "cent":
        return "percent", joined + 2
    for place in (joined, joined + 1):
        if _word(tokens, place) in _CURRENCIES:
            return f"money:{_CURRENCIES[_word(tokens, place)]}", place + 1
    return "", end


def _read_figures(text: str, tokens: _Tokens) -> Iterator[Quantity]:
    at = 0
    while at < len(tokens):
        number = _read_number(tokens, at) if _word(tokens, at) != "dozen" else None
        if number is None or number.unit or not _is_one_number(tokens[at].group()):
            at += 1
            continue
        first = at - 1 if at and tokens[at - 1].group() in _SIGNS else at
        if first < at:
            foreign = first and tokens[first - 1].end() == tokens[first].start() and tokens[first - 1].group().isalpha()
            unit, last = "" if foreign else f"money:{tokens[first].group()}", number.end - 1
        else:
            unit, last = _read_noun(text, tokens, number.end)
        at = max(number.end, last + 1)
        before = text[max(0, tokens[first].start() - 25) : tokens[first].start()].rstrip().lower()
        if unit and not (
            _PART.search(before) or _PER.match(text, tokens[last].end()) or before.endswith(("-", "–", "—", "/"))
        ):
            value = number.values[0]
            low, high = _bounds(value, number.step, before)
            yield Quantity(frozenset({value}), low, high, unit, tokens[first].start(), tokens[last].end())


def _is_one_number(written: str) -> bool:
    """Return whether digits are no clock time, date or version."""
    return not written[0].isdigit() or bool(_ONE_NUMBER.fullmatch(re.sub(r"[ \u00a0\u202f]", "", written)))


def _read_noun(text: str, tokens: _Tokens, end: int) -> tuple[str, int]:
    """Return what is counted, the noun after a number and its adjectives, and the last token of both."""
    for at in range(end, min(end + 3, len(tokens))):
        word = tokens[at].group().lower()
        gap = text[tokens[at - 1].end() : tokens[at].start()]
        if word == "." and tokens[at - 1].group().lower() in SCALES and at + 1 < len(tokens):  # млн.
            continue
        if word in _PERCENT:
            return "percent", at
        if word == "per" and at + 1 < len(tokens) and tokens[at + 1].group() == "cent":
            return "percent", at + 1
        if gap not in {" ", "\u00a0", "\n"} or not word[0].isalpha() or stem(word) in STOP_STEMS:
            return "", end - 1
        if word in _CURRENCIES:
            return f"money:{_CURRENCIES[word]}", at
        if word in _ADJECTIVES:
            continue
        return ("", end - 1) if _word(tokens, at) in NUMERALS or month_of(word) else (stem(word), at)
    return "", end - 1


def _bounds(value: float, step: float, before: str) -> tuple[float, float]:
    """Return the least and the greatest number that may be meant."""
    is_rounded = step > 1 or (step < 1 and value != int(value))
    rounding = min(step / 2, _SLACK * value) if is_rounded else 0.0
    low, high = value - rounding, value + rounding
    if _AT_LEAST.search(before):
        return low, math.inf
    if _AT_MOST.search(before):
        return 0.0, high
    if _ABOUT.search(before):
        return min(low, value * (1 - _SLACK)), max(high, value * (1 + _SLACK))
    return low, high
