"""Detection of formats by bytes, content type, name and beginning."""

from __future__ import annotations

import gzip
import importlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from index.errors import SourceError
from index.sources.files import explain_unread, read_files
from index.sources.formats import registry
from index.sources.formats.registry import Format, FormatSpec, detect_format, parse_bytes
from index.sources.types import Loaded
from tests.unit.index.sources.formats import bad_parsers
from tests.unit.index.sources.formats.docx_files import docx, paragraph
from tests.unit.index.sources.formats.pdf_files import column, pdf

WORDS = "The council voted on Monday to close the old bridge for a week."
PAGE = f"<!DOCTYPE html><html><title>Bridge closes</title><body><article><p>{WORDS}</p><p>{WORDS} Again.</p></article>"
PDF = pdf(column(WORDS))
DOCX = docx(paragraph(WORDS) + paragraph("Nobody was hurt."))
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "data", "content_type", "kind"),
    [
        ("a.txt", b"x", None, Format.TEXT),
        ("A.MD", b"x", None, Format.MARKDOWN),
        ("a.htm", b"x", None, Format.PAGE),
        ("a.jsonl", b"x", None, Format.LINES),
        ("a.jsonl.gz", gzip.compress(b"x", mtime=0), None, Format.LINES),
        ("a.txt", PDF, "text/html", Format.PDF),
        ("a", b"\r\n" + PDF, None, Format.PDF),
        ("a.pdf", b"x", None, Format.PDF),
        ("a.zip", DOCX, "application/zip", Format.WORD),
        ("a.docx", b"x", None, Format.WORD),
        ("https://example.org/a.pdf?x=1#page=2", b"x", None, Format.PDF),
        ("https://example.org/get?file=a.pdf", PAGE.encode(), None, Format.PAGE),
        ("https://example.org/a.txt", b"x", "text/html; charset=utf-8", Format.PAGE),
        ("a.md", b"x", "text/plain; charset=utf-8", Format.MARKDOWN),
        ("a.html", b"x", "application/octet-stream", Format.PAGE),
        ("", b"x", "Text/Markdown", Format.MARKDOWN),
        ("", b"x", WORD_TYPE, Format.WORD),
        ("", b"x", None, Format.TEXT),
        ("", b"", None, Format.TEXT),
        ("-", b"\xef\xbb\xbf \n<!-- saved -->\n<HTML lang=en>", None, Format.PAGE),
        ("-", b'<?xml version="1.0"?>\n<!DOCTYPE html>', None, Format.PAGE),
        ("-", b"<3 is what the mayor wrote.", None, Format.TEXT),
        ("-", b"---\ntitle: Bridge closes\n---\nIt is shut.", None, Format.MARKDOWN),
        ("-", b"---\n\nIt is shut.", None, Format.TEXT),
        ("-", b'\n{"id": "a", "text": "It is shut."}\n{"text": "It is open."}', None, Format.LINES),
        ("-", b'{"title": "no article"}', None, Format.TEXT),
        ("-", b"{" * 100_000, None, Format.TEXT),
    ],
)
def test_the_kind_is_told(name: str, data: bytes, content_type: str | None, kind: Format) -> None:
    assert detect_format(name, data, content_type) is kind


def archive_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{\\rtf1 x}", "RTF files are not read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "Word files of the old kind (.doc), or with a password, are not read"),
        (b"\x89PNG\r\n", "a picture is not read; run OCR on it first"),
        (archive_of("mimetype", b"application/vnd.oasis.opendocument.text"), "OpenDocument files (.odt) are not read"),
        (archive_of("a.txt", b"x"), "this is a zip archive"),
    ],
)
@pytest.mark.parametrize("name", ["", "a.txt", "a.docx"])
def test_a_kind_that_is_not_read_says_what_to_do(name: str, data: bytes, expected: str) -> None:
    with pytest.raises(SourceError) as error:
        parse_bytes(name, data)
    assert str(error.value).startswith(expected)
    assert "save it as .docx" in str(error.value) or "give its text" in str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("", WORDS.encode(), None),
        ("", f"---\ntitle: Bridge closes\n---\n{WORDS}".encode(), None),
        ("https://example.org/", PAGE.encode(), "text/html"),
        ("upload", PDF, "application/octet-stream"),
        ("upload", DOCX, None),
    ],
)
def test_every_kind_goes_the_same_way(name: str, data: bytes, content_type: str | None) -> None:
    assert parse_bytes(name, data, content_type).text.startswith(WORDS)


def test_what_a_server_says_of_the_encoding_is_believed_before_the_page() -> None:
    words = "Рада вирішила закрити старий міст на тиждень, сказав мер у понеділок, і ніхто не сперечався."
    page = f"<html><head><meta charset=iso-8859-1></head><body><article><p>{words}</p></article></body></html>"
    assert parse_bytes("", page.encode("cp1251"), "text/html; charset=Windows-1251").text == words


@pytest.mark.parametrize("data", [b"", b" \n", docx(paragraph())])
def test_nothing_is_no_article(data: bytes) -> None:
    with pytest.raises(SourceError, match="the text is empty"):
        parse_bytes("", data)


def test_json_lines_are_no_single_article() -> None:
    with pytest.raises(SourceError, match="these are JSON lines"):
        parse_bytes("", b'{"text": "It is shut."}')


@pytest.mark.parametrize(("name", "kind"), [("a.txt", Format.TEXT), ("a.html", Format.PAGE), ("a.pdf", Format.PDF)])
def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, kind: Format) -> None:
    monkeypatch.setattr(registry, "FORMATS", (replace(registry.find_spec(kind), max_bytes=2**20),))
    with pytest.raises(SourceError, match="the file is larger than 1 MiB; split it"):
        parse_bytes(name, bytes(2**20 + 1))


def test_every_ending_that_is_listed_has_a_kind() -> None:
    assert all(registry.format_of_ending(f"a{ending}") for ending in registry.list_endings())


@pytest.mark.parametrize("sandboxed", [True, False])
def test_one_row_and_one_parser_add_a_format(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, sandboxed: bool
) -> None:
    srt = cast("Format", "srt")
    row = FormatSpec(srt, (".srt",), ("application/x-subrip",), is_srt, 2**20, bad_parsers.subtitles, sandboxed)
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, row))
    data = b"1\n00:00:01,000 --> 00:00:02,000\nThe bridge is shut.\n"
    (tmp_path / "a.srt").write_bytes(data)
    assert [detect_format(*given) for given in (("a.srt", b"x"), ("", b"x", "application/x-subrip"), ("", data))] == [
        srt
    ] * 3
    assert parse_bytes("a.srt", data).text == "The bridge is shut."
    loaded = list(read_files([str(tmp_path)]))
    assert [one.article.text for one in loaded if isinstance(one, Loaded)] == ["The bridge is shut."]
    assert explain_unread(Path("a.csv")).endswith("give .txt, .md, .html, .pdf, .docx, .jsonl, .jsonl.gz or .srt")


def is_srt(data: bytes) -> bool:
    return data.startswith(b"1\n00:")


def test_every_sandboxed_parser_is_found_by_its_name() -> None:
    for spec in registry.FORMATS:
        if spec.sandboxed and spec.parser is not None:
            module = importlib.import_module(spec.parser.__module__)
            assert getattr(module, spec.parser.__qualname__) is spec.parser
