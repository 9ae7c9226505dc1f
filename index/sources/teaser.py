"""A teaser above the article: its first paragraph, whole or cut short, set once more before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CUT = re.compile(r"\s*(?:\.{3}|…|\[…\]|\[\.{3}\])$")
_ENDED = re.compile(r"[.!?…:][\"”»’')\]]*$")
_LETTERS = re.compile(r"\w+")
_FEWEST_WORDS = 5
# Below the teaser may stand its picture's caption, a date and a byline.
_NEAR = 4


def without_teaser(paragraphs: Sequence[str]) -> list[str]:
    """Leave out the first paragraph where one of the next begins with all that it says: nothing is said less for it."""
    if len(paragraphs) > 1 and any(_repeats(told, paragraphs[0]) for told in paragraphs[1 : 1 + _NEAR]):
        return list(paragraphs[1:])
    return list(paragraphs)


def _repeats(told: str, teaser: str) -> bool:
    """Tell whether a paragraph begins with the teaser: not "on Monday night" with "on Monday", unless that is cut."""
    words = _LETTERS.findall(_CUT.sub("", teaser.strip()).lower())
    if len(words) < _FEWEST_WORDS:
        return False
    if _CUT.search(teaser.strip()):
        return _LETTERS.findall(told.lower())[: len(words)] == words
    whole, said = (" ".join(text.split()).casefold() for text in (told, teaser))
    return whole == said or (bool(_ENDED.search(said)) and whole.startswith(said + " "))
