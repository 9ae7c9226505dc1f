"""PDF files, by PDFium: paragraphs rebuilt from lines, furniture of the pages left out, where each page begins.

Of pypdf, pdfminer.six, pdfplumber and pypdfium2, the last reads 400 small pages in .14 s where the others take 2.7 to
7.3 s, mends broken cross-references and takes apart what is encrypted with an empty password by itself; it draws in
nothing else. It is native code and may crash on what it is given, so it runs in ``index.sources.formats.sandbox``.
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
"""Of what is not white space: with less, the fonts do not say what their glyphs mean, or all is figures."""
_LONGEST_HEADLINE = 250


def read_pdf(data: bytes) -> ExtractedArticle:
    """Take the document apart; raise SourceError where it holds no text, wants a password or is no PDF.

    Paragraphs are parted by blank lines; the headline at the top is left out. ``metadata["pages"]`` is a list with,
    for each page in order, the offset in ``text`` (code points) at which that page begins: it starts with 0, never
    falls, and a page without text has the offset of the next.
    """
    document = _opened(data)
    try:
        pages = _pages(document)
        info = {name: str(document.get_metadata_value(name)) for name in ("Title", "Author", "CreationDate")}
    finally:
        document.close()
    found = join_lines(remove_running_lines(pages))
    _check_text(found)
    title, found = _titled(plausible_title(info["Title"]), found)
    text, offsets = layout_with_page_offsets(found, len(pages))
    return ExtractedArticle(
        text=text,
        title=title,
        author=plausible_author(info["Author"]),
        published_at=plausible_date(info["CreationDate"]),
        metadata={"pages": offsets},
    )


def _opened(data: bytes) -> Any:
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


def _pages(document: Any) -> list[list[PageLine]]:
    from pypdfium2 import PdfiumError

    pages: list[list[PageLine]] = []
    left = MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            # One damaged page does not take the others with it, and they keep their numbers.
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


def _check_text(found: list[PdfParagraph]) -> None:
    text = "".join(paragraph.text for paragraph in found)
    inked = sum(1 for character in text if not character.isspace())
    if not _WORDS.search(text):
        raise SourceError("the PDF holds pictures of pages and no text; run OCR on it first (ocrmypdf, for example)")
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS * inked:
        raise SourceError("the PDF does not say which letters it shows; run OCR on it first (ocrmypdf, for example)")


def _titled(given: str | None, found: list[PdfParagraph]) -> tuple[str | None, list[PdfParagraph]]:
    """Return the title, and the paragraphs without the headline.

    What is set largest at the top is what readers see; the document's own title is taken where that begins with it,
    or where nothing is set larger.
    """
    heads = list(find_headline(found))
    first = max(range(len(heads)), key=lambda i: heads[i].size, default=0)
    # A headline of several lines need not look like one paragraph.
    set_alike = list(takewhile(lambda head: head.size == heads[first].size, heads[first:]))
    headline = " ".join(head.text for head in set_alike)
    if len(_WORDS.findall(headline)) > 1 and len(headline) <= _LONGEST_HEADLINE and len(set_alike) < len(found):
        return headline, found[:first] + found[first + len(set_alike) :]
    repeated = given is not None and len(found) > 1 and _same(found[0].text, given)
    return given, found[1:] if repeated else found


def _same(one: str, other: str) -> bool:
    return _WORDS.findall(one.casefold()) == _WORDS.findall(other.casefold())
