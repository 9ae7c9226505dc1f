"""Words that came through a paper, an agency or a broadcaster: who spoke, and what passed it on."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str, str | None]
"""Speaker, words said, outlet."""

CASES: dict[str, tuple[str, list[Row]]] = {
    "told the paper": (
        "“The mill is gone,” Jane Roe told the Oldbridge Post.",
        [("Jane Roe", "“The mill is gone,”", "Oldbridge Post")],
    ),
    "told the weekly": (
        "Jane Roe told the weekly that the mill was gone.",
        [("Jane Roe", "that the mill was gone", "the weekly")],
    ),
    "told somebody": (
        "Jane Roe told Peter Poe that the mill was gone.",
        [("Jane Roe", "that the mill was gone", None)],
    ),
    "in an interview, behind": (
        "“The mill is gone,” Jane Roe said in an interview with the Northern Wire.",
        [("Jane Roe", "“The mill is gone,”", "Northern Wire")],
    ),
    "in an interview, before": (
        "In an interview with Northern Radio on Monday, Jane Roe said the mill was gone.",
        [("Jane Roe", "the mill was gone", "Northern Radio")],
    ),
    "speaking to a broadcaster": (
        "Speaking to Northern Radio, Jane Roe said the mill was gone.",
        [("Jane Roe", "the mill was gone", "Northern Radio")],
    ),
    "wrote in the paper": (
        "Jane Roe wrote in the Oldbridge Post that the mill was gone.",
        [("Jane Roe", "that the mill was gone", "Oldbridge Post")],
    ),
    "according to, in front": (
        "According to the Northern Wire, Jane Roe said the mill was gone.",
        [("Jane Roe", "the mill was gone", "Northern Wire")],
    ),
    "according to, behind": (
        "“The mill is gone,” Jane Roe said, according to the Oldbridge Post.",
        [("Jane Roe", "“The mill is gone,”", "Oldbridge Post")],
    ),
    "as reported by": (
        "As reported by the Northern Wire, Jane Roe said the mill was gone.",
        [("Jane Roe", "the mill was gone", "Northern Wire")],
    ),
    "a tag behind": (
        "Jane Roe said the mill was gone, the Northern Wire reported on Monday.",
        [("Jane Roe", "the mill was gone", "Northern Wire")],
    ),
    "the outlet tells that somebody said": (
        "The Oldbridge Post reported that Jane Roe said the mill was gone.",
        [("Jane Roe", "the mill was gone", "Oldbridge Post")],
    ),
    "the outlet cites somebody": (
        "The mill is gone, Northern Wire reports, citing Jane Roe, a baker.",
        [("Jane Roe", "The mill is gone", "Northern Wire")],
    ),
    "the outlet cites a paper": (
        "The mill is gone, Northern Wire reports, citing a study.",
        [("Northern Wire", "The mill is gone", None)],
    ),
    "the outlet is whom somebody works for": (
        "Northern Wire analyst Jane Roe said the mill was gone.",
        [("Jane Roe", "the mill was gone", None)],
    ),
    "the outlet itself": (
        "Northern Wire emphasizes that the mill is gone.",
        [("Northern Wire", "that the mill is gone", None)],
    ),
    "the outlet itself, behind": (
        "The dam broke at noon, according to the Northern Wire.",
        [("Northern Wire", "The dam broke at noon", None)],
    ),
    "the article is the outlet's": (
        "Northern Wire emphasizes that the mill is gone.\n\n“It fell at noon,” the article says.",
        [("Northern Wire", "that the mill is gone", None), ("Northern Wire", "“It fell at noon,”", None)],
    ),
    "the article is nobody's": (
        "The mill is gone.\n\n“It fell at noon,” the article says.",
        [("the article", "“It fell at noon,”", None)],
    ),
    "the newspaper is the one named before": (
        "“It fell,” Jane Roe told the Oldbridge Post.\n\nThe newspaper said that the dam was weak.",
        [("Jane Roe", "“It fell,”", "Oldbridge Post"), ("Oldbridge Post", "that the dam was weak", None)],
    ),
    "an agency is no newspaper": (
        "“It fell,” Jane Roe told the Northern Wire.\n\nThe newspaper said that the dam was weak.",
        [("Jane Roe", "“It fell,”", "Northern Wire"), ("the newspaper", "that the dam was weak", None)],
    ),
    "two speakers, one of whom spoke to it": (
        "Jane Roe said the mill was gone, and Peter Poe told Northern Radio that the dam stood.",
        [("Jane Roe", "the mill was gone", None), ("Peter Poe", "that the dam stood", "Northern Radio")],
    ),
    "writes about this: the paragraph before": (
        "The mill at Oldbridge fell at noon. Nobody was hurt.\n\nNorthern Wire writes about this.",
        [("Northern Wire", "The mill at Oldbridge fell at noon. Nobody was hurt", None)],
    ),
    "writes about this, another informs": (
        "The mill fell at noon.\n\nOldbridge Post writes about this, Mill.NET informs.",
        [("Oldbridge Post", "The mill fell at noon", "Mill.NET")],
    ),
    "this was announced by": (
        "The mill fell at noon.\n\nThis was announced by Jane Roe.",
        [("Jane Roe", "The mill fell at noon", None)],
    ),
    "this, told of words that have their speaker": (
        "“The mill fell,” said Jane Roe.\n\nPeter Poe wrote about this.",
        [("Jane Roe", "“The mill fell,”", None)],
    ),
    "this week is no words": ("The mill fell at noon.\n\nJane Roe reported this week.", []),
    "Ukrainian: про це": (
        "Міст закрили вранці.\n\nПро це пише «Міст», передає Northern Wire.",
        [("«Міст»", "Міст закрили вранці", None)],
    ),
    "Ukrainian: про це повідомив": (
        "Міст закрили вранці.\n\nПро це повідомив Іван Коваль.",
        [("Іван Коваль", "Міст закрили вранці", None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_the_speaker_and_the_outlet_are_told_apart(text: str, expected: list[Row]) -> None:
    found = [(s.speaker, text[s.start : s.end], s.outlet) for s in find_statements(text)]
    assert found == expected
