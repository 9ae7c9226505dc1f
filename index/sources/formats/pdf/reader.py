"""PDF files read by PDFium: paragraphs rebuilt from lines, running lines removed, the offset of each page.

pypdfium2 reads 400 small pages in 0.14 s (pypdf, pdfminer.six and pdfplumber: 2.7 to 7.3 s), repairs broken
cross-references, opens files encrypted with an empty password, and has no dependencies. Its native code may crash on
foreign files, so it runs in ``index.sources.formats.sandbox``.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from index.errors import SourceError
from index.sources.formats.document_properties import plausible_author, plausible_date, plausible_title
from index.sources.formats.pdf.lines import PageLine, read_page_lines
from index.sources.formats.pdf.paragraphs import (
    PdfParagraph,
    find_headline,
    join_lines,
    layout_with_page_offsets,
    remove_running_lines,
)
from index.sources.types import ExtractedArticle

MOST_PAGES = 2000
MOST_CHARACTERS = 16_000_000
"""In the whole document."""

_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 0.4
"""Share of letters in what is not white space; with less, the fonts do not map their glyphs, or all is figures."""
_LONGEST_HEADLINE = 250


def read_pdf(data: bytes) -> ExtractedArticle:
    """Parse a PDF.

    Paragraphs are separated by blank lines; the headline at the top is left out. ``metadata["pages"]`` is a list with,
    for each page in order, the offset in ``text`` (code points) at which that page begins: it starts with 0, never
    decreases, and a page without text has the offset of the next.

    Raises SourceError when the document holds no text, needs a password or is no PDF.
    """
    document = _open_document(data)
    try:
        pages = _read_pages(document)
        info = {name: str(document.get_metadata_value(name)) for name in ("Title", "Author", "CreationDate")}
    finally:
        document.close()
    paragraphs = join_lines(remove_running_lines(pages))
    _check_text(paragraphs)
    title, paragraphs = _split_headline(plausible_title(info["Title"]), paragraphs)
    text, offsets = layout_with_page_offsets(paragraphs, len(pages))
    return ExtractedArticle(
        text=text,
        title=title,
        author=plausible_author(info["Author"]),
        published_at=plausible_date(info["CreationDate"]),
        metadata={"pages": offsets},
    )


def _open_document(data: bytes) -> Any:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise SourceError("the PDF wants a password; save a copy without one") from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise SourceError("the PDF is encrypted in a way that cannot be undone; save a copy without that") from None
        raise SourceError("the PDF is damaged or is none; save it again, or its text as .txt") from None
    if len(document) > MOST_PAGES:
        count = len(document)
        document.close()
        raise SourceError(f"the PDF has {count} pages, and at most {MOST_PAGES} are read; split it")
    return document


def _read_pages(document: Any) -> list[list[PageLine]]:
    from pypdfium2 import PdfiumError

    pages: list[list[PageLine]] = []
    left = MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            # The pages after a damaged one keep their numbers.
            pages.append([])
            continue
        try:
            pages.append(read_page_lines(page))
        finally:
            page.close()
        left -= sum(len(line.text) for line in pages[-1])
        if left < 0:
            raise SourceError(f"the PDF holds more than {MOST_CHARACTERS} characters; split it")
    return pages


def _check_text(paragraphs: list[PdfParagraph]) -> None:
    text = "".join(paragraph.text for paragraph in paragraphs)
    inked = sum(1 for character in text if not character.isspace())
    if not _WORDS.search(text):
        raise SourceError("the PDF holds pictures of pages and no text; run OCR on it first (ocrmypdf, for example)")
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS * inked:
        raise SourceError("the PDF does not say which letters it shows; run OCR on it first (ocrmypdf, for example)")


def _split_headline(declared: str | None, paragraphs: list[PdfParagraph]) -> tuple[str | None, list[PdfParagraph]]:
    """Return the title and the paragraphs without the headline.

    The title is the text in the largest font at the top, else the ``declared`` one of the document's properties.
    """
    heads = list(find_headline(paragraphs))
    first = max(range(len(heads)), key=lambda i: heads[i].size, default=0)
    # A headline of several lines need not look like one paragraph.
    same_size = list(takewhile(lambda head: head.size == heads[first].size, heads[first:]))
    headline = " ".join(head.text for head in same_size)
    if len(_WORDS.findall(headline)) > 1 and len(headline) <= _LONGEST_HEADLINE and len(same_size) < len(paragraphs):
        return headline, paragraphs[:first] + paragraphs[first + len(same_size) :]
    repeated = declared is not None and len(paragraphs) > 1 and _has_same_words(paragraphs[0].text, declared)
    return declared, paragraphs[1:] if repeated else paragraphs


def _has_same_words(one: str, other: str) -> bool:
    return _WORDS.findall(one.casefold()) == _WORDS.findall(other.casefold())
