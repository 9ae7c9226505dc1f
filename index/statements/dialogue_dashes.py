"""Dialogue that opens with a dash, and quotations over several lines, in Ukrainian and Russian."""

from __future__ import annotations

import re

from index.statements.lexicon.slavic import SAY
from index.types import Span

_TAG = re.compile(
    r"[,.!?…]\s*[—–-]\s+"
    r"(?:\w+(?:чи|вши|сь|я|в)\s[^.,!?—–\n]{0,40},\s)?"  # — стримуючи сльози, сказала
    r"(\w+)(?:\s+(\w+))?(?:\s+(\w+))?"
)
_CLOSED_BY_TAG = re.compile(r"([»”“\"])\s?[,.]?\s*[—–-]\s+(\w+)(?:\s+(\w+))?")
_OPENERS = {"»": "«", "”": "“", "“": "„", '"': '"'}
REST = re.compile(r"[,.!?…]\s*[—–-]\s+")
_TURN = re.compile(r"[—–-]\s+")
_MOST_LINES = 12
_MOST_LINE = 1500


def join_lines(text: str, lines: list[Span]) -> list[Span]:
    """Return the lines, those joined that a quotation runs over, where a tag after its closing mark proves it.

    «Перший рядок.¶ Другий рядок», — сказав Коваль: no line but the first bears an opening mark.
    """
    joined: list[Span] = []
    for start, end in lines:
        first = _find_opening_line(text, joined, start, end)
        if first is None:
            joined.append((start, end))
        else:
            joined[first:] = [(joined[first][0], end)]
    return joined


def _find_opening_line(text: str, lines: list[Span], start: int, end: int) -> int | None:
    """Return which of the last ``lines`` opens the quotation that a tag closes in ``text[start:end]``."""
    close = _CLOSED_BY_TAG.search(text, start, end)
    if close is None or not any(word and word.lower() in SAY for word in close.groups()[1:]):
        return None
    mark = close.group(1)
    opener = _OPENERS[mark]
    if any(sign in text[start : close.start()] for sign in {mark, opener}):
        return None
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_LINES), -1):
        first, last = lines[number]
        inside = text[first + 1 : last]
        if text[first] == opener and last - first <= _MOST_LINE and opener not in inside and mark not in inside:
            return number
        if last - first > _MOST_LINE or opener in inside or mark in inside or text[first] in "—–-":
            return None
    return None


def find_dialogue(text: str, start: int, end: int) -> list[Span]:
    """Return what is said in a line of dialogue that opens with a dash: — Так, — сказав Коваль. — Але ні."""
    turn = _TURN.match(text, start, end)
    tag = find_tag(text, turn.end(), end) if turn is not None else None
    if turn is None or tag is None:
        return []
    found = [(turn.end(), tag.start() + (text[tag.start()] != ","))]
    rest = REST.search(text, tag.end(), end)
    return [*found, (rest.end(), end)] if rest is not None and rest.end() < end else found


def find_tag(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first dash after a mark with a verb of speech beside it."""
    for found in _TAG.finditer(text, start, end):
        if any(word and word.lower() in SAY for word in found.groups()):
            return found
    return None
