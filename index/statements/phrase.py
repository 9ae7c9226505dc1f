"""Noun phrases: where one begins and ends, and which part of it is a name, which a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.statements.adverbs import is_contraction
from index.statements.tables.grammar import DETERMINERS, LEADS, NUMBERS, PREPOSITIONS, ROUGHLY, STOPS, TIME_WORDS, VERBS
from index.statements.tables.people import NAME_LINKS, NOT_NAMES, PRONOUNS, ROLE_NOUNS, SILENT, TITLES
from index.statements.titled import is_called, is_date
from index.statements.tokens import Token
from index.statements.who.names import after_office, capital_runs, person_words

_MOST_PHRASE = 16
MOST_NAME = 8
"""Words of a speaker that is no person: no reader is shown more."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker as token numbers of one sentence.

    ``begin:end`` is the whole phrase with what describes the speaker; ``name`` the mention itself; ``role`` what is
    said about it, as a span of characters; ``person`` the words of a person's name, where it is one. ``described``
    marks a role that stands behind the name.
    """

    begin: int
    end: int
    name: tuple[int, int]
    person: tuple[str, ...] = ()
    role: tuple[int, int] | None = None
    described: bool = False


def is_party(token: Token) -> bool:
    """R-Fla., D-N.Y.: party and state of a politician."""
    return token.low[:2] in {"r-", "d-", "i-"} and token.capital


def left_edge(tokens: Sequence[Token], end: int) -> int:
    at = end
    while at > 0 and end - at < _MOST_PHRASE:
        token = tokens[at - 1]
        if token.is_quote or token.low in STOPS - {"and"} or not (token.is_word or token.low in {"&", "$"}):
            break
        if is_contraction(token):
            break
        if token.low == "and" and not _joins_names(tokens, at - 1):
            break
        at -= 1
    return at


def right_edge(tokens: Sequence[Token], begin: int) -> int:
    at = begin
    named = False
    while at < len(tokens) and at - begin < _MOST_PHRASE:
        token = tokens[at]
        if token.is_quote or not (token.is_word or token.low == "&") or (token.low in STOPS and token.low != "and"):
            break
        if is_contraction(token):
            break
        if token.low == "and" and not _joins_names(tokens, at):
            break
        if at > begin and is_date(tokens, at):
            break
        if token.low.endswith("ing") and not token.capital and token.low not in ROLE_NOUNS and at > begin + 1:
            break
        if token.low in PREPOSITIONS and token.low != "of" and named and not _links_to_capital(tokens, at):
            break
        named = named or (token.capital and token.low not in NOT_NAMES)
        at += 1
    return at


def _joins_names(tokens: Sequence[Token], at: int) -> bool:
    if not 0 < at < len(tokens) - 1:
        return False
    joined = {"even", "other", "others", "some", "former", "current", "his", "her", "their"}
    following = tokens[at + 1]
    if tokens[at - 1].capital == following.capital or following.low in joined | TITLES:
        return True
    return at < 6 and following.is_word and is_phrase(tokens[:at])


def _links_to_capital(tokens: Sequence[Token], at: int) -> bool:
    """ "the Center for Responsive Politics", "at the Brookings Institution": the preposition leads to a capital."""
    if tokens[at].low not in {"for", "at", "with", "from"}:
        return False
    near = tokens[at + 1 : at + 3]
    return bool(near) and (near[0].capital or (near[0].low == "the" and len(near) > 1 and near[1].capital))


def trails(token: Token) -> bool:
    """A word that cannot end a name: "a poll released" (on Monday)."""
    return token.low in PREPOSITIONS | DETERMINERS | TIME_WORDS or (token.low.endswith("ed") and not token.capital)


def skip_lead(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Steps over words of time and linking at the front: "On Tuesday", "Last week", "Still"."""
    at = begin
    while at < end:
        low = tokens[at].low
        timed = low in TIME_WORDS or (low.isdigit() and at > begin and tokens[at - 1].low in TIME_WORDS)
        dated = low in {"on", "in", "by", "late", "early"} and at + 1 < end and tokens[at + 1].low in TIME_WORDS
        if not (timed or dated or low in LEADS):
            break
        at += 1
    return at


def is_phrase(words: Sequence[Token]) -> bool:
    """Whether the words read as one noun phrase: a noun-like start, no finite verb, a plain end."""
    first, last = words[0], words[-1]
    if is_share(words):
        return True
    if any(
        word.low in VERBS and not word.capital for word in words
    ) or last.low in PREPOSITIONS | DETERMINERS | VERBS | {"and"}:
        return False
    if first.low in PREPOSITIONS or _is_fragment(words):
        return False
    if any(w.low.endswith("ing") and not w.capital and w.low not in ROLE_NOUNS for w in words):
        return False
    if any(
        w.low.endswith("ed") and not w.capital and n.low in DETERMINERS | PREPOSITIONS | {"and"}
        for w, n in pairwise(words)
    ):
        return False
    heads = {word.low for word in words}
    return bool(
        first.capital
        or first.low in DETERMINERS
        or first.possessive
        or heads & ROLE_NOUNS
        or (first.low in TITLES and last.capital)
        or (len(words) == 1 and last.low.endswith("s"))
        or (last.low.endswith("s") and len(words) <= 4)
    )


