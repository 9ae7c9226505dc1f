"""Who speaks, read to the right of a cue: said X; according to X."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.aside import apposition_end, describes, role_span
from index.statements.phrase import MOST_NAME, Phrase, is_phrase, right_edge, split_role, trails
from index.statements.tables.grammar import DESCRIBING, DETERMINERS, PREPOSITIONS, RELATIVES, TIME_WORDS, VERBS
from index.statements.tables.people import NAME_LINKS, PRONOUNS, ROLE_NOUNS, SILENT
from index.statements.titled import is_called
from index.statements.tokens import Token, count_words
from index.statements.who.names import capital_runs, is_title, person_words

_MOST_SOURCE = 24


def after(tokens: Sequence[Token], begin: int, *, opening: bool = False) -> Phrase | None:
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
    phrase = _named_first(tokens, begin, end)
    if phrase is None:
        return None
    wider = _name_behind_role(tokens, phrase) or _with_apposition(tokens, phrase)
    return phrase if opening and (wider.end >= len(tokens) or tokens[wider.end].low != ",") else wider


def source(tokens: Sequence[Token], begin: int, *, opening: bool = False) -> Phrase | None:
    """What stands behind "according to": a speaker, or papers and figures with all that tells of them."""
    phrase = after(tokens, begin, opening=opening)
    if (phrase is not None and phrase.person) or begin >= len(tokens) or not tokens[begin].is_word:
        return phrase
    end = begin
    while end < min(len(tokens), begin + _MOST_SOURCE) and (tokens[end].is_word or tokens[end].low == "&"):
        end += 1
    if all(token.low in DETERMINERS for token in tokens[begin:end]):
        return None
    if tokens[begin].low in PRONOUNS or any(token.low in VERBS for token in tokens[begin:end]):
        return phrase
    if phrase is not None and (phrase.end >= end or phrase.described):
        return phrase
    if end < len(tokens) and tokens[end].is_quote and is_called(tokens, end - 1):
        return _titled(tokens, begin, end)
    return Phrase(begin, end, (begin, end if end - begin <= MOST_NAME else _bare_end(tokens, begin, end)))


def _titled(tokens: Sequence[Token], begin: int, at: int) -> Phrase:
    """A report titled "The Long Way Home": with the title at token ``at`` where both are short."""
    short = count_words(tokens[begin : at + 1]) <= MOST_NAME
    return Phrase(begin, at + 1, (begin, at + 1 if short else at - 1))


def _bare_end(tokens: Sequence[Token], begin: int, end: int) -> int:
    """The end of a noun phrase without the clause or participle that tells more of it: a poll [released by X]."""
    for at in range(begin + 1, end):
        token = tokens[at]
        loose = not token.capital and (token.low.endswith("ed") or token.low in DESCRIBING | {"out", "broadcast"})
        if tokens[at - 1].low not in DETERMINERS and (loose or token.low in RELATIVES | PRONOUNS | TIME_WORDS):
            return at
    return end


def _name_behind_role(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """According to its captain, Moira Kettle, ..."""
    begin = phrase.end + 1
    if phrase.person or begin >= len(tokens) or tokens[phrase.end].low != ",":
        return None
    end = begin
    while end < min(len(tokens), begin + 5) and tokens[end].capital and tokens[end].is_word:
        end += 1
    person = person_words(tokens[begin:end])
    closed = end == len(tokens) or not tokens[end].is_word
    if len(person) < 2 or not closed or tokens[phrase.end - 1].low not in ROLE_NOUNS:
        return None
    role = (tokens[phrase.begin].start, tokens[phrase.end - 1].end)
    return Phrase(phrase.begin, end, (end - len(person), end), person, role, described=True)


def _named_first(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """A name first, what belongs to it after: "Botha Ilias of Prisma"."""
    runs = capital_runs(tokens[begin:end])
    for first, last in runs:
        place = begin + last
        if (place < end and tokens[place].low in (NAME_LINKS | PREPOSITIONS) - {"and", "&"}) or place == end:
            phrase = split_role(tokens, begin, place) if not tokens[place - 1].possessive else None
            if phrase and phrase.person:
                tail = (tokens[place].start, tokens[end - 1].end) if place < end else None
                return Phrase(begin, end, phrase.name, phrase.person, phrase.role or tail)
        if first == 0:
            continue
    return split_role(tokens, begin, end)


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
