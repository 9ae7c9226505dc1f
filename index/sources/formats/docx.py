"""Word files by expat, with size limits."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import ClassVar
from xml.parsers import expat

from index.errors import SourceError
from index.sources.formats.document_properties import plausible_author, plausible_date, plausible_title
from index.sources.types import ExtractedArticle

LARGEST_PARTS = 256 * 2**20
"""Bytes of all parts together, unpacked, as the zip's directory tells them."""
LARGEST_PART = 64 * 2**20
"""Bytes of one part that is read, as it unpacks, whatever the directory tells."""
MOST_PACKED = 200
"""How many times smaller than its contents a file beyond ``SMALL`` may be: prose in XML packs some 15 to 1."""
SMALL = 4 * 2**20
MOST_PARTS = 10_000

_DAMAGED = "the Word file is damaged; open it in an editor and save it again"
_BOMB = "the Word file unpacks to far more than a text holds; save its text as .txt"
_CHUNK = 2**16


class DocxStyles:
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


class DocxDocument:
    """The paragraphs that hold text, in order; those inside a text box come before the one that anchors it."""

    _SKIPPED: ClassVar[frozenset[str]] = frozenset(("del", "moveFrom"))
    _BREAKS: ClassVar[dict[str, str]] = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

    def __init__(self) -> None:
        self.found: list[DocxParagraph] = []
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
                self.found.append(DocxParagraph(text, styles[0] if styles else ""))

    def data(self, words: str) -> None:
        if self._in_text and not self._skipping and not self._hidden:
            self._add(words.replace("\n", " "))

    def _add(self, words: str) -> None:
        if self._open:
            self._open[-1][0].append(words)


class DocxProperties:
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


Handler = DocxStyles | DocxDocument | DocxProperties


def read_docx(data: bytes) -> ExtractedArticle:
    """Take the document apart; raise SourceError where it is damaged, too large or holds no text.

    Paragraphs, headings, list items and cells are parted by blank lines; a title or heading that comes first is the
    title, and is left out. Deleted, moved away and hidden words, notes, comments, heads and feet are not read.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_size(archive, len(data))
            main = _main_part(archive)
            styles, document, properties = DocxStyles(), DocxDocument(), DocxProperties()
            _parse(archive, f"{main.rpartition('/')[0]}/styles.xml", styles, optional=True)
            _parse(archive, main, document)
            _parse(archive, "docProps/core.xml", properties, optional=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise SourceError(_DAMAGED) from None
    given = properties.found
    title, found = _titled(plausible_title(given.get("title")), document.found, styles)
    return ExtractedArticle(
        text="\n\n".join(paragraph.text for paragraph in found),
        title=title,
        author=plausible_author(given.get("creator")),
        published_at=plausible_date(given.get("created")),
    )


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_PARTS or len(parts) > MOST_PARTS or unpacked > max(SMALL, MOST_PACKED * packed):
        raise SourceError(_BOMB)


def _main_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    for name in ("word/document.xml", "word/document2.xml"):
        if name in names:
            return name
    if "EncryptedPackage" in names:
        raise SourceError("the Word file wants a password; save a copy without one")
    raise SourceError("the file holds no Word document; save its text as .txt")


def _parse(archive: zipfile.ZipFile, name: str, handler: Handler, *, optional: bool = False) -> None:
    if optional and name not in archive.namelist():
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with archive.open(name) as part:
            read_so_far = 0
            while chunk := part.read(_CHUNK):
                read_so_far += len(chunk)
                if read_so_far > LARGEST_PART:
                    raise SourceError(_BOMB)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError:
        raise SourceError(_DAMAGED) from None


def _refuse(*_: object) -> None:
    raise SourceError("the Word file declares a document type, which none has; save its text as .txt")


def _titled(
    given: str | None, found: list[DocxParagraph], styles: DocxStyles
) -> tuple[str | None, list[DocxParagraph]]:
    """Return the title, and the paragraphs without it; what readers see is believed before the properties."""
    if len(found) < 2:
        return given, found
    first = found[0]
    if styles.is_title(first.style) or (given is not None and first.text.casefold() == given.casefold()):
        return " ".join(first.text.split()), found[1:]
    return given, found


_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_PROPERTY = ("http://purl.org/dc/elements/1.1/ ", "http://purl.org/dc/terms/ ")
_OFF = frozenset(("0", "false", "off"))
_TITLES = frozenset(("title", "heading 1"))


@dataclass(frozen=True, slots=True)
class DocxParagraph:
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
