"""Where the words said in indirect speech begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.tables.cues import HEARERS, JUDGE, PLURAL_BASE, SAY, SPEECH_ACTS, TELL
from index.statements.tables.grammar import (
    ASIDES,
    DASH_GOES_ON,
    DASHES,
    DETERMINERS,
    FIXED_ASIDES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_STARTS,
    SUMMING,
    TIME_WORDS,
    VERBS,
    WEEKDAYS,
)
from index.statements.tables.people import PRONOUNS, ROLE_NOUNS
from index.statements.tokens import Token

_MOST_LEAD = 14
_MOST_TITLE = 30
_NEW_CUES = (SAY | TELL | JUDGE) - PLURAL_BASE


def skip_aside(tokens: Sequence[Token], at: int) -> int:
    """Steps over "Monday night", "in a statement" and the like between a cue and its clause."""
    while at < len(tokens):
        low = tokens[at].low
        if low in WEEKDAYS or (low in TIME_WORDS and low not in {"this", "last"}):
            at += 1
            continue
        if low in {"last", "this", "late", "early"} and at + 1 < len(tokens) and tokens[at + 1].low in TIME_WORDS:
            at += 2
            continue
        if low == "on" and at + 1 < len(tokens) and tokens[at + 1].low in TIME_WORDS:
            at += 2
            at += at < len(tokens) and tokens[at].capital and tokens[at].low == "day"
            continue
        near = " ".join(token.low for token in tokens[at : at + 4])
        phrase = next((p for p in FIXED_ASIDES if near == p or near.startswith(p + " ")), None)
        if phrase is None:
            return at
        at += len(phrase.split())
    return at


def find_that(tokens: Sequence[Token], at: int, *, anywhere: bool = False) -> int | None:
    """The token "that" close behind the cue: X said on the steps that ...; X warned Roe that ..."""
    if at < len(tokens) and tokens[at].low == ",":
        closing = next((i for i in range(at + 2, min(len(tokens), at + 8)) if tokens[i].low == ","), len(tokens))
        return closing + 1 if closing + 1 < len(tokens) and tokens[closing + 1].low == "that" else None
    if at < len(tokens) and not anywhere and not (tokens[at].low in ASIDES | HEARERS | {"that"} or tokens[at].capital):
        at += tokens[at].low.endswith("ly") or tokens[at].low in {"only", "again", "instead"}
        if at >= len(tokens) or tokens[at].low not in ASIDES | {"that"}:
            return None
    for place in range(at, min(len(tokens), at + _MOST_LEAD)):
        token = tokens[place]
        if token.low == "that":
            points = place + 1 < len(tokens) and tokens[place + 1].low in {"same", *TIME_WORDS}
            return None if points else place
        if _bars_that(tokens, at, place):
            return None
    return None


def _bars_that(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Whether the word at ``place``, behind a cue that ends at ``at``, begins something else than an aside."""
    token = tokens[place]
    titled = token.is_quote and token.end - token.start < _MOST_TITLE and token.tail not in {",", ".", "!", "?"}
    verb = token.low in VERBS and not token.capital
    if (token.is_quote and not titled) or verb or token.low in {",", ":", ";", "."} | PRONOUNS:
        return True
    noun = any(near.low in DETERMINERS for near in tokens[max(at, place - 2) : place])
    return token.low in SAY | TELL and not noun


