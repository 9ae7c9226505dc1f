"""The speaker phrase to the right of a cue: said X; according to X."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.aside import find_apposition_end, find_role_span, is_description
from index.statements.phrase import MOST_NAME, Phrase, cannot_end_name, find_right_edge, is_noun_phrase, split_role
from index.statements.tables.grammar import DESCRIBING, DETERMINERS, PREPOSITIONS, RELATIVES, TIME_WORDS, VERBS
from index.statements.tables.people import NAME_LINKS, PRONOUNS, ROLE_NOUNS, SILENT
from index.statements.titled import names_thing
from index.statements.tokens import Token, count_words
from index.statements.who.names import find_capital_runs, find_person_words, is_title

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
    wider = _read_name_behind_role(tokens, phrase) or _add_apposition(tokens, phrase)
    return phrase if opening and (wider.end >= len(tokens) or tokens[wider.end].lower != ",") else wider


def read_source(tokens: Sequence[Token], begin: int, *, opening: bool = False) -> Phrase | None:
    """Return what stands behind "according to": a speaker, or papers and figures with all that describes them."""
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


def _read_name_behind_role(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """Return the phrase of a role with the name behind it: according to its captain, Moira Kettle, ..."""
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
