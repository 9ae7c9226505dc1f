"""Does a text say what a claim says, the opposite, or another figure: one comparison of polarity and of numbers.

The words of both are aligned in order. A negation that stands between two aligned words of one and not between the
same words of the other turns the sense round; a number of the claim that the text has not, while it has another one,
is another figure. English, Ukrainian and Russian.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from index.text.characters import straighten_apostrophes
from index.text.numbers import (
    Quantity,
    find_quantities,
    is_number_stem,
    normalize_numerals,
    same_number,
    write_decimals,
)
from index.text.tokenizer import STOP_STEMS, stem, word_set


class Contradiction(StrEnum):
    """How a text contradicts a claim."""

    OPPOSITE = "opposite"
    OTHER_FIGURE = "other_figure"


NEGATIONS = word_set(
    "not never no nobody nothing none neither nor without nowhere "
    "не ні нема немає ніколи ніхто ніщо нічого без нет нету ни никогда никто ничто ничего"
)
_UNTRUE = re.compile(
    r"\W*(?:that )?(?:it (?:is|was) (?:simply |just |quite )?(?:not true|untrue|false|a lie|a myth|wrong)|"
    r"неправда|це не так|це неправда|это неправда|это не так)[, ]+(?:that|що|что)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CONTRACTED = re.compile(
    r"(do|does|did|is|are|was|were|ai|has|have|had|ca|could|wo|would|should|sha|need|must|might)n'?t"
)
"""A negated auxiliary, also as people type it without the apostrophe."""

_FULL_FORMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


class _Reach(NamedTuple):
    """How far apart the aligned words around a negation may be, counted in the words between them.

    ``here`` is the text with the negation, ``there`` the other one; ``before`` counts the words of the other one that
    stand before the first aligned word, where the negation stands before it too.
    """

    here: int
    there: int
    before: float


_OF_CLAIM = _Reach(here=4, there=8, before=math.inf)
_OF_TEXT = _Reach(here=3, there=1, before=1)
"""A text says much that a claim leaves out, with negations of its own: there the words must be next to each other."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems of a text without its negations, and before which of them a negation stands."""

    stems: tuple[str, ...]
    denied: frozenset[int]


def find_contradiction(claim: str, text: str) -> Contradiction | None:
    """Return OPPOSITE or OTHER_FIGURE where ``text`` contradicts ``claim``, None where it does not.

    None also stands for texts that share too little to tell.
    """
    one, other = _read_words(claim), _read_words(text)
    matches = _align(one.stems, other.stems)
    turned = [(there, here) for here, there in matches]
    opposite = _denies_more(one, other, matches, _OF_CLAIM) or _denies_more(other, one, turned, _OF_TEXT)
    one_is_called_untrue = bool(_UNTRUE.match(claim)) != bool(_UNTRUE.match(text))
    if opposite != one_is_called_untrue:
        return Contradiction.OPPOSITE
    if _has_other_figure(claim, text) or _has_number_replaced(one.stems, other.stems, dict(matches)):
        return Contradiction.OTHER_FIGURE
    return None


def _read_words(text: str) -> _Words:
    found: list[str] = []
    denied: set[int] = set()
    for match in _WORD.finditer(straighten_apostrophes(text.lower())):
        word = match.group()
        contracted = _CONTRACTED.fullmatch(word)
        if contracted:
            auxiliary = contracted.group(1)
            found.append(stem(_FULL_FORMS.get(auxiliary, auxiliary)))
            denied.add(len(found))
        elif word == "cannot":
            found.append("can")
            denied.add(len(found))
        elif word in NEGATIONS:
            denied.add(len(found))
        else:
            found.append(stem(word))
    return _Words(tuple(found), frozenset(denied))


