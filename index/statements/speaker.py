"""Who speaks: reads the noun phrase beside a cue, to its left or to its right."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.aside import apposition_end, describes, is_aside, role_span, starts_apposition
from index.statements.names import capital_runs, is_title, person_words
from index.statements.phrase import (
    Phrase,
    is_party,
    is_phrase,
    left_edge,
    read,
    right_edge,
    skip_lead,
    split_role,
    trails,
)
from index.statements.tables.cues import ADVERBS, HELPERS, UNSAID
from index.statements.tables.grammar import PREPOSITIONS, STOPS, TIME_WORDS, VERBS
from index.statements.tables.people import NAME_LINKS, NOT_NAMES, PRONOUNS, ROLE_NOUNS, SILENT
from index.statements.tokens import Token

_MOST_APPOSITION = 32
_MOST_MARKS = 4


def helpers_before(tokens: Sequence[Token], cue: int) -> int | None:
    """Where the words that belong to the cue begin; None where they say that nothing was said."""
    at = cue
    while at > 0 and cue - at < 6:
        low = tokens[at - 1].low
        if low in UNSAID:
            return None
        if (
            low in HELPERS
            or low in ADVERBS
            or (low.endswith("ly") and not tokens[at - 1].capital)
            or _is_time(tokens, at - 1)
        ):
            at -= 1
        else:
            break
    return at


def _is_time(tokens: Sequence[Token], at: int) -> bool:
    """X on Thursday said; X last week said."""
    low = tokens[at].low
    near = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return (low in TIME_WORDS and low not in {"may", "march"}) or (low in {"on", "in"} and near in TIME_WORDS)


def before(text: str, tokens: Sequence[Token], end: int, *, strict: bool = False) -> Phrase | None:
    """The phrase that ends at token ``end`` (exclusive), or None where none can be read with safety.

    ``strict`` asks that the whole stretch up to the mark or conjunction before it is the phrase.
    """
    if end <= 0:
        return None
    last = tokens[end - 1]
    if last.low in {",", ")", "-", "--", "–", "—"}:
        return _before_aside(text, tokens, end)
    if is_party(last) and end > 2 and tokens[end - 2].low == ",":
        return _widened(before(text, tokens, end - 2, strict=strict), end, None)
    begin = left_edge(tokens, end)
    if strict and begin and tokens[begin - 1].low in {"who", "whom", "whose", "which"}:
        return None
    phrase = read(text, tokens, begin, end, strict=strict)
    if phrase is None or phrase.person or phrase.begin < 2 or tokens[phrase.begin - 1].low != ",":
        return phrase
    return _described(text, tokens, phrase)


def _described(text: str, tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """A phrase after a comma that may itself describe the person before it: "X, head of Y, a maker of Z, said"."""
    at = phrase.begin - 1
    if not tokens[at - 1].capital:
        return phrase
    if phrase.end - phrase.begin == 1 and tokens[phrase.begin].low.endswith("."):
        return None
    if any(token.low == "and" for token in tokens[phrase.begin : phrase.end]):
        return None
    if tokens[phrase.begin].low not in ROLE_NOUNS | {"a", "an", "former"}:
        return phrase
    named = before(text, tokens, at, strict=True)
    if named is None or not named.person:
        return phrase
    return _widened(named, phrase.end, role_span(tokens, phrase.begin, phrase.end))


def _before_aside(text: str, tokens: Sequence[Token], end: int) -> Phrase | None:
    """X, a baker, said; X (R-Ohio) said; X, in a letter, said."""
    if tokens[end - 1].low == ")":
        opening = next((i for i in range(end - 2, max(-1, end - 12), -1) if tokens[i].low == "("), 0)
        inner = before(text, tokens, opening, strict=True) if opening and tokens[opening - 1].low != "," else None
        return _widened(inner, end, None)
    marks = 0
    for at in range(end - 2, max(0, end - _MOST_APPOSITION), -1):
        low = tokens[at].low
        if low in {".", ";", ":"} or tokens[at].is_quote or marks == _MOST_MARKS:
            return None
        if low != tokens[end - 1].low:
            continue
        marks += 1
        start = tokens[at + 1]
        named = _name_after_role(text, tokens, at, end)
        if named is not None:
            return named
        described = describes(tokens, at + 1, end - 1)
        if not described and not is_aside(tokens, at + 1, end - 1):
            continue
        if start.low == "of" and not (tokens[at + 2].capital or tokens[at + 2].low == "the"):
            continue
        inner = before(text, tokens, at, strict=True) if tokens[at - 1].low not in {",", "-", "--", "–", "—"} else None
        if inner is None or (described and not inner.person and not tokens[at - 1].capital):
            continue
        role = role_span(tokens, at + 1, end - 1) if described else None
        return _widened(inner, end, role)
    return None


def _name_after_role(text: str, tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """The ministry's press secretary, Peter Cook, said."""
    run = tokens[at + 1 : end - 1]
    if not 0 < len(run) <= 4 or not all(token.capital for token in run):
        return None
    person = person_words(text, run)
    if len(person) < 2 or tokens[at - 1].low not in ROLE_NOUNS:
        return None
    begin = skip_lead(tokens, left_edge(tokens, at), at)
    if begin >= at or not is_phrase(tokens[begin:at]):
        return None
    return Phrase(begin, end, (end - 1 - len(person), end - 1), person, (tokens[begin].start, tokens[at - 1].end))


