"""Every number of a sentence, in digits or words: 4,500; four thousand five hundred; 4.5 thousand; 30 %; a dozen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import number_tables as tables
from index.statements.tables.words import words

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9.,]*[0-9])|"
    r"[0-9]+(?:[.,:][0-9]+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[$€£₴₽%]|[^\w\s]"
)
_MORE_NUMBERS = {
    "сорок": 40, "одинадцять": 11, "тринадцять": 13, "чотирнадцять": 14, "п'ятнадцять": 15,
    "шістнадцять": 16, "сімнадцять": 17, "вісімнадцять": 18, "дев'ятнадцять": 19, "тринадцать": 13,
    "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
    "п'ятдесят": 50, "шістдесят": 60, "сімдесят": 70, "вісімдесят": 80, "дев'яносто": 90, "пятьдесят": 50,
    "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "двісті": 200, "двести": 200,
    "триста": 300, "чотириста": 400, "четыреста": 400, "п'ятсот": 500, "пятьсот": 500,
}  # fmt: skip
_NUMBERS = {**tables.NUMBERS, **_MORE_NUMBERS}
_ORDINALS = {
    word: number
    for number, listed in enumerate(
        (
            "third третій третя третє третього третьої третьому третий третья третье третьего третьей",
            "fourth четвертий четверта четвертого четвертої четвертый четвёртый четвертая четвертой",
            "fifth п'ятий п'ята п'ятого п'ятої пятый пятая пятого пятой",
            "sixth шостий шоста шостого шостої шестой шестая шестого",
            "seventh сьомий сьома сьомого сьомої седьмой седьмая седьмого",
            "eighth восьмий восьма восьмого восьмої восьмой восьмая восьмого",
            "ninth дев'ятий дев'ята дев'ятого дев'ятої девятый девятая девятого",
            "tenth десятий десята десятого десятої десятый десятая десятого",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth",
        ),
        3,
    )
    for word in listed.split()
}  # fmt: skip
_SCALE = {**tables.SCALE, "trillion": 1e12, "trillions": 1e12, "трильйон": 1e12, "трлн": 1e12}
_LETTER_SCALES = words("k m")
_MANY = {
    "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "десятки": 10,
    "десятків": 10, "сотні": 100, "сотень": 100, "сотни": 100, "сотен": 100,
}  # fmt: skip
_HALVES = words("half пів півтора половина половину половины")
_SUFFIX = words("st nd rd th")
_ARTICLES = words("a an")
_SIGNS = "$€£₴₽"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is written at ``start:end``: every value that it may have, and what it counts.

    ``unit`` is ``percent``, ``money:$`` and the like, ``many`` ("hundreds of"), ``ordinal``, or empty.
    """

    values: frozenset[float]
    unit: str
    start: int
    end: int

    def matches(self, other: Quantity) -> bool:
        """Whether both are one number; a unit that one of them lacks may stand further off."""
        if self.unit and other.unit and self.unit != other.unit:
            return False
        if "many" in {self.unit, other.unit} and self.unit != other.unit:
            return self.unit == "many" and any(_is_many(one, two) for one in self.values for two in other.values)
        if "ordinal" in {self.unit, other.unit} and self.unit != other.unit:
            return False
        return any(math.isclose(one, two, rel_tol=1e-9) for one in self.values for two in other.values)


def quantities(text: str) -> list[Quantity]:
    """The numbers of ``text`` in order; "one", "first" and "second" are too often no number."""
    tokens = list(_TOKEN.finditer(text))
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read = _number(tokens, at)
        if read is None:
            at += 1
            continue
        values, unit, behind = read
        if not unit:
            unit, behind = _unit(tokens, at, behind)
        start = tokens[at].start()
        found.append(Quantity(frozenset(values), unit, start, tokens[behind - 1].end()))
        at = behind
    return found


def _is_many(least: float, value: float) -> bool:
    return 1.5 * least <= value < 1000 * least


