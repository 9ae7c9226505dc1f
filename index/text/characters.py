"""Character classes that several packages search for: alphabets, apostrophes and quotation marks."""

from __future__ import annotations

import re

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z]")

APOSTROPHES = "'’ʼ"
"""The straight and the typographic apostrophe, and the letter that stands for it in Ukrainian."""

LETTER_WORD = rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*"
"""A regular expression for a word of letters, with apostrophes inside: Pakistan's, п'ять, don’t."""

DOUBLE_QUOTES = '"“”„«»'
"""Every double quotation mark, whether it opens or closes."""

CLOSING_MARKS = r"\"'”’»)\]"
"""Marks that may follow the full stop of a sentence, for the square brackets of a regular expression."""

_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def is_cyrillic(word: str) -> bool:
    """Return whether a word has a Cyrillic letter."""
    return bool(CYRILLIC.search(word))


def straighten_apostrophes(text: str) -> str:
    """Return the text with every apostrophe as a straight one; its length stays."""
    return text.translate(_STRAIGHT)
