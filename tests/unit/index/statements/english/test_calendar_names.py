"""Months and days that are somebody's name, and those that only tell when."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "behind a role": (
        "Norland's leader, Ada May, said the mill was lost.",
        [("Ada May", "said", "the mill was lost")],
    ),
    "before a week": (
        "Ada May said this week that the country would leave.",
        [("Ada May", "said", "that the country would leave")],
    ),
    "a title and a first name": (
        "Prime Minister Ada May said the mill was lost.",
        [("Ada May", "said", "the mill was lost")],
    ),
    "a title alone": ("Prime Minister May said the mill was lost.", [("May", "said", "the mill was lost")]),
    "an honorific": (
        "Ada May, the leader of Norland, left. Mrs. May said on Monday that it was late.",
        [("Ada May", "said", "that it was late")],
    ),
    "alone, opening its sentence": ("Ada May left. May said it was late.", [("Ada May", "said", "it was late")]),
    "alone, behind the cue": ("Ada May left. “It is late,” said May.", [("Ada May", "said", "“It is late,”")]),
    "alone, after a quotation": ("Ada May left. “No,” May said on May 3.", [("Ada May", "said", "“No,”")]),
    "according to": ("Ada May left. According to May, it is late.", [("Ada May", "According to", "it is late")]),
    "a first name that is no known one": ("Zubin May said it was gone.", [("Zubin May", "said", "it was gone")]),
    "such a name behind a role": (
        "Engineer Zubin March left. March said it was gone.",
        [("Zubin March", "said", "it was gone")],
    ),
    "a month as a first name": ("“It is late,” said June Thorn.", [("June Thorn", "said", "“It is late,”")]),
    "a month as a first name, opening its sentence": (
        "August Thorn said that it was gone.",
        [("August Thorn", "said", "that it was gone")],
    ),
    "what was said in a month": (
        "Ada May left. Jane Roe said in May that May would leave.",
        [("Jane Roe", "said", "that May would leave")],
    ),
    "in a month, without a comma": (
        "Ada May left. In May Thorn said it was late.",
        [("Thorn", "said", "it was late")],
    ),
    "in a month by which nobody goes": ("In June Thorn said it was late.", [("Thorn", "said", "it was late")]),
    "behind that": (
        "Thorn said that Prime Minister May would leave. May said that it was late.",
        [("Thorn", "said", "that Prime Minister May would leave"), ("May", "said", "that it was late")],
    ),
    "a holiday": (
        "Ada May left. Thorn said on May Day that it was late.",
        [("Thorn", "said", "that it was late")],
    ),
    "a day as a surname": (
        "Ada Friday left. Friday said it was late. Thorn said Friday that it was early.",
        [("Ada Friday", "said", "it was late"), ("Thorn", "said", "that it was early")],
    ),
    "a day behind a surname": ("Mayor Jane Roe Tuesday said it was late.", [("Jane Roe", "said", "it was late")]),
    "a day behind one known by the first name": (
        "Pope Martin Friday said it was late.",
        [("Martin", "said", "it was late")],
    ),
    "a day behind a surname that is a first name": (
        "Jane Kelly left. Kelly Friday said it was late.",
        [("Jane Kelly", "said", "it was late")],
    ),
    "a day on which somebody was told": (
        "Thorn told Ada Friday that it was late. Friday said so.",
        [("Thorn", "told", "that it was late")],
    ),
    "a helping verb": ("Ada May left. They may say that it was late.", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_month_or_day_is_a_name_only_where_somebody_has_it(text: str, expected: list[Row]) -> None:
    found = find_statements(text)
    assert [(one.speaker, one.cue, text[one.start : one.end]) for one in found] == expected
