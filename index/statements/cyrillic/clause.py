"""Where the words said begin and end in Ukrainian and Russian."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.cyrillic import ACCORDING, GERUNDS, LEADS, OWNERS, REPORTED_AS, SAY, THAT, TURNS, UNSAID
from index.statements.tables.grammar import DASHES
from index.statements.tokens import Token

_QUALIFIES = ("ими", "іми", "ыми", "ым", "им", "ою", "ої", "ой")
_MOST_TURN = 10
_ENDS = frozenset({".", "!", "?", "…", ":"})


def according_at(tokens: Sequence[Token], at: int) -> int | None:
    """The last token of "за словами", "за її словами", "за попередніми даними" that begins at ``at``."""
    if tokens[at].low == "згідно":
        near = [token.low for token in tokens[at + 1 : at + 3]]
        return at + 2 if len(near) > 1 and near[0] in {"з", "із", "зі"} and near[1] in ACCORDING["за"] else None
    nouns = ACCORDING.get(tokens[at].low)
    if nouns is None or at + 1 >= len(tokens):
        return None
    if tokens[at + 1].low in nouns:
        return at + 1
    between = tokens[at + 1].low in OWNERS or tokens[at + 1].low.endswith(_QUALIFIES)
    owned = between and at + 2 < len(tokens) and tokens[at + 2].low in nouns
    return at + 2 if owned else None


def turns_away(tokens: Sequence[Token], at: int) -> bool:
    """Whether another report begins at ``at``, a comma, a dash or a conjunction: ", пояснив він", "і додав"."""
    place = at
    while place < len(tokens) and tokens[place].low in DASHES | {","}:
        place += 1
    if place >= len(tokens):
        return False
    if place > at and _reports(tokens, place):
        return True
    if tokens[place].low not in TURNS:
        return False
    near = tokens[place + 1 : place + 3]
    if near and (near[0].low in SAY or (near[0].low in LEADS and near[-1].low in SAY)):
        return True
    return place > at and (_names_source(tokens, place + 1) or _tells(tokens, place + 1))


def _reports(tokens: Sequence[Token], at: int) -> bool:
    """Whether a report opens behind a comma or a dash: "повідомила поліція", "додавши, що", "як сказав Коваль"."""
    low = tokens[at].low
    if low in REPORTED_AS:
        return any(token.low in SAY for token in tokens[at + 1 : at + 3])
    return low in SAY or (low in GERUNDS and _leads(tokens, at + 1)) or _names_source(tokens, at)


def _names_source(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and according_at(tokens, at) is not None


def _tells(tokens: Sequence[Token], begin: int) -> bool:
    """Whether a clause from ``begin`` on is a report: "поліція додала, що"."""
    for at, token in enumerate(tokens[begin : begin + _MOST_TURN], begin):
        if token.low in SAY:
            return _leads(tokens, at + 1) or that_behind(tokens, at + 1, _MOST_TURN) is not None
        if not token.is_word or token.low in UNSAID:
            return False
    return False


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether what was said follows: a comma with "що", a colon or a quotation."""
    if at >= len(tokens):
        return False
    if tokens[at].low == ",":
        return at + 1 < len(tokens) and tokens[at + 1].low in THAT
    return tokens[at].low == ":" or tokens[at].is_quote


def clause_end(tokens: Sequence[Token], begin: int) -> int:
    """The token after the last one of what is said from ``begin`` on; the closing mark is left out."""
    depth = 0
    for at in range(begin, len(tokens)):
        low = tokens[at].low
        depth += (low == "(") - (low == ")")
        if depth < 0 or low == ";":
            return at
        if at > begin and not depth and (low in TURNS or low in DASHES or low == ",") and turns_away(tokens, at):
            return at
    end = len(tokens)
    while end > begin and tokens[end - 1].low in _ENDS:
        end -= 1
    return end


def that_behind(tokens: Sequence[Token], begin: int, most: int = 14) -> int | None:
    """The token "що" of ", що" close behind a cue; words and short asides may stand in between."""
    for at in range(begin, min(len(tokens) - 1, begin + most)):
        low = tokens[at].low
        if low == "," and tokens[at + 1].low in THAT:
            return at + 1
        if low in {",", ";", ":", "."} | DASHES or (low in SAY and at > begin):
            return None
    return None


def head(tokens: Sequence[Token], end: int, floor: int = 0) -> int:
    """Where a clause that ends at ``end`` begins, not before ``floor``: less linking words and stray marks."""
    begin = floor
    while begin < end and (not (tokens[begin].is_word or tokens[begin].is_quote) or _links(tokens, begin, end)):
        begin += 1
    return begin


def _links(tokens: Sequence[Token], at: int, end: int) -> bool:
    return tokens[at].low in TURNS and at + 1 < end
