"""Check that quoted words stand in what is cited: marks and white space may differ, words may not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from bot.llm.types import NumberedSentence, Problem
from bot.llm.verify.evidence import ClaimEvidence
from index.text.characters import LETTER_WORD

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
_WORD = re.compile(rf"\d+(?:[.,:]\d+)*|{LETTER_WORD}|[$€£₴₽%]")
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")


def check_quotes(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find the first quotation of ``sentence`` that stands neither in the texts cited nor in the articles' titles."""
    texts = [quote_tokens(text) for text in (*evidence.texts, *evidence.article_details.splitlines())]
    for quote in find_quotations(sentence):
        pieces = [tokens for piece in _ELLIPSIS.split(quote) if (tokens := quote_tokens(piece))]
        if pieces and not any(_contains_pieces(pieces, text) for text in texts):
            return evidence.report_missing(f"the quote {_shorten(quote)!r}", partial(_sentence_contains, pieces))
    return None


def find_quotations(text: str) -> Iterator[str]:
    """Yield the words in quotation marks of any style, outermost only; an unclosed quotation runs to the end."""
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
    """Return the words, numbers and signs of a text as they are written, with apostrophes in one style."""
    return [match.group().translate(_APOSTROPHES) for match in _WORD.finditer(text)]


def _find_closing_mark(text: str, at: int) -> int | None:
    """Return the offset of the mark that closes the quotation opened at ``at``; None when none opens there."""
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
    """Return whether ``text`` has the pieces one after another."""
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
    """Return whether the words at ``at`` are those of ``piece``, whatever the case of the first letter."""
    first, *others = text[at : at + len(piece)]
    return others == list(piece[1:]) and first[1:] == piece[0][1:] and first[0].casefold() == piece[0][0].casefold()


def _sentence_contains(pieces: Sequence[Sequence[str]], sentence: NumberedSentence) -> bool:
    return _contains_pieces(pieces, quote_tokens(sentence.text))


def _shorten(quote: str) -> str:
    return quote if len(quote) <= 80 else f"{quote[:79]}…"
