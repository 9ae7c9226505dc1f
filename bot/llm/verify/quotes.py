"""Words in quotation marks must stand so in what is cited: the marks and the white space may differ, no word may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.llm.types import NumberedSentence, Problem
from bot.llm.verify.evidence import ClaimEvidence

_OPEN_CLOSE = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    "»": "«",
    "「": "」",
    "『": "』",
    "‟": "”",
    "”": "”",
    "‚": "‘’",
}
_SINGLE_OPEN = re.compile(r"(?<![\w'’])[‘']+(?=[\w$€£])(?!\d0s)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_ELLIPSIS = re.compile(r"\(?\.\.\.\)?|\(?…\)?")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[$€£₴₽%]")
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")


def check_quotes(told: str, cited: ClaimEvidence) -> Problem | None:
    """Every quotation of ``told`` in one of the texts cited, or in a cited article's title."""
    texts = [quote_tokens(text) for text in (*cited.runs, *cited.about.splitlines())]
    for quote in find_quotations(told):
        pieces = [quote_tokens(piece) for piece in _ELLIPSIS.split(quote)]
        pieces = [piece for piece in pieces if piece]
        if pieces and not any(_contains_pieces(pieces, text) for text in texts):
            return cited.problem(f"the quote {_shorten(quote)!r}", lambda one, p=pieces: _sentence_contains(one, p))  # type: ignore[misc]
    return None


def find_quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks of any style, the outermost only; one that is not closed runs to the end."""
    at = 0
    while at < len(text):
        end = _find_closing_mark(text, at)
        if end is None:
            at += 1
            continue
        width = 2 if text.startswith("''", at) else 1
        inner = text[at + width : end]
        if inner.strip():
            yield inner
        at = end + width


def quote_tokens(text: str) -> list[str]:
    """The words, numbers and signs of a text as they are written, apostrophes in one style."""
    return [match.group().translate(_APOSTROPHES) for match in _WORD.finditer(text)]


def _find_closing_mark(text: str, at: int) -> int | None:
    """Where the quotation that opens at ``at`` closes; None where none opens."""
    mark = text[at]
    if text.startswith("''", at) or mark == '"':
        found = text.find("''" if mark == "'" else '"', at + 1 + (mark == "'"))
        return found if found >= 0 else len(text)
    if mark in _OPEN_CLOSE:
        depth = 0
        for place in range(at + 1, len(text)):
            if text[place] == mark and mark not in _OPEN_CLOSE[mark]:
                depth += 1
            elif text[place] in _OPEN_CLOSE[mark] or (mark == "“" and text[place] == '"'):
                if not depth:
                    return place
                depth -= 1
        return len(text)
    if _SINGLE_OPEN.match(text, at) and (at == 0 or not text[at - 1].isalnum()):
        closing = _SINGLE_CLOSE.search(text, at + 2)
        return closing.start() if closing else None  # an apostrophe, as in ’90s
    return None


def _contains_pieces(pieces: Sequence[Sequence[str]], text: Sequence[str]) -> bool:
    """Whether the pieces stand in ``text`` one behind another."""
    at = 0
    for piece in pieces:
        found = next(
            (place for place in range(at, len(text) - len(piece) + 1) if _matches_at(piece, text, place)), None
        )
        if found is None:
            return False
        at = found + len(piece)
    return True


def _matches_at(piece: Sequence[str], text: Sequence[str], at: int) -> bool:
    """The same words; the first may begin with a capital or not."""
    there = text[at : at + len(piece)]
    return (
        list(there[1:]) == list(piece[1:])
        and there[0][1:] == piece[0][1:]
        and (there[0][0].casefold() == piece[0][0].casefold())
    )


def _sentence_contains(one: NumberedSentence, pieces: Sequence[Sequence[str]]) -> bool:
    return _contains_pieces(pieces, quote_tokens(one.text))


def _shorten(quote: str) -> str:
    return quote if len(quote) <= 80 else f"{quote[:79]}…"
