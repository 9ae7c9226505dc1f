"""People whom somebody quotes, and things that have a name of their own."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str, str | None]
"""Speaker, words said, outlet."""

QUOTED: dict[str, tuple[str, list[Row]]] = {
    "has been quoted, according to a blog": (
        "Her husband and lawyer, Ivo Roe, has been quoted as saying she is ill, according to a blog called Mill Days.",
        [("Ivo Roe", "she is ill", "a blog called Mill Days")],
    ),
    "has been quoted, according to a paper": (
        "Ada Roe has been quoted as saying that the mill is lost, according to the Mill Post.",
        [("Ada Roe", "that the mill is lost", "Mill Post")],
    ),
    "was quoted by": (
        "Ada Roe was quoted by the Mill Post as saying the mill is lost.",
        [("Ada Roe", "the mill is lost", "Mill Post")],
    ),
    "was quoted in": (
        "Ada Roe was quoted in the Mill Post as saying the mill is lost.",
        [("Ada Roe", "the mill is lost", "Mill Post")],
    ),
    "is cited": ("Ada Roe is cited as saying the mill is lost.", [("Ada Roe", "the mill is lost", None)]),
    "was reported": ("Police were reported as saying it was late.", [("police", "it was late", None)]),
    "behind a quotation": (
        "“The mill is lost,” Ada Roe was quoted as saying.",
        [("Ada Roe", "“The mill is lost,”", None)],
    ),
    "behind what was said": (
        "The mill is lost, Ada Roe was quoted as saying by the Mill Post.",
        [("Ada Roe", "The mill is lost", "Mill Post")],
    ),
    "who quotes whom": (
        "The Mill Post quoted Ada Roe, a miller, as saying that the mill is lost.",
        [("Ada Roe", "that the mill is lost", "Mill Post")],
    ),
    "who quotes whom, behind a quotation": (
        "“The mill is lost,” the Mill Post quoted an official as saying.",
        [("an official", "“The mill is lost,”", "Mill Post")],
    ),
    "who quotes him": (
        "“The mill is lost,” the agency quoted him as saying.",
        [("he", "“The mill is lost,”", "the agency")],
    ),
    "him, who was just named": (
        "Peter Roe left. “The mill is lost,” the agency quoted him as saying.",
        [("Peter Roe", "“The mill is lost,”", "the agency")],
    ),
    "was never quoted": ("Ada Roe was never quoted as saying the mill is lost.", []),
    "could be quoted": ("Ada Roe could be quoted as saying the mill is lost.", []),
    "has not quoted": ("The Mill Post has not quoted Ada Roe as saying the mill is lost.", []),
    "told a land's paper": (
        "A witness told Northland's Daily Telegraph that it was late.",
        [("a witness", "that it was late", "Daily Telegraph")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), QUOTED.values(), ids=QUOTED.keys())
def test_the_words_are_of_the_one_who_is_quoted(text: str, expected: list[Row]) -> None:
    assert [(s.speaker, text[s.start : s.end], s.outlet) for s in find_statements(text)] == expected


THINGS: dict[str, tuple[str, str]] = {
    "a blog": ("The mill is lost, according to a blog called Mill Family Today.", "a blog called Mill Family Today"),
    "a report": ("The mill is lost, according to a report titled Jane Roe.", "a report titled Jane Roe"),
    "a book, in front": (
        "According to a book entitled The Long Way Home, the mill is lost.",
        "a book entitled The Long Way Home",
    ),
    "a title in quotation marks": (
        "The mill is lost, according to a report titled “The Long Way” that came out on Monday.",
        "a report titled “The Long Way”",
    ),
    "a title of too many words": (
        "The mill is lost, according to a report titled “The Very Long and Very Dull Way Home.”",
        "a report",
    ),
    "a name of too many words": (
        "The mill is lost, according to a blog called The Very Long Name Of One Mill.",
        "a blog",
    ),
    "before the cue": ("A blog called Mill Family Today said the mill is lost.", "a blog called Mill Family Today"),
    "behind the cue": ("The mill is lost, said a group named Jane Roe Watch.", "a group named Jane Roe Watch"),
    "a person": ("A man named John Roe said the mill is lost.", "John Roe"),
    "a person, behind the cue": ("“The mill is lost,” said a woman called Jane Poe.", "Jane Poe"),
    "a day, and no name": ("“The mill is lost,” said Jane Poe Monday.", "Jane Poe"),
}


@pytest.mark.parametrize(("text", "expected"), THINGS.values(), ids=THINGS.keys())
def test_a_thing_is_told_by_its_whole_name(text: str, expected: str) -> None:
    assert [statement.speaker for statement in find_statements(text)] == [expected]
