"""Which lines inside an article are furniture; a sentence never is."""

from __future__ import annotations

import pytest

from index.sources.formats.boilerplate import is_body_noise


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
