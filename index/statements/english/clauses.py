"""Clause boundaries: where the content of indirect speech begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.lexicon.cues import HEARERS, JUDGE, PLURAL_BASE, SAY, SPEECH_ACTS, TELL
from index.statements.lexicon.grammar import (
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
from index.statements.lexicon.people import PRONOUNS, ROLE_NOUNS
from index.statements.tokens import Token

_MOST_LEAD = 14
_MOST_TITLE = 30
_NEW_CUES = (SAY | TELL | JUDGE) - PLURAL_BASE


def skip_aside(tokens: Sequence[Token], at: int) -> int:
    """Return the first token after "Monday night", "in a statement" and the like between a cue and its clause."""
    while at < len(tokens):
        lower = tokens[at].lower
        if lower in WEEKDAYS or (lower in TIME_WORDS and lower not in {"this", "last"}):
            at += 1
            continue
        if lower in {"last", "this", "late", "early"} and at + 1 < len(tokens) and tokens[at + 1].lower in TIME_WORDS:
            at += 2
            continue
        if lower == "on" and at + 1 < len(tokens) and tokens[at + 1].lower in TIME_WORDS:
            at += 2
            at += at < len(tokens) and tokens[at].capital and tokens[at].lower == "day"
            continue
        near = " ".join(token.lower for token in tokens[at : at + 4])
        phrase = next((p for p in FIXED_ASIDES if near == p or near.startswith(p + " ")), None)
        if phrase is None:
            return at
        at += len(phrase.split())
    return at


def find_that(tokens: Sequence[Token], at: int, *, anywhere: bool = False) -> int | None:
    """Return the token "that" close after the cue: X said on the steps that ...; X warned Roe that ..."""
    if at < len(tokens) and tokens[at].lower == ",":
        closing = next((i for i in range(at + 2, min(len(tokens), at + 8)) if tokens[i].lower == ","), len(tokens))
        return closing + 1 if closing + 1 < len(tokens) and tokens[closing + 1].lower == "that" else None
    if (
        at < len(tokens)
        and not anywhere
        and not (tokens[at].lower in ASIDES | HEARERS | {"that"} or tokens[at].capital)
    ):
        at += tokens[at].lower.endswith("ly") or tokens[at].lower in {"only", "again", "instead"}
        if at >= len(tokens) or tokens[at].lower not in ASIDES | {"that"}:
            return None
    for place in range(at, min(len(tokens), at + _MOST_LEAD)):
        token = tokens[place]
        if token.lower == "that":
            is_pointer = place + 1 < len(tokens) and tokens[place + 1].lower in {"same", *TIME_WORDS}
            return None if is_pointer else place
        if _excludes_that(tokens, at, place):
            return None
    return None


def _excludes_that(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Return whether the word at ``place``, after a cue that ends at ``at``, begins something else than an aside."""
    token = tokens[place]
    is_titled = token.is_quote and token.end - token.start < _MOST_TITLE and token.tail not in {",", ".", "!", "?"}
    verb = token.lower in VERBS and not token.capital
    if (token.is_quote and not is_titled) or verb or token.lower in {",", ":", ";", "."} | PRONOUNS:
        return True
    noun = any(near.lower in DETERMINERS for near in tokens[max(at, place - 2) : place])
    return token.lower in SAY | TELL and not noun


