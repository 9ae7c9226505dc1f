"""Statements that came through an outlet: the person speaks, the outlet passes it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.statements import right
from index.statements.outlet import Outlet
from index.statements.report import Found
from index.statements.tables.outlets import CITING
from index.statements.tables.people import GROUPS, PRONOUNS, ROLE_NOUNS
from index.statements.tokens import Sentence, Token

_SAME = 0.8
_LEAST_LEFT = 3
_MOST_TO_CUE = 60
_MOST_REST = 20


@dataclass(frozen=True, slots=True)
class Voice:
    """A named outlet in sentence ``sentence``; ``speaks`` where it reports something itself."""

    sentence: int
    name: str
    speaks: bool


@dataclass(frozen=True, slots=True)
class Relayed:
    """A report of speech and the outlet it came through, or None; ``source`` is the outlet that itself speaks."""

    item: Found
    outlet: str | None = None
    source: Outlet | None = None


def relayed(parts: Sequence[Sentence], items: Sequence[Found], named: Sequence[Sequence[Outlet]]) -> list[Relayed]:
    """The reports in the order of their sentences, each with its outlet; ``named`` holds the outlets of each sentence.

    A report that only tells that an outlet told another's is left out.
    """
    done: list[Relayed] = []
    for number, group in groupby(sorted(items, key=lambda item: item.sentence), key=lambda item: item.sentence):
        there = named[number]
        told = list(group)
        done += _in_sentence(parts[number].tokens, told, there) if there else [Relayed(item) for item in told]
    return done


def voices(named: Sequence[Sequence[Outlet]], spoken: Sequence[Relayed]) -> list[Voice]:
    """The outlets that the article names, in order."""
    speaking = {(one.item.sentence, one.source.begin) for one in spoken if one.source is not None}
    return [
        Voice(number, outlet.name, (number, outlet.begin) in speaking)
        for number, there in enumerate(named)
        for outlet in there
        if outlet.named
    ]


def _in_sentence(tokens: Sequence[Token], items: Sequence[Found], there: Sequence[Outlet]) -> list[Relayed]:
    own = [(item, _source(item, there)) for item in (_without_tag(tokens, item, there) for item in items)]
    people = [item for item, source in own if source is None]
    speakers = [item for item in people if _is_somebody(tokens, item)]
    done: list[Relayed] = []
    for item, source in own:
        if source is None:
            teller = next((o for outer, o in own if o is not None and _is_told(outer, item)), None)
            done.append(Relayed(item, teller.name if teller else _outlet_of(tokens, item, people, there)))
        elif not any(_is_told(item, other) for other in speakers):
            cited = _cited(tokens, item)
            passing = Relayed(item, _passing(source, there), source)
            done.append(passing if cited is None else Relayed(cited, source.name))
    spoken = [one.item for one in done if one.source is not None]
    return [one for one in done if one.source is not None or not any(_holds(outer, one.item) for outer in spoken)]


def _cited(tokens: Sequence[Token], item: Found) -> Found | None:
    """What an outlet says after somebody: "reports, citing Jane Roe"; None where it speaks for itself."""
    for at, token in enumerate(tokens[:-1]):
        if token.low in CITING and not item.start < token.start < item.end:
            phrase = right.after(tokens, at + 1)
            told = replace(item, phrase=phrase) if phrase is not None else None
            return told if told is not None and _is_somebody(tokens, told) else None
    return None


def _is_somebody(tokens: Sequence[Token], item: Found) -> bool:
    """Whether a speaker is a person or called by a role, and no poll or paper."""
    words = {token.low for token in tokens[slice(*item.phrase.name)]}
    return bool(item.phrase.person or words & ((ROLE_NOUNS - GROUPS) | PRONOUNS))


def _source(item: Found, there: Sequence[Outlet]) -> Outlet | None:
    """The outlet that is the speaker, if one is."""
    first, end = item.phrase.name
    return next((o for o in there if o.begin <= first and end <= o.end), None)


def _without_tag(tokens: Sequence[Token], item: Found, there: Sequence[Outlet]) -> Found:
    """Words said less ", the Post reported" behind them."""
    for outlet in there:
        if outlet.tag is not None and not item.direct and item.start < tokens[outlet.tag].start < item.end:
            last = tokens[outlet.tag - 1]
            own = outlet.begin <= item.phrase.name[0] < outlet.end
            kept = sum(item.start <= token.start < last.end for token in tokens[: outlet.tag])
            return item if own or kept < _LEAST_LEFT else replace(item, end=last.end)
    return item


def _outlet_of(tokens: Sequence[Token], item: Found, people: Sequence[Found], there: Sequence[Outlet]) -> str | None:
    """The outlet that a person's words were said to or came through."""
    for outlet in there:
        start = tokens[outlet.begin].start
        if item.start <= start < item.end and not item.direct:
            continue
        if outlet.passes:
            nearest = min(people, key=lambda one: abs(one.cue[0] - start))
            if nearest.phrase.name == item.phrase.name or outlet.tag is not None:
                return outlet.name
    return None


def _passing(source: Outlet, there: Sequence[Outlet]) -> str | None:
    """Another outlet that passes on what the first one says."""
    return next((o.name for o in there if o != source and o.passes and o.tag is not None), None)


def _is_told(outer: Found, inner: Found) -> bool:
    """Whether an outlet's report only tells that another said the same: the Post reported that Roe said ..."""
    both = min(outer.end, inner.end) - max(outer.start, inner.start)
    if both < _SAME * (inner.end - inner.start):
        return False
    same = both >= _SAME * (outer.end - outer.start)
    tag = outer.cue[0] >= outer.end
    behind = outer.start <= inner.cue[0] <= outer.start + _MOST_TO_CUE and outer.end - inner.end <= _MOST_REST
    return same or behind or (tag and outer.start <= inner.cue[0] < outer.end)


def _holds(outer: Found, inner: Found) -> bool:
    """Speech told within an outlet's own words is left to the outlet."""
    return outer.start <= inner.cue[0] and inner.cue[1] <= outer.end
