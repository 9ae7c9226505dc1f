"""Noun phrases, names and roles, auxiliaries and adverbs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.statements.english.coreference.names import find_capital_runs, find_person_words, skip_office
from index.statements.lexicon.cues import ADVERB_PHRASES, ADVERBS, HELPERS, UNSAID
from index.statements.lexicon.grammar import (
    DETERMINERS,
    LEADS,
    NAME_JOINTS,
    NO_ADVERBS,
    NUMBERS,
    PREPOSITIONS,
    ROUGHLY,
    STOPS,
    TIME_WORDS,
    VERBS,
    WEEKDAYS_AND_MONTHS,
)
from index.statements.lexicon.outlets import BLOGS, CALLED, NAMED_THINGS, OUTLET_NOUNS
from index.statements.lexicon.people import NAME_LINKS, NOT_NAMES, PRONOUNS, ROLE_NOUNS, SILENT, TITLES
from index.statements.tokens import Token
from index.statements.types import Phrase

_MOST_PHRASE = 16
MOST_NAME = 8
"""Words of a speaker that is no person: no reader is shown more."""


def is_party(token: Token) -> bool:
    """Return whether a token gives party and state of a politician: R-Fla., D-N.Y."""
    return token.lower[:2] in {"r-", "d-", "i-"} and token.capital


def find_left_edge(tokens: Sequence[Token], end: int) -> int:
    """Return the first token of the noun phrase that may end at ``end``."""
    at = end
    while at > 0 and end - at < _MOST_PHRASE:
        token = tokens[at - 1]
        if token.is_quote or token.lower in STOPS - {"and"} or not (token.is_word or token.lower in {"&", "$"}):
            break
        if is_contraction(token):
            break
        if token.lower == "and" and not _joins_names(tokens, at - 1):
            break
        at -= 1
    return at


def find_right_edge(tokens: Sequence[Token], begin: int) -> int:
    """Return the token after the noun phrase that may begin at ``begin``."""
    at = begin
    named = False
    while at < len(tokens) and at - begin < _MOST_PHRASE:
        token = tokens[at]
        if (
            token.is_quote
            or not (token.is_word or token.lower == "&")
            or (token.lower in STOPS and token.lower != "and")
        ):
            break
        if is_contraction(token):
            break
        if token.lower == "and" and not _joins_names(tokens, at):
            break
        if at > begin and is_time_word(tokens, at):
            break
        if token.lower.endswith("ing") and not token.capital and token.lower not in ROLE_NOUNS and at > begin + 1:
            break
        if token.lower in PREPOSITIONS and token.lower != "of" and named and not _leads_to_capital(tokens, at):
            break
        named = named or (token.capital and token.lower not in NOT_NAMES)
        at += 1
    return at


def _joins_names(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the "and" at a token joins two speakers."""
    if not 0 < at < len(tokens) - 1:
        return False
    joined = {"even", "other", "others", "some", "former", "current", "his", "her", "their"}
    following = tokens[at + 1]
    if tokens[at - 1].capital == following.capital or following.lower in joined | TITLES:
        return True
    return at < 6 and following.is_word and is_noun_phrase(tokens[:at])


