from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.citations import link_to_quote

PAGE = "https://example.org/a"


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("short words", "short%20words"),
        ("re-open, now & then", "re%2Dopen%2C%20now%20%26%20then"),
        (
            "one two three four five six seven eight nine ten eleven",
            "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven",
        ),
        ("Курськ", "%D0%9A%D1%83%D1%80%D1%81%D1%8C%D0%BA"),
    ],
)
def test_the_link_opens_the_page_at_the_words(words: str, directive: str) -> None:
    assert link_to_quote(PAGE, words) == f"{PAGE}#:~:text={directive}"


def test_a_document_opens_at_the_page() -> None:
    assert link_to_quote(f"{PAGE}.pdf", "short words", 3) == f"{PAGE}.pdf#page=3"
    assert link_to_quote(f"{PAGE}.pdf#annex", "short words", 3) == f"{PAGE}.pdf#annex"
    assert link_to_quote(None, "short words", 3) is None


def test_a_fragment_of_the_url_is_kept() -> None:
    assert link_to_quote(f"{PAGE}#top", "word") == f"{PAGE}#top:~:text=word"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "tg://user?id=1"])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert link_to_quote(url, "words") is None


@given(st.text(max_size=200))
def test_words_never_add_a_second_directive_or_break_the_link(words: str) -> None:
    link = link_to_quote(PAGE, words.encode("utf-8", "ignore").decode()) or ""
    directive = link.removeprefix(PAGE).removeprefix("#:~:text=")
    assert link.isascii()
    assert not set(directive) & set("&-# \n<>\"'")
    assert directive.count(",") <= 1
