"""Find articles that disagree on the number, sum or day asked for; a false conflict is worse than a missed one.

Two sentences are compared only where they answer about equally well and by the same words, are of different articles
that are no copies, and give one figure each of the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.open.ranking import RankedSpan
from bot.answer.question.answer_type import asks_for_unit, expected_units
from bot.answer.types import Citation
from bot.dates import iso_day, readable_date
from bot.messages.sections import AnswerMessages
from index.text.dates import WEEKDAY, YEAR, month_of, weekday_of
from index.text.numbers import Quantity, compatible, find_figures
from index.text.tokenizer import content_stems, stems, word_set

_LEAST_SHARE_OF_BEST = 0.75
"""Least ``own`` share of a sentence, relative to the better one."""

_LEAST_OWN = 0.4
_SAME_WORDS = 0.6
"""Least Jaccard overlap of the question's words in the two sentences, without the unit."""

_LEAST_WORDS = 2
"""Least number of those words in both: "When was it found?" names no subject."""

_SAME_WEEK = 3
"""Most days between two articles that mean the same Monday."""

_UNCERTAIN_WORDS = word_set(
    "will would could may might can should expected expects plans planned planning forecast target hopes hoped "
    "proposed if буде будуть може могли планує планують очікує очікують якби якщо будет будут может "
    "планирует ожидает если"
)
"""Words for what is uncertain: such a figure is not compared with a certain one."""

_EARLIER_TIME = re.compile(
    r"\b(?:last|previous|next|this) (?:year|month|week|season|time)|\b(?:earlier|previously|ago|since|compared|once|"
    r"initially|originally|торік|раніше|тому|спершу|минулого|раньше|назад|сначала|прошлом|прошлого)\b",
    re.IGNORECASE,
)
_MEASURE_STEMS = frozenset({"mani", "much", "long", "old", "far", "tall", "high"})
_DAY_OF_SPEECH = re.compile(
    r"\b(?:said|says|added|reported|wrote|told(?: \w+){1,3}|statement)(?: (?:on|late|early))*\s*$"
)
"""What precedes the day on which somebody spoke, which is not the day asked for."""

_PLACE = re.compile(r"\b(?:in|at|near|outside|on|off|from)\s+(?:the\s+)?((?:[A-Z][\w'’-]+\s?)+)")


