"""Word files (.docx): paragraphs, headings, list items and table cells, and what the properties say.

A .docx is a zip of XML parts. Three of them are read, each as a stream by expat, which builds no tree: python-docx
unpacks every part with its pictures first, knows no limit, and leaves text in boxes and insertions out. A part that
declares a document type is refused, so that no entity of its own is ever expanded; macros are in parts that are
never opened.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from index.errors import SourceError
from index.sources.properties import sane_author, sane_date, sane_title
from index.sources.types import Draft
from index.sources.word_text import Document, Paragraph, Properties, Styles

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
Handler = Styles | Document | Properties


def read(data: bytes) -> Draft:
    """Take the document apart; raise SourceError where it is damaged, too large or holds no text.

    Paragraphs, headings, list items and cells are parted by blank lines; a title or heading that comes first is the
    title, and is left out. Deleted, moved away and hidden words, notes, comments, heads and feet are not read.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_size(archive, len(data))
            main = _main_part(archive)
            styles, document, properties = Styles(), Document(), Properties()
            _parse(archive, f"{main.rpartition('/')[0]}/styles.xml", styles, optional=True)
            _parse(archive, main, document)
            _parse(archive, "docProps/core.xml", properties, optional=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise SourceError(_DAMAGED) from None
    given = properties.found
    title, found = _titled(sane_title(given.get("title")), document.found, styles)
    return Draft(
        text="\n\n".join(paragraph.text for paragraph in found),
        title=title,
        author=sane_author(given.get("creator")),
        published_at=sane_date(given.get("created")),
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


def _titled(given: str | None, found: list[Paragraph], styles: Styles) -> tuple[str | None, list[Paragraph]]:
    """Return the title, and the paragraphs without it; what readers see is believed before the properties."""
    if len(found) < 2:
        return given, found
    first = found[0]
    if styles.is_title(first.style) or (given is not None and first.text.casefold() == given.casefold()):
        return " ".join(first.text.split()), found[1:]
    return given, found