def has_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands near the front, as it does in a clause and not in a bare object."""
    for place, token in enumerate(tokens[at : at + 10]):
        if token.is_quote or token.low in {",", ";", "."} or (place > 1 and token.low in {"that", "who", "which"}):
            return False
        if token.low in VERBS or (token.low.endswith("ed") and not token.capital):
            return True
    return False


def starts_clause(token: Token) -> bool:
    """Whether a bare clause may start here: X said [Roe would ...]."""
    bare = token.low.partition("'")[0].partition("’")[0]
    return (token.capital and token.is_word) or bare in SUBJECT_STARTS or token.low in DETERMINERS


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
        place = _capitals_end(tokens, at)
        while place + 1 < len(tokens) and tokens[place].low in {"of", "and", "news"}:
            place += 2
        if place < len(tokens) and tokens[place].low in ROLE_NOUNS | HEARERS:
            place = _capitals_end(tokens, place + 1)
        return place
    if token.low in ROLE_NOUNS:
        return _capitals_end(tokens, at + 1)
    return at + 1 if token.is_word and token.low not in PREPOSITIONS else None


def _capitals_end(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].capital and tokens[at].is_word:
        at += 1
    return at


def _noun_end(tokens: Sequence[Token], at: int) -> int:
    """After a determiner: capital words are one name, of plain ones two at most."""
    place = at
    while place < len(tokens) and tokens[place].capital and tokens[place].is_word:
        place += 1
    while place > at and place + 1 < len(tokens) and tokens[place].low == "of" and tokens[place + 1].capital:
        place = _capitals_end(tokens, place + 1)
    if place > at:
        return place
    while place < min(len(tokens), at + 2) and tokens[place].is_word and not starts_clause(tokens[place]):
        place += 1
    return place


def clause_end(tokens: Sequence[Token], begin: int) -> int:
    """The token after the last one of the clause that begins at ``begin``: the closing mark is left out."""
    depth = shut = 0
    for at in range(begin, len(tokens)):
        low = tokens[at].low
        depth += (low == "(") - (low == ")")
        if depth < 0 or low == ";":
            return _without_mark(tokens, begin, at)
        if low in DASHES and not depth and at > shut:
            shut = next((i for i in range(at + 1, min(len(tokens), at + 30)) if tokens[i].low == low), 0)
            if not shut and at > begin + 2 and not _dash_goes_on(tokens[at + 1 : at + 3]):
                return at
        if at > begin + 2 and not depth and turns_away(tokens, at, begin):
            return at
    return _without_mark(tokens, begin, len(tokens))


def _without_mark(tokens: Sequence[Token], begin: int, end: int) -> int:
    while end > begin and tokens[end - 1].low in {".", "!", "?", "…", ":"}:
        end -= 1
    return end


def turns_away(tokens: Sequence[Token], at: int, begin: int = 0) -> bool:
    """A new report or the writer's own remark starts here: ", but he", ", according to", "and said", ", adding"."""
    low, near = tokens[at].low, tokens[at + 1 : at + 8]
    if tokens[at - 1].tail == ",":
        low, near = ",", tokens[at : at + 7]
    if not near or near[0].low == "that":
        return False
    if low == ",":
        return _turns_after_comma(tokens, near, begin, at)
    if low in {"and", "but"}:
        return _reports(near, 3 if near[0].low in PRONOUNS else 1)
    return (low, near[0].low) == ("according", "to")


def _turns_after_comma(tokens: Sequence[Token], near: Sequence[Token], begin: int, at: int) -> bool:
    """Whether the words ``near`` a comma at token ``at`` leave what was said, in a clause from token ``begin``."""
    word = near[0].low
    if word in {"but", "though", "although"}:
        return len(near) > 1 and (_turns(near[1]) or (word == "but" and _reports(near[1:], 6)))
    if word in {"and", "while"}:
        return _reports(near[1:], 6)
    if word in {"a", "an"}:
        return any(token.low in SUMMING for token in near[1:4])
    if word == "which":
        return any(_finite(tokens, place) for place in range(begin, at)) and not _resumes(tokens, at + 1)
    return word in SPEECH_ACTS | {"according"}


def _resumes(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause goes on behind the comma that closes an aside: the mill, which fed the town, [was] gone."""
    comma = next((place for place in range(at, len(tokens) - 1) if tokens[place].low == ","), None)
    return comma is not None and tokens[comma + 1].low in VERBS


def _dash_goes_on(near: Sequence[Token]) -> bool:
    """Whether the words after a lone dash carry on what was said; "- and he left" does not."""
    return bool(near) and near[0].low in DASH_GOES_ON and near[-1].low not in {"he", "she", "they"}


def _turns(token: Token) -> bool:
    """The word after ", but" that begins another clause: its subject, or a cue."""
    return token.low in {"he", "she", "they", "did", "declined", "agreed", "refused"} | _NEW_CUES or (
        token.capital and token.is_word
    )


def _finite(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` reads as a verb of its clause: "was", "opened", or "opens" behind a name."""
    token = tokens[at]
    behind = at > 0 and (tokens[at - 1].capital or tokens[at - 1].low in PRONOUNS)
    ends = ("ed", "s") if behind and not token.possessive else ("ed",)
    return token.is_quote or token.low in VERBS or (not token.capital and token.low.endswith(ends))


def _reports(near: Sequence[Token], most: int) -> bool:
    """Whether a cue stands among the next words; a bare form counts only behind its subject: "they say"."""
    for number, token in enumerate(near[:most]):
        if not token.is_word or token.low in RELATIVES or token.low == "what":
            return False
        if token.low in _NEW_CUES or (token.low in PLURAL_BASE and number > 0 and near[number - 1].low in PRONOUNS):
            return True
    return False
