"""Whoever speaks is read from the whole clause: what describes a speaker, and what a speaker does besides."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str | None, str, bool, str]

SPEAKERS: dict[str, tuple[str, list[Row]]] = {
    "described by a possessive": (
        "Jane Roe, Northgate’s chief executive, said the mill was gone.",
        [
            ("Jane Roe", "Northgate’s chief executive", "said", False, "the mill was gone"),
        ],
    ),
    "an age and a description": (
        "Jane Roe, 63, a miller raised in Oldbridge, said the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "a rank with a number": (
        "Jane Roe, the No. 2 Democrat in the Senate, said the mill was gone.",
        [
            ("Jane Roe", "the No. 2 Democrat in the Senate", "said", False, "the mill was gone"),
        ],
    ),
    "an aside": (
        "Jane Roe, for example, said the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "a clause that tells what the speaker does": (
        "“The mill is gone,” said Jane Roe, who lectures on rivers at Oldbridge College.",
        [("Jane Roe", "who lectures on rivers at Oldbridge College", "said", True, "“The mill is gone,”")],
    ),
    "a clause that tells something else of the speaker": (
        "Jane Roe, who was not there, said that the mill was gone.",
        [("Jane Roe", None, "said", False, "that the mill was gone")],
    ),
    "an aside between dashes": (
        "Jane Roe — who led the River Trust — said the mill was gone.",
        [
            ("Jane Roe", "who led the River Trust", "said", False, "the mill was gone"),
        ],
    ),
    "people told apart by a clause": (
        "Farmers who met Peter Poe said the mill was gone.",
        [
            ("Farmers who met Peter Poe", None, "said", False, "the mill was gone"),
        ],
    ),
    "somebody told apart by a participle": (
        "An official briefed on the plan said the mill was gone.",
        [
            ("an official briefed on the plan", None, "said", False, "the mill was gone"),
        ],
    ),
    "a longer role, then the name": (
        "The director of the River Trust, Jane Roe, said the mill was gone.",
        [
            ("Jane Roe", "the director of the River Trust", "said", False, "the mill was gone"),
        ],
    ),
    "a role that is described itself": (
        "Jane Roe, director of the River Trust, a body with no money, said the mill was gone.",
        [
            ("Jane Roe", "director of the River Trust", "said", False, "the mill was gone"),
        ],
    ),
    "a newspaper inside a description": (
        "Jane Roe, editor of the town’s newspaper, Oldbridge Post, said the mill was gone.",
        [
            ("Jane Roe", "editor of the town’s newspaper, Oldbridge Post", "said", False, "the mill was gone"),
        ],
    ),
    "where somebody lives": (
        "Jane Roe of Oldbridge, Ohio, said the mill was gone.",
        [
            ("Jane Roe", None, "said", False, "the mill was gone"),
        ],
    ),
    "where somebody works": (
        "Senator Jane Roe of Ohio said the mill was gone.",
        [
            ("Jane Roe", "Senator", "said", False, "the mill was gone"),
        ],
    ),
    "party and state between brackets and a comma": (
        "Mayor Jane Roe (D-Ohio), said the mill was gone.",
        [
            ("Jane Roe", "Mayor", "said", False, "the mill was gone"),
        ],
    ),
    "counted people": (
        "Six in 10 say they like the mill.",
        [
            ("Six in 10", None, "say", False, "they like the mill"),
        ],
    ),
    "a noun before a name": (
        "“The mill is gone,” screenwriter Jane Roe wrote.",
        [
            ("Jane Roe", None, "wrote", True, "“The mill is gone,”"),
        ],
    ),
    "a noun in -ly": (
        "“The mill is gone,” the ally said.",
        [
            ("the ally", None, "said", True, "“The mill is gone,”"),
        ],
    ),
    "the whole clause stands before the cue": (
        "The road ends, the race will be tight, said Jane Roe, a miller.",
        [
            ("Jane Roe", "a miller", "said", False, "The road ends, the race will be tight"),
        ],
    ),
    "papers that were obtained": (
        "The mill was gone by noon, according to papers obtained by the Oldbridge Post.",
        [
            ("papers obtained by the Oldbridge Post", None, "according to", False, "The mill was gone by noon"),
        ],
    ),
    "a study that is based on something, in front": (
        "According to a study by the River Trust based on old maps, the mill was gone.",
        [
            ("a study by the River Trust", None, "According to", False, "the mill was gone"),
        ],
    ),
    "three who speak together": (
        "Jane Roe, Peter Poe and Ann Lee say the mill is gone.",
        [("Jane Roe, Peter Poe and Ann Lee", None, "say", False, "the mill is gone")],
    ),
    "two who speak together, behind the cue": (
        "“The mill is gone,” said Jane Roe and Peter Poe.",
        [("Jane Roe and Peter Poe", None, "said", True, "“The mill is gone,”")],
    ),
    "officials behind a place": (
        "The water rose in northern Oldbridge, officials said.",
        [("officials", None, "said", False, "The water rose in northern Oldbridge")],
    ),
    "an aside that ends with a quotation": (
        "Jane Roe, citing ''the magic of the river,'' said the mill was gone.",
        [("Jane Roe", None, "said", False, "the mill was gone")],
    ),
    "a rank in small letters and a place": (
        "“The mill is gone,” former Gov. Jane Roe of Ohio said on the radio.",
        [("Jane Roe", "former Gov.", "said", True, "“The mill is gone,”")],
    ),
    "a role with a capital before it": (
        "Jane Roe, South Oldbridge director for the trust, said the mill was gone.",
        [("Jane Roe", "South Oldbridge director for the trust", "said", False, "the mill was gone")],
    ),
    "a description one word too long": (
        "The former chief aide to Mayor Jane Foster Roe said the mill was gone.",
        [("former chief aide to Mayor Jane Foster Roe", None, "said", False, "the mill was gone")],
    ),
    "a dateline": (
        "OLDBRIDGE — Gov. Jane Roe defended the dam, saying the mill was gone.",
        [("Jane Roe", "Gov.", "saying", False, "the mill was gone")],
    ),
    "a place with its state before the subject": (
        "At a rally in Oldbridge, Ohio, on Tuesday, Jane Roe praised the dam, saying the mill was gone.",
        [("Jane Roe", None, "saying", False, "the mill was gone")],
    ),
    "told behind the clause": (
        "The mill was gone within an hour, Jane Roe told the Oldbridge Post.",
        [("Jane Roe", None, "told", False, "The mill was gone within an hour")],
    ),
    "a second verb": (
        "Jane Roe visited the mill on Monday and said the dam was weak.",
        [
            ("Jane Roe", None, "said", False, "the dam was weak"),
        ],
    ),
    "a second verb of the second clause": (
        "Peter Poe wept, and Jane Roe visited the mill and said the dam was weak.",
        [
            ("Jane Roe", None, "said", False, "the dam was weak"),
        ],
    ),
    "a second verb of a clause in front": (
        "When Jane Roe thanked the millers and said the dam was weak, Peter Poe left.",
        [
            ("Jane Roe", None, "said", False, "the dam was weak"),
        ],
    ),
    "a participle behind a clause that names another": (
        "Jane Roe rejected the idea that Peter Poe was ill, saying the dam was weak.",
        [
            ("Jane Roe", None, "saying", False, "the dam was weak"),
        ],
    ),
    "a participle behind party and state": (
        "Jane Roe (D-Ohio) defended the dam, saying the mill was gone.",
        [
            ("Jane Roe", None, "saying", False, "the mill was gone"),
        ],
    ),
    "by saying": (
        "Jane Roe opened the meeting by saying the mill was gone.",
        [
            ("Jane Roe", None, "saying", False, "the mill was gone"),
        ],
    ),
    "a statement saying": (
        "Jane Roe issued a statement on Monday saying the mill was gone.",
        [
            ("Jane Roe", None, "saying", False, "the mill was gone"),
        ],
    ),
    "a participle behind a quotation": (
        "Jane Roe called the plan a “great mistake,” adding that the mill was gone.",
        [
            ("Jane Roe", None, "called", False, "the plan a “great mistake,”"),
            ("Jane Roe", None, "adding", False, "that the mill was gone"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_the_speaker_is_read_past_all_that_stands_before_the_cue(text: str, expected: list[Row]) -> None:
    found = [(s.speaker, s.role, s.cue, s.direct, text[s.start : s.end]) for s in find_statements(text)]
    assert found == expected


NOBODY = {
    "half of a place name": "Jane Roe of Oldbridge, Ohio says the mill is gone.",
    "officials cheered, somebody else spoke": "The officials cheered when Jane Roe saw the dam and said it was weak.",
    "if": "If Jane Roe says the mill is gone, we shall go.",
    "unless": "Unless Jane Roe says the mill is gone, we stay.",
    "whether": "Whether Jane Roe said the mill was gone is not known.",
    "neither of two": "Neither Jane Roe nor Peter Poe said the mill was gone.",
    "people who were said to speak": "A woman asked Peter Poe about the millers who said the dam was weak.",
    "a verb that is a noun": "The meeting came amid reports that question the plan.",
    "a bare verb in a question": "Does that person get tired and say the wrong thing?",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_no_speaker_is_guessed_from_another_clause(text: str) -> None:
    assert [s.speaker for s in find_statements(text) if s.cue != "asked"] == []
