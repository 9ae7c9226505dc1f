"""The subject of a clause, read from where the clause opens up to its verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.statements.english.appositions import find_role_span, is_aside, is_description
from index.statements.english.coreference.names import find_capital_runs
from index.statements.english.noun_phrases import is_contraction, is_helper, is_noun_phrase, skip_opening, split_role
from index.statements.lexicon.cues import HELPERS
from index.statements.lexicon.grammar import (
    DASHES,
    DESCRIBING,
    NO_SUBJECTS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    VERBS,
    WEEKDAYS,
)
from index.statements.lexicon.people import PRONOUNS, ROLE_NOUNS, SILENT
from index.statements.tokens import Token
from index.statements.types import Phrase

_MOST_STARTS = 4
_MOST_LEAD = 30
_MOST_HEAD = 14
_MOST_BETWEEN = 45
_MOST_SPEAKER = 8
_MOST_LIST = 10
_JOINTS = frozenset({"and", "but", "while"})


def read_subject_before_verb(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the subject whose verb stands at ``end``: "X, who ..., for example, said"; "people who met X said"."""
    for begin in _find_clause_begins(tokens, end):
        phrase = _read_subject(tokens, begin, end)
        if phrase is not None:
            found = _extend_to_verb(tokens, phrase, end)
            if found is not None:
                return found
    return None


