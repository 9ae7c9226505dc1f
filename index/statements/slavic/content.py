"""The content beside a cue and its speaker in Ukrainian and Russian: a quotation or a clause."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements import direct_speech
from index.statements.lexicon.grammar import DASHES
from index.statements.lexicon.slavic import CALL, LEADS, QUOTE_ONLY, REPORTED_AS, SAY, THAT, THIS, UNSAID
from index.statements.slavic import clauses
from index.statements.slavic.speakers import AppositionReader
from index.statements.tokens import Token
from index.statements.types import CueContext, Phrase, SpeechReport

_MOST_COLON = 20
_LEAST_BEFORE = 2
_MOST_LEAD = 3
_MOST_BEFORE = 3
_MOST_ASIDE = 8
_MOST_ASKED = 8
_LEAST_INFINITIVE = 4
_INFINITIVE = ("ти", "тися", "тись", "ть", "ться")
_GERUND = ("чи", "вши", "чись", "вшись", "я", "ясь", "в")


def report_around(context: CueContext, phrase: Phrase, first: int, end: int) -> SpeechReport | None:
    """Return the report of the words around a cue and speaker between commas, or in front of it, or after it."""
    tokens = context.tokens
    floor = _find_floor(context)
    stop = first - 1 if first and tokens[first - 1].lower in DASHES | {","} else first
    if stop and tokens[stop - 1].lower == "," and stop < first:
        stop -= 1
    begin = clauses.find_clause_begin(tokens, stop, floor)
    if context.find_quote_before(first) is not None and (stop < first or first == 0):
        quoted = direct_speech.report_quote_before(context, phrase, first, after=end)
        if quoted is not None:
            return quoted
    continues = context.lower_at(end) == "," or (stop < first and tokens[end - 1].lower == ",")
    follows = end + (context.lower_at(end) in DASHES | {","})
    if _is_only_linking(tokens, begin, stop):
        if follows >= len(tokens) or context.lower_at(end) in DASHES:
            return None
        return context.build_clause_report(phrase, follows, clauses.find_clause_end(tokens, follows))
    if stop == first and continues is False and context.lower_at(end) not in {".", "!", "?", ";"}:
        return context.build_clause_report(phrase, follows, clauses.find_clause_end(tokens, follows))
    if continues and follows < len(tokens) and not clauses.leaves_content(tokens, end) and tokens[follows].is_word:
        return context.build_clause_report(phrase, begin, clauses.find_clause_end(tokens, follows))
    return context.build_clause_report(phrase, begin, stop)


def _is_only_linking(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether only a few linking words stand at ``begin:end``."""
    return end - begin <= _MOST_LEAD and all(token.lower in LEADS or not token.is_word for token in tokens[begin:end])


def _find_floor(context: CueContext) -> int:
    """Return the first token after the report before this one."""
    if context.earlier is None:
        return 0
    tokens = context.tokens
    phrase = context.earlier.phrase
    after = max(context.earlier.end, context.earlier.cue[1], tokens[phrase.end - 1].end)
    at = context.at
    while at > 0 and tokens[at - 1].start >= after:
        at -= 1
    return at


def report_content(reader: AppositionReader, context: CueContext, phrase: Phrase, begin: int) -> SpeechReport | None:
    """Return the report by ``phrase``: a quotation beside it, a clause after or before it, the sentence before it.

    ``begin`` is where the stretch of words with the cue in it begins.
    """
    tokens, at = reader.tokens, context.at
    last = max(phrase.end, at + 1)
    begin = _skip_gerund(tokens, begin)
    if begin and tokens[begin - 1].lower in REPORTED_AS and (begin == 1 or tokens[begin - 2].lower in DASHES | {","}):
        end = last if context.lower_at(last) in {",", "."} else reader.find_right_edge(last)
        return report_around(context, phrase, begin - 1, end)
    before = _report_quote_before(context, phrase, begin, last)
    if before is not None or context.lower in QUOTE_ONLY:
        return before or _report_quote_after(context, phrase, last)
    return (
        report_after(context, phrase, last)
        or report_request(context, phrase, last)
        or _report_clause_before(reader, context, phrase, begin)
    )


def _skip_gerund(tokens: Sequence[Token], begin: int) -> int:
    """Return where the aside before the cue begins: "...", — стримуючи сльози, розповіла X."""
    if not begin or tokens[begin - 1].lower != ",":
        return begin
    for at in range(begin - 2, max(0, begin - _MOST_ASIDE), -1):
        if not tokens[at].is_word:
            opens = tokens[at].lower in DASHES and tokens[at + 1].lower.endswith(_GERUND)
            return at + 1 if opens else begin
    return begin


