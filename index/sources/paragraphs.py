"""The lines of a plain text and what each tells of itself: blank, wrapped on to the next line, prose or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

_SENTENCE_END = re.compile(r"[.!?…][\"”»’')\]]*$")
_QUESTION_END = re.compile(r"[?!][\"”»’')\]]*$")
# A stop after a whole lower-case word, so that "U.S. Army" and "St. Mary's" are no boundaries.
_INNER_BOUNDARY = re.compile(r"[^\W\d_A-ZА-Я]{3}[.!?…][\"”»’')]* +[\"“«‘'(]?[^\W\d_a-zа-яіїєґ]")
_LIST_MARK = re.compile(r"[-•*–—]\s|\d{1,2}[.)]\s")
# As agencies begin their reports: "(Reuters) -".
_DATELINE = re.compile(r"(?:[^\W\d_][\w., ]{1,30} )?\([^()]{2,30}\) ?(?:--|[-–—]) ")
_LONGEST_HEADING = 150
_LONGEST_QUESTION = 100
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100
_FILLED = 0.6
_LEAD_IN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``continues``: the paragraph runs on in the next line; ``alone``: blank lines stand around it."""

    text: str
    continues: bool
    alone: bool

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_question(self) -> bool:
        """Tell whether it is one short question or exclamation, as some headlines are."""
        stripped = self.text.strip()
        short = len(stripped) <= _LONGEST_QUESTION
        return short and bool(_QUESTION_END.search(stripped)) and not self._runs_like_prose(stripped)

    @property
    def is_prose(self) -> bool:
        """Tell whether it belongs to an article's body rather than to its headline: it holds or ends a sentence."""
        stripped = self.text.strip()
        return bool(_SENTENCE_END.search(stripped)) or self._runs_like_prose(stripped)

    def _runs_like_prose(self, stripped: str) -> bool:
        return (
            self.continues
            or len(stripped) > _LONGEST_HEADING
            or bool(_LIST_MARK.match(stripped))
            or bool(_DATELINE.match(stripped))
            or (stripped.endswith(":") and len(stripped.split()) >= _LEAD_IN_WORDS)
            or bool(_INNER_BOUNDARY.search(stripped))
        )


def lines_of(text: str) -> tuple[Line, ...]:
    """Return every line of the text, in order; a headline that is broken over lines comes as one."""
    lines: list[Line] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line)
        else:
            lines += _lines_of_block(block)
            lines.append(Line(line, continues=False, alone=False))
            block = []
    return tuple(lines[:-1])


def _lines_of_block(block: Sequence[str]) -> list[Line]:
    if _is_broken_heading(block):
        return [Line(" ".join(line.strip() for line in block), continues=False, alone=True)]
    width = _wrap_width(block)
    return [
        Line(line, continues=_continues(line, following, width), alone=len(block) == 1)
        for line, following in zip_longest(block, block[1:], fillvalue="")
    ]


def _wrap_width(block: Sequence[str]) -> int:
    """Return the width that a paragraph is wrapped to, 0 where the lines are no wrapped paragraph.

    A first line may be shorter, since a headline can stand right above its paragraph.
    """
    width = max(map(len, block), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    filled = all(len(line) >= _FILLED * width for line in block[1:-1])
    sentence = any(_SENTENCE_END.search(line.strip()) or _INNER_BOUNDARY.search(line) for line in block)
    return width if filled and sentence else 0


def _is_broken_heading(block: Sequence[str]) -> bool:
    if not 1 < len(block) <= 3 or sum(map(len, block)) > _LONGEST_HEADING:
        return False
    run_on = all(line.lstrip()[0].islower() for line in block[1:])
    return run_on and not any(_SENTENCE_END.search(line.strip()) for line in block)


def _continues(line: str, following: str, width: int) -> bool:
    """Tell whether the line was broken because the next word did not fit, as in text wrapped to a width."""
    if not following or not width or _SENTENCE_END.search(line.strip()):
        return False
    next_word = following.split(maxsplit=1)[0]
    return next_word[0].islower() or len(line) + 1 + len(next_word) > width
