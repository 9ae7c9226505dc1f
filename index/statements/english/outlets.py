"""News outlets; statements passed on by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from index.statements.english import speakers
from index.statements.english.coreference.names import find_capital_runs, find_name_span
from index.statements.english.noun_phrases import find_named_things
from index.statements.lexicon.cues import TELL
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.grammar import DETERMINERS, PREPOSITIONS, TIME_WORDS
from index.statements.lexicon.outlets import (
    BLOGS,
    CITING,
    KNOWN_OUTLETS,
    LAST_WORDS,
    NEVER_PRINTED,
    OUTLET_NOUNS,
    OUTLET_WORDS,
    PASSED_ON,
    PIECES,
    PRINTED,
    QUOTED,
    RELAYS,
    SITES,
    TALKS,
)
from index.statements.lexicon.people import GROUPS, PRONOUNS, ROLE_NOUNS
from index.statements.tokens import Sentence, Token
from index.statements.types import SpeechReport
from index.text.dates import ENGLISH_WEEKDAYS

_MOST_BEFORE = 5
_MOST_KNOWN = 3
_NEAR = 4
_MOST_AFTER_TAG = 5
_MOST_QUOTED = 12
_SIGNS = KNOWN_OUTLETS | OUTLET_WORDS | LAST_WORDS | OUTLET_NOUNS | BLOGS
_BEFORE_NAMES = DETERMINERS | PREPOSITIONS
_TO_WHOM = frozenset({"to", "with", "on", "for"})
_WHERE = frozenset({"in", "for", "on"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet as tokens ``begin:end`` of a sentence, a "the" and what describes it included.

    ``name`` is what it is called, without the "the" where it has a name. ``passes`` marks one that words came
    through or were told to. Where the outlet is a tag after the words (", the Post reports"), ``tag`` is the token of
    its comma, else None.
    """

    begin: int
    end: int
    name: str
    named: bool
    passes: bool
    tag: int | None = None


def find_outlets(sentence: Sentence) -> list[Outlet]:
    """Return every outlet that a sentence names or calls a paper, an agency and so on, in order."""
    tokens = sentence.tokens
    outlets: list[Outlet] = []
    if not any(token.lower in _SIGNS for token in tokens) and not any(token.lower == "." for token in tokens[:-1]):
        return outlets
    for first, end in _find_spans(tokens):
        begin = _find_phrase_begin(tokens, first)
        named = tokens[first].capital and (tokens[first].lower not in OUTLET_NOUNS or end - first > 1)
        begins, ends = find_name_span(tokens[first if named else begin : end])
        name = sentence.article[begins:ends]
        name = name if named or tokens[begin].lower not in DETERMINERS else name[0].lower() + name[1:]
        tag = _find_tag(tokens, begin, end)
        passes = tag is not None or _passes_on(tokens, begin) or _quotes_somebody(tokens, end)
        outlets.append(Outlet(begin, end, name, named, passes, tag))
    return outlets


def may_be_called(name: str, noun: str) -> bool:
    """Return whether the outlet ``name`` may be "the newspaper", "the website": an agency is neither."""
    if noun in SITES:
        return "." in name
    return noun not in PRINTED or not NEVER_PRINTED.intersection(name.lower().split())


def is_outlet_mention(outlets: Sequence[Outlet], name: tuple[int, int]) -> bool:
    """Return whether the mention at tokens ``name`` is one of ``outlets``, which may pass on what another said."""
    first, end = name
    return any(outlet.begin <= first and end <= outlet.end for outlet in outlets)


def _find_spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return first token and end of each outlet: capital names, "a blog called X" and plain "the paper"."""
    spans = [(at, end) for at, end in find_named_things(tokens) if tokens[at].lower in OUTLET_NOUNS | BLOGS]
    covered = 0
    taken_tokens = {at for begin, end in spans for at in range(begin, end)}
    for start, stop in find_capital_runs(tokens):
        if start < covered or start in taken_tokens:
            continue
        end = _skip_domain(tokens, stop)
        begin = start
        while begin < end and tokens[begin].lower in _BEFORE_NAMES:
            begin += 1
        while end > begin and tokens[end - 1].lower in ENGLISH_WEEKDAYS:
            end -= 1
        if begin < end and _is_outlet(tokens[begin:end]):
            spans.append((begin, end))
            covered = end
    inside = {at for begin, end in spans for at in range(begin - 2, end)}
    for at, token in enumerate(tokens):
        plain = token.lower in OUTLET_NOUNS and not token.capital and at not in inside and not token.possessive
        if plain and at and tokens[at - 1].lower == "the":
            spans.append((at, at + 1))
    return sorted(spans)


def _skip_domain(tokens: Sequence[Token], end: int) -> int:
    """Return the token after the ".NET" of a name that is a site's, else ``end``."""
    glued = end + 1 < len(tokens) and tokens[end].lower == "." and tokens[end].start == tokens[end - 1].end
    return end + 2 if glued and tokens[end + 1].start == tokens[end].end and tokens[end + 1].is_word else end


