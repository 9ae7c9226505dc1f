"""Statements passed on by an outlet: the person speaks, the outlet relays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.statements import right
from index.statements.outlet import Outlet
from index.statements.report import SpeechReport
from index.statements.tables.outlets import CITING
from index.statements.tables.people import GROUPS, PRONOUNS, ROLE_NOUNS
from index.statements.tokens import Sentence, Token

_SAME = 0.8
_LEAST_LEFT = 3
_MOST_TO_CUE = 60
_MOST_REST = 20


@dataclass(frozen=True, slots=True)
class OutletMention:
    """A named outlet in sentence ``sentence``; ``speaks`` tells that it reports something itself."""

    sentence: int
    name: str
    speaks: bool


@dataclass(frozen=True, slots=True)
class RelayedStatement:
    """A report of speech and the outlet it came through, or None; ``source`` is the outlet that itself speaks."""

    report: SpeechReport
    outlet: str | None = None
    source: Outlet | None = None


def assign_outlets(
    sentences: Sequence[Sentence], reports: Sequence[SpeechReport], outlets: Sequence[Sequence[Outlet]]
) -> list[RelayedStatement]:
    """Return the reports in the order of their sentences, each with its outlet; ``outlets`` holds each sentence's.

    A report that only tells that an outlet reported another's is left out.
    """
    relayed: list[RelayedStatement] = []
    for number, group in groupby(
        sorted(reports, key=lambda report: report.sentence), key=lambda report: report.sentence
    ):
        outlets_here = outlets[number]
        in_sentence = list(group)
        relayed += (
            _assign_in_sentence(sentences[number].tokens, in_sentence, outlets_here)
            if outlets_here
            else [RelayedStatement(report) for report in in_sentence]
        )
    return relayed


def find_outlet_mentions(
    outlets: Sequence[Sequence[Outlet]], relayed: Sequence[RelayedStatement]
) -> list[OutletMention]:
    """Return the outlets that the article names, in order."""
    speaking = {(one.report.sentence, one.source.begin) for one in relayed if one.source is not None}
    return [
        OutletMention(number, outlet.name, (number, outlet.begin) in speaking)
        for number, outlets_here in enumerate(outlets)
        for outlet in outlets_here
        if outlet.named
    ]


def _assign_in_sentence(
    tokens: Sequence[Token], reports: Sequence[SpeechReport], outlets: Sequence[Outlet]
) -> list[RelayedStatement]:
    """Return the reports of one sentence, each with its outlet."""
    pairs = [
        (report, _find_source(report, outlets))
        for report in (_strip_tag(tokens, report, outlets) for report in reports)
    ]
    people = [report for report, source in pairs if source is None]
    speakers = [report for report in people if _is_person_or_role(tokens, report)]
    relayed: list[RelayedStatement] = []
    for report, source in pairs:
        if source is None:
            relaying = next(
                (outlet for outer, outlet in pairs if outlet is not None and _repeats_report(outer, report)), None
            )
            relayed.append(
                RelayedStatement(report, relaying.name if relaying else _find_outlet(tokens, report, people, outlets))
            )
        elif not any(_repeats_report(report, other) for other in speakers):
            cited = _find_cited_person(tokens, report)
            passing = RelayedStatement(report, _find_passing_outlet(source, outlets), source)
            relayed.append(passing if cited is None else RelayedStatement(cited, source.name))
    outlet_reports = [one.report for one in relayed if one.source is not None]
    return [
        one
        for one in relayed
        if one.source is not None or not any(_contains_cue(outer, one.report) for outer in outlet_reports)
    ]


def _find_cited_person(tokens: Sequence[Token], report: SpeechReport) -> SpeechReport | None:
    """Return what an outlet says after somebody, "reports, citing Jane Roe"; None where it speaks for itself."""
    for at, token in enumerate(tokens[:-1]):
        if token.lower in CITING and not report.start < token.start < report.end:
            phrase = right.read_right(tokens, at + 1)
            cited = replace(report, phrase=phrase) if phrase is not None else None
            return cited if cited is not None and _is_person_or_role(tokens, cited) else None
    return None


def _is_person_or_role(tokens: Sequence[Token], report: SpeechReport) -> bool:
    """Return whether a speaker is a person or called by a role, and no poll or paper."""
    words = {token.lower for token in tokens[slice(*report.phrase.mention)]}
    return bool(report.phrase.person or words & ((ROLE_NOUNS - GROUPS) | PRONOUNS))


def _find_source(report: SpeechReport, outlets: Sequence[Outlet]) -> Outlet | None:
    """Return the outlet that is the speaker, if one is."""
    first, end = report.phrase.mention
    return next((outlet for outlet in outlets if outlet.begin <= first and end <= outlet.end), None)


def _strip_tag(tokens: Sequence[Token], report: SpeechReport, outlets: Sequence[Outlet]) -> SpeechReport:
    """Return the report without ", the Post reported" behind its content."""
    for outlet in outlets:
        if outlet.tag is not None and not report.direct and report.start < tokens[outlet.tag].start < report.end:
            last = tokens[outlet.tag - 1]
            is_speaker = outlet.begin <= report.phrase.mention[0] < outlet.end
            left = sum(report.start <= token.start < last.end for token in tokens[: outlet.tag])
            return report if is_speaker or left < _LEAST_LEFT else replace(report, end=last.end)
    return report


def _find_outlet(
    tokens: Sequence[Token], report: SpeechReport, people: Sequence[SpeechReport], outlets: Sequence[Outlet]
) -> str | None:
    """Return the name of the outlet that a person's words were said to or came through."""
    for outlet in outlets:
        start = tokens[outlet.begin].start
        if report.start <= start < report.end and not report.direct:
            continue
        if outlet.passes:
            nearest = min(people, key=lambda one: abs(one.cue[0] - start))
            if nearest.phrase.mention == report.phrase.mention or outlet.tag is not None:
                return outlet.name
    return None


def _find_passing_outlet(source: Outlet, outlets: Sequence[Outlet]) -> str | None:
    """Return another outlet that passes on what the first one says."""
    return next(
        (outlet.name for outlet in outlets if outlet != source and outlet.passes and outlet.tag is not None), None
    )


def _repeats_report(outer: SpeechReport, inner: SpeechReport) -> bool:
    """Return whether an outlet's report only tells that another said the same: the Post reported that Roe said ..."""
    overlap = min(outer.end, inner.end) - max(outer.start, inner.start)
    if overlap < _SAME * (inner.end - inner.start):
        return False
    same = overlap >= _SAME * (outer.end - outer.start)
    tag = outer.cue[0] >= outer.end
    behind = outer.start <= inner.cue[0] <= outer.start + _MOST_TO_CUE and outer.end - inner.end <= _MOST_REST
    return same or behind or (tag and outer.start <= inner.cue[0] < outer.end)


def _contains_cue(outer: SpeechReport, inner: SpeechReport) -> bool:
    """Return whether a report stands within an outlet's own words, to which it is left."""
    return outer.start <= inner.cue[0] and inner.cue[1] <= outer.end
