"""News outlets in a sentence: which words name one, and whether it was told something or passed it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.statements.tables.cues import TELL
from index.statements.tables.first_names import FIRST_NAMES
from index.statements.tables.grammar import DETERMINERS, PREPOSITIONS, TIME_WORDS
from index.statements.tables.outlets import (
    BLOGS,
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
from index.statements.titled import called_things
from index.statements.tokens import Sentence, Token
from index.statements.who.names import capital_runs, name_span

_MOST_BEFORE = 5
_MOST_KNOWN = 3
_NEAR = 4
_MOST_BEHIND_TAG = 5
_MOST_QUOTED = 12
_SIGNS = KNOWN_OUTLETS | OUTLET_WORDS | LAST_WORDS | OUTLET_NOUNS | BLOGS
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_BEFORE_NAMES = DETERMINERS | PREPOSITIONS
_TO_WHOM = frozenset({"to", "with", "on", "for"})
_WHERE = frozenset({"in", "for", "on"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as tokens ``begin:end`` of a sentence, a "the" and what describes it included.

    ``name`` is what it is called, without the "the" where it has a name. ``passes`` marks one that words came
    through or were told to. Where the outlet is a tag behind the words (", the Post reports"), ``tag`` is the token of
    its comma, else None.
    """

    begin: int
    end: int
    name: str
    named: bool
    passes: bool
    tag: int | None = None


def outlets(sentence: Sentence) -> list[Outlet]:
    """Every outlet that one sentence names or calls a paper, an agency and so on, in order."""
    tokens = sentence.tokens
    found: list[Outlet] = []
    if not any(token.low in _SIGNS for token in tokens) and not any(token.low == "." for token in tokens[:-1]):
        return found
    for first, end in _spans(tokens):
        begin = _begin(tokens, first)
        named = tokens[first].capital and (tokens[first].low not in OUTLET_NOUNS or end - first > 1)
        begins, ends = name_span(tokens[first if named else begin : end])
        name = sentence.article[begins:ends]
        name = name if named or tokens[begin].low not in DETERMINERS else name[0].lower() + name[1:]
        tag = _tag(tokens, begin, end)
        passes = tag is not None or _passes(tokens, begin) or _quotes(tokens, end)
        found.append(Outlet(begin, end, name, named, passes, tag))
    return found


def may_be_called(name: str, noun: str) -> bool:
    """Whether the outlet ``name`` may be "the newspaper", "the website": an agency is neither."""
    if noun in SITES:
        return "." in name
    return noun not in PRINTED or not NEVER_PRINTED.intersection(name.lower().split())


def is_relay(there: Sequence[Outlet], name: tuple[int, int]) -> bool:
    """Whether the speaker mentioned in tokens ``name`` is an outlet of ``there``: it may tell what another said."""
    first, end = name
    return any(outlet.begin <= first and end <= outlet.end for outlet in there)


def _spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First token and end of each: capital names, "a blog called X" and plain "the paper"."""
    spans = [(at, end) for at, end in called_things(tokens) if tokens[at].low in OUTLET_NOUNS | BLOGS]
    covered = 0
    taken = {at for begin, end in spans for at in range(begin, end)}
    for start, stop in capital_runs(tokens):
        if start < covered or start in taken:
            continue
        end = _with_domain(tokens, stop)
        begin = start
        while begin < end and tokens[begin].low in _BEFORE_NAMES:
            begin += 1
        while end > begin and tokens[end - 1].low in _DAYS:
            end -= 1
        if begin < end and _is_outlet(tokens[begin:end]):
            spans.append((begin, end))
            covered = end
    inside = {at for begin, end in spans for at in range(begin - 2, end)}
    for at, token in enumerate(tokens):
        plain = token.low in OUTLET_NOUNS and not token.capital and at not in inside and not token.possessive
        if plain and at and tokens[at - 1].low == "the":
            spans.append((at, at + 1))
    return sorted(spans)


def _with_domain(tokens: Sequence[Token], end: int) -> int:
    """Past the ".NET" of a name that is a site's."""
    glued = end + 1 < len(tokens) and tokens[end].low == "." and tokens[end].start == tokens[end - 1].end
    return end + 2 if glued and tokens[end + 1].start == tokens[end].end and tokens[end + 1].is_word else end


def _is_outlet(run: Sequence[Token]) -> bool:
    lows = [token.low for token in run]
    if (
        (len(lows) <= _MOST_KNOWN and lows[0] in KNOWN_OUTLETS)
        or "".join(lows) in KNOWN_OUTLETS
        or (len(lows) > 2 and lows[1] == ".")
    ):
        return True
    holds = len(lows) > 1 and (lows[-1] in LAST_WORDS or any(low in OUTLET_WORDS for low in lows))
    return holds and lows[0] not in FIRST_NAMES


def _begin(tokens: Sequence[Token], first: int) -> int:
    """Where the noun phrase begins: "the German weekly [Oldbridge Post]"."""
    at = first
    while at and first - at < _MOST_BEFORE:
        low = tokens[at - 1].low
        if low in DETERMINERS:
            return at - 1
        if not (low in OUTLET_NOUNS or low == "news" or (tokens[at - 1].capital and tokens[at - 1].is_word and at > 1)):
            break
        at -= 1
    return at


def _tag(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """The comma of ", the Post reported on Monday." at the end of a sentence; also of ", reports the Post"."""
    if begin > 1 and tokens[begin - 1].low in RELAYS and tokens[begin - 2].low == ",":
        return begin - 2
    if not begin or end >= len(tokens) or tokens[begin - 1].low != "," or tokens[end].low not in RELAYS:
        return None
    behind = tokens[end + 1 :]
    timed = all(token.low in TIME_WORDS | {"on", "in", "late", "early"} or not token.is_word for token in behind)
    cites = len(behind) > 1 and behind[0].low == ","
    return begin - 1 if (timed and len(behind) <= _MOST_BEHIND_TAG) or cites else None


def _passes(tokens: Sequence[Token], begin: int) -> bool:
    """Whether words were said to the outlet at ``begin``, or passed on by it."""
    if not begin:
        return False
    low = tokens[begin - 1].low
    near = {token.low for token in tokens[max(0, begin - 1 - _NEAR) : begin - 1]}
    if low in TELL or (low in _TO_WHOM and near & TALKS) or (low in _WHERE and near & PIECES):
        return True
    if low == "to" and tokens[begin - 2].low == "according":
        return True
    return (low == "by" and bool(near & PASSED_ON)) or (low in {"in", "on"} and bool(near & QUOTED))


def _quotes(tokens: Sequence[Token], end: int) -> bool:
    """The Post [quoted Jane Roe as saying]."""
    if end >= len(tokens) or tokens[end].low not in QUOTED:
        return False
    near = tokens[end + 1 : end + 1 + _MOST_QUOTED]
    return any((one.low, two.low) == ("as", "saying") for one, two in pairwise(near))
