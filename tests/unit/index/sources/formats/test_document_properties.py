"""Document properties: plausible ones are used, defaults of programs are not."""

from __future__ import annotations

from datetime import date

import pytest

from index.sources.formats.document_properties import plausible_author, plausible_date, plausible_title

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "title", ["Bridge closes", "Microsoft buys a bridge", "Title fight in Oldbridge", "Міст закрито"]
)
def test_a_title_is_kept(title: str) -> None:
    assert plausible_title(f" {title}\n") == title


@pytest.mark.parametrize(
    "title",
    [
        *(
            None,
            "",
            " ",
            "untitled",
            "Untitled 3",
            "Document1",
            "Документ1",
            "Microsoft Word - a.doc",
            "bridge_v2.indd",
        ),
        *("https://example.org/a", r"C:\news\a.txt", "PowerPoint Presentation", "2025-02-09", "x" * 400),
    ],
)
def test_what_a_program_fills_in_is_no_title(title: str | None) -> None:
    assert plausible_title(title) is None


@pytest.mark.parametrize("author", ["Jane Roe", "Jane Roe; John Doe", "Rootham Press", "Олена Коваль"])
def test_an_author_is_kept(author: str) -> None:
    assert plausible_author(author) == author


@pytest.mark.parametrize(
    "author",
    [
        *(
            None,
            "",
            "Administrator",
            "user",
            "User1",
            "Microsoft Office User",
            "HP",
            "pc-12",
            "python-docx",
            "Пользователь",
        ),
        *("jane@example.org", r"NORTH\jane", "12", "x" * 300),
    ],
)
def test_an_account_or_a_machine_is_no_author(author: str | None) -> None:
    assert plausible_author(author) is None


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("D:20250209141500+02'00'", "2025-02-09"),
        ("20250209", "2025-02-09"),
        ("2025-02-09T14:15:00Z", "2025-02-09"),
        ("D:20260302000000Z", "2026-03-02"),
        ("D:20260303", None),
        ("D:19700101000000Z", None),
        ("D:20251301", None),
        ("2013-12-23T23:15:00Z", None),
        ("9 February 2025", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_the_day_where_it_can_be_one(given: str | None, day: str | None) -> None:
    assert plausible_date(given, today=TODAY) == day