def read_clause_subject(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the subject of a clause that a verb continues at token ``end``: "X left and said"; "X left, saying"."""
    for begin in _find_clause_begins(tokens, end):
        phrase = _read_subject(tokens, begin, end)
        if phrase is None or not _may_speak(tokens, phrase):
            continue
        after = _extend_to_own_verb(tokens, phrase, end)
        if after is not None:
            sure = after.person or tokens[after.begin].lower in PRONOUNS or tokens[end - 1].lower not in _JOINTS
            return after if sure or not any(t.lower in SUBORDINATORS for t in tokens[after.end : end]) else None
    return None


def _find_clause_begins(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """Yield where the main clause may open, the nearest place first, the sentence's own start last."""
    count = 0
    for at in range(end - 1, 0, -1):
        lower = tokens[at].lower
        joint = lower in _JOINTS and tokens[at - 1].lower == ","
        if (joint or lower in {";", ":"}) and at + 1 < end:
            yield at + 1
            count += 1
            if count == _MOST_STARTS:
                break
    yield 0


def _skip_clause_opening(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return the first token of the subject, after a dateline, "But", "On Tuesday night," and the like."""
    at = skip_opening(tokens, begin, end)
    for place in range(at, min(end, at + 12)):
        if tokens[place].lower in DASHES and place and (tokens[place - 1].lower == ")" or _is_dateline(tokens[:place])):
            at = place + 1
    for _ in range(2):
        lower = tokens[at].lower if at < end else ""
        adverb = lower.endswith("ly") and at + 1 < end and tokens[at + 1].lower == ","
        if not (adverb or lower in PREPOSITIONS | SUBORDINATORS | {"earlier", "later"} or lower.endswith("ing")):
            break
        comma = next((i for i in range(at, min(end, at + _MOST_LEAD)) if tokens[i].lower == ","), None)
        if comma is None:
            at += lower in SUBORDINATORS
            break
        if comma + 2 < end and tokens[comma + 1].capital and tokens[comma + 2].lower == ",":
            comma += 2
        at = skip_opening(tokens, comma + 1, end)
    while at < end and tokens[at].lower == ",":
        at += 1
    return at


def _is_dateline(words: Sequence[Token]) -> bool:
    """Return whether only a place stands before the first dash: OLDBRIDGE, Ohio —."""
    return len(words) <= 5 and all(word.capital or word.lower in {",", "."} for word in words)


def _read_subject(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Return the noun phrase at the front of a clause, without what is set off after it."""
    at = _skip_clause_opening(tokens, begin, end)
    if at >= end or tokens[at].lower in NO_SUBJECTS | PREPOSITIONS | STOPS:
        return None
    if tokens[at].lower in PRONOUNS:
        return Phrase(at, at + 1, (at, at + 1)) if tokens[at].lower not in SILENT else None
    stop = _find_noun_phrase_end(tokens, at, end)
    if stop == at or not is_noun_phrase(tokens[at:stop]):
        return None
    phrase = read_named(tokens, at, _strip_day(tokens, at, stop))
    return replace(phrase, end=stop) if phrase is not None else None


def _strip_day(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return the end of the noun phrase without the day after it: "the council [on Friday]"."""
    at = end - 1
    if at <= begin or not (tokens[at].capital and tokens[at].lower in WEEKDAYS):
        return end
    return at - 1 if tokens[at - 1].lower == "on" and at - 1 > begin else at


def _find_noun_phrase_end(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return the end of the noun phrase: at a mark, a relative pronoun, a verb, or a participle after its noun."""
    at = begin
    while at < min(end, begin + _MOST_HEAD):
        token = tokens[at]
        if (
            token.is_quote
            or not token.is_word
            or token.lower in STOPS - {"and"}
            or _is_verb_or_helper(token, opens=at == begin)
        ):
            break
        is_loose = at > begin and not token.capital and token.lower not in ROLE_NOUNS
        if is_loose and (token.lower.endswith(("ed", "ing")) or (tokens[at - 1].capital and _is_present_tense(token))):
            break
        at += 1
    while at > begin and (is_helper(tokens, at - 1) or tokens[at - 1].lower == "and"):
        at -= 1
    return at


def _is_verb_or_helper(token: Token, *, opens: bool) -> bool:
    """Return whether a token is or helps a verb: "is", "hasn't"; a capital that ``opens`` no clause is a name."""
    return (token.lower in VERBS | HELPERS and (opens or not token.capital)) or is_contraction(token)


def _is_present_tense(token: Token) -> bool:
    """Return whether a token may be a verb of the present after a name: X [criticizes]."""
    return token.lower.endswith("s") and len(token.lower) > 3


def read_named(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Return the phrase with name and role parted: "Senator Jane Roe of Ohio" is Jane Roe, a senator."""
    return read_name_with_place(tokens, begin, end) or split_role(tokens, begin, end)


def read_name_with_place(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Return a full name with the place after it, "Jane Roe of Northgate"; None for anything else."""
    runs = find_capital_runs(tokens[begin:end])
    place = begin + runs[0][1] if runs else end
    if place >= end or tokens[place].lower not in {"of", "from", "at"} or tokens[place - 1].possessive:
        return None
    phrase = split_role(tokens, begin, place)
    if phrase is None or not (len(phrase.person) > 1 or (phrase.person and runs[0][0] > 0)):
        return None
    return replace(phrase, end=end)


def _may_speak(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether the phrase names somebody who can speak: a person, a role, a body with a capital."""
    words = tokens[phrase.begin : phrase.end]
    return (
        bool(phrase.person)
        or words[0].lower in PRONOUNS
        or any(word.lower in ROLE_NOUNS or (word.capital and n) for n, word in enumerate(words))
    )


def _extend_to_verb(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """Return the phrase up to the verb at ``end``, if all in between describes the subject or is set off; else None."""
    if phrase.end == end:
        return phrase
    may_speak = _may_speak(tokens, phrase)
    is_far = end - phrase.end > _MOST_BETWEEN or tokens[end - 1].lower in RELATIVES | {"to", "and", "but"}
    has_stop = any(token.lower in {";", ".", ":"} for token in tokens[phrase.end : end])
    if is_far or has_stop or not (may_speak or tokens[phrase.end].lower == "who"):
        return None
    if may_speak and _is_list(tokens, phrase.end, end):
        mention = (phrase.begin, end) if end - phrase.begin <= _MOST_LIST else phrase.mention
        return replace(phrase, end=end, mention=mention, person=() if mention[1] == end else phrase.person)
    if _is_restrictive(tokens, phrase.end, end):
        short = not phrase.person and end - phrase.begin <= _MOST_SPEAKER
        return replace(phrase, end=end, mention=(phrase.begin, end) if short else phrase.mention)
    return _skip_set_off(tokens, phrase, end)


def _is_list(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether all from token ``at`` to the verb at ``end`` names more of the same: X[, Y and Z] (said)."""
    rest = tokens[at:end]
    if rest[0].lower != "," or sum(token.lower == "and" for token in rest) != 1 or not tokens[end - 1].is_word:
        return False
    if not all(token.is_word or token.lower == "," for token in rest) or any(token.lower in VERBS for token in rest):
        return False
    firsts = [two for one, two in pairwise(rest) if one.lower in {",", "and"} and two.lower != "and"]
    return all(token.capital or token.lower in {"other", "some"} for token in firsts)


def _is_restrictive(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether all words ``at:end`` describe the noun before them: "who met X", "briefed on the plan"."""
    first, rest = tokens[at], tokens[at + 1 : end]
    if any(not token.is_word for token in rest):
        return False
    if first.lower in RELATIVES:
        return any(_is_verb_at(tokens, place, end) for place in range(at, end))
    if first.capital or any(token.lower in RELATIVES | VERBS for token in rest):
        return False
    by = first.lower.endswith("ed") and bool(rest) and rest[0].lower == "by"
    return by or first.lower in DESCRIBING or first.lower.endswith("ing")


def _skip_set_off(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """Return the phrase with what is set off after it: X (R-Ohio), a baker, said; X — who was there — said."""
    at = phrase.end
    if tokens[at].lower == "(":
        at = next((i + 1 for i in range(at, end) if tokens[i].lower == ")"), at)
    last = "," if tokens[end - 1].tail == "," else tokens[end - 1].lower
    if at == end or (tokens[at].lower in DASHES and last in DASHES and end - 1 > at):
        return replace(phrase, end=end)
    if tokens[at].lower != "," or last != "," or end - 1 <= at + 1:
        return None
    if end - at <= 4 and all(token.capital for token in tokens[at - 1 : end - 1] if token.is_word):
        return replace(phrase, end=end) if any(t.lower in {"of", "from"} for t in tokens[phrase.begin : at]) else None
    return _add_description(tokens, phrase, end)


def _add_description(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """Return the phrase with the description or aside that stands between commas after it."""
    begin = next(i + 1 for i in range(phrase.end, end) if tokens[i].lower == ",")
    described = is_description(tokens, begin, end - 1)
    if not (described or is_aside(tokens, begin, end - 1)):
        return None
    close = next((i for i in range(begin, end) if tokens[i].lower == ","), end)
    role = find_role_span(tokens, begin, close) if described else None
    return replace(phrase, end=end, role=role or phrase.role, described=described)


def _extend_to_own_verb(tokens: Sequence[Token], phrase: Phrase, end: int) -> Phrase | None:
    """Return the phrase with what is set off after it, if a verb follows before token ``end``."""
    if phrase.end < end and _is_verb_at(tokens, phrase.end, end):
        return phrase
    if phrase.end >= end or tokens[phrase.end].lower not in {",", "("} | DASHES:
        return None
    for at in range(phrase.end + 1, min(end, phrase.end + _MOST_BETWEEN)):
        if tokens[at].lower in {";", "."}:
            return None
        if tokens[at].lower in {",", ")"} | DASHES and _is_verb_at(tokens, at + 1, end):
            return _extend_to_verb(tokens, phrase, at + 1)
    return None


def _is_verb_at(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a finite verb stands at token ``at``, after an adverb at most."""
    named = tokens[at - 1].capital
    while at < end and tokens[at].lower not in {"has", "have", "had"} and is_helper(tokens, at):
        at += 1
    if at >= end or tokens[at].capital:
        return False
    lower = tokens[at].lower
    return lower in VERBS or lower.endswith("ed") or (named and _is_present_tense(tokens[at]))
