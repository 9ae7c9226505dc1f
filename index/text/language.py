"""Detect English, Ukrainian and Russian, and the alphabet that a text is written in."""

from __future__ import annotations

import re

from index.text.characters import CYRILLIC, LATIN

_UKRAINIAN = re.compile(r"[іїєґ]|\b(?:хто|що|це|чи|та|де|коли|яка?|які|який)\b", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]|\b(?:кто|что|это|или|как|где|когда|какая|какие|какой|и)\b", re.IGNORECASE)


def detect_language(text: str) -> str:
    """Return ``uk`` or ``ru`` for a text with any Cyrillic letter, otherwise ``en``.

    Letters and short words that only one of the two languages has decide; where they are as many, it is Ukrainian.
    """
    if not CYRILLIC.search(text):
        return "en"
    return "ru" if len(_RUSSIAN.findall(text)) > len(_UKRAINIAN.findall(text)) else "uk"


def main_language(text: str) -> str:
    """Return ``en``, ``uk`` or ``ru`` by the alphabet of most letters, where a text has words in both."""
    return detect_language(text) if len(CYRILLIC.findall(text)) > len(LATIN.findall(text)) else "en"


def is_in_other_script(question: str, text: str) -> bool:
    """Return whether a text is mostly in another alphabet, and so in another language, than the question."""
    return (main_language(question) == "en") != (main_language(text) == "en")
