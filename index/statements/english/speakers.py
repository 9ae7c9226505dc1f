"""Speaker phrase before or after a cue."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.english import subjects
from index.statements.english.appositions import find_apposition_end, find_role_span, is_aside, is_description
from index.statements.english.coreference.names import find_capital_runs, find_person_words, is_title
from index.statements.english.noun_phrases import (
    MOST_NAME,
    cannot_end_name,
    count_adverb_tokens,
    find_left_edge,
    find_right_edge,
    is_helper,
    is_negation,
    is_noun_phrase,
    is_party,
    is_time_word,
    names_thing,
    read_phrase,
    skip_opening,
    split_role,
)
from index.statements.lexicon.cues import GOES_ON_TO
from index.statements.lexicon.grammar import DASHES, DESCRIBING, DETERMINERS, PREPOSITIONS, RELATIVES, TIME_WORDS, VERBS
from index.statements.lexicon.people import NAME_LINKS, PRONOUNS, ROLE_NOUNS, SILENT
from index.statements.tokens import Token, count_words
from index.statements.types import Phrase

_MOST_APPOSITION = 32
_MOST_MARKS = 4
_MOST_HELPERS = 6


def skip_helpers_before(tokens: Sequence[Token], cue: int) -> int | None:
    """Return where the words that belong to the cue begin; None where they tell that nothing was said."""
    at = cue
    while at > 0 and cue - at < _MOST_HELPERS:
        if at > 2 and tuple(token.lower for token in tokens[at - 3 : at]) in GOES_ON_TO:
            at -= 3
            continue
        if is_negation(tokens[at - 1]):
            return None
        adverb_length = count_adverb_tokens(tokens, at)
        if adverb_length:
            at -= adverb_length
        elif is_helper(tokens, at - 1) or _tells_time(tokens, at - 1):
            at -= 1
        else:
            break
    return at


def _tells_time(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word tells when: X on Thursday said; X last week said."""
    lower = tokens[at].lower
    near = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return (lower not in {"may", "march"} and is_time_word(tokens, at)) or (
        lower in {"on", "in"} and near in TIME_WORDS
    )