def _align(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, int]]:
    """Pair the positions of equal stems, in order: content words first, then the stop words between them."""
    anchors = [(-1, -1), *_match_in_order(one, other, content=True), (len(one), len(other))]
    pairs = anchors[1:-1]
    for (left, there_left), (right, there_right) in pairwise(anchors):
        # Stop words belong to the content word that they stand before, so they are matched from the right.
        between = _match_in_order(one[left + 1 : right][::-1], other[there_left + 1 : there_right][::-1], content=False)
        pairs += [(right - 1 - here, there_right - 1 - there) for here, there in between]
    return sorted(pairs)


def _match_in_order(one: Sequence[str], other: Sequence[str], *, content: bool) -> list[tuple[int, int]]:
    """Pair equal stems, only content words or only stop words, by a longest common subsequence."""
    places, others = (
        [at for at, word in enumerate(words) if (word not in STOP_STEMS) is content] for words in (one, other)
    )
    lengths = [[0] * (len(others) + 1) for _ in range(len(places) + 1)]
    for i in reversed(range(len(places))):
        for j in reversed(range(len(others))):
            equal = one[places[i]] == other[others[j]]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if equal else max(lengths[i + 1][j], lengths[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(places) and j < len(others):
        if one[places[i]] == other[others[j]]:
            pairs.append((places[i], others[j]))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _denies_more(one: _Words, other: _Words, matches: Sequence[tuple[int, int]], reach: _Reach) -> bool:
    """Return whether ``one`` negates an aligned word that ``other`` does not negate there."""
    aligned = dict(matches)
    for at in one.denied:
        denied = next((n for n in range(at, len(one.stems)) if one.stems[n] not in STOP_STEMS), None)
        if at - 1 in aligned and at in aligned and aligned[at] == aligned[at - 1] + 1:
            denied = at
        right = next((n for n in range(at, len(one.stems)) if n in aligned), None)
        left = next((n for n in reversed(range(at)) if n in aligned), None)
        if denied not in aligned or right is None:
            continue
        if left is None and aligned[right] > reach.before:
            continue
        begin = aligned[left] + 1 if left is not None else max(0, aligned[right] - 1)
        here, there = right - (at if left is None else left + 1), aligned[right] - begin
        if here <= reach.here and there <= reach.there and other.denied.isdisjoint(range(begin, aligned[right] + 1)):
            return True
    return False


def _has_other_figure(claim: str, text: str) -> bool:
    claim, text = write_decimals(claim), write_decimals(text)
    there = find_quantities(text)
    return bool(there) and any(
        not any(same_number(number, other) or _has_same_digits(number, other) for other in there)
        and not _is_cut_off(claim, number, text)
        for number in find_quantities(claim)
    )


def _has_number_replaced(one: Sequence[str], other: Sequence[str], aligned: Mapping[int, int]) -> bool:
    """Return whether a number of ``one`` stands where ``other`` has only another one, between the same words."""
    for at, word in enumerate(one):
        if at in aligned or not is_number_stem(word) or at - 1 not in aligned or at + 1 not in aligned:
            continue
        between = other[aligned[at - 1] + 1 : aligned[at + 1]]
        if (
            len(between) == 1
            and is_number_stem(between[0])
            and normalize_numerals(between) != normalize_numerals([word])
        ):
            return True
    return False


def _has_same_digits(number: Quantity, other: Quantity) -> bool:
    """Return whether a bare number is the other one without its scale, as in speech: 2.4 of "2.4 million"."""
    if number.unit and other.unit:
        return False
    pairs = ((one, two) for one in number.values for two in other.values if one and two)
    return any(_mantissa(one) == _mantissa(two) for one, two in pairs)


def _mantissa(value: float) -> float:
    """Return the value without its thousands: 2.4 of 2,400,000."""
    while abs(value) >= 1000:
        value /= 1000
    return round(value, 6)


def _is_cut_off(claim: str, number: Quantity, text: str) -> bool:
    """Return whether a claim ends within a number that the text goes on with: "$18" of "$18 million"."""
    return not claim[number.end :].strip(" .?!…") and claim[number.start : number.end] in text