def _leads_to_capital(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the preposition leads to a capital: "the Center for Responsive Politics", "at the Brookings"."""
    if tokens[at].lower not in {"for", "at", "with", "from"}:
        return False
    near = tokens[at + 1 : at + 3]
    return bool(near) and (near[0].capital or (near[0].lower == "the" and len(near) > 1 and near[1].capital))


def cannot_end_name(token: Token) -> bool:
    """Return whether a word cannot end a name: "a poll released" (on Monday)."""
    return token.lower in PREPOSITIONS | DETERMINERS | TIME_WORDS or (token.lower.endswith("ed") and not token.capital)


def skip_opening(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Return the first token after words of time and linking: "On Tuesday", "Last week", "Still"."""
    at = begin
    while at < end:
        lower = tokens[at].lower
        timed = lower in TIME_WORDS or (lower.isdigit() and at > begin and tokens[at - 1].lower in TIME_WORDS)
        dated = lower in {"on", "in", "by", "late", "early"} and at + 1 < end and tokens[at + 1].lower in TIME_WORDS
        if not (timed or dated or lower in LEADS):
            break
        at += 1
    return at


def is_noun_phrase(words: Sequence[Token]) -> bool:
    """Return whether the words read as one noun phrase: a noun-like start, no finite verb, a plain end."""
    first, last = words[0], words[-1]
    if is_fraction(words):
        return True
    if any(
        word.lower in VERBS and not word.capital for word in words
    ) or last.lower in PREPOSITIONS | DETERMINERS | VERBS | {"and"}:
        return False
    if first.lower in PREPOSITIONS or _is_clause_fragment(words):
        return False
    if any(w.lower.endswith("ing") and not w.capital and w.lower not in ROLE_NOUNS for w in words):
        return False
    if any(
        w.lower.endswith("ed") and not w.capital and n.lower in DETERMINERS | PREPOSITIONS | {"and"}
        for w, n in pairwise(words)
    ):
        return False
    heads = {word.lower for word in words}
    return bool(
        first.capital
        or first.lower in DETERMINERS
        or first.possessive
        or heads & ROLE_NOUNS
        or (first.lower in TITLES and last.capital)
        or (len(words) == 1 and last.lower.endswith("s"))
        or (last.lower.endswith("s") and len(words) <= 4)
    )


def is_fraction(words: Sequence[Token]) -> bool:
    """Return whether the words count some of a group: six in 10; about four out of 10 voters; two of the nurses."""
    bare = [word.lower for word in words if word.lower not in ROUGHLY]
    is_count = bool(bare) and (bare[0] in NUMBERS or bare[0][0].isdigit())
    return is_count and len(bare) > 1 and bare[1] in {"in", "of", "out"} and not any(w in VERBS for w in bare)


def _is_clause_fragment(words: Sequence[Token]) -> bool:
    """Return whether the words end a clause and name no speaker: "talking about the flood", a lone "player"."""
    first = words[0]
    if len(words) == 1:
        if first.lower in {"sometimes", "always", "perhaps"}:
            return True
        return not first.capital and not first.lower.endswith("s") and first.lower not in {"police", "people"}
    return first.lower in PRONOUNS or (first.lower.endswith("ing") and not words[1].capital)


def _find_final_name(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Return the capital run at the end of an unreadable stretch, unless a preposition ties it to something else."""
    at = end
    while at > begin and tokens[at - 1].capital and tokens[at - 1].is_word:
        at -= 1
    if at == end or tokens[end - 1].possessive:
        return None
    while at > begin and tokens[at - 1].lower in ROLE_NOUNS:
        at -= 1
    if at > begin and tokens[at - 1].lower in PREPOSITIONS | NAME_LINKS | DETERMINERS:
        return None
    if at > begin and tokens[at - 1].lower.endswith(("ing", "ed")):
        return None
    phrase = split_role(tokens, at, end)
    return phrase if phrase and phrase.person else None


def split_role(tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Return the phrase with the name of a person at its end parted from the role before it; None for a possessive."""
    if tokens[end - 1].possessive:
        return None
    called = next((at for at in range(begin + 1, end - 1) if names_thing(tokens, at)), None)
    if called is not None:
        return Phrase(begin, end, (begin, end if end - begin <= MOST_NAME else called))
    runs = find_capital_runs(tokens[begin:end])
    if runs and runs[-1][1] == end - begin:
        first_of_run = begin + runs[-1][0]
        before_run = skip_office(tokens, first_of_run, end)
        run = tokens[before_run:end]
        person = () if run[0].lower in DETERMINERS else find_person_words(run)
        is_linked = before_run > begin and tokens[before_run - 1].lower in PREPOSITIONS | {"and", "&"}
        if person and not is_linked and not _is_plain_organisation(tokens, begin, before_run, person):
            name = end - len(person)
            role = None
            if name > begin:
                first = begin
                if tokens[first].lower in {"a", "an", "the"}:
                    first += 1
                title = [t for t in tokens[first:name] if t.lower not in {"mr.", "mrs.", "ms.", "mr", "mrs", "ms"}]
                ranked = any(t.lower in ROLE_NOUNS or t.lower in TITLES for t in title)
                role = (title[0].start, title[-1].end) if ranked else None
            return Phrase(begin, end, (name, end), person, role)
    return Phrase(begin, end, (begin, end))


def _is_plain_organisation(tokens: Sequence[Token], begin: int, run: int, person: tuple[str, ...]) -> bool:
    """Return whether a single capital word after a determiner is no person: "the Kremlin", "a Treasury"."""
    return (
        len(person) == 1
        and run > begin
        and (tokens[run - 1].lower in DETERMINERS or tokens[run - 1].lower[0].isdigit())
    )


def _is_titled_name(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether a noun or two stand between a quotation or comma and a name: "...", screenwriter Jane Roe."""
    if not begin or not (tokens[begin - 1].is_quote or tokens[begin - 1].lower == ",") or end - begin > 6:
        return False
    small = [token for token in tokens[begin:end] if not token.capital]
    plain = not any(
        token.lower in STOPS | VERBS | PREPOSITIONS or token.lower.endswith(("ed", "ly")) for token in small
    )
    name = tokens[begin + len(small) : end]
    return 0 < len(small) <= 2 and plain and len(name) > 1 and all(token.capital for token in name)


def read_phrase(tokens: Sequence[Token], begin: int, end: int, *, strict: bool) -> Phrase | None:
    """Return the speaker's phrase among the tokens ``begin:end`` before a cue; ``strict`` asks for all of them."""
    if end - begin < 1 or tokens[end - 1].possessive:
        return None
    if tokens[end - 1].lower in PRONOUNS:
        if tokens[end - 1].lower in SILENT or (end - begin > 1 and tokens[end - 2].lower in PREPOSITIONS):
            return None
        return Phrase(end - 1, end, (end - 1, end))
    begin = skip_opening(tokens, begin, end)
    words = tokens[begin:end]
    if _is_titled_name(tokens, begin, end) or (words and is_noun_phrase(words)):
        return split_role(tokens, begin, end)
    return None if strict else _find_final_name(tokens, begin, end)


_THINGS = BLOGS | NAMED_THINGS | OUTLET_NOUNS
_ONLY_THINGS = frozenset({"titled", "entitled"})


def names_thing(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` gives a thing, and no person, the name that follows: a blog [called] Mill Days."""
    if at < 1 or tokens[at].lower not in CALLED or tokens[at].capital:
        return False
    return tokens[at].lower in _ONLY_THINGS or tokens[at - 1].lower in _THINGS


def find_named_things(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return noun and end of each thing that has a name in capitals."""
    found: list[tuple[int, int]] = []
    for at in range(1, len(tokens) - 1):
        if names_thing(tokens, at):
            end = find_name_end(tokens, at + 1)
            if end > at + 1:
                found.append((at - 1, end))
    return found


def find_name_end(tokens: Sequence[Token], begin: int) -> int:
    """Return the end of the name from token ``begin``: words with a capital and the small ones between them."""
    at = begin
    while at < len(tokens) and tokens[at].is_word:
        if not tokens[at].capital or is_time_word(tokens, at):
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            inside = at > begin and tokens[at].lower in NAME_JOINTS and following is not None and following.capital
            if not inside:
                break
        at += 1
    return at


def is_time_word(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word tells when and is no part of a name: [Monday], but not the last of "Mill Days Today"."""
    token = tokens[at]
    in_name = token.capital and at > 0 and tokens[at - 1].capital and token.lower not in WEEKDAYS_AND_MONTHS
    return token.lower in TIME_WORDS and not in_name


_LONGEST = max(len(words) for words in ADVERB_PHRASES)
_DENIED = ("n't", "n’t")
_CUT_SHORT = (*_DENIED, "'ll", "’ll", "'ve", "’ve", "'d", "’d", "'re", "’re", "'m", "’m")


def is_helper(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` helps a verb: "has", "long", "flatly"; a name such as Long does not."""
    token = tokens[at]
    if token.capital:
        return False
    return token.lower in HELPERS | ADVERBS or is_adverb_in_ly(tokens, at)


def is_adverb_in_ly(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` is an adverb such as "flatly", and neither a "family" nor "the weekly"."""
    token = tokens[at]
    noun = token.lower in NO_ADVERBS or (at > 0 and tokens[at - 1].lower in DETERMINERS - {"all", "both"})
    return token.lower.endswith("ly") and not token.capital and not noun


def count_adverb_tokens(tokens: Sequence[Token], end: int) -> int:
    """Return how many tokens before ``end`` are one adverb together, as "in turn" is; 0 where none are."""
    for length in range(min(_LONGEST, end), 1, -1):
        if tuple(token.lower for token in tokens[end - length : end]) in ADVERB_PHRASES:
            return length
    return 0


def is_negation(token: Token) -> bool:
    """Return whether a word tells that nothing was said: "not", "hasn't"."""
    return token.lower in UNSAID or token.lower.endswith(_DENIED)


def is_contraction(token: Token) -> bool:
    """Return whether a token is a contracted helping verb, which no name holds: hasn't, she'll."""
    return token.lower.endswith(_CUT_SHORT)
