"""People in Ukrainian and Russian text: where a name begins in a run of capital words, and whose forms it joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.cyrillic.cases import bare, is_cyrillic
from index.statements.tables.cyrillic import BODIES, LEADS, OWNERS, PLACE, PREPOSITIONS, ROLES
from index.statements.tokens import Token
from index.types import Span

_PATRONYMIC = ("ович", "евич", "йович", "івна", "ївна", "овна", "евна", "ича", "івни", "овны", "евны", "овича", "евича")
_AGENTS = ("ниця", "ница", "істка", "истка", "тель", "телька", "олог", "ологиня", "знавець", "знавиця", "навець")
_LEAST_AGENT = 6
_PAIR = 2
_MOST_NAME_WORDS = 3
_MOST_RUN = 12


def _shortened(word: str) -> str:
    """The stem of the other cases: мешканець, мешканця."""
    return word[:-3] + "ц" if word.endswith("ець") else word[:-2] + "ц" if word.endswith("ец") else word


_ROLE_STEMS = frozenset(bare(form) for word in ROLES for form in (word, _shortened(word)))
_BODY_STEMS = frozenset(bare(word) for word in BODIES)


def is_ours(tokens: Sequence[Token]) -> bool:
    """Whether most words of a sentence are Cyrillic."""
    words = [token.low for token in tokens if token.is_word]
    return 2 * sum(is_cyrillic(word) for word in words) > len(words)


def is_role(token: Token) -> bool:
    """A noun for a person in any case."""
    return is_cyrillic(token.low) and bare(token.low.rpartition("-")[2]) in _ROLE_STEMS


def names_role(token: Token) -> bool:
    """A noun for a person in the nominative: of the table, behind a "віце-" too, or by its ending."""
    low = token.low.rpartition("-")[2]
    return low in ROLES or (len(low) > _LEAST_AGENT and low.endswith(_AGENTS))


def is_body(token: Token) -> bool:
    """A noun for an organisation in any case."""
    return is_cyrillic(token.low) and bare(token.low) in _BODY_STEMS


def describes(tokens: Sequence[Token], role: str) -> bool:
    """Whether a noun for a person, with what belongs to it, sums up a role: за словами голови громади."""
    called = {bare(word) for word in role.lower().split()}
    return is_role(tokens[0]) and all(bare(token.low) in called for token in tokens)


def is_common(tokens: Sequence[Token]) -> bool:
    """Whether a speaker's first word bears a capital only where it begins a sentence: У поліції, Місцеві жителі."""
    low = tokens[0].low
    second = len(tokens) > 1 and names_role(tokens[1])
    return low in BODIES | PREPOSITIONS or low in OWNERS or names_role(tokens[0]) or second


def is_capital(token: Token) -> bool:
    return token.capital and token.is_word


def capital_run(tokens: Sequence[Token], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Each run of capital words of one script between two tokens."""
    at = begin
    while at < end:
        if not is_capital(tokens[at]):
            at += 1
            continue
        first = at
        while at < end and is_capital(tokens[at]) and is_cyrillic(tokens[at].low) == is_cyrillic(tokens[first].low):
            at += 1
        yield first, at


def name_in_run(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """The token that a person's name begins with, where the run ``begin:end`` closes with one; None where not.

    A word of rank, an abbreviation and what hangs on a preposition are no part of it: "У Києві Олена Мельник",
    "голова ОВА Іван Коваль", "мер Києва Іван Коваль". One word alone is left to the caller to judge.
    """
    if end - begin > _MOST_RUN:
        return None
    first, hangs, governs, follows = _front(tokens, begin, end)
    if hangs:
        longer = end - first > _PAIR and not tokens[end - 2].low.endswith(_PATRONYMIC)
        if not longer and (governs not in PLACE or end - first < _PAIR):
            return None
        first += 1
    if end <= first:
        return None
    three = end - first == _MOST_NAME_WORDS and not follows and begin > 0
    if end - first > _PAIR and tokens[end - 2].low.endswith(_PATRONYMIC):
        three = True
    return max(first, end - (_MOST_NAME_WORDS if three else _PAIR))


def _front(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, bool, str, bool]:
    """What is cut off the front of a run: where the rest begins, whether it hangs on a preposition and on which, and
    whether a noun stands right before it, to which its first word may belong.
    """
    first = begin
    before = tokens[begin - 1].low if begin else ""
    hangs, governs, follows = before in PREPOSITIONS, before, begin > 0 and tokens[begin - 1].is_word
    for at in range(begin, end):
        low, word = tokens[at].low, tokens[at].text
        if at == begin and low in PREPOSITIONS:
            first, hangs, governs = at + 1, True, low
        elif at == begin and low in LEADS:
            first = at + 1
        elif at < end - 1 and (is_body(tokens[at]) or (at == first and is_role(tokens[at]))):
            first, hangs, follows = at + 1, False, True
        elif len(word) > 1 and word.isupper() and end - begin > 1:
            first, hangs, follows = at + 1, False, False
    return first, hangs, governs, follows


def full_names(tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], Span]]:
    """The names of two words and more in one sentence, in the cases that they stand in, and where they stand."""
    for begin, end in capital_run(tokens, 0, len(tokens)):
        if end - begin > 1 and is_cyrillic(tokens[begin].low):
            first = name_in_run(tokens, begin, end)
            hangs = begin > 0 and tokens[begin - 1].low in PREPOSITIONS - PLACE
            if first is None and hangs and end - begin == 2:
                first = begin
            if first is not None and end - first > 1:
                words = tuple(token.text for token in tokens[first:end])
                yield words, (tokens[first].start, tokens[end - 1].end)
