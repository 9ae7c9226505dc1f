"""Numbers, sums and days in a sentence, with what they count: "at least 47 people", "$2.5 million", "on Monday"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer import number_tables as tables
from index.text.dates import date_mentions, month_of
from index.words import FUNCTION_WORDS, stem

_SLACK = 0.1
"""By how much of itself a round number, or one with an "about", may be off."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is given between ``start`` and ``end``: from ``low`` to ``high`` of a ``unit``.

    The unit is the stem of a noun, or ``money:$``, ``percent``, or what index.text.dates tells.
    """

    unit: str
    low: float
    high: float
    start: int
    end: int

    def fits(self, other: Figure) -> bool:
        """Whether both may be true of one thing, rounding and "at least" allowed for."""
        return self.unit == other.unit and self.low <= other.high and other.low <= self.high


_JOINERS = ("-", "–", "—", "/")
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[$€£₴₽%]|[^\w\s]"
)


def figures(text: str) -> list[Figure]:
    """The numbers of ``text`` with a noun, sign or scale behind them, and its days, in order; those that count a part
    or a rate are left out."""
    tokens = list(_TOKEN.finditer(text))
    found = [*_numbers(text, tokens), *(Figure(*day) for day in date_mentions(text))]
    return sorted(found, key=lambda figure: figure.start)


def _numbers(text: str, tokens: list[re.Match[str]]) -> Iterator[Figure]:
    at = 0
    while at < len(tokens):
        value, rounding, behind = _value(tokens, at)
        if value is None:
            at += 1
            continue
        first = at
        sign = tables.CURRENCY.get(tokens[at - 1].group().lower()) if at else None
        if sign and tokens[at - 1].group() in "$€£₴₽":
            first = at - 1
            foreign = first and tokens[first - 1].end() == tokens[first].start() and tokens[first - 1].group().isalpha()
            unit, last = "" if foreign else f"money:{sign}", behind - 1
        else:
            unit, last = _unit(text, tokens, behind)
        at = max(behind, last + 1)
        before = text[max(0, tokens[first].start() - 25) : tokens[first].start()].rstrip().lower()
        if (
            unit
            and not tables.PART.search(before)
            and not tables.PER.match(text, tokens[last].end())
            and not before.endswith(_JOINERS)
        ):
            low, high = _bounds(value, rounding, before)
            yield Figure(unit, low, high, tokens[first].start(), tokens[last].end())


def _value(tokens: list[re.Match[str]], at: int) -> tuple[float | None, float, int]:
    """The number that begins at a token, how far it may be rounded, and the token behind it."""
    written = tokens[at].group().lower()
    if written[0].isdigit():
        value = _digits(written)
    elif written in tables.NUMBERS:
        value = float(tables.NUMBERS[written])
    elif written == "a" and at + 1 < len(tokens) and tokens[at + 1].group().lower() == "dozen":
        return 12.0, 1.2, at + 2
    else:
        return None, 0.0, at
    if value is None:
        return None, 0.0, at
    behind = at + 1
    tens = value in range(20, 100, 10) and not written[0].isdigit()
    if tens and behind < len(tokens):
        unit = behind + (tokens[behind].group() == "-")
        more = tables.NUMBERS.get(tokens[unit].group().lower(), 0) if unit < len(tokens) else 0
        if 0 < more < 10:
            value, behind = value + more, unit + 1
    step = _step(written, value)
    while behind < len(tokens) and tokens[behind].group().lower() in tables.SCALE:
        scale = tables.SCALE[tokens[behind].group().lower()]
        if tokens[behind].group() == "." or (len(tokens[behind].group()) == 1 and written[0].isalpha()):
            break
        value, step, behind = value * scale, step * scale, behind + 1
    rounded = step > 1 or (step < 1 and value != int(value))
    return value, min(step / 2, _SLACK * value) if rounded else 0.0, behind


def _digits(written: str) -> float | None:
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f,](?=\d{3}(?!\d))", "", written)
    plain = plain.replace(",", ".") if re.fullmatch(r"\d+,\d+", plain) else plain
    try:
        return float(plain)
    except ValueError:
        return None


def _step(written: str, value: float) -> float:
    """What the last digit that is not 0 counts: of 3,000 a thousand, of 2.5 a tenth."""
    if "." in written or (value != int(value)):
        return 10.0 ** -len(re.split(r"[.,]", written)[-1])
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _unit(text: str, tokens: list[re.Match[str]], behind: int) -> tuple[str, int]:
    """What is counted: the noun behind a number, past adjectives, and its token."""
    for at in range(behind, min(behind + 3, len(tokens))):
        word = tokens[at].group().lower()
        gap = text[tokens[at - 1].end() : tokens[at].start()]
        if word == "." and tokens[at - 1].group().lower() in tables.SCALE and at + 1 < len(tokens):  # млн.
            continue
        if word in tables.PERCENT:
            return "percent", at
        if word == "per" and at + 1 < len(tokens) and tokens[at + 1].group() == "cent":
            return "percent", at + 1
        if gap not in {" ", "\u00a0", "\n"} or not word[0].isalpha() or stem(word) in FUNCTION_WORDS:
            return "", behind - 1
        if word in tables.CURRENCY:
            return f"money:{tables.CURRENCY[word]}", at
        if word in tables.ADJECTIVES:
            continue
        return ("", behind - 1) if word in tables.NUMBERS or month_of(word) else (stem(word), at)
    return "", behind - 1


def _bounds(value: float, rounding: float, before: str) -> tuple[float, float]:
    low, high = value - rounding, value + rounding
    if tables.AT_LEAST.search(before):
        return low, math.inf
    if tables.AT_MOST.search(before):
        return 0.0, high
    if tables.ABOUT.search(before):
        return min(low, value * (1 - _SLACK)), max(high, value * (1 + _SLACK))
    return low, high
