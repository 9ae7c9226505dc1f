"""Word files (.docx) read by expat, with limits on their size.

Begin reading at ``read_docx``. Each XML part is read by a handler of its own.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from index.errors import SourceError
from index.sources.formats.document_properties import plausible_author, plausible_date, plausible_title
from index.sources.types import ExtractedArticle

LARGEST_PARTS = 256 * 2**20
"""Bytes of all parts together, unpacked, according to the zip's directory."""
LARGEST_PART = 64 * 2**20
"""Bytes of one part, counted while it is unpacked: the zip's directory may be wrong."""
MOST_PACKED = 200
"""Highest ratio of unpacked to packed bytes of a file beyond ``SMALL``: prose in XML packs some 15 to 1."""
SMALL = 4 * 2**20
MOST_PARTS = 10_000

_DAMAGED = "the Word file is damaged; open it in an editor and save it again"
_BOMB = "the Word file unpacks to far more than a text holds; save its text as .txt"
_CHUNK = 2**16
_LONGEST_PROPERTY = 1000

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_PROPERTY = ("http://purl.org/dc/elements/1.1/ ", "http://purl.org/dc/terms/ ")
_OFF = frozenset(("0", "false", "off"))
_TITLES = frozenset(("title", "heading 1"))
_SKIPPED = frozenset(("del", "moveFrom"))
_BREAKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class DocxParagraph:
    """A paragraph with text: no empty lines, no line end last; ``style`` is the id of its style, "" for the default."""

    text: str
    style: str = ""


def read_docx(data: bytes) -> ExtractedArticle:
    """Parse a Word document.

    Paragraphs, headings, list items and cells are separated by blank lines; a title or heading that comes first is the
    title, and is left out. Deleted, moved and hidden words, notes, comments, headers and footers are not read.

    Raises SourceError when the document is damaged, too large or holds no text.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_size(archive, len(data))
            main = _main_part(archive)
            styles, document, properties = _Styles(), _Document(), _Properties()
            _parse(archive, f"{main.rpartition('/')[0]}/styles.xml", styles, optional=True)
            _parse(archive, main, document)
            _parse(archive, "docProps/core.xml", properties, optional=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise SourceError(_DAMAGED) from None
    values = properties.values
    title, paragraphs = _split_title(plausible_title(values.get("title")), document.paragraphs, styles)
    return ExtractedArticle(
        text="\n\n".join(paragraph.text for paragraph in paragraphs),
        title=title,
        author=plausible_author(values.get("creator")),
        published_at=plausible_date(values.get("created")),
    )


class _XmlHandler:
    """The events of one XML part; names are those of expat, with the namespace before a space."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""

    def data(self, words: str) -> None:
        """Handle text."""


class _Styles(_XmlHandler):
    """The names of the styles; a built-in one is called ``Title`` or ``heading 1`` in every language."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._current = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _local_name(name)
        if element == "style":
            self._current = _value(attributes, "styleId")
        elif element == "name" and self._current:
            self._names[self._current] = _value(attributes).casefold()

    def end(self, name: str) -> None:
        if _local_name(name) == "style":
            self._current = ""

    def is_title(self, style: str) -> bool:
        """Tell whether the style with this id is the one of titles or of the highest headings."""
        return self._names.get(style, style.casefold()) in _TITLES


class _Document(_XmlHandler):
    """The paragraphs with text, in order; those inside a text box come before the paragraph that anchors it."""

    def __init__(self) -> None:
        self.paragraphs: list[DocxParagraph] = []
        # Words and styles of each open paragraph: one may hold a text box with paragraphs of its own.
        self._open: list[tuple[list[str], list[str]]] = []
        self._skipping = 0
        self._in_text = False
        self._in_run = False
        self._hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _local_name(name)
        if self._skipping or element in _SKIPPED or name == _FALLBACK:
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
        elif element in _BREAKS and self._in_run and not self._hidden:
            self._add(_BREAKS[element])

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        element = _local_name(name)
        if element == "t":
            self._in_text = False
        elif element == "r":
            self._in_run = False
        elif element == "p" and self._open:
            words, styles = self._open.pop()
            lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
            if text := "\n".join(line for line in lines if line):
                self.paragraphs.append(DocxParagraph(text, styles[0] if styles else ""))

    def data(self, words: str) -> None:
        if self._in_text and not self._skipping and not self._hidden:
            self._add(words.replace("\n", " "))

    def _add(self, words: str) -> None:
        if self._open:
            self._open[-1][0].append(words)


class _Properties(_XmlHandler):
    """The core properties by name: ``title``, ``creator``, ``created`` and others."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._current = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space = next((space for space in _PROPERTY if name.startswith(space)), None)
        self._current = name[len(space) :] if space else ""

    def end(self, name: str) -> None:
        self._current = ""

    def data(self, words: str) -> None:
        if self._current:
            self.values[self._current] = (self.values.get(self._current, "") + words)[:_LONGEST_PROPERTY]


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


def _parse(archive: zipfile.ZipFile, name: str, handler: _XmlHandler, *, optional: bool = False) -> None:
    if optional and name not in archive.namelist():
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(name) as part:
            size = 0
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if size > LARGEST_PART:
                    raise SourceError(_BOMB)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError:
        raise SourceError(_DAMAGED) from None


def _refuse_doctype(*_: object) -> None:
    raise SourceError("the Word file declares a document type, which none has; save its text as .txt")


def _split_title(
    declared: str | None, paragraphs: list[DocxParagraph], styles: _Styles
) -> tuple[str | None, list[DocxParagraph]]:
    """Return the title and the paragraphs without it; the text is trusted before the ``declared`` title."""
    if len(paragraphs) < 2:
        return declared, paragraphs
    first = paragraphs[0]
    if styles.is_title(first.style) or (declared is not None and first.text.casefold() == declared.casefold()):
        return " ".join(first.text.split()), paragraphs[1:]
    return declared, paragraphs


def _local_name(name: str) -> str:
    """Return the name without its namespace if that is WordprocessingML, else an empty string."""
    for space in _WORD:
        if name.startswith(space):
            return name[len(space) :]
    return ""


def _value(attributes: dict[str, str], key: str = "val") -> str:
    return next((value for name, value in attributes.items() if _local_name(name) == key), "")
