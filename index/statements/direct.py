"""Direct speech: the quotation beside a cue, and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.statements import clause
from index.statements.phrase import Phrase
from index.statements.report import CUES, DASHES, Found, Report, head
from index.statements.tables.cues import LETTERS, SAY, TELL
from index.statements.tables.cyrillic import GERUNDS
from index.statements.tables.cyrillic import SAY as CYRILLIC_SAY
from index.statements.tokens import Sentence

_NEXT_CUES = SAY | TELL | CYRILLIC_SAY | GERUNDS
_MOST_JOINED = 3
_MOST_ASIDE = 45
_LEAST_TAG = 4
_ASKING = frozenset("?!")
_MOST_TAG = 15
_LEAST_PARAGRAPH = 40


def before_cue(report: Report, phrase: Phrase, place: int, after: int | None = None) -> Found | None:
    """The words that end with the quotation before token ``place``.

    With ``after``, the token behind cue and speaker, what goes on from there is taken in: "A," said X. "B."
    """
    quote = report.quote_before(place)
    if quote is None:
        return None
    number, at = quote
    tokens = report.parts[number].tokens
    if number != report.number and at and tokens[at].tail not in _ASKING:
        return None
    introduced = at > 0 and tokens[at - 1].low == ":"
    if not introduced and any(token.low in CUES for token in tokens[:at]):
        return None
    begin = at if introduced else head(tokens, at)
    end = tokens[at].end if after is None else max(tokens[at].end, _goes_on(report, after))
    return report.found(phrase, tokens[begin].start, end, direct=begin == at)


def _goes_on(report: Report, after: int) -> int:
    """End of the quotation that continues the speech after its cue, 0 where none does."""
    tokens = report.tokens
    for place in range(after, min(len(tokens), after + _MOST_ASIDE)):
        if tokens[place].low in _NEXT_CUES:
            break
        before = tokens[place - 1 - (tokens[place - 1].low in DASHES)].low
        if tokens[place].is_quote and (before in {",", ":"} or before.endswith(".")):
            return tokens[place].end
    end = 0
    for number in range(report.number + 1, min(len(report.parts), report.number + 1 + _MOST_JOINED)):
        part = report.parts[number]
        said = [token for token in part.tokens if token.low not in DASHES | {"."}]
        if part.block != report.parts[report.number].block or len(said) != 1 or not said[0].is_quote:
            break
        if _is_tag(report.parts, number + 1):
            break
        end = said[0].end
    return end


def _is_tag(parts: Sequence[Sentence], number: int) -> bool:
    """Whether sentence ``number`` is a short "he added." that belongs to the quotation before it."""
    if number >= len(parts) or parts[number].block != parts[number - 1].block:
        return False
    open_ended = parts[number - 1].tokens[-1].tail in _ASKING
    tokens = parts[number].tokens
    for at, token in enumerate(tokens[: _MOST_TAG if open_ended else _LEAST_TAG]):
        if token.low in CUES:
            return at + 1 == len(tokens) or tokens[at + 1].low != "that"
    return False


def behind_cue(report: Report, phrase: Phrase, place: int) -> Found | None:
    """The quotation that the cue introduces: said, "..."; said in a letter: "..."; said:¶ "..."."""
    tokens = report.tokens
    for at in range(place, min(len(tokens), place + 20)):
        token = tokens[at]
        if token.is_quote:
            opens = at == place or tokens[at - 1].low in {",", ":"}
            return _from_quote(report, phrase, at) if opens else None
        if token.low == ":" and at + 1 == len(tokens):
            return _next_paragraph(report, phrase)
        if token.low in SAY | TELL | {";", "that", "."} or (at == place and clause.starts_clause(token)):
            return None
    return None


def _next_paragraph(report: Report, phrase: Phrase) -> Found | None:
    if report.number + 1 >= len(report.parts):
        return None
    following = report.parts[report.number + 1]
    first = following.tokens[0]
    if first.is_quote:
        return report.found(phrase, first.start, first.end, direct=True)
    last = _last_of_block(report.parts, report.number + 1)
    if (
        last is None
        or report.low not in LETTERS
        or not first.is_word
        or following.block == report.parts[report.number].block
    ):
        return None
    tokens = [token for part in report.parts[report.number + 1 : last + 1] for token in part.tokens]
    if any(token.low in CUES for token in tokens) or tokens[-1].end - first.start < _LEAST_PARAGRAPH:
        return None
    return report.found(phrase, first.start, tokens[-1].end, direct=False)


def _from_quote(report: Report, phrase: Phrase, at: int) -> Found:
    """The quotation, with the rest of its clause where it is only a part: said "no" to the plan."""
    tokens = report.tokens
    if at + 1 < len(tokens) and tokens[at + 1].is_word and tokens[at].tail != ",":
        end = max(at + 1, clause.clause_end(tokens, at))
        return report.found(phrase, tokens[at].start, tokens[end - 1].end, direct=end == at + 1)
    return report.found(phrase, tokens[at].start, tokens[at].end, direct=True)


def continued(parts: Sequence[Sentence], item: Found) -> Found:
    """Takes in the paragraphs after "...," X said. that are one quotation each and name no speaker of their own."""
    last = _last_of_block(parts, item.sentence)
    if not item.direct or last is None or not parts[item.sentence].opens_with_quote:
        return item
    if any(token.low in CUES for part in parts[item.sentence + 1 : last + 1] for token in part.tokens):
        return item
    end = item.end
    for number in range(last + 1, min(len(parts), last + 1 + _MOST_JOINED)):
        if not _is_whole_paragraph(parts, number):
            break
        end = parts[number].tokens[0].end
    return replace(item, end=end)


def _is_whole_paragraph(parts: Sequence[Sentence], number: int) -> bool:
    """Whether sentence ``number`` is one long quotation and all there is of its paragraph."""
    tokens = parts[number].tokens
    first = tokens[0]
    if number + 1 < len(parts) and parts[number + 1].block == parts[number].block:
        return False
    long = first.end - first.start >= _LEAST_PARAGRAPH
    return len(tokens) == 1 and first.is_quote and long and first.text[0] not in "'‘"


def _last_of_block(parts: Sequence[Sentence], number: int) -> int | None:
    """The last sentence of the block that sentence ``number`` stands in, if it is one of the next three."""
    for last in range(number, min(len(parts), number + _MOST_JOINED)):
        if last + 1 == len(parts) or parts[last + 1].block != parts[number].block:
            return last
    return None
