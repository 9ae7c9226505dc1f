"""Who speaks: reads the noun phrase beside a cue, to its left or to its right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.statements.names import capital_runs, is_title, person_words
from index.statements.tables import (
    ADVERBS,
    APPOSITION_STARTS,
    ASIDE_STARTS,
    DETERMINERS,
    HELPERS,
    NAME_LINKS,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PREPOSITIONS,
    PRONOUNS,
    ROLE_NOUNS,
    SILENT,
    STOPS,
    TIME_WORDS,
    UNSAID,
    VERBS,
)
from index.statements.tokens import Token

_MOST_PHRASE = 16
_MOST_APPOSITION = 45


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker as token numbers of one sentence.

    ``begin:end`` is the whole phrase with what describes the speaker; ``name`` the mention itself; ``role`` what is
    said about it, as spans of characters; ``person`` the words of a person's name, where it is one.
    """

    begin: int
    end: int
    name: tuple[int, int]
    person: tuple[str, ...] = ()
    role: tuple[int, int] | None = None


def is_party(token: Token) -> bool:
    """R-Fla., D-N.Y.: party and state of a politician."""
    return token.low[:2] in {"r-", "d-", "i-"} and token.capital


def helpers_before(tokens: Sequence[Token], cue: int) -> int | None:
    """Where the words that belong to the cue begin; None where they say that nothing was said."""
    at = cue
    while at > 0 and cue - at < 6:
        low = tokens[at - 1].low
        if low in UNSAID:
            return None
        if low in HELPERS or low in ADVERBS or (low.endswith("ly") and not tokens[at - 1].capital) or _is_time(tokens, at - 1):
            at -= 1
        else:
            break
    return at


def _is_time(tokens: Sequence[Token], at: int) -> bool:
    """X on Thursday said; X last week said."""
    low = tokens[at].low
    near = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return low in TIME_WORDS and low not in {"may", "march"} or (low in {"on", "in"} and near in TIME_WORDS)


def before(text: str, tokens: Sequence[Token], end: int) -> Phrase | None:
    """The phrase that ends at token ``end`` (exclusive), or None where none can be read with safety."""
    if end <= 0:
        return None
    last = tokens[end - 1]
    if last.low in {",", ")", "-", "--", "–", "—"}:
        return _before_aside(text, tokens, end)
    if is_party(last) and end > 2 and tokens[end - 2].low == ",":
        return _widened(before(text, tokens, end - 2), end, None)
    begin = _left_edge(tokens, end)
    return _read(text, tokens, begin, end)


def _before_aside(text: str, tokens: Sequence[Token], end: int) -> Phrase | None:
    """X, a baker, said; X (R-Ohio) said; X, in a letter, said."""
    if tokens[end - 1].low == ")":
        opening = next((i for i in range(end - 2, max(-1, end - 12), -1) if tokens[i].low == "("), 0)
        inner = before(text, tokens, opening) if opening and tokens[opening - 1].low != "," else None
        return _widened(inner, end, None)
    for at in range(end - 2, max(0, end - _MOST_APPOSITION), -1):
        low = tokens[at].low
        if low in {".", ";", ":"} or tokens[at].is_quote:
            return None
        if low != tokens[end - 1].low:
            continue
        start = tokens[at + 1]
        named = _name_after_role(text, tokens, at, end)
        if named is not None:
            return named
        describes = _starts_apposition(start)
        if not describes and start.low not in ASIDE_STARTS and not start.low.endswith("ing") and not is_party(start):
            continue
        inner = before(text, tokens, at) if tokens[at - 1].low not in {",", "-", "--", "–", "—"} else None
        if inner is None or (describes and not inner.person and not tokens[at - 1].capital):
            continue
        role = _role_span(tokens, at + 1, end - 1) if describes else None
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
    begin = _skip_lead(tokens, _left_edge(tokens, at), at)
    if begin >= at or not _is_phrase(tokens[begin:at]):
        return None
    return Phrase(begin, end, (end - 1 - len(person), end - 1), person, (tokens[begin].start, tokens[at - 1].end))


def at_start(text: str, tokens: Sequence[Token], end: int) -> Phrase | None:
    """The subject that a sentence opens with, where a verb follows it: a pronoun or a name, before token ``end``."""
    begin = 0
    while begin < end and tokens[begin].low in {"but", "and", "meanwhile", ",", "still", "however", "later", "then"}:
        begin += 1
    if begin < end and tokens[begin].low in NOT_NAMES - PRONOUNS:
        return None
    if begin < end and tokens[begin].low in PRONOUNS:
        return Phrase(begin, begin + 1, (begin, begin + 1)) if tokens[begin].low not in SILENT else None
    at = begin
    while at < end and tokens[at].capital and tokens[at].is_word:
        at += 1
    if at == begin or at >= end or tokens[at - 1].possessive:
        return None
    verb = tokens[at].low
    if verb == "," and _starts_apposition(tokens[at + 1]):
        return None
    if not (verb in VERBS or verb.endswith(("ed", "es", "ly")) or verb in HELPERS):
        return None
    return _split_role(text, tokens, begin, at)


