"""Plain text: the body's sentences stay; what is above and around is read or left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.types import Article

Read = Callable[[str, str], Article]

BODY = (
    "The bridge over the Alder will be shut for a week, the council said on Monday.\n\n"
    '"We would rather close it than lose it," said Ada Brook, the mayor.'
)
TITLE = "Bridge to close for a week"


def test_a_header_block_gives_what_is_known_and_the_rest_is_the_text_as_it_stands(article: Read) -> None:
    header = "Title: Bridge to close\nPublisher: The Post\nAuthor: Ida Lund\nDate: 9 February 2025\nURL: https://example.org/b"
    result = article("a.txt", f"{header}\n\nShare\n\nWe  know\tthis.\n\n\n\nAnd that .\n")
    assert result.text == "Share\n\nWe  know\tthis.\n\n\n\nAnd that ."
    assert (result.title, result.publisher, result.author) == ("Bridge to close", "The Post", "Ida Lund")
    assert (result.published_at, result.url) == ("2025-02-09", "https://example.org/b")


def test_a_headline_repeated_under_a_header_block_is_left_out(article: Read) -> None:
    assert article("a.txt", f"Title: {TITLE}\n\n{TITLE}\n\n{BODY}").text == BODY


def test_a_header_block_without_a_title_leaves_the_headline_to_be_found(article: Read) -> None:
    result = article("a.txt", f"Publisher: The Post\n\n{TITLE}\n\n{BODY}")
    assert (result.title, result.publisher, result.text) == (TITLE, "The Post", BODY)


@pytest.mark.parametrize(
    "noise",
    [
        "5491 visitors online",
        "Views: 1 234",
        "1.2K views",
        "3\t147 12",
        "Share  Tweet",
        "Share this article on Facebook",
        "Поділитися Telegram Viber",
        "Advertisement",
        "Sponsored content",
        "Реклама",
        "Home > News > Region",
        "Головна » Новини » Область",
        "Skip to main content",
        "Read also: Trains run on Sundays again",
        "Читайте також: Потяги знову ходять",
        "2 min read",
        "Reading time: 4 minutes",
        "3 хв читання",
        "5 hours ago",
        "Comments (12)",
        "We use cookies to improve your visit. Read our policy.",
        "Accept all cookies",
        "Photo: Ida Lund",
        "* * *",
        "Menu",
        "© 2025 The Post",
        "Tags: bridges, roads",
    ],
)
def test_page_furniture_above_the_headline_is_skipped(article: Read, noise: str) -> None:
    result = article("a.txt", f"{noise}\n\n{TITLE}\n{noise}\n\n{BODY}\n")
    assert (result.title, result.text) == (TITLE, BODY)


@pytest.mark.parametrize(
    "headline",
    [
        "Cookie maker cuts a hundred jobs",
        "Back to school in the rain",
        "Sharing a bridge with 4,000 sheep",
        "Read this before you cross",
        "Copyright law to be rewritten",
        "Live music returns to the harbour",
        "U.S. Army lends a bridge to St. Mary's",
        "“Rather closed than lost”: mayor defends the works",
        "How long will the bridge be shut?",
        "Sign up for a place on the bridge",
        "2025 will be the year of the bridge",
        "Міст закриють на тиждень",
        "Bridge to close",
        "Title fight: the bridge against the ferry",
    ],
)
def test_a_headline_that_resembles_furniture_or_a_sentence_is_a_headline(article: Read, headline: str) -> None:
    result = article("a.txt", f"{headline}\n\n{BODY}")
    assert (result.title, result.text) == (headline, BODY)


@pytest.mark.parametrize(
    ("line", "published_at"),
    [
        ("9 February 2025", "2025-02-09"),
        ("Published: Feb 9, 2025, 14:05", "2025-02-09T14:05:00"),
        ("09.02.2025 | 14:05", "2025-02-09T14:05:00"),
        ("9 лютого 2025 року", "2025-02-09"),
        ("9 February 2025 | 3 min read", "2025-02-09"),
        ("By Ida Lund · 9 February 2025", "2025-02-09"),
        ("Last updated 9 February 2025", None),
    ],
)
def test_a_date_on_a_line_of_its_own_is_the_day_of_publication(
    article: Read, line: str, published_at: str | None
) -> None:
    result = article("a.txt", f"{TITLE}\n{line}\n\n{BODY}")
    assert (result.title, result.published_at, result.text) == (TITLE, published_at, BODY)


def test_a_byline_gives_the_author_without_the_post(article: Read) -> None:
    assert article("a.txt", f"{TITLE}\nBy Ida van Lund, roads editor\n\n{BODY}").author == "Ida van Lund"


def test_short_lines_between_the_headline_and_the_first_sentence_are_left_out(article: Read) -> None:
    teasers = "Trains run on Sundays again\nFishermen land a record catch\n\nBridge to close for a whole week"
    result = article("a.txt", f"{TITLE}\n\n{teasers}\n\n{BODY}")
    assert (result.title, result.text) == (TITLE, BODY)


def test_menu_words_above_are_not_taken_for_the_headline(article: Read) -> None:
    result = article("a.txt", f"Sport\nWeather\nOpinion pages\n\n{TITLE}\n\n{BODY}")
    assert (result.title, result.text) == (TITLE, BODY)


def test_many_short_lines_are_a_list_and_stay(article: Read) -> None:
    stops = "\n".join(f"Stop number {number} at the old mill" for number in range(6))
    assert article("a.txt", f"{TITLE}\n\n{stops}\n\nThat is all.").text == f"{stops}\n\nThat is all."


def test_a_text_without_any_full_stop_keeps_everything_under_its_first_line(article: Read) -> None:
    result = article("a.txt", f"{TITLE}\n\nthe mayor said so\n\nthe baker too")
    assert (result.title, result.text) == (TITLE, "the mayor said so\n\nthe baker too")


def test_a_single_line_is_the_text_and_the_file_name_the_title(article: Read) -> None:
    result = article("bridge-closes_again.txt", "The bridge is shut")
    assert (result.title, result.text) == ("Bridge closes again", "The bridge is shut")


def test_without_a_headline_the_file_name_is_the_title_and_no_sentence_is_lost(article: Read) -> None:
    result = article("bridge-closes.txt", BODY)
    assert (result.title, result.text) == ("Bridge closes", BODY)


def test_a_headline_broken_over_two_lines_is_one_title(article: Read) -> None:
    result = article("a.txt", f"Bridge over the Alder\nto close for a week\n\n{BODY}")
    assert (result.title, result.text) == ("Bridge over the Alder to close for a week", BODY)


WRAPPED = (
    "The bridge over the Alder will be shut for a week from Monday because\n"
    "two of its bolts have come loose, the council said. The bridge was built\n"
    "in\n1934."
).replace("in\n1934.", "by Edwin Stone in the spring of that cold and rainy year that was called\n1934.")


def test_a_wrapped_paragraph_is_not_mistaken_for_a_headline_nor_its_last_line_for_a_number(article: Read) -> None:
    assert article("a.txt", WRAPPED).text == WRAPPED
    result = article("a.txt", f"{TITLE}\n{WRAPPED}")
    assert (result.title, result.text) == (TITLE, WRAPPED)


def test_a_word_that_ends_a_wrapped_paragraph_is_not_furniture(article: Read) -> None:
    body = (
        "The council wants to hear from everybody. It has put a page on the web\n"
        "where people can write what they think, under a button with the word\n"
        "Share"
    )
    assert article("a.txt", f"{TITLE}\n\n{body}\n\nShare").text == body


def test_single_lines_of_about_one_length_are_not_a_wrapped_paragraph(article: Read) -> None:
    title = "Bridge over the Alder to close for a whole long week"
    body = "The council said on Monday that two bolts had come loose."
    result = article("a.txt", f"{title}\nFishermen land a record catch\n{body}")
    assert (result.title, result.text) == (title, body)


def test_furniture_inside_and_below_the_body_is_dropped_and_the_source_at_the_foot_read(article: Read) -> None:
    first, second = BODY.split("\n\n")
    foot = "Share\n\nSource: The Post\nLink: https://example.org/b\n© 2025 The Post. All rights reserved."
    result = article("a.txt", f"{TITLE}\n\n{first}\n\nRead also: Trains\n\nAdvertisement\n\n{second}\n\n{foot}\n")
    assert (result.text, result.publisher, result.url) == (BODY, "The Post", "https://example.org/b")


def test_a_source_line_with_an_address_gives_the_address(article: Read) -> None:
    result = article("a.txt", f"{TITLE}\n\n{BODY}\n\nSource: https://example.org/b")
    assert (result.publisher, result.url) == (None, "https://example.org/b")


def test_an_address_that_is_not_of_the_web_is_not_kept(article: Read) -> None:
    assert article("a.txt", f"Title: {TITLE}\nURL: javascript:alert(1)\n\n{BODY}").url is None


@pytest.mark.parametrize(
    "first",
    [
        "(Reuters) - Will the bridge be shut for a week?",
        "ALDER (Reuters) — The bridge will be shut, the council said",
        "The bridge was inspected. Then came the news",
        "- The bridge is shut",
        "The mayor said on Monday:",
    ],
)
def test_a_first_paragraph_that_reads_like_prose_is_no_headline(article: Read, first: str) -> None:
    result = article("bridge.txt", f"{first}\n\n{BODY}")
    assert (result.title, result.text) == ("Bridge", f"{first}\n\n{BODY}")


def test_subheadings_numbers_and_spaces_of_the_body_stay(article: Read) -> None:
    body = "The vote was close.\n\nWhat happens next\n\nTwitter.\n\n12\n\nThe  mayor\tpaused . Then he left."
    assert article("a.txt", f"{TITLE}\n\n{body}").text == body
