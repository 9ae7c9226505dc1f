"""Clause boundaries in Ukrainian and Russian: where the content begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.cyrillic import ACCORDING, GERUNDS, LEADS, OWNERS, REPORTED_AS, SAY, THAT, TURNS, UNSAID
from index.statements.tables.grammar import DASHES
from index.statements.tokens import Token

_QUALIFIES = ("ими", "іми", "ыми", "ым", "им", "ою", "ої", "ой")
_MOST_TURN = 10
_ENDS = frozenset({".", "!", "?", "…", ":"})


def find_according_end(tokens: Sequence[Token], at: int) -> int | None:
    """Return the last token of "за словами", "за її словами" and the like that begins at ``at``, or None."""
    if tokens[at].lower == "згідно":
        near = [token.lower for token in tokens[at + 1 : at + 3]]
        return at + 2 if len(near) > 1 and near[0] in {"з", "із", "зі"} and near[1] in ACCORDING["за"] else None
    nouns = ACCORDING.get(tokens[at].lower)
    if nouns is None or at + 1 >= len(tokens):
        return None
    if tokens[at + 1].lower in nouns:
        return at + 1
    between = tokens[at + 1].lower in OWNERS or tokens[at + 1].lower.endswith(_QUALIFIES)
    owned = between and at + 2 < len(tokens) and tokens[at + 2].lower in nouns
    return at + 2 if owned else None


def leaves_content(tokens: Sequence[Token], at: int) -> bool:
    """Return whether another report begins at ``at``, a comma, a dash or a conjunction: ", пояснив він", "і додав"."""
    place = at
    while place < len(tokens) and tokens[place].lower in DASHES | {","}:
        place += 1
    if place >= len(tokens):
        return False
    if place > at and _opens_report(tokens, place):
        return True
    if tokens[place].lower not in TURNS:
        return False
    near = tokens[place + 1 : place + 3]
    if near and (near[0].lower in SAY or (near[0].lower in LEADS and near[-1].lower in SAY)):
        return True
    return place > at and (_names_source(tokens, place + 1) or _is_report_clause(tokens, place + 1))


def _opens_report(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a report opens behind a comma or dash: "повідомила поліція", "додавши, що"."""
    lower = tokens[at].lower
    if lower in REPORTED_AS:
        return any(token.lower in SAY for token in tokens[at + 1 : at + 3])
    return lower in SAY or (lower in GERUNDS and _introduces_content(tokens, at + 1)) or _names_source(tokens, at)


def _names_source(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "за словами" and the like begin at ``at``."""
    return at < len(tokens) and find_according_end(tokens, at) is not None


def _is_report_clause(tokens: Sequence[Token], begin: int) -> bool:
    """Return whether a clause from ``begin`` on is a report: "поліція додала, що"."""
    for at, token in enumerate(tokens[begin : begin + _MOST_TURN], begin):
        if token.lower in SAY:
            return _introduces_content(tokens, at + 1) or find_that(tokens, at + 1, _MOST_TURN) is not None
        if not token.is_word or token.lower in UNSAID:
            return False
    return False


def _introduces_content(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the content follows: a comma with "що", a colon or a quotation."""
    if at >= len(tokens):
        return False
    if tokens[at].lower == ",":
        return at + 1 < len(tokens) and tokens[at + 1].lower in THAT
    return tokens[at].lower == ":" or tokens[at].is_quote


def find_clause_end(tokens: Sequence[Token], begin: int) -> int:
    """Return the token after the content that begins at ``begin``; the closing mark is left out."""
    depth = 0
    for at in range(begin, len(tokens)):
        lower = tokens[at].lower
        depth += (lower == "(") - (lower == ")")
        if depth < 0 or lower == ";":
            return at
        if (
            at > begin
            and not depth
            and (lower in TURNS or lower in DASHES or lower == ",")
            and leaves_content(tokens, at)
        ):
            return at
    end = len(tokens)
    while end > begin and tokens[end - 1].lower in _ENDS:
        end -= 1
    return end


def find_that(tokens: Sequence[Token], begin: int, most: int = 14) -> int | None:
    """Return the token "що" of ", що" close behind a cue; words and short asides may stand in between."""
    for at in range(begin, min(len(tokens) - 1, begin + most)):
        lower = tokens[at].lower
        if lower == "," and tokens[at + 1].lower in THAT:
            return at + 1
        if lower in {",", ";", ":", "."} | DASHES or (lower in SAY and at > begin):
            return None
    return None


def find_clause_begin(tokens: Sequence[Token], end: int, floor: int = 0) -> int:
    """Return where a clause that ends at ``end`` begins, not before ``floor``: less linking words and stray marks."""
    begin = floor
    while begin < end and (
        not (tokens[begin].is_word or tokens[begin].is_quote) or _is_linking_word(tokens, begin, end)
    ):
        begin += 1
    return begin


def _is_linking_word(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a token links a clause that goes on to the one before."""
    return tokens[at].lower in TURNS and at + 1 < end