def _widened(phrase: Phrase | None, end: int, role: tuple[int, int] | None) -> Phrase | None:
    if phrase is None:
        return None
    return Phrase(phrase.begin, end, phrase.name, phrase.person, role or phrase.role)


def _starts_apposition(token: Token) -> bool:
    return token.low in APPOSITION_STARTS or token.low in ROLE_NOUNS or token.low.isdigit()


def _role_span(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, int] | None:
    """What describes a person, unless it only says where or how old."""
    first = tokens[begin]
    if first.low in {"who", "whose", "then", "now"} or first.low.isdigit() or is_party(first):
        return None
    return (first.start, tokens[end - 1].end)


def _left_edge(tokens: Sequence[Token], end: int) -> int:
    at = end
    while at > 0 and end - at < _MOST_PHRASE:
        token = tokens[at - 1]
        if token.is_quote or token.low in STOPS - {"and"} or not (token.is_word or token.low in {"&", "$"}):
            break
        if token.low == "and" and not _joins_names(tokens, at - 1):
            break
        at -= 1
    return at


def _joins_names(tokens: Sequence[Token], at: int) -> bool:
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].capital == tokens[at + 1].capital or tokens[at + 1].low in {"even", "other", "some"}


def _read(text: str, tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """A phrase out of a stretch of words that ends just before the cue and starts no later than the phrase."""
    if end - begin < 1:
        return None
    if tokens[end - 1].low in PRONOUNS:
        if tokens[end - 1].low in SILENT or end - begin > 1 and tokens[end - 2].low in PREPOSITIONS:
            return None
        return Phrase(end - 1, end, (end - 1, end))
    begin = _skip_lead(tokens, begin, end)
    words = tokens[begin:end]
    if not words or not _is_phrase(words):
        return _only_name(text, tokens, begin, end)
    return _split_role(text, tokens, begin, end)


def _skip_lead(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Steps over words of time and linking at the front: "On Tuesday", "Last week", "Still"."""
    at = begin
    while at < end:
        low = tokens[at].low
        timed = low in TIME_WORDS or (low.isdigit() and at > begin and tokens[at - 1].low in TIME_WORDS)
        if timed or (low in {"on", "in", "by", "late", "early"} and at + 1 < end and tokens[at + 1].low in TIME_WORDS):
            at += 1
        elif low in {"meanwhile", "still", "however", "and", "but", "even", "only", "indeed", "then", "also", "so"}:
            at += 1
        else:
            break
    return at


def _is_phrase(words: Sequence[Token]) -> bool:
    """Whether the words read as one noun phrase: a noun-like start, no finite verb, a plain end."""
    first, last = words[0], words[-1]
    if any(word.low in VERBS for word in words) or last.low in PREPOSITIONS | DETERMINERS | VERBS:
        return False
    if first.low in PREPOSITIONS or (first.low.endswith("ing") and not first.capital):
        return False
    if any(w.low.endswith("ed") and not w.capital and n.low in DETERMINERS | PREPOSITIONS for w, n in _pairs(words)):
        return False
    heads = {word.low for word in words}
    return bool(
        first.capital
        or first.low in DETERMINERS
        or first.possessive
        or heads & ROLE_NOUNS
        or (len(words) == 1 and last.low.endswith("s"))
        or (last.low.endswith("s") and len(words) <= 4)
    )


def _pairs(words: Sequence[Token]) -> zip[tuple[Token, Token]]:
    return zip(words, words[1:], strict=False)


def _only_name(text: str, tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """The capital run at the end of an unreadable stretch, where no preposition makes it part of something else."""
    at = end
    while at > begin and tokens[at - 1].capital and tokens[at - 1].is_word:
        at -= 1
    if at == end or tokens[end - 1].possessive:
        return None
    while at > begin and tokens[at - 1].low in ROLE_NOUNS:
        at -= 1
    if at > begin and (tokens[at - 1].low in PREPOSITIONS | NAME_LINKS or tokens[at - 1].low in DETERMINERS):
        return None
    phrase = _split_role(text, tokens, at, end)
    return phrase if phrase and phrase.person else None


def _split_role(text: str, tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """Parts the name of a person at the end of a phrase from the role before it."""
    if tokens[end - 1].possessive:
        return None
    runs = capital_runs(tokens[begin:end])
    if runs and runs[-1][1] == end - begin:
        run = tokens[begin + runs[-1][0] : end]
        person = () if run[0].low in DETERMINERS else person_words(text, run)
        before_run = begin + runs[-1][0]
        linked = before_run > begin and tokens[before_run - 1].low in PREPOSITIONS | {"and", "&"}
        if person and not linked and not _is_plain_organisation(tokens, begin, before_run, person):
            name = end - len(person)
            role = None
            if name > begin:
                first = begin
                if tokens[first].low in {"a", "an", "the"}:
                    first += 1
                title = [t for t in tokens[first:name] if t.low not in {"mr.", "mrs.", "ms.", "mr", "mrs", "ms"}]
                role = (title[0].start, title[-1].end) if title else None
            return Phrase(begin, end, (name, end), person, role)
    return Phrase(begin, end, (begin, end))


def _is_plain_organisation(tokens: Sequence[Token], begin: int, run: int, person: tuple[str, ...]) -> bool:
    """"the Kremlin", "a Treasury": a single capital word right after a determiner is no person."""
    return len(person) == 1 and run > begin and tokens[run - 1].low in DETERMINERS


def after(text: str, tokens: Sequence[Token], begin: int) -> Phrase | None:
    """The phrase that starts at token ``begin``, with the description that may follow it."""
    if begin < len(tokens) and tokens[begin].low in TIME_WORDS:
        return None
    end = _right_edge(tokens, begin)
    while end > begin and (tokens[end - 1].low in PREPOSITIONS | DETERMINERS or tokens[end - 1].low in TIME_WORDS):
        end -= 1
    if end <= begin:
        return None
    if tokens[begin].low in PRONOUNS:
        return Phrase(begin, begin + 1, (begin, begin + 1)) if tokens[begin].low not in SILENT else None
    if not _is_phrase(tokens[begin:end]):
        return None
    phrase = _named_first(text, tokens, begin, end)
    if phrase is None:
        return None
    return _with_apposition(tokens, phrase)


def _named_first(text: str, tokens: Sequence[Token], begin: int, end: int) -> Phrase | None:
    """A name first, what belongs to it after: "Botha Ilias of Prisma"."""
    runs = capital_runs(tokens[begin:end])
    for first, last in runs:
        place = begin + last
        if place < end and tokens[place].low in NAME_LINKS | PREPOSITIONS or place == end:
            phrase = _split_role(text, tokens, begin, place) if not tokens[place - 1].possessive else None
            if phrase and phrase.person:
                tail = (tokens[place].start, tokens[end - 1].end) if place < end else None
                return Phrase(begin, end, phrase.name, phrase.person, phrase.role or tail)
        if first == 0:
            continue
    return _split_role(text, tokens, begin, end)


def _right_edge(tokens: Sequence[Token], begin: int) -> int:
    at = begin
    named = False
    while at < len(tokens) and at - begin < _MOST_PHRASE:
        token = tokens[at]
        if token.is_quote or not (token.is_word or token.low == "&") or (token.low in STOPS and token.low != "and"):
            break
        if token.low == "and" and not _joins_names(tokens, at):
            break
        if token.low in TIME_WORDS and at > begin:
            break
        if token.low.endswith("ing") and not token.capital and token.low not in ROLE_NOUNS and at > begin + 1:
            break
        if token.low in PREPOSITIONS and token.low != "of" and named and not _links_to_capital(tokens, at):
            break
        named = named or (token.capital and token.low not in NOT_NAMES)
        at += 1
    return at


def _links_to_capital(tokens: Sequence[Token], at: int) -> bool:
    """"the Center for Responsive Politics", "at the Brookings Institution": the preposition leads to a capital."""
    if tokens[at].low not in {"for", "at", "with", "from"}:
        return False
    near = tokens[at + 1 : at + 3]
    return bool(near) and (near[0].capital or (near[0].low == "the" and len(near) > 1 and near[1].capital))


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
    if not phrase.person or not (_starts_apposition(start) or is_title(start)):
        return phrase
    end = _apposition_end(tokens, at + 1)
    return Phrase(phrase.begin, end, phrase.name, phrase.person, _role_span(tokens, at + 1, end) or phrase.role)


def _apposition_end(tokens: Sequence[Token], begin: int) -> int:
    """Up to the next comma or closing mark; a comma inside a place name ("Sumter, South Carolina") is passed."""
    at = begin
    while at < len(tokens) and at - begin < _MOST_APPOSITION:
        token = tokens[at]
        if token.is_quote or token.low in {".", ";", ":", "!", "?", "(", "—", "–", "--"}:
            break
        if token.low == ",":
            place = at + 2 < len(tokens) and tokens[at - 1].capital and tokens[at + 1].capital
            if not (place and tokens[at + 2].low in {",", ".", *ORGANISATION_WORDS}):
                break
        at += 1
    return at