def _number(tokens: Sequence[re.Match[str]], at: int) -> tuple[list[float], str, int] | None:
    """The values of the number that begins at a token, its unit where that is a part of it, the token behind it."""
    word = _word(tokens, at)
    if word[0] in "0123456789":
        return _in_digits(tokens, at)
    for listed, unit in ((_ORDINALS, "ordinal"), (_MANY, "many")):
        if word in listed:
            return [float(listed[word])], unit, at + 1
    if word == "dozen" or (word in _ARTICLES and _word(tokens, at + 1) == "dozen"):
        return [12.0], "", at + 1 + (word in _ARTICLES)
    value, behind = _in_words(tokens, at)
    alone = behind == at + 1
    if value is None or (alone and (value == 1 or word in _SCALE)):
        return None
    if value in range(20, 100, 10) and _word(tokens, behind) == "-" and _word(tokens, behind + 1) in _ORDINALS:
        return [value + _ORDINALS[_word(tokens, behind + 1)]], "ordinal", behind + 2
    return [value], "", behind


def _in_digits(tokens: Sequence[re.Match[str]], at: int) -> tuple[list[float], str, int]:
    values, behind = list(_values(tokens[at].group())), at + 1
    touching = behind < len(tokens) and tokens[behind].start() == tokens[at].end()
    if touching and _word(tokens, behind) in _SUFFIX:
        return values, "ordinal", behind + 1
    while behind < len(tokens):
        word = _word(tokens, behind)
        joined = behind + 1 if word == "-" else behind
        word = _word(tokens, joined)
        if word not in _SCALE or word == "." or (word in _LETTER_SCALES and not touching):
            break
        values, behind = [value * _SCALE[word] for value in values], joined + 1
    return values, "", behind


def _values(written: str) -> Iterator[float]:
    """1,234 and 1.234 may be thousands or parts of one; 3:30 is a clock's."""
    bare = re.sub(r"[ \u00a0\u202f]", "", written)
    if ":" in bare:
        hours, _, minutes = bare.partition(":")
        yield float(hours) + float(re.sub(r"\D", "", minutes) or 0) / 100 + 0.000001
        return
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        yield float(bare.replace(",", ""))
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        yield float(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", bare):
        yield float(bare.replace(",", "."))
    elif "," in bare or "." in bare:
        yield from (float(part) for part in re.split(r"[.,]", bare) if part)


def _in_words(tokens: Sequence[re.Match[str]], at: int) -> tuple[float | None, int]:
    """Two hundred and fifty thousand; half a million; сто двадцять. None without a number in words."""
    half = _word(tokens, at) in _HALVES
    place = at + half
    if _word(tokens, place) in _ARTICLES and _word(tokens, place + 1) in _SCALE:
        place += 1
    total, current, below, behind = 0.0, 0.0, math.inf, at
    while place < len(tokens):
        word = _word(tokens, place)
        value = float(_NUMBERS.get(word, 0))
        if word in _SCALE and len(word) > 1:
            if _SCALE[word] == 100:
                current, below = (current or 1.0) * 100, 100
            else:
                total, current, below = total + (current or (0.5 if half else 1.0)) * _SCALE[word], 0.0, math.inf
        elif 0 < value < below:
            current, below = current + value, 100 if value >= 100 else 10 if value >= 20 else 0
        elif behind > at and [_word(tokens, place + by) for by in range(3)] == ["and", "a", "half"]:
            current, below, place = current + 0.5, 0, place + 2
        elif behind > at and _joins(word, below) and _word(tokens, place + 1) in _NUMBERS:
            place += 1
            continue
        else:
            break
        place, behind = place + 1, place + 1
    return (total + current, behind) if behind > at else (None, at)


def _joins(word: str, below: float) -> bool:
    """Twenty-five, two hundred and five."""
    return below == 10 if word == "-" else word == "and" and below >= 100


def _unit(tokens: Sequence[re.Match[str]], at: int, behind: int) -> tuple[str, int]:
    """Money by the sign before or the word behind, percent by what is behind."""
    before = _word(tokens, at - 1) if at else ""
    if before and before in _SIGNS:
        return f"money:{before}", behind
    joined = behind + 1 if _word(tokens, behind) == "-" else behind
    word = _word(tokens, joined)
    if word in tables.PERCENT or word == "percentage":
        return "percent", joined + 1
    if word == "per" and _word(tokens, joined + 1) == "cent":
        return "percent", joined + 2
    for place in (joined, joined + 1):
        if _word(tokens, place) in tables.CURRENCY:
            return f"money:{tables.CURRENCY[_word(tokens, place)]}", place + 1
    return "", behind


def _word(tokens: Sequence[re.Match[str]], at: int) -> str:
    return tokens[at].group().lower().replace("’", "'").replace("ʼ", "'") if 0 <= at < len(tokens) else " "
