"""The list of articles, a page at a time."""

from __future__ import annotations

import pytest

from bot.messages import TELEGRAM
from bot.telegram.articles.list_articles import LINES, format_list, listing_buttons, mark_own, search_titles
from index.types import Article

ARTICLES = (
    Article("a", "", "Mill sold", "The Post", "Ada Thorn", "2025-02-03"),
    Article("b", "", "Bridge shut", "Northern Wire", None, "2025-03-01T10:00:00+00:00", "https://wire.example/b"),
    Article("c", "", "Undated", "The Post"),
)


def ids(words: str) -> list[str]:
    return [article.id for article in search_titles(ARTICLES, words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["b", "a", "c"]),
        ("POST", ["a", "c"]),
        ("post thorn", ["a"]),
        ("2025-03", ["b"]),
        ("3 feb 2025", ["a"]),
        ("wire.example", ["b"]),
        ("nobody", []),
    ],
)
def test_every_word_is_looked_for_in_all_that_is_shown_newest_first(words: str, found: list[str]) -> None:
    assert ids(words) == found


def test_a_page_says_which_articles_of_how_many_it_shows() -> None:
    many = [Article(f"a{n}", "", f"Title {n}") for n in range(LINES)]
    assert format_list(many, (2, 35), "", {}).text.startswith(
        "35 articles, 11 to 20, newest first:\n\nTitle 0\nTitle 1"
    )
    assert format_list(ARTICLES[2:], (1, 1), "", {}).text == "1 article:\n\nUndated · The Post"
    assert format_list((), (1, 0), "", {}).text == "There are no articles yet."


def test_words_of_a_search_are_harmless() -> None:
    assert (
        format_list((), (1, 0), "@x_bot\u202e <b>", {}).html
        == "I have no article with “<code>@x_bot</code> &lt;b&gt;”."
    )


def test_the_chats_own_are_marked_beside_other_remarks() -> None:
    remarks = mark_own(ARTICLES, {"a": ("corrected",)}, {"a", "c"})
    page = format_list(ARTICLES, (1, 3), "", remarks)
    assert f"Mill sold · The Post · 3 Feb 2025 · {TELEGRAM.listing.own} · corrected" in page.text
    assert f"Undated · The Post · {TELEGRAM.listing.own}" in page.text
    assert "Bridge shut · Northern Wire · 1 Mar 2025\n" in page.text


def test_a_page_of_very_long_addresses_is_one_message_all_the_same() -> None:
    long = [
        Article(f"a{n}", "", f"T{n} " + "w" * 300, "p" * 99, url="https://x.example/" + "y" * 1900)
        for n in range(LINES)
    ]
    page = format_list(long, (1, LINES), "", {})
    assert f"T{LINES - 1} " in page.text
    assert len(page.text) <= 4096


@pytest.mark.parametrize(
    ("number", "pages", "labels"),
    [(1, 1, []), (1, 3, ["Older ›"]), (2, 3, ["‹ Newer", "Older ›"]), (3, 3, ["‹ Newer"])],
)
def test_buttons_lead_to_the_pages_that_there_are(number: int, pages: int, labels: list[str]) -> None:
    keyboard = listing_buttons(number, pages)
    assert [button.text for row in (keyboard.inline_keyboard if keyboard else ()) for button in row] == labels
