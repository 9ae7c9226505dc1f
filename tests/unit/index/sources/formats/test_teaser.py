"""A first paragraph that is told again is left out, and no other is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.sources.formats.boilerplate import remove_teaser
from index.types import Article

LEAD = "The bridge over the Alder will be shut on Monday. Two bolts came loose in it."
BODY = "“We would rather close it,” said Ada Brook."


@pytest.mark.parametrize(
    "teaser",
    [
        LEAD,
        "The bridge over the Alder will be shut on Monday.",
        "The bridge over the Alder will be …",
        "The bridge over the Alder will be shut on Mon...".replace(" Mon", ""),
        "THE BRIDGE  over the Alder will be shut on Monday.",
    ],
)
def test_a_teaser_goes_and_the_paragraph_that_it_was_made_of_stays(teaser: str) -> None:
    assert remove_teaser([teaser, LEAD, BODY]) == [LEAD, BODY]
    assert remove_teaser([teaser, "A photograph of it", LEAD, BODY]) == ["A photograph of it", LEAD, BODY]


@pytest.mark.parametrize(
    "first",
    [
        "The bridge over the Alder will be shut on Mon",
        "The bridge over the Alder will be shut",
        "The bridge over the Alder will be open on Monday.",
        "The bridge is shut.",
        "Two bolts came loose in it.",
    ],
)
def test_a_paragraph_that_says_anything_else_stays(first: str) -> None:
    assert remove_teaser([first, LEAD, BODY]) == [first, LEAD, BODY]


def test_a_short_line_that_comes_twice_stays() -> None:
    assert remove_teaser(["He said no.", "He said no.", BODY]) == ["He said no.", "He said no.", BODY]


def test_a_plain_text_loses_its_teaser_too(article: Callable[[str, str], Article]) -> None:
    found = article("a.txt", f"Bridge to close for a week\n\nThe bridge over the Alder will be …\n\n{LEAD}\n\n{BODY}\n")
    assert found.text == f"{LEAD}\n\n{BODY}"