def read_left(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the speaker whose verb stands at token ``end``, by the surest reading of the words before it."""
    sure = read_before(tokens, end, strict=True) or subjects.read_subject_before_verb(tokens, end)
    phrase = sure or read_before(tokens, end)
    if phrase is None or phrase.person or phrase.mention != (phrase.begin, phrase.end):
        return phrase
    return subjects.read_name_with_place(tokens, phrase.begin, phrase.end) or phrase


def read_before(tokens: Sequence[Token], end: int, *, strict: bool = False) -> Phrase | None:
    """Return the phrase that ends at token ``end`` (exclusive), or None where none can be read with safety.

    ``strict`` asks that the whole stretch up to the mark or conjunction before it is the phrase.
    """
    last = tokens[end - 1] if end > 0 else None
    if last is None:
        return None
    if last.lower in DASHES | {",", ")"}:
        return _read_before_bracket(tokens, end) or _read_before_aside(tokens, end)
    if is_party(last) and end > 2 and tokens[end - 2].lower == ",":
        return _widen(read_before(tokens, end - 2, strict=strict), end, None)
    begin = find_left_edge(tokens, end)
    if strict and begin and tokens[begin - 1].lower in {"who", "whom", "whose", "which"}:
        return None
    phrase = read_phrase(tokens, begin, end, strict=strict)
    if phrase is None or phrase.begin < 2 or tokens[phrase.begin - 1].lower != ",":
        return phrase
    return _resolve_comma(tokens, phrase)


def _read_before_bracket(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the phrase before a bracket: X (R-Ohio), (said)."""
    has_bracket = tokens[end - 1].lower == "," and end > 2 and tokens[end - 2].lower == ")"
    return _widen(read_before(tokens, end - 1, strict=True), end, None) if has_bracket else None


def _resolve_comma(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """Return the phrase after a comma, which may be half of a place name, or describe the person before the comma."""
    if _is_place_half(tokens, phrase):
        return None
    alone = phrase.end - phrase.begin == 1 and not tokens[phrase.begin].lower.endswith(".")
    is_independent = phrase.person or alone or tokens[phrase.begin].lower in {"a", "an", "the"}
    return phrase if is_independent else _read_described(tokens, phrase)


def _is_place_half(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a phrase is the second half of a place name: "Jane Roe of Oldbridge, Ohio" (said)."""
    at = phrase.begin - 2
    if phrase.end - phrase.begin > 2 or not all(token.capital for token in tokens[phrase.begin : phrase.end]):
        return False
    while at > 0 and tokens[at].capital and tokens[at].is_word and phrase.begin - at < 5:
        at -= 1
    return at < phrase.begin - 2 and at > 0 and tokens[at].lower in {"of", "from"} and tokens[at - 1].capital


def _read_described(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """Return the person before a phrase that may describe it: "X, head of Y, a maker of Z, said"."""
    at = phrase.begin - 1
    if not tokens[at - 1].capital:
        return phrase
    if phrase.end - phrase.begin == 1 and tokens[phrase.begin].lower.endswith("."):
        return None
    if any(token.lower == "and" for token in tokens[phrase.begin : phrase.end]):
        return None
    first = tokens[phrase.begin]
    role = any(token.lower in ROLE_NOUNS for token in tokens[phrase.begin : phrase.end]) and not first.capital
    if first.lower not in {"a", "an", "former"} and not role:
        return phrase
    person = read_before(tokens, at, strict=True)
    if person is None or not person.person:
        return phrase
    return _widen(person, phrase.end, find_role_span(tokens, phrase.begin, phrase.end))


def _read_before_aside(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the phrase before an aside: X, a baker, said; X (R-Ohio) said; X, in a letter, said."""
    if tokens[end - 1].lower == ")":
        opening = next((i for i in range(end - 2, max(-1, end - 12), -1) if tokens[i].lower == "("), 0)
        inner = read_before(tokens, opening, strict=True) if opening and tokens[opening - 1].lower != "," else None
        return _widen(inner, end, None)
    marks = 0
    for at in range(end - 2, max(0, end - _MOST_APPOSITION), -1):
        lower = tokens[at].lower
        if lower in {".", ";", ":"} or tokens[at].is_quote or marks == _MOST_MARKS:
            return None
        if lower != tokens[end - 1].lower:
            continue
        marks += 1
        start = tokens[at + 1]
        named = _read_name_after_role(tokens, at, end)
        if named is not None:
            return named
        described = is_description(tokens, at + 1, end - 1)
        if not described and not is_aside(tokens, at + 1, end - 1):
            continue
        if start.lower == "of" and not (tokens[at + 2].capital or tokens[at + 2].lower == "the"):
            continue
        inner = read_before(tokens, at, strict=True) if tokens[at - 1].lower not in DASHES | {","} else None
        if inner is not None and not inner.person and inner.begin > 1 and tokens[inner.begin - 1].lower == ",":
            inner = _read_described(tokens, inner)
        if inner is None or (described and not inner.person and not tokens[at - 1].capital):
            continue
        role = find_role_span(tokens, at + 1, end - 1) if described else None
        return _widen(inner, end, role)
    return None


def _read_name_after_role(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """Return the phrase of: the ministry's press secretary, Peter Cook, said."""
    run = tokens[at + 1 : end - 1]
    if not 0 < len(run) <= 4 or not all(token.capital for token in run):
        return None
    person = find_person_words(run)
    if len(person) < 2:
        return None
    begin = skip_opening(tokens, find_left_edge(tokens, at), at)
    if not any(token.lower in ROLE_NOUNS for token in tokens[begin:at]) or tokens[begin].lower in PREPOSITIONS:
        return None
    if begin > 1 and tokens[begin - 1].lower == "," and tokens[begin - 2].capital:
        return None
    if begin >= at or not is_noun_phrase(tokens[begin:at]):
        return None
    return Phrase(begin, end, (end - 1 - len(person), end - 1), person, (tokens[begin].start, tokens[at - 1].end))


def _widen(phrase: Phrase | None, end: int, role: tuple[int, int] | None) -> Phrase | None:
    """Return the phrase up to ``end``, with ``role`` unless a role stands after its name already."""
    if phrase is None:
        return None
    if phrase.described:
        role = phrase.role
    return Phrase(phrase.begin, end, phrase.mention, phrase.person, role or phrase.role, described=role is not None)


_MOST_SOURCE = 24


def read_right(tokens: Sequence[Token], begin: int, *, opening: bool = False) -> Phrase | None:
    """Return the phrase that starts at token ``begin``, with the description that may follow it.

    With ``opening`` a clause must follow too, so that the last stretch of the sentence is no description.
    """
    if begin < len(tokens) and tokens[begin].lower in TIME_WORDS:
        return None
    end = find_right_edge(tokens, begin)
    while end > begin and cannot_end_name(tokens[end - 1]):
        end -= 1
    if end <= begin:
        return None
    if tokens[begin].lower in PRONOUNS:
        return Phrase(begin, begin + 1, (begin, begin + 1)) if tokens[begin].lower not in SILENT else None
    if not is_noun_phrase(tokens[begin:end]) and not (tokens[end - 1].capital and end - begin <= 6):
        return None
    phrase = _read_name_first(tokens, begin, end)
    if phrase is None:
        return None
    wider = _add_name_after_role(tokens, phrase) or _add_apposition(tokens, phrase)
    return phrase if opening and (wider.end >= len(tokens) or tokens[wider.end].lower != ",") else wider


def read_source(tokens: Sequence[Token], begin: int, *, opening: bool = False) -> Phrase | None:
    """Return what stands after "according to": a speaker, or papers and figures with all that describes them."""
    phrase = read_right(tokens, begin, opening=opening)
    if (phrase is not None and phrase.person) or begin >= len(tokens) or not tokens[begin].is_word:
        return phrase
    end = begin
    while end < min(len(tokens), begin + _MOST_SOURCE) and (tokens[end].is_word or tokens[end].lower == "&"):
        end += 1
    if all(token.lower in DETERMINERS for token in tokens[begin:end]):
        return None
    if tokens[begin].lower in PRONOUNS or any(token.lower in VERBS for token in tokens[begin:end]):
        return phrase
    if phrase is not None and (phrase.end >= end or phrase.described):
        return phrase
    if end < len(tokens) and tokens[end].is_quote and names_thing(tokens, end - 1):
        return _read_titled(tokens, begin, end)
    return Phrase(begin, end, (begin, end if end - begin <= MOST_NAME else _find_bare_end(tokens, begin, end)))


def _read_titled(tokens: Sequence[Token], begin: int, at: int) -> Phrase:
    """Return a report titled "The Long Way Home", with the title at token ``at`` where both are short."""
    short = count_words(tokens[begin : at + 1]) <= MOST_NAME
    return Phrase(begin, at + 1, (begin, at + 1 if short else at - 1))


def _find_bare_end(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return the end of a noun phrase without the clause or participle that describes it: a poll [released by X]."""
    for at in range(begin + 1, end):
        token = tokens[at]
        is_loose = not token.capital and (
            token.lower.endswith("ed") or token.lower in DESCRIBING | {"out", "broadcast"}
        )
        if tokens[at - 1].lower not in DETERMINERS and (is_loose or token.lower in RELATIVES | PRONOUNS | TIME_WORDS):
            return at
    return end


def _add_name_after_role(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """Return the phrase of a role with the name after it: according to its captain, Moira Kettle, ..."""
    begin = phrase.end + 1
    if phrase.person or begin >= len(tokens) or tokens[phrase.end].lower != ",":
        return None
    end = begin
    while end < min(len(tokens), begin + 5) and tokens[end].capital and tokens[end].is_word:
        end += 1
    person = find_person_words(tokens[begin:end])
    closed = end == len(tokens) or not tokens[end].is_word
    if len(person) < 2 or not closed or tokens[phrase.end - 1].lower not in ROLE_NOUNS:
        return None
    role = (tokens[phrase.begin].start, tokens[phrase.end - 1].end)
    return Phrase(phrase.begin, end, (end - len(person), end), person, role, described=True)


def _read_name_first(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Return a phrase that opens with a name, with what belongs to it: "Botha Ilias of Prisma"."""
    runs = find_capital_runs(tokens[begin:end])
    for first, last in runs:
        place = begin + last
        if (place < end and tokens[place].lower in (NAME_LINKS | PREPOSITIONS) - {"and", "&"}) or place == end:
            phrase = split_role(tokens, begin, place) if not tokens[place - 1].possessive else None
            if phrase and phrase.person:
                tail = (tokens[place].start, tokens[end - 1].end) if place < end else None
                return Phrase(begin, end, phrase.mention, phrase.person, phrase.role or tail)
        if first == 0:
            continue
    return split_role(tokens, begin, end)


def _add_apposition(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Return the phrase with a bracket and an apposition that may follow it."""
    at = phrase.end
    if at + 1 >= len(tokens):
        return phrase
    if tokens[at].lower == "(":
        closing = next((i for i in range(at, min(len(tokens), at + 12)) if tokens[i].lower == ")"), None)
        if closing is not None:
            at = closing + 1
            phrase = Phrase(phrase.begin, at, phrase.mention, phrase.person, phrase.role)
    if at + 1 >= len(tokens) or tokens[at].lower != ",":
        return phrase
    start = tokens[at + 1]
    if not phrase.person or not (is_description(tokens, at + 1, len(tokens)) or is_title(start)):
        return phrase
    end = find_apposition_end(tokens, at + 1)
    return Phrase(phrase.begin, end, phrase.mention, phrase.person, find_role_span(tokens, at + 1, end) or phrase.role)
