"""The table of formats, detection of a format, and ``parse_bytes``, which turns bytes into an article.

To add a format, add a member to ``Format``, write a parser from bytes to ``ExtractedArticle``, and add a row to
``FORMATS``. A format is detected by its first bytes, else by the content type, else by the ending of the name, else by
the beginning of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from index.errors import SourceError
from index.sources.formats import docx, jsonlines, markdown, plain_text, sandbox
from index.sources.formats.encoding import charset_of, decode_page, decode_text
from index.sources.formats.html_page import article
from index.sources.formats.pdf import reader
from index.sources.normalize import has_lone_surrogate, is_address
from index.sources.types import ExtractedArticle

_PDF_MARK, _ZIP_MARK, _OLE_MARK = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_WORD_WITHIN = 64 * 2**10
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]{0,200}>\s*(?:<!doctype\s+html|<html))\b",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:.{0,2000}\n){1,50}?---[ \t]*\r?\n")
_LINE_WITHIN = 2**20

_UNSUPPORTED = (
    (b"{\\rtf", "RTF files are not read; open it in a word processor and save it as .docx or .txt"),
    (_OLE_MARK, "Word files of the old kind (.doc), or with a password, are not read; save it as .docx or .txt"),
    (b"\x89PNG", "a picture is not read; run OCR on it first, and give its text"),
    (b"\xff\xd8\xff", "a picture is not read; run OCR on it first, and give its text"),
    (_ZIP_MARK, "this is a zip archive, or an office file that is not Word's; unpack it or save it as .docx"),
)
"""First bytes of formats that are not read, and the reason to give."""


class Format(StrEnum):
    """A format; ``LINES`` holds any number of articles and is read by ``jsonlines``, every other holds one."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PAGE = "page"
    PDF = "pdf"
    WORD = "word"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class ReceivedBytes:
    """The bytes of one source, the content type given by a server or a chat, and the address if it has one."""

    data: bytes
    content_type: str | None = None
    address: str | None = None


def _unchanged_bytes(received: ReceivedBytes) -> bytes:
    return received.data


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """One format: how it is detected and how it is parsed.

    ``endings`` are those of file names in lower case, the usual one first; ``magic`` recognizes the format by its
    bytes. ``max_bytes`` limits the source. ``parser`` gets the result of ``prepare``, in the sandbox if ``sandboxed``;
    then it must be a function at module level. It is None for a format of several articles.
    """

    format: Format
    endings: tuple[str, ...]
    mime_types: tuple[str, ...]
    magic: Callable[[bytes], bool] | None
    max_bytes: int
    parser: Callable[[bytes], ExtractedArticle] | None
    sandboxed: bool
    prepare: Callable[[ReceivedBytes], bytes] = _unchanged_bytes


def list_endings() -> tuple[str, ...]:
    """Return every ending of readable files, in the order of ``FORMATS``."""
    return tuple(ending for spec in FORMATS for ending in spec.endings)


def list_usual_endings() -> tuple[str, ...]:
    """Return the endings to show to a person: the usual one of each format, and those of gzip files."""
    return tuple(
        ending for spec in FORMATS for ending in spec.endings if ending == spec.endings[0] or ending.endswith(".gz")
    )


def find_spec(file_format: Format) -> FormatSpec:
    """Return the row of ``FORMATS`` for a format."""
    return next(spec for spec in FORMATS if spec.format == file_format)


def largest_article() -> int:
    """Return the largest ``max_bytes`` of the formats with one article."""
    return max(spec.max_bytes for spec in FORMATS if spec.parser is not None)


def parse_bytes(
    name: str, data: bytes, content_type: str | None = None, *, address: str | None = None
) -> ExtractedArticle:
    """Parse a source of any format with one article.

    ``name`` is a file's name or an address, and may be empty; ``content_type`` is the full value given by a server or a
    chat; ``address`` is where a page was found, by which its links are resolved. The returned article has a text and
    can be stored.

    Raises SourceError when the source cannot be read, and for JSON lines: check with ``detect_format`` before.
    """
    spec = find_spec(detect_format(name, data, content_type))
    if spec.parser is None:
        raise SourceError("these are JSON lines, where one article was expected; give them as a .jsonl file")
    if len(data) > spec.max_bytes:
        raise SourceError(f"the file is larger than {spec.max_bytes // 2**20} MiB; split it")
    prepared = spec.prepare(ReceivedBytes(data, content_type, address))
    extracted = sandbox.shared_sandbox().read(spec.parser, prepared) if spec.sandboxed else spec.parser(prepared)
    if not extracted.text.strip():
        raise SourceError("the text is empty; give a file with an article in it")
    if has_lone_surrogate(asdict(extracted)):
        raise SourceError("it holds half of a surrogate pair (\\ud800 to \\udfff); write whole characters")
    return extracted


