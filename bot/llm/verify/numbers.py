"""Check that each number of a sentence stands in what it cites, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from bot.llm.types import NumberedSentence, Problem
from bot.llm.verify.evidence import ClaimEvidence
from index.text.dates import date_mentions
from index.text.numbers import Quantity, find_quantities, is_approximate, last_digit_step, same_number
from index.text.tokenizer import stem

_ROUNDING_SHARE = 0.06
"""The largest relative error of a number after "about", "nearly" or "more than"."""

_DIGITS = re.compile(r"\d+")


def check_numbers(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find the first number of ``sentence`` that neither the texts cited nor their articles' titles have."""
    source = find_quantities(evidence.text)
    counted = [(_counted_noun(evidence.text, other), other) for other in source]
    there = [*source, *find_quantities(evidence.article_details)]
    for number in _outside_dates(sentence):
        if not _is_number_in(sentence, number, there) or _counts_same_noun_otherwise(sentence, number, counted):
            what = f"the number {sentence[number.start : number.end]!r}"
            return evidence.report_missing(what, partial(_has_number, sentence, number))
    return None


def _has_number(sentence: str, number: Quantity, other: NumberedSentence) -> bool:
    return _is_number_in(sentence, number, find_quantities(other.text))


def _outside_dates(sentence: str) -> Iterator[Quantity]:
    """Yield the numbers of ``sentence`` that are no part of a date; ``dates`` checks the others."""
    dates = [(start, end) for _, _, _, start, end in date_mentions(sentence)]
    for number in find_quantities(sentence):
        if not any(start < number.end and number.start < end for start, end in dates):
            yield number


def _is_number_in(sentence: str, number: Quantity, there: Sequence[Quantity]) -> bool:
    if any(same_number(number, other) for other in there):
        return True
    if number.unit == "ordinal" and _DIGITS.match(sentence, number.start):  # the 4th, of "March 4"
        return any(number.values & other.values for other in there)
    return _is_rounded(sentence, number) and any(_is_near(number, other) for other in there)


def _is_rounded(sentence: str, number: Quantity) -> bool:
    before = sentence[max(0, number.start - 25) : number.start].rstrip(" $€£₴₽").lower()
    return is_approximate(before)


def _is_near(number: Quantity, other: Quantity) -> bool:
    """Return whether a number is the other one, rounded."""
    same = not number.unit or not other.unit or number.unit == other.unit
    return same and any(
        abs(one - two) < last_digit_step(one) and abs(one - two) <= _ROUNDING_SHARE * two
        for one in number.values
        for two in other.values
    )


def _counts_same_noun_otherwise(sentence: str, number: Quantity, counted: Sequence[tuple[str, Quantity]]) -> bool:
    """Return whether the texts cited count the same noun only with other numbers: "3 times" for "4 times"."""
    noun = _counted_noun(sentence, number)
    same = [other for counts, other in counted if noun and counts == noun]
    return bool(same) and not any(same_number(number, other) or _is_near(number, other) for other in same)


def _counted_noun(text: str, number: Quantity) -> str:
    """Return the stem of the word right after a number, "" without one."""
    found = re.match(r"[ -]([^\W\d_]{3,})", text[number.end :])
    return stem(found.group(1)) if found and found.group(1).islower() else ""
