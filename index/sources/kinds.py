"""What kind of source some bytes are, and the one way from bytes to an article: for files, pages, uploads and pipes.

Bytes that can only be one thing are that, whatever they are called; else the content type decides where it says
anything, then the end of the name, then how the text begins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import StrEnum

from index.errors import SourceError
from index.sources import html, isolated, markdown, text
from index.sources.charset import charset_of, decode_page
from index.sources.decoding import decode
from index.sources.naming import has_lone_surrogate, is_address
from index.sources.types import Draft


class Kind(StrEnum):
    """A kind of source; ``LINES`` gives any number of articles and is read by ``jsonlines``, every other gives one."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PAGE = "page"
    PDF = "pdf"
    WORD = "word"
    LINES = "lines"


LARGEST: Mapping[Kind, int] = {
    Kind.TEXT: 64 * 2**20,
    # Taking these two apart is slower: some seconds for each MiB.
    Kind.MARKDOWN: 8 * 2**20,
    Kind.PAGE: 8 * 2**20,
    # Mostly pictures, which are not read.
    Kind.PDF: 128 * 2**20,
    Kind.WORD: 128 * 2**20,
}
"""Bytes of one source."""

_ENDINGS: Mapping[str, Kind] = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".jsonl": Kind.LINES,
    ".jsonl.gz": Kind.LINES,
}
_TYPES: Mapping[str, Kind] = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "text/markdown": Kind.MARKDOWN,
    "text/x-markdown": Kind.MARKDOWN,
    "application/pdf": Kind.PDF,
    "application/x-pdf": Kind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.WORD,
    "application/jsonl": Kind.LINES,
    "application/x-ndjson": Kind.LINES,
    "application/x-jsonlines": Kind.LINES,
}
_PDF_MARK, _ZIP_MARK, _OLE_MARK = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_WORD_WITHIN = 64 * 2**10
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]{0,200}>\s*(?:<!doctype\s+html|<html))\b",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:.{0,2000}\n){1,50}?---[ \t]*\r?\n")
_LINE_WITHIN = 2**20

_OTHER_KINDS = (
    (b"{\\rtf", "RTF files are not read; open it in a word processor and save it as .docx or .txt"),
    (_OLE_MARK, "Word files of the old kind (.doc), or with a password, are not read; save it as .docx or .txt"),
    (b"\x89PNG", "a picture is not read; run OCR on it first, and give its text"),
    (b"\xff\xd8\xff", "a picture is not read; run OCR on it first, and give its text"),
)


def read_bytes(name: str, data: bytes, content_type: str | None = None, *, address: str | None = None) -> Draft:
    """Take one source apart, whatever kind it is; raise SourceError where it is none that gives one article.

    ``name`` is a file's name or an address, and may be empty; ``content_type`` is what a server or a chat calls it,
    parameters and all; ``address`` is where a page was found, by which its links are read. The draft has a text, and
    can be stored. JSON lines are refused: ask ``kind_of`` first where they may come.
    """
    kind = kind_of(name, data, content_type)
    if kind is Kind.LINES:
        raise SourceError("these are JSON lines, where one article was expected; give them as a .jsonl file")
    largest = LARGEST[kind]
    if len(data) > largest:
        raise SourceError(f"the file is larger than {largest // 2**20} MiB; split it")
    draft = _read_page(data, content_type, address) if kind is Kind.PAGE else _READERS[kind](data)
    if not draft.text.strip():
        raise SourceError("the text is empty; give a file with an article in it")
    if has_lone_surrogate(asdict(draft)):
        raise SourceError("it holds half of a surrogate pair (\\ud800 to \\udfff); write whole characters")
    return draft


def kind_of(name: str, data: bytes, content_type: str | None = None) -> Kind:
    """Tell the kind; raise SourceError for a kind that is told surely and not read."""
    found = _by_mark(data)
    if found is not None:
        return found
    for mark, reason in _OTHER_KINDS:
        if data.startswith(mark):
            raise SourceError(reason)
    declared = _TYPES.get((content_type or "").partition(";")[0].strip().lower())
    named = ending_kind(name)
    # A server says "text/plain" of everything that it does not know.
    return declared or named or _by_start(data)


def ending_kind(name: str) -> Kind | None:
    """Tell the kind by the end of a file's name or of an address, None where that tells nothing."""
    path = re.split(r"[?#]", name)[0] if is_address(name) else name
    lowered = path.lower()
    return next((kind for ending, kind in _ENDINGS.items() if lowered.endswith(ending)), None)


def page(data: bytes) -> Draft:
    """Take apart a page that is UTF-8 by now, behind a line with its address or nothing; what ``isolated`` runs."""
    address, _, content = data.decode("utf-8", "surrogatepass").partition("\n")
    return html.read(content, address or None)


def marked(data: bytes) -> Draft:
    """Take Markdown apart that is UTF-8 by now; what ``isolated`` runs."""
    return markdown.read(data.decode("utf-8", "surrogatepass"))


def _by_mark(data: bytes) -> Kind | None:
    if data[:_PDF_WITHIN].lstrip().startswith(_PDF_MARK):
        return Kind.PDF
    if data.startswith(_ZIP_MARK):
        if b"word/" in data[:_WORD_WITHIN] or b"word/" in data[-_WORD_WITHIN:]:
            return Kind.WORD
        if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
            raise SourceError("OpenDocument files (.odt) are not read; save it as .docx or .txt")
        raise SourceError("this is a zip archive, or an office file that is not Word's; unpack it or save it as .docx")
    return None


def _by_start(data: bytes) -> Kind:
    if _PAGE_START.match(data[:_LINE_WITHIN]):
        return Kind.PAGE
    if _FRONT_MATTER.match(data):
        return Kind.MARKDOWN
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:_LINE_WITHIN].partition(b"\n")[0]
    return Kind.LINES if first.startswith(b"{") and _is_article(first) else Kind.TEXT


def _is_article(line: bytes) -> bool:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and "text" in values


def _read_text(data: bytes) -> Draft:
    return text.read(decode(data))


def _read_markdown(data: bytes) -> Draft:
    # A megabyte of brackets takes it half a minute.
    return isolated.shared().read("index.sources.kinds:marked", decode(data).encode("utf-8", "surrogatepass"))


def _read_page(data: bytes, content_type: str | None, address: str | None) -> Draft:
    decoded = decode_page(data, charset_of(content_type or ""))
    first = " ".join((address or "").split())
    return isolated.shared().read("index.sources.kinds:page", f"{first}\n{decoded}".encode("utf-8", "surrogatepass"))


def _read_pdf(data: bytes) -> Draft:
    return isolated.shared().read("index.sources.pdf:read", data)


def _read_word(data: bytes) -> Draft:
    return isolated.shared().read("index.sources.docx:read", data)


_READERS: Mapping[Kind, Callable[[bytes], Draft]] = {
    Kind.TEXT: _read_text,
    Kind.MARKDOWN: _read_markdown,
    Kind.PDF: _read_pdf,
    Kind.WORD: _read_word,
}
