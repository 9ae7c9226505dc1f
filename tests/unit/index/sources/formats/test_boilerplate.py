"""Lines that are boilerplate, teasers that are repeated, and sentences that are neither."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.sources.formats.boilerplate import is_body_noise, remove_teaser
from index.types import Article


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Ida Lund and Bo Ek; Editing by C. D'Orsay",
        "(Additional reporting by Ida Lund in Stenning, Bo Ek and Cy Oz; writing by Di Fo; editing by Ed Go)",
        "Sign up for our free daily newsletter and never miss a story.",
        "Get the latest from the valley in your inbox.",
        "Subscribe to read the full story.",
        "Already a subscriber? Log in",
        "This article is for subscribers only.",
        "You may also like...",
        "Like this story? Share it with a friend!",
        "Have a tip? Write to the newsroom.",
        "Tell us what you think",
        "This site uses cookies to count its readers.",
        "Story continues below advertisement",
        "[button link=x] Send us your photographs[/button]",
        "Підписуйтеся на наш канал",
    ],
)
def test_nags_credits_and_invitations_are_noise(line: str) -> None:
    assert is_body_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the newspaper found that two bolts came loose.",
        "Editing by Ida Lund was praised.",
        "Sign up now for the run on Sunday, the club said.",
        "“Subscribe to our newsletter,” he said to nobody.",
        "He told them to sign up for the newsletter.",
        "Related charges were dropped, the court said.",
        "You may like it or not, the mayor said.",
        "Become a member of the council, his mother told him.",
        "Only members of the council were told.",
        "[Brook] would not say why.",
        "Comments by the mayor were not welcome.",
    ],
)
def test_sentences_that_begin_like_them_are_not(line: str) -> None:
    assert not is_body_noise(line)


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
    result = article(
        "a.txt", f"Bridge to close for a week\n\nThe bridge over the Alder will be …\n\n{LEAD}\n\n{BODY}\n"
    )
    assert result.text == f"{LEAD}\n\n{BODY}"