def _is_outlet(run: Sequence[Token]) -> bool:
    """Return whether a run of capital words names an outlet."""
    lower_words = [token.lower for token in run]
    if (
        (len(lower_words) <= _MOST_KNOWN and lower_words[0] in KNOWN_OUTLETS)
        or "".join(lower_words) in KNOWN_OUTLETS
        or (len(lower_words) > 2 and lower_words[1] == ".")
    ):
        return True
    has_outlet_word = len(lower_words) > 1 and (
        lower_words[-1] in LAST_WORDS or any(lower in OUTLET_WORDS for lower in lower_words)
    )
    return has_outlet_word and lower_words[0] not in FIRST_NAMES


def _find_phrase_begin(tokens: Sequence[Token], first: int) -> int:
    """Return where the noun phrase of an outlet begins: "the German weekly [Oldbridge Post]"."""
    at = first
    while at and first - at < _MOST_BEFORE:
        lower = tokens[at - 1].lower
        if lower in DETERMINERS:
            return at - 1
        if not (
            lower in OUTLET_NOUNS or lower == "news" or (tokens[at - 1].capital and tokens[at - 1].is_word and at > 1)
        ):
            break
        at -= 1
    return at


def _find_tag(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """Return the comma of ", the Post reported on Monday." at the end of a sentence, or of ", reports the Post"."""
    if begin > 1 and tokens[begin - 1].lower in RELAYS and tokens[begin - 2].lower == ",":
        return begin - 2
    if not begin or end >= len(tokens) or tokens[begin - 1].lower != "," or tokens[end].lower not in RELAYS:
        return None
    following = tokens[end + 1 :]
    timed = all(token.lower in TIME_WORDS | {"on", "in", "late", "early"} or not token.is_word for token in following)
    is_citing = len(following) > 1 and following[0].lower == ","
    return begin - 1 if (timed and len(following) <= _MOST_AFTER_TAG) or is_citing else None


def _passes_on(tokens: Sequence[Token], begin: int) -> bool:
    """Return whether words were said to the outlet at ``begin``, or passed on by it."""
    if not begin:
        return False
    lower = tokens[begin - 1].lower
    near = {token.lower for token in tokens[max(0, begin - 1 - _NEAR) : begin - 1]}
    if lower in TELL or (lower in _TO_WHOM and near & TALKS) or (lower in _WHERE and near & PIECES):
        return True
    if lower == "to" and tokens[begin - 2].lower == "according":
        return True
    return (lower == "by" and bool(near & PASSED_ON)) or (lower in {"in", "on"} and bool(near & QUOTED))


def _quotes_somebody(tokens: Sequence[Token], end: int) -> bool:
    """Return whether an outlet that ends at ``end`` quotes somebody: the Post [quoted Jane Roe as saying]."""
    if end >= len(tokens) or tokens[end].lower not in QUOTED:
        return False
    near = tokens[end + 1 : end + 1 + _MOST_QUOTED]
    return any((one.lower, two.lower) == ("as", "saying") for one, two in pairwise(near))


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
            phrase = speakers.read_right(tokens, at + 1)
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
    """Return the report without ", the Post reported" after its content."""
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
    follows_cue = outer.start <= inner.cue[0] <= outer.start + _MOST_TO_CUE and outer.end - inner.end <= _MOST_REST
    return same or follows_cue or (tag and outer.start <= inner.cue[0] < outer.end)


def _contains_cue(outer: SpeechReport, inner: SpeechReport) -> bool:
    """Return whether a report stands within an outlet's own words, to which it is left."""
    return outer.start <= inner.cue[0] and inner.cue[1] <= outer.end
