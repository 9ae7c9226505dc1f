"""Read the lines of a PDF's page from PDFium, with their positions and font sizes.

PDFium gives characters in the order in which the page draws them, and marks line ends itself. Text that does not run
from left to right, such as stamps along a margin, is left out.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.errors import SourceError

MOST_CHARACTERS = 1_000_000
"""On one page; a page of a newspaper in small print has some 30,000."""

_HYPHENS = (0x02, 0xFFFE)
"""The codes that PDFium gives for a hyphen at the end of a line."""
_BREAKS = (0x0A, 0x0D)
_SPACE = 0x20
# Font sizes; a wider gap separates two lines side by side: cells, columns, a title and its page.
_GAP = 2.5
_SAMPLED = 5
_SMALLEST = 0.1
_LEVEL = math.radians(5)
# Ligatures as separate letters (the Latin part of Unicode's Alphabetic Presentation Forms); soft hyphens removed.
_LIGATURES = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\ufeff": None,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line; lengths are in points, ``base`` is the baseline above the page's lower edge.

    ``size`` is the font's. ``hyphen``: the line ended in a hyphen, which ``text`` leaves out.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    hyphen: bool = False


def read_page_lines(page: Any) -> list[PageLine]:
    """Return the lines of a ``pypdfium2.PdfPage`` in the order in which they are drawn.

    Raises SourceError beyond ``MOST_CHARACTERS``.
    """
    text = page.get_textpage()
    try:
        characters = _Characters(text)
        lines = (characters.read_line(start, end) for start, end in characters.find_lines())
        return [line for line in lines if line is not None]
    finally:
        text.close()


class _Characters:
    """The characters of a page, as PDFium has them."""

    def __init__(self, text: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._text = raw, text.raw
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._point = ctypes.c_double(), ctypes.c_double()
        count = raw.FPDFText_CountChars(self._text)
        if count > MOST_CHARACTERS:
            raise SourceError(f"a page holds more than {MOST_CHARACTERS} characters; save the text as .txt")
        # The whole text at once is quicker, and equal if it has as many characters as PDFium counts.
        whole = text.get_text_range()
        self.codes: Sequence[int] = (
            list(map(ord, whole))
            if len(whole) == count
            else [raw.FPDFText_GetUnicode(self._text, index) for index in range(count)]
        )

    def find_lines(self) -> Iterator[tuple[int, int]]:
        """Yield the start and end of each line; a hyphen at the end is included."""
        start = 0
        for index, code in enumerate(self.codes):
            if code in _BREAKS or (code == _SPACE and self._is_gap(index)):
                yield start, index
                start = index + 1
            elif code in _HYPHENS:
                yield start, index + 1
                start = index + 1
        yield start, len(self.codes)

    def read_line(self, start: int, end: int) -> PageLine | None:
        """Return the line of these characters, None if it is empty or not level."""
        inked = [index for index in range(start, end) if self.codes[index] > _SPACE or self.codes[index] in _HYPHENS]
        if not inked or not self._is_level(inked[0]):
            return None
        left, _ = self._edges(inked[0])
        _, right = self._edges(inked[-1])
        words = " ".join(_decode_codes(self.codes[start:end]).split()).translate(_LIGATURES)
        hyphen = self.codes[inked[-1]] in _HYPHENS or _ends_in_hyphen(words)
        words = words.rstrip("-\u2010") if hyphen else words
        return PageLine(words, left, right, self._base(inked[0]), self._usual_size(inked), hyphen) if words else None

    def _is_gap(self, index: int) -> bool:
        if not 0 < index < len(self.codes) - 1 or self._raw.FPDFText_IsGenerated(self._text, index) != 1:
            return False
        _, right = self._edges(index - 1)
        left, _ = self._edges(index + 1)
        return left - right > _GAP * self._font_size(index - 1)

    def _is_level(self, index: int) -> bool:
        angle: float = self._raw.FPDFText_GetCharAngle(self._text, index)
        return angle < 0 or min(angle, 2 * math.pi - angle) < _LEVEL

    def _edges(self, index: int) -> tuple[float, float]:
        has_box = self._raw.FPDFText_GetLooseCharBox(self._text, index, self._box)
        return (self._box.left, self._box.right) if has_box else (0.0, 0.0)

    def _font_size(self, index: int) -> float:
        """Return the font's size as it is drawn; the box's height differs between fonts of one size."""
        size: float = self._raw.FPDFText_GetFontSize(self._text, index)
        has_matrix = self._raw.FPDFText_GetMatrix(self._text, index, self._matrix)
        drawn = size * math.hypot(self._matrix.c, self._matrix.d) if has_matrix else size
        return max(drawn, _SMALLEST)

    def _usual_size(self, inked: Sequence[int]) -> float:
        """Return the most common size of some characters: a bullet or a name may have another than the line."""
        step = max(1, len(inked) // _SAMPLED)
        return Counter(round(self._font_size(index), 2) for index in inked[::step]).most_common(1)[0][0]

    def _base(self, index: int) -> float:
        x, y = self._point
        return float(y.value) if self._raw.FPDFText_GetCharOrigin(self._text, index, x, y) else 0.0


def _ends_in_hyphen(words: str) -> bool:
    return len(words) > 1 and words[-1] in "-\u2010" and words[-2].isalnum()


def _decode_codes(codes: Sequence[int]) -> str:
    """Join UTF-16 code units or code points to text, without control characters and lone surrogates."""
    text = "".join([chr(code) for code in codes if _SPACE <= code <= sys.maxunicode and code not in _HYPHENS])
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