def has_verb(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a finite verb stands near the front, as in a clause and not in a bare object."""
    for place, token in enumerate(tokens[at : at + 10]):
        if token.is_quote or token.lower in {",", ";", "."} or (place > 1 and token.lower in {"that", "who", "which"}):
            return False
        if token.lower in VERBS or (token.lower.endswith("ed") and not token.capital):
            return True
    return False


def may_start_clause(token: Token) -> bool:
    """Return whether a bare clause may begin with a token: X said [Roe would ...]."""
    bare = token.lower.partition("'")[0].partition("’")[0]
    return (token.capital and token.is_word) or bare in SUBJECT_STARTS or token.lower in DETERMINERS


def skip_hearer(tokens: Sequence[Token], at: int) -> int | None:
    """Return the token after the hearer of a cue; None where that cannot be seen."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.lower in PRONOUNS | {"me", "him", "them", "us", "her"}:
        return at + 1 if token.lower != "her" or at + 1 >= len(tokens) else _skip_noun(tokens, at + 1)
    if token.lower in DETERMINERS:
        return _skip_noun(tokens, at + 1)
    if token.capital and token.is_word:
        place = _skip_capitals(tokens, at)
        while place + 1 < len(tokens) and tokens[place].lower in {"of", "and", "news"}:
            place += 2
        if place < len(tokens) and tokens[place].lower in ROLE_NOUNS | HEARERS:
            place = _skip_capitals(tokens, place + 1)
        return place
    if token.lower in ROLE_NOUNS:
        return _skip_capitals(tokens, at + 1)
    return at + 1 if token.is_word and token.lower not in PREPOSITIONS else None


def _skip_capitals(tokens: Sequence[Token], at: int) -> int:
    """Return the token after the run of capital words from ``at``."""
    while at < len(tokens) and tokens[at].capital and tokens[at].is_word:
        at += 1
    return at


def _skip_noun(tokens: Sequence[Token], at: int) -> int:
    """Return the token after the noun after a determiner: a run of capital words, or at most two plain ones."""
    place = at
    while place < len(tokens) and tokens[place].capital and tokens[place].is_word:
        place += 1
    while place > at and place + 1 < len(tokens) and tokens[place].lower == "of" and tokens[place + 1].capital:
        place = _skip_capitals(tokens, place + 1)
    if place > at:
        return place
    while place < min(len(tokens), at + 2) and tokens[place].is_word and not may_start_clause(tokens[place]):
        place += 1
    return place


def find_clause_end(tokens: Sequence[Token], begin: int) -> int:
    """Return the token after the clause that begins at ``begin``; its closing mark is left out."""
    depth = closing_dash = 0
    for at in range(begin, len(tokens)):
        lower = tokens[at].lower
        depth += (lower == "(") - (lower == ")")
        if depth < 0 or lower == ";":
            return _strip_closing_mark(tokens, begin, at)
        if lower in DASHES and not depth and at > closing_dash:
            closing_dash = next((i for i in range(at + 1, min(len(tokens), at + 30)) if tokens[i].lower == lower), 0)
            if not closing_dash and at > begin + 2 and not _continues_after_dash(tokens[at + 1 : at + 3]):
                return at
        if at > begin + 2 and not depth and leaves_content(tokens, at, begin):
            return at
    return _strip_closing_mark(tokens, begin, len(tokens))


def _strip_closing_mark(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return ``end`` less the closing marks before it."""
    while end > begin and tokens[end - 1].lower in {".", "!", "?", "…", ":"}:
        end -= 1
    return end


def leaves_content(tokens: Sequence[Token], at: int, begin: int = 0) -> bool:
    """Return whether a new report or a remark starts: ", but he", ", according to", "and said", ", adding"."""
    lower, near = tokens[at].lower, tokens[at + 1 : at + 8]
    if tokens[at - 1].tail == ",":
        lower, near = ",", tokens[at : at + 7]
    if not near or near[0].lower == "that":
        return False
    if lower == ",":
        return _leaves_after_comma(tokens, near, begin, at)
    if lower in {"and", "but"}:
        return _has_cue(near, 3 if near[0].lower in PRONOUNS else 1)
    return (lower, near[0].lower) == ("according", "to")


def _leaves_after_comma(tokens: Sequence[Token], near: Sequence[Token], begin: int, at: int) -> bool:
    """Return whether the words ``near`` a comma at token ``at`` leave the content, in a clause from token ``begin``."""
    word = near[0].lower
    if word in {"but", "though", "although"}:
        return len(near) > 1 and (_opens_new_clause(near[1]) or (word == "but" and _has_cue(near[1:], 6)))
    if word in {"and", "while"}:
        return _has_cue(near[1:], 6)
    if word in {"a", "an"}:
        return any(token.lower in SUMMING for token in near[1:4])
    if word == "which":
        return any(_is_finite_verb(tokens, place) for place in range(begin, at)) and not _resumes_clause(tokens, at + 1)
    return word in SPEECH_ACTS | {"according"}


def _resumes_clause(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the clause goes on after an aside: the mill, which fed the town, [was] gone."""
    comma = next((place for place in range(at, len(tokens) - 1) if tokens[place].lower == ","), None)
    return comma is not None and tokens[comma + 1].lower in VERBS


def _continues_after_dash(near: Sequence[Token]) -> bool:
    """Return whether the words after a lone dash carry on the content; "- and he left" does not."""
    return bool(near) and near[0].lower in DASH_GOES_ON and near[-1].lower not in {"he", "she", "they"}


def _opens_new_clause(token: Token) -> bool:
    """Return whether the word after ", but" begins another clause: its subject, or a cue."""
    return token.lower in {"he", "she", "they", "did", "declined", "agreed", "refused"} | _NEW_CUES or (
        token.capital and token.is_word
    )


def _is_finite_verb(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` reads as a verb of its clause: "was", "opened", or "opens" after a name."""
    token = tokens[at]
    after_name = at > 0 and (tokens[at - 1].capital or tokens[at - 1].lower in PRONOUNS)
    ends = ("ed", "s") if after_name and not token.possessive else ("ed",)
    return token.is_quote or token.lower in VERBS or (not token.capital and token.lower.endswith(ends))


def _has_cue(near: Sequence[Token], most: int) -> bool:
    """Return whether a cue stands among the next words; a bare form counts only after its subject: "they say"."""
    for number, token in enumerate(near[:most]):
        if not token.is_word or token.lower in RELATIVES or token.lower == "what":
            return False
        if token.lower in _NEW_CUES or (
            token.lower in PLURAL_BASE and number > 0 and near[number - 1].lower in PRONOUNS
        ):
            return True
    return False