def detect_format(name: str, data: bytes, content_type: str | None = None) -> Format:
    """Return the format; raises SourceError for a recognized format that is not read."""
    for spec in FORMATS:
        if spec.magic is not None and spec.magic(data):
            return spec.format
    if data.startswith(_ZIP_MARK) and b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise SourceError("OpenDocument files (.odt) are not read; save it as .docx or .txt")
    for mark, reason in _UNSUPPORTED:
        if data.startswith(mark):
            raise SourceError(reason)
    declared = (content_type or "").partition(";")[0].strip().lower()
    by_type = next((spec.format for spec in FORMATS if declared in spec.mime_types), None)
    # No row has "text/plain": servers declare it for everything that they do not know.
    return by_type or format_of_ending(name) or _detect_by_start(data)


def format_of_ending(name: str) -> Format | None:
    """Return the format for the ending of a file's name or an address, None if it is unknown."""
    path = re.split(r"[?#]", name)[0] if is_address(name) else name
    return next((spec.format for spec in FORMATS if path.lower().endswith(spec.endings)), None)


def parse_html_bytes(data: bytes) -> ExtractedArticle:
    """Parse a page in the sandbox: a line with its address, or an empty one, and the page in UTF-8."""
    address, _, content = data.decode("utf-8", "surrogatepass").partition("\n")
    return article.parse_html(content, address or None)


def parse_markdown_bytes(data: bytes) -> ExtractedArticle:
    """Parse Markdown in UTF-8, in the sandbox."""
    return markdown.parse_markdown(data.decode("utf-8", "surrogatepass"))


def _is_pdf(data: bytes) -> bool:
    return data[:_PDF_WITHIN].lstrip().startswith(_PDF_MARK)


def _is_docx(data: bytes) -> bool:
    has_word_part = b"word/" in data[:_WORD_WITHIN] or b"word/" in data[-_WORD_WITHIN:]
    return has_word_part and data.startswith(_ZIP_MARK)


def _detect_by_start(data: bytes) -> Format:
    if _PAGE_START.match(data[:_LINE_WITHIN]):
        return Format.PAGE
    if _FRONT_MATTER.match(data):
        return Format.MARKDOWN
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:_LINE_WITHIN].partition(b"\n")[0]
    return Format.LINES if first.startswith(b"{") and _is_article(first) else Format.TEXT


def _is_article(line: bytes) -> bool:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and "text" in values


def _parse_text_bytes(data: bytes) -> ExtractedArticle:
    return plain_text.parse_plain_text(decode_text(data))


def _decode_markdown(received: ReceivedBytes) -> bytes:
    return decode_text(received.data).encode("utf-8", "surrogatepass")


def _decode_page(received: ReceivedBytes) -> bytes:
    decoded = decode_page(received.data, charset_of(received.content_type or ""))
    first = " ".join((received.address or "").split())
    return f"{first}\n{decoded}".encode("utf-8", "surrogatepass")


FORMATS: tuple[FormatSpec, ...] = (
    FormatSpec(Format.TEXT, (".txt",), (), None, 64 * 2**20, _parse_text_bytes, sandboxed=False),
    FormatSpec(
        Format.MARKDOWN,
        (".md", ".markdown"),
        ("text/markdown", "text/x-markdown"),
        magic=None,
        # Parsing Markdown and pages takes some seconds for each MiB, and a megabyte of brackets half a minute.
        max_bytes=8 * 2**20,
        parser=parse_markdown_bytes,
        sandboxed=True,
        prepare=_decode_markdown,
    ),
    FormatSpec(
        Format.PAGE,
        (".html", ".htm"),
        ("text/html", "application/xhtml+xml"),
        magic=None,
        max_bytes=8 * 2**20,
        parser=parse_html_bytes,
        sandboxed=True,
        prepare=_decode_page,
    ),
    FormatSpec(
        Format.PDF,
        (".pdf",),
        ("application/pdf", "application/x-pdf"),
        magic=_is_pdf,
        # Most of a large PDF or Word file are pictures, which are not read.
        max_bytes=128 * 2**20,
        parser=reader.read_pdf,
        sandboxed=True,
    ),
    FormatSpec(
        Format.WORD,
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        magic=_is_docx,
        max_bytes=128 * 2**20,
        parser=docx.read_docx,
        sandboxed=True,
    ),
    FormatSpec(
        Format.LINES,
        (".jsonl", ".jsonl.gz"),
        ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        magic=None,
        max_bytes=jsonlines.LONGEST_FILE,
        parser=None,
        sandboxed=False,
    ),
)
"""Every format that is read, one row each."""
