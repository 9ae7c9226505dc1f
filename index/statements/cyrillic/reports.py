"""Finds reports of speech in a Ukrainian or Russian sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.cyrillic import clause, said
from index.statements.cyrillic.aside import Reader
from index.statements.cyrillic.cases import gender_of_verb
from index.statements.cyrillic.people import SlavicPeople
from index.statements.phrase import Phrase
from index.statements.report import Found, Report
from index.statements.tables.cyrillic import (
    DOCUMENT_SAYS,
    GERUNDS,
    JOINS,
    OWNERS,
    PREPOSITIONS,
    SAY,
    UNSAID,
)
from index.statements.tokens import Sentence, Token

_MOST_UNSAID = 3


def in_sentence(parts: Sequence[Sentence], number: int, people: SlavicPeople) -> Iterator[Found]:
    """Every report of sentence ``number``, in the order of the cues."""
    tokens = parts[number].tokens
    reader = Reader(tokens, people)
    earlier: Found | None = None
    for at, token in enumerate(tokens):
        if earlier is not None and earlier.start <= token.start < earlier.end:
            continue
        last = clause.according_at(tokens, at)
        if last is None and token.low not in SAY and token.low not in GERUNDS:
            continue
        report = Report(parts, number, at if last is None else last, token.start, earlier)
        found = _verb(reader, report) if last is None else _according(reader, report, at)
        if found is not None:
            yield found
            earlier = found


def _according(reader: Reader, report: Report, first: int) -> Found | None:
    """За словами Івана Коваля, ...; ..., за її словами, ..."""
    owner = first + 1
    if reader.tokens[owner].low in OWNERS:
        return said.around(report, Phrase(owner, report.at + 1, (owner, owner + 1)), first, report.at + 1)
    phrase = reader.oblique(report.at + 1)
    return said.around(report, phrase, first, phrase.end) if phrase is not None else None


def _verb(reader: Reader, report: Report) -> Found | None:
    tokens, at, low = reader.tokens, report.at, report.low
    if _is_denied(tokens, at):
        return None
    if low not in SAY or (low in GERUNDS and at and tokens[at - 1].low in JOINS | {","} and _is_gerund(report)):
        return _shared(reader, report, "")
    if low in DOCUMENT_SAYS:
        return _document(reader, report)
    gender = gender_of_verb(low)
    plural = gender == "p"
    begin = reader.left(at, plural=plural)
    phrase = reader.subject(begin, at, gender, behind=False)
    if phrase is None and at > 1 and begin and tokens[begin - 1].low == ",":
        phrase = reader.before_aside(begin - 1, gender)
    if phrase is not None and begin < phrase.begin and tokens[begin].low in UNSAID:
        return None
    if phrase is None:
        end = reader.right(at + 1, plural=plural)
        phrase = reader.subject(at + 1, end, gender, behind=True)
        phrase = reader.described(phrase) if phrase is not None else None
    if phrase is None:
        return _shared(reader, report, gender) if begin and tokens[begin - 1].low in JOINS | {",", "а", "але"} else None
    return said.words_of(reader, report, phrase, begin)


def _is_denied(tokens: Sequence[Token], cue: int) -> bool:
    """Whether the cue, or the word or two before it, says that nothing was said."""
    for at in range(cue - 1, max(-1, cue - 1 - _MOST_UNSAID), -1):
        if not tokens[at].is_word:
            return False
        if tokens[at].low in UNSAID:
            return True
    return False


def _is_gerund(report: Report) -> bool:
    """Whether a form that two languages share leaves the speaker to the verb before it."""
    following = report.following(report.at + 1)
    return following in {",", ":"} or (report.at + 1 < len(report.tokens) and report.tokens[report.at + 1].is_quote)


def _document(reader: Reader, report: Report) -> Found | None:
    """ "...", йдеться у заяві міністерства; У заяві йдеться, що ..."""
    tokens, at = reader.tokens, report.at
    begin, end = reader.left(at, plural=False), reader.right(at + 1)
    if end > at + 2 and tokens[at + 1].low in PREPOSITIONS:
        return said.words_of(reader, report, Phrase(at + 1, end, (at + 1, end)), begin)
    if at - begin > 1 and tokens[begin].low in PREPOSITIONS:
        return said.words_of(reader, report, Phrase(begin, at, (begin, at)), begin)
    return None


def _shared(reader: Reader, report: Report, gender: str) -> Found | None:
    """ "..., додавши, що ..."; "... і сказав, що ...": the speaker named earlier in the sentence, or its subject."""
    tokens = reader.tokens
    if report.earlier is not None:
        phrase = report.earlier.phrase
    else:
        stop = next((at for at in range(report.at) if tokens[at].low == "," or tokens[at].is_quote), report.at)
        verb = next((token.low for token in tokens[:stop] if _is_past(token.low)), "")
        subject = reader.subject(0, stop, gender or gender_of_verb(verb), behind=True) if stop else None
        if (
            subject is None
            or subject.end >= report.at
            or not (subject.person or subject.name[1] - subject.name[0] == 1)
        ):
            return None
        phrase = subject
    return said.behind(report, phrase, report.at + 1) or said.asked(report, phrase, report.at + 1)


def _is_past(low: str) -> bool:
    return len(low) > 3 and low.endswith(("в", "ла", "ли", "л", "лася", "лась", "вся", "лся"))