@dataclass(frozen=True, slots=True)
class ConflictingFigure:
    """A span, and the words in it that another contradicts: "47 people"."""

    evidence: RankedSpan
    words: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more figures that all differ.

    ``dated``: their articles are of different days; then the newest comes first, else the best.
    """

    figures: tuple[ConflictingFigure, ...]
    dated: bool


def find_conflict(question: str, evidence: Sequence[RankedSpan]) -> Conflict | None:
    """Return what contradicts the first span of ``evidence``, best first; None where nothing surely does."""
    units = expected_units(question)
    if not units or not evidence:
        return None
    first, *others = [(item, _single_figures(item.text, units)) for item in evidence]
    conflicting = [first]
    for other in others:
        if _are_comparable(question, first, other) and all(_contradict(other[1], known[1]) for known in conflicting):
            conflicting.append(other)
    if len(conflicting) < 2:
        return None
    figures = [ConflictingFigure(item, _figure_words(item, found, conflicting)) for item, found in conflicting]
    dates = {iso_day(figure.evidence.hit.article.published_at) for figure in figures}
    dated = len(dates) > 1 and "" not in dates
    if dated:
        figures.sort(key=lambda figure: iso_day(figure.evidence.hit.article.published_at), reverse=True)
    return Conflict(tuple(figures), dated)


def describe_conflict(found: Conflict, citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """Word a conflict: "The articles disagree: 47 people [1], 52 people [2]."; ``citations`` are of its figures."""
    pairs = list(zip(found.figures, citations, strict=True))
    if not found.dated:
        return messages.articles_disagree.format(items=", ".join(f"{figure.words} [{c.number}]" for figure, c in pairs))
    items = (f"{figure.words} ({_format_day(c.published_at, messages)}) [{c.number}]" for figure, c in pairs)
    return messages.articles_changed.format(items=", ".join(items))


def _format_day(published: str | None, messages: AnswerMessages) -> str:
    year, month, day = iso_day(published).split("-")
    return f"{day}.{month}.{year}" if messages.day_first else readable_date(published or "")


_SpanFigures = tuple[RankedSpan, dict[str, Quantity]]


def _single_figures(text: str, units: frozenset[str]) -> dict[str, Quantity]:
    """Return the figure of each unit asked for of which the text has exactly one."""
    every = [
        figure
        for figure in find_figures(text)
        if asks_for_unit(figure.unit, units)
        and not (figure.unit == WEEKDAY and _DAY_OF_SPEECH.search(text[: figure.start]))
    ]
    return {figure.unit: figure for figure in every if sum(each.unit == figure.unit for each in every) == 1}


def _are_comparable(question: str, one: _SpanFigures, other: _SpanFigures) -> bool:
    """Return whether two spans of different articles answer about equally well and may be compared."""
    a, b = one[0].hit.article, other[0].hit.article
    if a.id == b.id or a.id in other[0].hit.also_in or b.id in one[0].hit.also_in:
        return False
    if min(one[0].own, other[0].own) < max(_LEAST_OWN, _LEAST_SHARE_OF_BEST * max(one[0].own, other[0].own)):
        return False
    asked = set(content_stems(question)) - {*one[1], *other[1]} - _MEASURE_STEMS
    there, here = asked & set(stems(one[0].text)), asked & set(stems(other[0].text))
    if len(there & here) < max(_LEAST_WORDS, _SAME_WORDS * len(there | here)):
        return False
    return _have_same_subject(one[0], other[0]) and _have_same_days(one, other)


def _have_same_subject(one: RankedSpan, other: RankedSpan) -> bool:
    for this, that in ((one, other), (other, one)):
        elsewhere = that.hit.article.text.casefold()
        if any(place.casefold() not in elsewhere for place in _find_places(this.text)):
            return False
    uncertain = [bool(_UNCERTAIN_WORDS & set(re.findall(r"\w+", item.text.lower()))) for item in (one, other)]
    then = [bool(_EARLIER_TIME.search(item.text)) for item in (one, other)]
    return uncertain[0] == uncertain[1] and not any(then)


def _find_places(text: str) -> list[str]:
    found = (place.strip() for place in _PLACE.findall(text))
    return [place for place in found if weekday_of(place.split()[0]) is None and month_of(place.split()[0]) is None]


def _have_same_days(one: _SpanFigures, other: _SpanFigures) -> bool:
    """Return False where the two name different days or years that are not asked for."""
    published = [iso_day(item.hit.article.published_at) for item, _ in (one, other)]
    near = (
        "" in published or abs((date.fromisoformat(published[0]) - date.fromisoformat(published[1])).days) <= _SAME_WEEK
    )
    for unit in (WEEKDAY, YEAR):
        if unit in one[1] or unit in other[1]:
            if unit == WEEKDAY and not near:
                return False
            continue
        named = [{f.low for f in find_figures(item.text) if f.unit == unit} for item, _ in (one, other)]
        if named[0] != named[1] and (unit == YEAR or (all(named) and not named[0] & named[1])):
            return False
    return True


def _contradict(one: dict[str, Quantity], other: dict[str, Quantity]) -> bool:
    shared = one.keys() & other.keys()
    return bool(shared) and not any(compatible(one[unit], other[unit]) for unit in shared)


def _figure_words(item: RankedSpan, found: dict[str, Quantity], conflicting: Sequence[_SpanFigures]) -> str:
    shared = [figure for unit, figure in found.items() if all(unit in given for _, given in conflicting)]
    figure = min(shared or found.values(), key=lambda figure: figure.start)
    return item.text[figure.start : figure.end]
