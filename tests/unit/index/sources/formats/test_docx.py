"""Word files: visible text only, and one line for bombs and damage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from index.errors import SourceError
from index.sources.formats import docx as reader
from index.types import Article
from tests.unit.index.sources.formats.docx_files import STRICT, docx, paragraph, run

BODY = paragraph("The bridge is shut.") + paragraph("Nobody was hurt.")


def text(body: str) -> str:
    return reader.read_docx(docx(paragraph("It began so.") + body)).text.removeprefix("It began so.").lstrip("\n")


def reason(data: bytes) -> str:
    with pytest.raises(SourceError) as error:
        reader.read_docx(data)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_paragraphs_headings_and_list_items_are_parted_by_blank_lines() -> None:
    body = (
        paragraph("The bridge", " is ", "shut.")
        + paragraph()
        + paragraph("What now", style="berschrift1")
        + paragraph("Wait.", style="Liste")
    )
    assert text(body) == "The bridge is shut.\n\nWhat now\n\nWait."


def test_cells_of_a_table_stand_alone() -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Open", "7")) + "</w:tr>"
    assert text(f"<w:tbl>{row}{row}</w:tbl>") == "Open\n\n7\n\nOpen\n\n7"


def test_breaks_tabs_and_marks_are_as_they_look() -> None:
    words = ("The", "<w:tab/>", "bridge", "<w:br/>", "is re", "<w:noBreakHyphen/>", "opened &amp; safe.")
    run = "".join(word if word.startswith("<") else f"<w:t>{word}</w:t>" for word in words)
    assert text(paragraph(f"<w:r>{run}</w:r>")) == "The bridge\nis re-opened & safe."


def test_links_and_insertions_are_read_and_what_nobody_sees_is_not() -> None:
    runs = (
        f"<w:hyperlink>{run('The bridge')}</w:hyperlink>",
        f"<w:ins>{run(' is')}</w:ins>",
        "<w:del><w:r><w:delText> was</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run(' moved away')}</w:moveFrom>",
        "<w:r><w:instrText> HYPERLINK x</w:instrText></w:r>",
        run(" secretly", "<w:vanish/>"),
        run(" openly", '<w:vanish w:val="0"/>'),
        " shut.",
    )
    assert text(paragraph(*runs)) == "The bridge is openly shut."


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert text(paragraph("Around", run, " it.")) == "In a box.\n\nAround it."


def test_the_strict_namespace_is_read_too() -> None:
    assert reader.read_docx(docx(BODY, namespace=STRICT)).text == "The bridge is shut.\n\nNobody was hurt."


@pytest.mark.parametrize("style", ["Titel", "berschrift1"])
def test_a_title_that_readers_see_goes_before_that_of_the_properties(style: str) -> None:
    draft = reader.read_docx(
        docx(paragraph("Bridge  closes", style=style) + BODY, properties={"dc:title": "Template for news"})
    )
    assert (draft.title, draft.text) == ("Bridge closes", "The bridge is shut.\n\nNobody was hurt.")


def test_what_the_properties_say_is_kept_where_it_says_something() -> None:
    given = {"dc:title": "Bridge closes", "dc:creator": "Jane Roe", "dcterms:created": "2025-02-09T10:00:00Z"}
    draft = reader.read_docx(docx(paragraph("Bridge closes") + BODY, properties=given))
    assert (draft.title, draft.author, draft.published_at) == ("Bridge closes", "Jane Roe", "2025-02-09")
    assert draft.text == "The bridge is shut.\n\nNobody was hurt."
    empty = {"dc:title": "Document1", "dc:creator": "Microsoft Office User", "dcterms:created": "1601-01-01T00:00:00Z"}
    draft = reader.read_docx(docx(BODY, properties=empty))
    assert (draft.title, draft.author, draft.published_at) == (None, None, None)


def test_the_only_paragraph_is_text_and_no_title() -> None:
    assert reader.read_docx(docx(paragraph("The bridge is shut.", style="Titel"))).text == "The bridge is shut."


def test_a_declared_entity_is_not_expanded() -> None:
    head = "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    message = reason(docx(paragraph("<w:r><w:t>&b;</w:t></w:r>"), head=head))
    assert message == "the Word file declares a document type, which none has; save its text as .txt"


def test_a_file_of_the_machine_is_not_read_in() -> None:
    head = "<!DOCTYPE w:document [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
    assert "document type" in reason(docx(paragraph("<w:r><w:t>&a;</w:t></w:r>"), head=head))


BOMB = "the Word file unpacks to far more than a text holds; save its text as .txt"


def test_a_file_that_unpacks_without_measure_is_not_unpacked() -> None:
    assert reason(docx(BODY, parts={"word/media/image1.bmp": bytes(8 * 2**20)})) == BOMB


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_PARTS", 100)
    assert reason(docx(BODY)) == BOMB


def test_a_part_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_PART", 100)
    assert reason(docx(BODY)) == BOMB


def test_more_parts_than_any_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PARTS", 3)
    assert reason(docx(BODY, parts={"a": b"", "b": b""})) == BOMB


def test_elements_nested_without_end_are_no_trouble() -> None:
    deep = "<w:sdt>" * 100_000 + paragraph("The bridge is shut.") + "</w:sdt>" * 100_000
    assert text(deep) == "The bridge is shut."


DAMAGED = "the Word file is damaged; open it in an editor and save it again"


@pytest.mark.parametrize("cut", [30, 300, -30])
def test_a_file_that_was_cut_is_damaged(cut: int) -> None:
    assert reason(docx(BODY)[:cut]) == DAMAGED


def test_a_part_that_is_no_xml_is_damaged() -> None:
    assert reason(docx("<w:p>")) == DAMAGED


def test_garbled_contents_are_damaged() -> None:
    data = bytearray(docx(BODY * 50))
    place = data.index(b"word/document.xml") + 40
    data[place : place + 60] = bytes(60)
    assert reason(bytes(data)) == DAMAGED


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("EncryptedPackage", "the Word file wants a password; save a copy without one"),
        ("xl/workbook.xml", "the file holds no Word document; save its text as .txt"),
    ],
)
def test_a_zip_of_something_else_says_so(name: str, message: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x")
    assert reason(out.getvalue()) == message


def test_names_that_climb_out_of_the_folder_write_nothing(article: Callable[[str, bytes], Article]) -> None:
    result = article("bridge-closes.docx", docx(BODY, parts={"../../escaped.txt": b"x"}))
    assert (result.title, result.text) == ("Bridge closes", "The bridge is shut.\n\nNobody was hurt.")


def test_a_document_without_text_says_so(reason: Callable[[str, bytes], str]) -> None:
    assert reason("a.docx", docx(paragraph())) == "the text is empty; give a file with an article in it"
