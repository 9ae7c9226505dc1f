"""PDF files: paragraphs, running lines, page offsets, and one line for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.article_metadata import page_of
from index.errors import SourceError
from index.sources.formats.pdf import reader
from index.sources.types import ExtractedArticle
from index.types import Article
from tests.unit.index.sources.formats.pdf_files import At, assemble, column, pdf, stream

BODY = (
    "The council voted on Monday to close the old bridge at",
    "Selkirk for at least a week, after inspectors found that",
    "two of its bearings had moved.",
    "\tMayor Ann Dale said the crossing would open again as",
    "soon as it is safe, and not one day before that.",
)
ONE = (
    "The council voted on Monday to close the old bridge at Selkirk for at least a week, after inspectors found that "
    "two of its bearings had moved."
)
TWO = "Mayor Ann Dale said the crossing would open again as soon as it is safe, and not one day before that."


def read(*pages: Sequence[At], info: dict[str, str] | None = None) -> ExtractedArticle:
    return reader.read_pdf(pdf(*pages, info=info))


def reason(data: bytes) -> str:
    with pytest.raises(SourceError) as error:
        reader.read_pdf(data)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_lines_are_joined_and_an_indent_begins_a_paragraph() -> None:
    assert read(column(*BODY)).text == f"{ONE}\n\n{TWO}"


def test_a_gap_begins_a_paragraph() -> None:
    lines = [*BODY[:3], "", *(line.strip() for line in BODY[3:])]
    assert read(column(*lines)).text == f"{ONE}\n\n{TWO}"


def test_a_short_last_line_ends_a_paragraph_without_gap_or_indent() -> None:
    assert read(column(*(line.strip() for line in BODY))).text == f"{ONE}\n\n{TWO}"


def test_list_items_stand_alone_and_may_hang() -> None:
    page = [
        *column("The council decided three things on Monday evening:"),
        *column("- to close the bridge for a week, and to tell the", top=740, x=90),
        *column("Mayors of both towns why", top=726.8, x=100),
        *column("- to look at the bearings", top=713.6, x=90),
    ]
    assert read(page).text == (
        "The council decided three things on Monday evening:\n\n"
        "- to close the bridge for a week, and to tell the Mayors of both towns why\n\n"
        "- to look at the bearings"
    )


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left = column("The council voted on Monday", "to close the bridge after", "inspectors had found that")
    right = column("two of its bearings had", "moved by a finger and the", "mayor Ann Dale had said", x=320)
    after = column("that it was not safe.", "\tNobody was hurt at all.")
    draft = read([*left, *right], after)
    assert draft.text == (
        "The council voted on Monday to close the bridge after inspectors had found that two of its bearings had "
        "moved by a finger and the mayor Ann Dale had said that it was not safe.\n\nNobody was hurt at all."
    )


@pytest.mark.parametrize(
    ("first", "second", "link"),
    [
        ("the members of the gov-", "ernment were there.", ""),
        ("a well-known man, and a well-", "known woman were there.", "-"),
        ("the long road of a term, long-", "term plans and more.", "-"),
        ("they had met the Anglo-", "Saxon kings in the book.", "-"),
        ("it was in the years of 2019-", "20 that it was built.", "-"),
        ("the bridge was shut \u2013", "nobody knew for how long.", "\u2013 "),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_it_is_the_writers(first: str, second: str, link: str) -> None:
    assert read(column(first, second)).text == first.rstrip("-\u2013") + link + second


def with_running_lines(number: int, *lines: str, of: int = 4) -> list[At]:
    return [
        At(72, 810, "The Oldbridge Post", 9),
        At(500, 810, f"9 February 2025, {number}", 9),
        *column(*lines),
        At(280, 30, f"- {number} of {of} -", 9),
    ]


def test_what_repeats_at_the_edges_of_pages_is_left_out() -> None:
    sentences = [f"Here is what {name} said of it that day." for name in ("Ann", "Bo", "Cay", "Dov")]
    pages = [with_running_lines(number, sentence) for number, sentence in enumerate(sentences, 1)]
    assert read(*pages).text == "\n\n".join(sentences)


def test_a_head_beside_the_page_number_may_change_with_each_page() -> None:
    heads = [("The bridge", "A week is long."), ("The mayor", "She knew it."), ("The towns", "They wait.")]
    pages = [
        [At(72, 810, head, 9), At(500, 810, str(number), 9), *column(sentence)]
        for number, (head, sentence) in enumerate(heads, 17)
    ]
    assert read(*pages).text == "A week is long.\n\nShe knew it.\n\nThey wait."


def test_a_form_filled_in_again_and_again_is_kept() -> None:
    pages = [column(f"Bridge {number} is open.", "Nobody was hurt.") for number in range(1, 5)]
    assert read(*pages).text.count("Nobody was hurt.") == 4


def test_a_line_of_the_text_that_repeats_near_an_edge_is_kept() -> None:
    pages = [
        column("In other news:", *(f"{letter * 9} was seen." for letter in letters)) for letters in ("ab", "cd", "ef")
    ]
    assert read(*pages).text.count("In other news:") == 3


def test_a_head_of_each_side_or_chapter_is_left_out_too() -> None:
    heads = ["Left", "Right"] * 3 + ["Later", "Right"] * 3
    bodies = [column("A sentence of this page alone: " + chr(97 + n) * 5 + ".") for n in range(len(heads))]
    pages = [[At(72, 810, head, 9), *body] for head, body in zip(heads, bodies, strict=True)]
    text = read(*pages).text
    assert not {"Left", "Right", "Later"} & set(text.split())
    assert text.count("A sentence") == 12


def test_the_number_of_a_single_page_is_left_out_and_another_number_is_not() -> None:
    assert read([*column(BODY[2]), At(290, 30, "1", 9)]).text == BODY[2]
    assert read([*column(BODY[2]), At(290, 30, "1984", 9)]).text == f"{BODY[2]}\n\n1984"


def test_a_line_that_repeats_at_other_heights_is_kept() -> None:
    pages = [[*column(f"{chr(97 + n) * 9}."), At(72, 700 - 40 * n, "And so it goes.")] for n in range(3)]
    assert read(*pages).text.count("And so it goes.") == 3


def test_words_along_the_margin_are_left_out() -> None:
    assert read([*column(*BODY), At(20, 300, "stamped on Monday", 10, sideways=True)]).text == f"{ONE}\n\n{TWO}"


def test_cells_of_a_row_do_not_run_together() -> None:
    page = [At(72, 700, "Bridges closed"), At(300, 700, "12"), At(72, 686, "Bridges open"), At(300, 686, "7")]
    assert read([*column(BODY[2]), *page]).text.split("\n\n")[1:] == ["Bridges closed", "12", "Bridges open", "7"]


def test_letters_of_another_script_and_ligatures_are_letters() -> None:
    assert read(column("Міст закрито на тиждень, каже мер.")).text == "Міст закрито на тиждень, каже мер."


def test_each_page_begins_where_its_text_does() -> None:
    draft = read(column("The council has voted."), [], column("Nobody was hurt", x=72), column("in it, she said."), [])
    assert draft.text == "The council has voted.\n\nNobody was hurt in it, she said."
    article = Article("a", draft.text, metadata=draft.metadata)
    pages = {words: page_of(article, draft.text.index(words)) for words in ("council", "Nobody", "hurt", "in it")}
    assert pages == {"council": 1, "Nobody": 3, "hurt": 3, "in it": 4}
    assert draft.metadata == {"pages": [0, 24, 24, 40, len(draft.text)]}


@pytest.mark.parametrize("given", ["", "Microsoft Word - bridge.doc", "untitled", "bridge_final2.indd"])
def test_the_headline_is_what_is_set_largest_at_the_top(given: str) -> None:
    headline = column("Old bridge at Selkirk", "closes for a week", size=22, top=770)
    page = [At(72, 800, "News", 14), *headline, *column(*BODY, top=700)]
    draft = read(page, info={"Title": given})
    assert draft.title == "Old bridge at Selkirk closes for a week"
    assert draft.text == f"News\n\n{ONE}\n\n{TWO}"


def test_a_headline_of_lines_that_are_each_capitalised_is_one() -> None:
    headline = column("Old Bridge At Selkirk", "Closes For A Week", size=22, top=770)
    assert read([*headline, *column(*BODY, top=700)]).title == "Old Bridge At Selkirk Closes For A Week"


def test_a_page_in_large_letters_is_text() -> None:
    assert read(column("The Bridge Is Shut", size=22)).text == "The Bridge Is Shut"


def test_without_a_headline_the_documents_own_title_is_taken() -> None:
    info = {"Title": "Bridge closes", "Author": "Jane Roe", "CreationDate": "D:20250209141500+02'00'"}
    draft = read(column(*BODY), info=info)
    assert (draft.title, draft.author, draft.published_at) == ("Bridge closes", "Jane Roe", "2025-02-09")
    assert draft.text == f"{ONE}\n\n{TWO}"


def test_a_title_that_the_text_begins_with_is_not_repeated() -> None:
    page = [*column("Bridge closes"), *column(*BODY, top=720)]
    assert read(page, info={"Title": "Bridge Closes"}).text == f"{ONE}\n\n{TWO}"


def test_an_empty_password_is_none() -> None:
    data = pdf(column(*BODY), info={"Title": "Bridge closes"}, password="", compressed=True)
    assert reader.read_pdf(data) == read(column(*BODY), info={"Title": "Bridge closes"})


def test_a_password_is_told() -> None:
    assert reason(pdf(column(*BODY), password="x")) == "the PDF wants a password; save a copy without one"


def test_damaged_cross_references_are_mended() -> None:
    whole = pdf(column(*BODY))
    broken = whole.replace(b"xref\n0", b"gone\n0").replace(b"startxref", b"startxxxx")
    assert broken != whole
    assert reader.read_pdf(broken).text == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize("cut", [8, 60, 400])
def test_what_is_left_of_a_cut_file_is_damaged(cut: int) -> None:
    assert reason(pdf(column(*BODY))[:cut]) == "the PDF is damaged or is none; save it again, or its text as .txt"


def test_pictures_of_pages_are_told_what_to_do_with() -> None:
    message = reason(pdf([], []))
    assert message == "the PDF holds pictures of pages and no text; run OCR on it first (ocrmypdf, for example)"


def test_letters_that_mean_nothing_are_told_what_to_do_with() -> None:
    message = reason(pdf(column("$$#%&/()=?*'+~ !!§§ $%&/()=? ~~##'' ab", "%&/()=?*'+~ !!§§ $%&/()=? ~~##'' cd")))
    assert message == "the PDF does not say which letters it shows; run OCR on it first (ocrmypdf, for example)"


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    assert reason(pdf(*[column(*BODY)] * 3)) == "the PDF has 3 pages, and at most 2 are read; split it"
    assert reader.read_pdf(pdf(*[column(*BODY)] * 2)).text


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("index.sources.formats.pdf.reader.MOST_CHARACTERS", "the PDF holds more than 100 characters; split it"),
        (
            "index.sources.formats.pdf.lines.MOST_CHARACTERS",
            "a page holds more than 100 characters; save the text as .txt",
        ),
    ],
)
def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch, place: str, message: str) -> None:
    monkeypatch.setattr(place, 100)
    assert reason(pdf(column(*BODY))) == message


def test_a_huge_picture_is_not_drawn() -> None:
    size = b"/Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
    picture = stream(b"abcd", entries=b"/Type /XObject /Subtype /Image " + size)
    content = b"q 500 0 0 500 0 0 cm /I Do Q BT /F 11 Tf 72 700 Td (The bridge is closed for a week.) Tj ET"
    data = assemble([content], resources=b"/XObject << /I 9 0 R >>", extra=[picture])
    assert reader.read_pdf(data).text == "The bridge is closed for a week."


def test_forms_that_draw_each_other_end() -> None:
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /XObject << /I %d 0 R >> >> "
    forms = [stream(b"/I Do", entries=head % number) for number in (10, 9)]
    content = b"/I Do BT /F 11 Tf 72 700 Td (The bridge is closed for a week.) Tj ET"
    data = assemble([content], resources=b"/XObject << /I 9 0 R >>", extra=forms)
    assert reader.read_pdf(data).text == "The bridge is closed for a week."


def test_pages_that_hold_each_other_end() -> None:
    data = pdf(column(*BODY)).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")
    assert reason(data)


def test_a_file_goes_the_whole_way(article: Callable[[str, bytes], Article]) -> None:
    result = article("bridge-closes.pdf", pdf(column(*BODY[:3]), column(*BODY[3:])))
    assert (result.title, result.text) == ("Bridge closes", f"{ONE}\n\n{TWO}")
    assert page_of(result, result.text.index("Mayor")) == 2
