"""What was said, in Ukrainian and Russian: the quotation or clause beside a cue and its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import direct
from index.statements.cyrillic import clause
from index.statements.cyrillic.aside import Reader
from index.statements.phrase import Phrase
from index.statements.report import Found, Report
from index.statements.tables.cyrillic import (
    CALL,
    LEADS,
    QUOTE_ONLY,
    REPORTED_AS,
    SAY,
    THAT,
    THIS,
    UNSAID,
)
from index.statements.tables.grammar import DASHES
from index.statements.tokens import Token

_MOST_COLON = 20
_LEAST_BEFORE = 2
_MOST_LEAD = 3
_MOST_BEFORE = 3
_MOST_ASIDE = 8
_MOST_ASKED = 8
_LEAST_INFINITIVE = 4
_INFINITIVE = ("ти", "тися", "тись", "ть", "ться")
_GERUND = ("чи", "вши", "чись", "вшись", "я", "ясь", "в")


def around(report: Report, phrase: Phrase, first: int, end: int) -> Found | None:
    """What is said around a cue and speaker that stand between commas, or in front of it, or behind it."""
    tokens = report.tokens
    floor = _floor(report)
    stop = first - 1 if first and tokens[first - 1].low in DASHES | {","} else first
    if stop and tokens[stop - 1].low == "," and stop < first:
        stop -= 1
    begin = clause.head(tokens, stop, floor)
    if report.quote_before(first) is not None and (stop < first or first == 0):
        quoted = direct.before_cue(report, phrase, first, after=end)
        if quoted is not None:
            return quoted
    goes_on = report.following(end) == "," or (stop < first and tokens[end - 1].low == ",")
    behind = end + (report.following(end) in DASHES | {","})
    if _only_leads(tokens, begin, stop):
        if behind >= len(tokens) or report.following(end) in DASHES:
            return None
        return report.clause(phrase, behind, clause.clause_end(tokens, behind))
    if stop == first and goes_on is False and report.following(end) not in {".", "!", "?", ";"}:
        return report.clause(phrase, behind, clause.clause_end(tokens, behind))
    if goes_on and behind < len(tokens) and not clause.turns_away(tokens, end) and tokens[behind].is_word:
        return report.clause(phrase, begin, clause.clause_end(tokens, behind))
    return report.clause(phrase, begin, stop)


def _only_leads(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return end - begin <= _MOST_LEAD and all(token.low in LEADS or not token.is_word for token in tokens[begin:end])


def _floor(report: Report) -> int:
    """The first token behind the report before this one."""
    if report.earlier is None:
        return 0
    tokens = report.tokens
    phrase = report.earlier.phrase
    after = max(report.earlier.end, report.earlier.cue[1], tokens[phrase.end - 1].end)
    at = report.at
    while at > 0 and tokens[at - 1].start >= after:
        at -= 1
    return at


def words_of(reader: Reader, report: Report, phrase: Phrase, begin: int) -> Found | None:
    """The words said by ``phrase``: a quotation beside it, a clause behind or before it, the sentence before it.

    ``begin`` is where the stretch of words with the cue in it begins.
    """
    tokens, at = reader.tokens, report.at
    last = max(phrase.end, at + 1)
    begin = _before_gerund(tokens, begin)
    if begin and tokens[begin - 1].low in REPORTED_AS and (begin == 1 or tokens[begin - 2].low in DASHES | {","}):
        end = last if report.following(last) in {",", "."} else reader.right(last)
        return around(report, phrase, begin - 1, end)
    before = _quote_before(report, phrase, begin, last)
    if before is not None or report.low in QUOTE_ONLY:
        return before or _quote_behind(report, phrase, last)
    return behind(report, phrase, last) or asked(report, phrase, last) or _clause_before(reader, report, phrase, begin)


def _before_gerund(tokens: Sequence[Token], begin: int) -> int:
    """ "...", — стримуючи сльози, розповіла X: where the aside before the cue begins."""
    if not begin or tokens[begin - 1].low != ",":
        return begin
    for at in range(begin - 2, max(0, begin - _MOST_ASIDE), -1):
        if not tokens[at].is_word:
            opens = tokens[at].low in DASHES and tokens[at + 1].low.endswith(_GERUND)
            return at + 1 if opens else begin
    return begin


def _quote_before(report: Report, phrase: Phrase, begin: int, last: int) -> Found | None:
    """ "...", — сказав X: a comma, a dash or the quotation's own mark parts it from the cue."""
    quote = report.quote_before(begin)
    if quote is None or _introduced(report, quote):
        return None
    that = clause.that_behind(report.tokens, last, 2)
    if that is not None and begin == 0:
        return None
    return direct.before_cue(report, phrase, begin, after=last)