def at_start(text: str, tokens: Sequence[Token], end: int) -> Phrase | None:
    """The subject that a sentence opens with, where a verb follows it: a pronoun or a name, before token ``end``."""
    begin = 0
    while begin < end and tokens[begin].low in {"but", "and", "meanwhile", ",", "still", "however", "later", "then"}:
        begin += 1
    if begin < end and tokens[begin].low in (NOT_NAMES | PREPOSITIONS | STOPS) - PRONOUNS:
        return None
    if begin < end and tokens[begin].low in PRONOUNS:
        return Phrase(begin, begin + 1, (begin, begin + 1)) if tokens[begin].low not in SILENT else None
    at = begin
    while at < end and tokens[at].capital and tokens[at].is_word:
        at += 1
    if at == begin or at >= end or tokens[at - 1].possessive:
        return None
    verb = tokens[at].low
    if verb == "," and starts_apposition(tokens[at + 1]):
        return None
    if not (verb in VERBS or verb.endswith(("ed", "es", "ly")) or verb in HELPERS):
        return None
    return split_role(text, tokens, begin, at)


def _widened(phrase: Phrase | None, end: int, role: tuple[int, int] | None) -> Phrase | None:
    if phrase is None:
        return None
    if phrase.described:
        role = phrase.role
    return Phrase(phrase.begin, end, phrase.name, phrase.person, role or phrase.role, described=role is not None)


def after(text: str, tokens: Sequence[Token], begin: int, *, opening: bool = False) -> Phrase | None:
    """The phrase that starts at token ``begin``, with the description that may follow it.

    With ``opening`` a clause must follow too, so that the last stretch of the sentence is no description.
    """
    if begin < len(tokens) and tokens[begin].low in TIME_WORDS:
        return None
    end = right_edge(tokens, begin)
    while end > begin and trails(tokens[end - 1]):
        end -= 1
    if end <= begin:
        return None
    if tokens[begin].low in PRONOUNS:
        return Phrase(begin, begin + 1, (begin, begin + 1)) if tokens[begin].low not in SILENT else None
    if not is_phrase(tokens[begin:end]) and not (tokens[end - 1].capital and end - begin <= 6):
        return None
    phrase = _named_first(text, tokens, begin, end)
    if phrase is None:
        return None
    wider = _name_behind_role(text, tokens, phrase) or _with_apposition(tokens, phrase)
    return phrase if opening and (wider.end >= len(tokens) or tokens[wider.end].low != ",") else wider


def _name_behind_role(text: str, tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """According to its captain, Moira Kettle, ..."""
    begin = phrase.end + 1
    if phrase.person or begin >= len(tokens) or tokens[phrase.end].low != ",":
        return None
    end = begin
    while end < min(len(tokens), begin + 5) and tokens[end].capital and tokens[end].is_word:
        end += 1
    person = person_words(text, tokens[begin:end])
    closed = end == len(tokens) or not tokens[end].is_word
    if len(person) < 2 or not closed or tokens[phrase.end - 1].low not in ROLE_NOUNS:
        return None
    role = (tokens[phrase.begin].start, tokens[phrase.end - 1].end)
    return Phrase(phrase.begin, end, (end - len(person), end), person, role, described=True)


def _named_first(text: str, tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """A name first, what belongs to it after: "Botha Ilias of Prisma"."""
    runs = capital_runs(tokens[begin:end])
    for first, last in runs:
        place = begin + last
        if (place < end and tokens[place].low in NAME_LINKS | PREPOSITIONS) or place == end:
            phrase = split_role(text, tokens, begin, place) if not tokens[place - 1].possessive else None
            if phrase and phrase.person:
                tail = (tokens[place].start, tokens[end - 1].end) if place < end else None
                return Phrase(begin, end, phrase.name, phrase.person, phrase.role or tail)
        if first == 0:
            continue
    return split_role(text, tokens, begin, end)


def _with_apposition(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    at = phrase.end
    if at + 1 >= len(tokens):
        return phrase
    if tokens[at].low == "(":
        closing = next((i for i in range(at, min(len(tokens), at + 12)) if tokens[i].low == ")"), None)
        if closing is not None:
            at = closing + 1
            phrase = Phrase(phrase.begin, at, phrase.name, phrase.person, phrase.role)
    if at + 1 >= len(tokens) or tokens[at].low != ",":
        return phrase
    start = tokens[at + 1]
    if not phrase.person or not (describes(tokens, at + 1, len(tokens)) or is_title(start)):
        return phrase
    end = apposition_end(tokens, at + 1)
    return Phrase(phrase.begin, end, phrase.name, phrase.person, role_span(tokens, at + 1, end) or phrase.role)
