"""Whether a text holds an expected answer, and whether a speaker is the expected one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from index.statements import HONORIFICS, PRONOUNS
from index.words import FUNCTION_WORDS, stem, stems

LONGEST_QUOTE = 45
"""Words; an answer somewhere in a longer quote is not shown to anybody."""

_NO_NAME = FUNCTION_WORDS | {stem(word) for word in (*HONORIFICS, *PRONOUNS)}


def squash(text: str) -> str:
    """Letters and digits only, lower case: "4.2 million" is looked for as "42million"."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).lower())


def holds(quote: str, answers: Iterable[str]) -> bool:
    """Whether a quote of at most 45 words holds one of the answers, both squashed."""
    if len(quote.split()) > LONGEST_QUOTE:
        return False
    squashed = squash(quote)
    return any(squash(answer) in squashed for answer in answers)


def names_somebody(speaker: str | None) -> bool:
    """Whether a speaker is more than a pronoun."""
    return bool(_name(speaker or ""))


def is_speaker(named: str | None, expected: str) -> bool:
    """Whether the words of one name all stand in the other, titles, articles and endings aside: "Thorn", "Ada Thorn"
    and "Mrs Thorn" are one person, "Ada Thorn" and "Ben Thorn" are two."""
    found, wanted = _name(named or ""), _name(expected)
    return bool(found and wanted) and (found <= wanted or wanted <= found)


def _name(speaker: str) -> frozenset[str]:
    return frozenset(stems(speaker)) - _NO_NAME