def _report_quote_before(context: CueContext, phrase: Phrase, begin: int, last: int) -> SpeechReport | None:
    """Return the report of "...", — сказав X: a comma, a dash or the quotation's own mark parts it from the cue."""
    quote = context.find_quote_before(begin)
    if quote is None or _is_introduced(context, quote):
        return None
    that = clauses.find_that(context.tokens, last, 2)
    if that is not None and begin == 0:
        return None
    return direct_speech.report_quote_before(context, phrase, begin, after=last)


def _is_introduced(context: CueContext, quote: tuple[int, int]) -> bool:
    """Return whether a colon gives a quotation to what stands before it: На питання: "...", речник відповів ..."""
    number, at = quote
    return at > 0 and context.sentences[number].tokens[at - 1].lower == ":"


def report_after(context: CueContext, phrase: Phrase, last: int) -> SpeechReport | None:
    """Return the report of: X сказав: "..."; X сказав, що ...; X пояснив: міст закрито."""
    tokens = context.tokens
    that = clauses.find_that(tokens, last)
    if that is not None:
        return context.build_clause_report(phrase, that, clauses.find_clause_end(tokens, that))
    return _report_quote_after(context, phrase, last)


def report_request(context: CueContext, phrase: Phrase, last: int) -> SpeechReport | None:
    """Return the report of: X закликав мешканців [не виходити з дому]."""
    if context.lower not in CALL:
        return None
    tokens = context.tokens
    for at in range(last, min(len(tokens), last + _MOST_ASKED)):
        lower = tokens[at].lower
        if not tokens[at].is_word:
            return None
        if len(lower) > _LEAST_INFINITIVE and lower.endswith(_INFINITIVE):
            begin = at - (tokens[at - 1].lower in UNSAID)
            return context.build_clause_report(phrase, begin, clauses.find_clause_end(tokens, begin))
    return None


def _report_quote_after(context: CueContext, phrase: Phrase, last: int) -> SpeechReport | None:
    """Return the report of: X сказав: "..."; X пояснив: міст закрито."""
    tokens = context.tokens
    for at in range(last, min(len(tokens), last + _MOST_COLON)):
        if tokens[at].lower == ":":
            if at + 1 < len(tokens) and not tokens[at + 1].is_quote:
                return context.build_clause_report(phrase, at + 1, clauses.find_clause_end(tokens, at + 1))
            return direct_speech.report_quote_after(context, phrase, at)
        if tokens[at].is_quote and at == last and not tokens[at].tail.isalnum():
            return direct_speech.report_quote_after(context, phrase, at)
        if tokens[at].lower in {",", ".", ";", "!", "?"} | DASHES or tokens[at].lower in SAY:
            break
    return None


def _report_clause_before(
    reader: AppositionReader, context: CueContext, phrase: Phrase, begin: int
) -> SpeechReport | None:
    """Return the report of: Міст закрито, повідомив X; Міст, пояснив X, закрито; Міст закрито. Про це повідомив X."""
    tokens = reader.tokens
    lead, last = tokens[begin : min(phrase.begin, context.at)], max(phrase.end, context.at + 1)
    about = any(token.lower in THIS for token in tokens[begin : begin + _MOST_LEAD])
    if about and begin == 0:
        return _report_sentence_before(context, phrase)
    if begin < 1 or tokens[begin - 1].lower not in DASHES | {","} or (len(lead) > _MOST_LEAD and not about):
        return None
    if context.at + 1 < len(tokens) and tokens[context.at + 1].lower in THAT:
        return None
    stop = begin - 1
    while stop and tokens[stop - 1].lower in DASHES | {","}:
        stop -= 1
    start = clauses.find_clause_begin(tokens, stop, _find_floor(context))
    if stop - start < 1 or any(token.lower == ":" for token in tokens[start:stop]):
        return None
    end = reader.find_right_edge(last)
    if context.lower_at(end) == "," and not clauses.leaves_content(tokens, end) and end + 1 < len(tokens):
        return context.build_clause_report(phrase, start, clauses.find_clause_end(tokens, end + 1))
    return context.build_clause_report(phrase, start, stop) if stop - start >= _LEAST_BEFORE else None


def _report_sentence_before(context: CueContext, phrase: Phrase) -> SpeechReport | None:
    """Return the report of the sentence before, or of a short paragraph before, less the closing mark."""
    sentences, last = context.sentences, context.number - 1
    if last < 0 or sentences[context.number].block - sentences[last].block > 1:
        return None
    tokens = sentences[last].tokens
    if tokens[-1].lower not in {".", "!", "…"} or len(tokens) <= _MOST_LEAD:
        return None
    first = last
    while (
        first
        and sentences[last].block != sentences[context.number].block
        and sentences[first - 1].block == sentences[last].block
    ):
        first -= 1
        if last - first == _MOST_BEFORE:
            first = last
            break
    return context.build_report(phrase, sentences[first].tokens[0].start, tokens[-2].end, direct=False)
