"""Where the words said in indirect speech begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.cues import HEARERS, SAY, TELL
from index.statements.tables.grammar import (
    ASIDES,
    DASHES,
    DETERMINERS,
    FIXED_ASIDES,
    GOES_ON,
    PREPOSITIONS,
    REMARKS,
    SUBJECT_STARTS,
    TIME_WORDS,
    VERBS,
    WEEKDAYS,
)
from index.statements.tables.people import PRONOUNS
from index.statements.tokens import Token

_MOST_LEAD = 14


def skip_aside(tokens: Sequence[Token], at: int) -> int:
    """Steps over "Monday night", "in a statement" and the like between a cue and its clause."""
    while at < len(tokens):
        low = tokens[at].low
        if low in WEEKDAYS or (low in TIME_WORDS and low not in {"this", "last"}):
            at += 1
            continue
        if low in {"last", "this"} and at + 1 < len(tokens) and tokens[at + 1].low in TIME_WORDS:
            at += 2
            continue
        if low == "on" and at + 1 < len(tokens) and tokens[at + 1].low in TIME_WORDS:
            at += 2
            continue
        near = " ".join(token.low for token in tokens[at : at + 4])
        phrase = next((p for p in FIXED_ASIDES if near == p or near.startswith(p + " ")), None)
        if phrase is None:
            return at
        at += len(phrase.split())
    return at


def find_that(tokens: Sequence[Token], at: int) -> int | None:
    """The token "that" close behind the cue: X said on the steps that ...; X warned Clinton that ..."""
    if at < len(tokens) and not (tokens[at].low in ASIDES | HEARERS | {"that"} or tokens[at].capital):
        return None
    for place in range(at, min(len(tokens), at + _MOST_LEAD)):
        token = tokens[place]
        if token.low == "that":
            points = place + 1 < len(tokens) and tokens[place + 1].low in {"same", *TIME_WORDS}
            return None if points else place
        if token.is_quote or token.low in {",", ":", ";", "."} or token.low in SAY | TELL | VERBS:
            return None
        if token.low in PRONOUNS:
            return None
    return None


def has_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands near the front, as it does in a clause and not in a bare object."""
    for token in tokens[at : at + 10]:
        if token.is_quote or token.low in {",", ";", "."}:
            return False
        if token.low in VERBS or (token.low.endswith("ed") and not token.capital):
            return True
    return False


def starts_clause(token: Token) -> bool:
    """Whether a bare clause may start here: X said [Clinton would ...]."""
    return (token.capital and token.is_word) or token.low in SUBJECT_STARTS or token.low in DETERMINERS


def skip_hearer(tokens: Sequence[Token], at: int) -> int | None:
    """The token after whom X told; None where that cannot be seen."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.low in PRONOUNS | {"me", "him", "them", "us", "her"}:
        return at + 1 if token.low != "her" or at + 1 >= len(tokens) else _noun_end(tokens, at + 1)
    if token.low in DETERMINERS:
        return _noun_end(tokens, at + 1)
    if token.capital and token.is_word:
        place = at
        while place < len(tokens) and tokens[place].capital and tokens[place].is_word:
            place += 1
        while place + 1 < len(tokens) and tokens[place].low in {"of", "and", "news"}:
            place += 2
        return place
    return at + 1 if token.is_word and token.low not in PREPOSITIONS else None


def _noun_end(tokens: Sequence[Token], at: int) -> int:
    """After a determiner: capital words are one name, of plain ones two at most."""
    place = at
    while place < len(tokens) and tokens[place].capital and tokens[place].is_word:
        place += 1
    if place > at:
        return place
    while place < min(len(tokens), at + 2) and tokens[place].is_word and not starts_clause(tokens[place]):
        place += 1
    return place


def clause_end(tokens: Sequence[Token], begin: int) -> int:
    """The token after the last one of the clause that begins at ``begin``: the closing mark is left out."""
    depth = 0
    for at in range(begin, len(tokens)):
        low = tokens[at].low
        depth += (low == "(") - (low == ")")
        if depth < 0 or low == ";":
            return at
        if low in DASHES and not depth:
            closing = next((i for i in range(at + 1, min(len(tokens), at + 30)) if tokens[i].low == low), None)
            if closing is None and at > begin + 2:
                return at
        if at > begin + 2 and not depth and turns_away(tokens, at):
            return at
    end = len(tokens)
    while end > begin and tokens[end - 1].low in {".", "!", "?", "…", ":"}:
        end -= 1
    return end


def turns_away(tokens: Sequence[Token], at: int) -> bool:
    """A new report or the writer's own remark starts here: ", but he", ", according to", "and said", ", adding"."""
    low, near = tokens[at].low, [token.low for token in tokens[at + 1 : at + 5]]
    if tokens[at - 1].tail == ",":
        low, near = ",", [low, *near]
    if not near or near[0] == "that":
        return False
    if low in {"and", "but"}:
        return any(word in SAY | TELL for word in near[: 3 if near[0] in PRONOUNS else 1])
    if low == "," and near[0] == "but":
        return len(near) > 1 and near[1] not in GOES_ON
    if low == "," and near[0] in {"and", "while"}:
        return any(word in SAY | TELL for word in near[1:])
    return (low, near[0]) == ("according", "to") or (low == "," and _is_remark(near[0]))


def _is_remark(word: str) -> bool:
    """The word after a comma that opens the writer's remark: ", which", ", throwing", ", according"."""
    return word in REMARKS or (word.endswith("ing") and word not in {"including", "during"})
