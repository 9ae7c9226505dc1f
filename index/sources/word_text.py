"""What three parts of a .docx say, told by expat element by element: styles, the document's paragraphs, properties.

Names are those of ECMA-376, in its own and in its strict namespace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_PROPERTY = ("http://purl.org/dc/elements/1.1/ ", "http://purl.org/dc/terms/ ")
_OFF = frozenset(("0", "false", "off"))
_TITLES = frozenset(("title", "heading 1"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``text`` has no empty lines and ends in none; ``style`` is the id of its style, empty for the usual one."""

    text: str
    style: str = ""


def _word_name(name: str) -> str:
    """Return the name without the namespace where it is one of WordprocessingML, else empty."""
    for space in _WORD:
        if name.startswith(space):
            return name[len(space) :]
    return ""


def _value(attributes: dict[str, str], key: str = "val") -> str:
    return next((value for name, value in attributes.items() if _word_name(name) == key), "")


class Styles:
    """The names of the styles; a built-in one is called ``Title`` or ``heading 1`` in every language."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._current = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _word_name(name)
        if element == "style":
            self._current = _value(attributes, "styleId")
        elif element == "name" and self._current:
            self._names[self._current] = _value(attributes).casefold()

    def end(self, name: str) -> None:
        if _word_name(name) == "style":
            self._current = ""

    def data(self, words: str) -> None:
        """Styles hold no text."""

    def is_title(self, style: str) -> bool:
        """Tell whether the style of this id is the one of titles or of the highest headings."""
        return self._names.get(style, style.casefold()) in _TITLES


class Document:
    """The paragraphs that hold text, in order; those inside a text box come before the one that anchors it."""

    _SKIPPED: ClassVar[frozenset[str]] = frozenset(("del", "moveFrom"))
    _BREAKS: ClassVar[dict[str, str]] = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        # A paragraph may hold a text box with paragraphs of its own.
        self._open: list[tuple[list[str], list[str]]] = []
        self._skipping = 0
        self._in_text = False
        self._in_run = False
        self._hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _word_name(name)
        if self._skipping or element in self._SKIPPED or name == _FALLBACK:
            self._skipping += 1
        elif element == "p":
            self._open.append(([], []))
        elif element == "r":
            self._in_run, self._hidden = True, False
        elif element == "vanish":
            self._hidden = self._in_run and _value(attributes) not in _OFF
        elif element == "t":
            self._in_text = True
        elif element == "pStyle" and self._open:
            self._open[-1][1].append(_value(attributes))
        elif element in self._BREAKS and self._in_run and not self._hidden:
            self._add(self._BREAKS[element])

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        element = _word_name(name)
        if element == "t":
            self._in_text = False
        elif element == "r":
            self._in_run = False
        elif element == "p" and self._open:
            words, styles = self._open.pop()
            lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
            text = "\n".join(line for line in lines if line)
            if text:
                self.found.append(Paragraph(text, styles[0] if styles else ""))

    def data(self, words: str) -> None:
        if self._in_text and not self._skipping and not self._hidden:
            self._add(words.replace("\n", " "))

    def _add(self, words: str) -> None:
        if self._open:
            self._open[-1][0].append(words)


class Properties:
    """The core properties by their names: ``title``, ``creator``, ``created`` and others."""

    _LONGEST: ClassVar[int] = 1000

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._current = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space = next((space for space in _PROPERTY if name.startswith(space)), None)
        self._current = name[len(space) :] if space else ""

    def end(self, name: str) -> None:
        self._current = ""

    def data(self, words: str) -> None:
        if self._current:
            self.found[self._current] = (self.found.get(self._current, "") + words)[: self._LONGEST]
