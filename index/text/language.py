"""En / uk / ru detection; the script a text is written in."""

from __future__ import annotations

import re

_UKRAINIAN = re.compile(r"[іїєґ]|\b(?:хто|що|це|чи|та|де|коли|яка?|які|який)\b", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]|\b(?:кто|что|это|или|как|где|когда|какая|какие|какой|и)\b", re.IGNORECASE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def detect_language(text: str) -> str:
    """``uk`` or ``ru`` for a text with Cyrillic letters, otherwise ``en``.

    Letters and small words that only one of the two has decide; where there are as many of both, Ukrainian.
    """
    if not _CYRILLIC.search(text):
        return "en"
    return "ru" if len(_RUSSIAN.findall(text)) > len(_UKRAINIAN.findall(text)) else "uk"


_CYRILLIC_LETTER, _LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")


def main_language(text: str) -> str:
    """The language of a text that may hold some words in the other alphabet, named as index.text.sentences does."""
    return detect_language(text) if len(_CYRILLIC_LETTER.findall(text)) > len(_LATIN.findall(text)) else "en"


def is_in_other_script(question: str, text: str) -> bool:
    """Whether a text is in another alphabet, and so in another language, than the question."""
    return (main_language(question) == "en") != (main_language(text) == "en")