def is_share(words: Sequence[Token]) -> bool:
    """Six in 10; about four out of 10 voters; two of the nurses."""
    bare = [word.low for word in words if word.low not in ROUGHLY]
    counted = bool(bare) and (bare[0] in NUMBERS or bare[0][0].isdigit())
    return counted and len(bare) > 1 and bare[1] in {"in", "of", "out"} and not any(w in VERBS for w in bare)


def _is_fragment(words: Sequence[Token]) -> bool:
    """The end of a clause, not a speaker: "talking about the flood", "it's the result", a lone "player"."""
    first = words[0]
    if len(words) == 1:
        if first.low in {"sometimes", "always", "perhaps"}:
            return True
        return not first.capital and not first.low.endswith("s") and first.low not in {"police", "people"}
    return first.low in PRONOUNS or (first.low.endswith("ing") and not words[1].capital)


def _only_name(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """The capital run at the end of an unreadable stretch, where no preposition makes it part of something else."""
    at = end
    while at > begin and tokens[at - 1].capital and tokens[at - 1].is_word:
        at -= 1
    if at == end or tokens[end - 1].possessive:
        return None
    while at > begin and tokens[at - 1].low in ROLE_NOUNS:
        at -= 1
    if at > begin and tokens[at - 1].low in PREPOSITIONS | NAME_LINKS | DETERMINERS:
        return None
    if at > begin and tokens[at - 1].low.endswith(("ing", "ed")):
        return None
    phrase = split_role(tokens, at, end)
    return phrase if phrase and phrase.person else None


def split_role(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Parts the name of a person at the end of a phrase from the role before it."""
    if tokens[end - 1].possessive:
        return None
    called = next((at for at in range(begin + 1, end - 1) if is_called(tokens, at)), None)
    if called is not None:
        return Phrase(begin, end, (begin, end if end - begin <= MOST_NAME else called))
    runs = capital_runs(tokens[begin:end])
    if runs and runs[-1][1] == end - begin:
        first_of_run = begin + runs[-1][0]
        before_run = after_office(tokens, first_of_run, end)
        run = tokens[before_run:end]
        person = () if run[0].low in DETERMINERS else person_words(run)
        linked = before_run > begin and tokens[before_run - 1].low in PREPOSITIONS | {"and", "&"}
        if person and not linked and not _is_plain_organisation(tokens, begin, before_run, person):
            name = end - len(person)
            role = None
            if name > begin:
                first = begin
                if tokens[first].low in {"a", "an", "the"}:
                    first += 1
                title = [t for t in tokens[first:name] if t.low not in {"mr.", "mrs.", "ms.", "mr", "mrs", "ms"}]
                ranked = any(t.low in ROLE_NOUNS or t.low in TITLES for t in title)
                role = (title[0].start, title[-1].end) if ranked else None
            return Phrase(begin, end, (name, end), person, role)
    return Phrase(begin, end, (begin, end))


def _is_plain_organisation(tokens: Sequence[Token], begin: int, run: int, person: tuple[str, ...]) -> bool:
    """ "the Kremlin", "a Treasury": a single capital word right after a determiner is no person."""
    return len(person) == 1 and run > begin and (tokens[run - 1].low in DETERMINERS or tokens[run - 1].low[0].isdigit())


def _is_titled(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """A noun or two right before a full name, behind a quotation or a comma: "...", screenwriter Jane Roe (wrote)."""
    if not begin or not (tokens[begin - 1].is_quote or tokens[begin - 1].low == ",") or end - begin > 6:
        return False
    small = [token for token in tokens[begin:end] if not token.capital]
    plain = not any(token.low in STOPS | VERBS | PREPOSITIONS or token.low.endswith(("ed", "ly")) for token in small)
    name = tokens[begin + len(small) : end]
    return 0 < len(small) <= 2 and plain and len(name) > 1 and all(token.capital for token in name)


def read(tokens: Sequence[Token], begin: int, end: int, *, strict: bool) -> Phrase | None:
    """A phrase out of a stretch of words that ends just before the cue and starts no later than the phrase."""
    if end - begin < 1 or tokens[end - 1].possessive:
        return None
    if tokens[end - 1].low in PRONOUNS:
        if tokens[end - 1].low in SILENT or (end - begin > 1 and tokens[end - 2].low in PREPOSITIONS):
            return None
        return Phrase(end - 1, end, (end - 1, end))
    begin = skip_lead(tokens, begin, end)
    words = tokens[begin:end]
    if _is_titled(tokens, begin, end) or (words and is_phrase(words)):
        return split_role(tokens, begin, end)
    return None if strict else _only_name(tokens, begin, end)
