"""Whether articles disagree on what is asked: on a number, a sum, a day. Rather none told than a false one.

Two sentences are held against each other only where they answer the question about equally well and by the same words,
stand in different articles, and give one figure each of the same unit.
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
from index.text.tokenizer import content_stems, stems
from index.text.tokenizer import word_set as listed

_LEAST_SHARE_OF_BEST = 0.75
"""The least share of the best sentence's words of the question that another must have."""

_LEAST_OWN = 0.4
_SAME_WORDS = 0.6
"""The least overlap, by Jaccard, of the question's words that either has, the unit aside."""

_LEAST_WORDS = 2
"""How many of them both must have: "When was it found?" tells of no one thing."""

_SAME_WEEK = 3
"""Days between two articles that mean the same Monday."""

_UNCERTAIN_WORDS = listed(
    "will would could may might can should expected expects plans planned planning forecast target hopes hoped "
    "proposed if буде будуть може могли планує планують очікує очікують якби якщо будет будут может "
    "планирует ожидает если"
)
"""Words for what is not certain yet: such a figure is not held against one that is."""

_EARLIER_TIME = re.compile(
    r"\b(?:last|previous|next|this) (?:year|month|week|season|time)|\b(?:earlier|previously|ago|since|compared|once|"
    r"initially|originally|торік|раніше|тому|спершу|минулого|раньше|назад|сначала|прошлом|прошлого)\b",
    re.IGNORECASE,
)
_MEASURE_STEMS = frozenset({"mani", "much", "long", "old", "far", "tall", "high"})
_DAY_OF_SPEECH = re.compile(
    r"\b(?:said|says|added|reported|wrote|told(?: \w+){1,3}|statement)(?: (?:on|late|early))*\s*$"
)
"""Before the day on which somebody spoke, which is not the day of what they spoke of."""

_PLACE = re.compile(r"\b(?:in|at|near|outside|on|off|from)\s+(?:the\s+)?((?:[A-Z][\w'’-]+\s?)+)")


@dataclass(frozen=True, slots=True)
class ConflictingFigure:
    """A sentence, and the words in it that another contradicts: "47 people"."""

    evidence: RankedSpan
    words: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more sentences of which no two give the same. ``dated`` says that their articles are of different days,
    so that the later may know more: then the newest comes first, else the best."""

    pieces: tuple[ConflictingFigure, ...]
    dated: bool


def find_conflict(question: str, evidence: Sequence[RankedSpan]) -> Conflict | None:
    """What ``evidence``, best first, disagrees on with its first piece; None where it does not, surely."""
    units = expected_units(question)
    if not units or not evidence:
        return None
    first, *others = [(item, _single_figures(item.text, units)) for item in evidence]
    kept = [first]
    for other in others:
        if _are_comparable(question, first, other) and all(_contradict(other[1], known[1]) for known in kept):
            kept.append(other)
    if len(kept) < 2:
        return None
    pieces = [ConflictingFigure(item, _figure_words(item, found, kept)) for item, found in kept]
    dates = {iso_day(piece.evidence.hit.article.published_at) for piece in pieces}
    dated = len(dates) > 1 and "" not in dates
    if dated:
        pieces.sort(key=lambda piece: iso_day(piece.evidence.hit.article.published_at), reverse=True)
    return Conflict(tuple(pieces), dated)


def describe_conflict(found: Conflict, citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """ "The articles disagree: 47 people [1], 52 people [2]." ``citations`` are those of its pieces, in order."""
    pairs = list(zip(found.pieces, citations, strict=True))
    if not found.dated:
        return messages.articles_disagree.format(items=", ".join(f"{piece.words} [{c.number}]" for piece, c in pairs))
    items = (f"{piece.words} ({_format_day(c.published_at, messages)}) [{c.number}]" for piece, c in pairs)
    return messages.articles_changed.format(items=", ".join(items))


def _format_day(published: str | None, messages: AnswerMessages) -> str:
    year, month, day = iso_day(published).split("-")
    return f"{day}.{month}.{year}" if messages.day_first else readable_date(published or "")


_SpanFigures = tuple[RankedSpan, dict[str, Quantity]]


def _single_figures(text: str, units: frozenset[str]) -> dict[str, Quantity]:
    """The figure of each asked unit of which the text gives only one."""
    every = [
        figure
        for figure in find_figures(text)
        if asks_for_unit(figure.unit, units)
        and not (figure.unit == WEEKDAY and _DAY_OF_SPEECH.search(text[: figure.start]))
    ]
    return {figure.unit: figure for figure in every if sum(each.unit == figure.unit for each in every) == 1}


def _are_comparable(question: str, one: _SpanFigures, other: _SpanFigures) -> bool:
    """Whether two sentences, of different articles, answer the question about equally well and may be compared."""
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
    """False where each names a day or year that is not asked for, and not the same: they tell of two things."""
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


def _figure_words(item: RankedSpan, found: dict[str, Quantity], kept: Sequence[_SpanFigures]) -> str:
    shared = [figure for unit, figure in found.items() if all(unit in given for _, given in kept)]
    figure = min(shared or found.values(), key=lambda figure: figure.start)
    return item.text[figure.start : figure.end]