def _introduced(report: Report, quote: tuple[int, int]) -> bool:
    """A quotation behind a colon belongs to what stands before it: На питання: "...", речник відповів ..."""
    number, at = quote
    return at > 0 and report.parts[number].tokens[at - 1].low == ":"


def behind(report: Report, phrase: Phrase, last: int) -> Found | None:
    """X сказав: "..."; X сказав, що ...; X пояснив: міст закрито."""
    tokens = report.tokens
    that = clause.that_behind(tokens, last)
    if that is not None:
        return report.clause(phrase, that, clause.clause_end(tokens, that))
    return _quote_behind(report, phrase, last)


def asked(report: Report, phrase: Phrase, last: int) -> Found | None:
    """X закликав мешканців [не виходити з дому]."""
    if report.low not in CALL:
        return None
    tokens = report.tokens
    for at in range(last, min(len(tokens), last + _MOST_ASKED)):
        low = tokens[at].low
        if not tokens[at].is_word:
            return None
        if len(low) > _LEAST_INFINITIVE and low.endswith(_INFINITIVE):
            begin = at - (tokens[at - 1].low in UNSAID)
            return report.clause(phrase, begin, clause.clause_end(tokens, begin))
    return None


def _quote_behind(report: Report, phrase: Phrase, last: int) -> Found | None:
    """X сказав: "..."; X пояснив: міст закрито."""
    tokens = report.tokens
    for at in range(last, min(len(tokens), last + _MOST_COLON)):
        if tokens[at].low == ":":
            if at + 1 < len(tokens) and not tokens[at + 1].is_quote:
                return report.clause(phrase, at + 1, clause.clause_end(tokens, at + 1))
            return direct.behind_cue(report, phrase, at)
        if tokens[at].is_quote and at == last and not tokens[at].tail.isalnum():
            return direct.behind_cue(report, phrase, at)
        if tokens[at].low in {",", ".", ";", "!", "?"} | DASHES or tokens[at].low in SAY:
            break
    return None


def _clause_before(reader: Reader, report: Report, phrase: Phrase, begin: int) -> Found | None:
    """Міст закрито, повідомив X; Міст, пояснив X, закрито; Міст закрито. Про це повідомив X."""
    tokens = reader.tokens
    lead, last = tokens[begin : min(phrase.begin, report.at)], max(phrase.end, report.at + 1)
    about = any(token.low in THIS for token in tokens[begin : begin + _MOST_LEAD])
    if about and begin == 0:
        return _sentence_before(report, phrase)
    if begin < 1 or tokens[begin - 1].low not in DASHES | {","} or (len(lead) > _MOST_LEAD and not about):
        return None
    if report.at + 1 < len(tokens) and tokens[report.at + 1].low in THAT:
        return None
    stop = begin - 1
    while stop and tokens[stop - 1].low in DASHES | {","}:
        stop -= 1
    start = clause.head(tokens, stop, _floor(report))
    if stop - start < 1 or any(token.low == ":" for token in tokens[start:stop]):
        return None
    end = reader.right(last)
    if report.following(end) == "," and not clause.turns_away(tokens, end) and end + 1 < len(tokens):
        return report.clause(phrase, start, clause.clause_end(tokens, end + 1))
    return report.clause(phrase, start, stop) if stop - start >= _LEAST_BEFORE else None


def _sentence_before(report: Report, phrase: Phrase) -> Found | None:
    """The sentence before, or a short paragraph before where this sentence opens the next; less the closing mark."""
    parts, last = report.parts, report.number - 1
    if last < 0 or parts[report.number].block - parts[last].block > 1:
        return None
    tokens = parts[last].tokens
    if tokens[-1].low not in {".", "!", "…"} or len(tokens) <= _MOST_LEAD:
        return None
    first = last
    while first and parts[last].block != parts[report.number].block and parts[first - 1].block == parts[last].block:
        first -= 1
        if last - first == _MOST_BEFORE:
            first = last
            break
    return report.found(phrase, parts[first].tokens[0].start, tokens[-2].end, direct=False)
