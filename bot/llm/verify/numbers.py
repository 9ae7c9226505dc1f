"""Every number of a sentence must stand in what it cites, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.llm.types import Problem
from bot.llm.verify.evidence import ClaimEvidence
from index.text.dates import date_mentions
from index.text.numbers import Quantity, find_quantities, is_approximate, last_digit_step, same_number
from index.text.tokenizer import stem

_ROUNDING_SHARE = 0.06
"""By how much of itself a number with an "about", "nearly" or "more than" before it may be off."""

_DIGITS = re.compile(r"\d+")


def check_numbers(told: str, cited: ClaimEvidence) -> Problem | None:
    """The first number of ``told`` that neither the texts cited nor their articles' titles have."""
    source = find_quantities(cited.text)
    counted = [(_counted_noun(cited.text, other), other) for other in source]
    there = [*source, *find_quantities(cited.about)]
    for number in _outside_dates(told):
        if not _is_number_in(told, number, there) or _counts_same_noun_otherwise(told, number, counted):
            what = f"the number {told[number.start : number.end]!r}"
            return cited.problem(what, lambda one, n=number: _is_number_in(told, n, find_quantities(one.text)))  # type: ignore[misc]
    return None


def _outside_dates(told: str) -> Iterator[Quantity]:
    """The numbers of ``told`` that are no part of a day or a year: those are looked at by themselves."""
    dates = [(start, end) for _, _, _, start, end in date_mentions(told)]
    for number in find_quantities(told):
        if not any(start < number.end and number.start < end for start, end in dates):
            yield number


def _is_number_in(told: str, number: Quantity, there: Sequence[Quantity]) -> bool:
    if any(same_number(number, other) for other in there):
        return True
    if number.unit == "ordinal" and _DIGITS.match(told, number.start):  # the 4th, of "March 4"
        return any(number.values & other.values for other in there)
    return _is_rounded(told, number) and any(_is_near(number, other) for other in there)


def _is_rounded(told: str, number: Quantity) -> bool:
    before = told[max(0, number.start - 25) : number.start].rstrip(" $€£₴₽").lower()
    return is_approximate(before)


def _is_near(number: Quantity, other: Quantity) -> bool:
    """Whether a number is the other one, told less exactly."""
    same = not number.unit or not other.unit or number.unit == other.unit
    return same and any(
        abs(one - two) < last_digit_step(one) and abs(one - two) <= _ROUNDING_SHARE * two
        for one in number.values
        for two in other.values
    )


def _counts_same_noun_otherwise(told: str, number: Quantity, counted: Sequence[tuple[str, Quantity]]) -> bool:
    """Whether what is cited counts the same thing, and only with another number: 4 times for 3 times, 4 months ago."""
    noun = _counted_noun(told, number)
    same = [other for counts, other in counted if noun and counts == noun]
    return bool(same) and not any(same_number(number, other) or _is_near(number, other) for other in same)


def _counted_noun(text: str, number: Quantity) -> str:
    """The stem of the word right behind a number, empty without one."""
    found = re.match(r"[ -]([^\W\d_]{3,})", text[number.end :])
    return stem(found.group(1)) if found and found.group(1).islower() else ""
