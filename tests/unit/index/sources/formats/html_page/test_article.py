"""Saved pages: the article without the page, and its metadata."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.types import Article

Read = Callable[[str, str | bytes], Article]
Why = Callable[[str, str | bytes], str]

FIRST = "The bridge over the Alder will be shut for a week from Monday, the council said, because two bolts came loose."
SECOND = (
    "“We would rather close it than lose it,” said Ada Brook, the mayor. She hopes that it will open again on Sunday."
)
THIRD = (
    "Buses will go round by Stenning, which takes twenty minutes longer. A ticket will cost the same, Brook promised."
)
BODY = "\n\n".join([FIRST, SECOND, THIRD])


def page(head: str = "", *, title: str = "Bridge to close", before: str = "", after: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>\n" for text in (FIRST, SECOND, THIRD))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        f"{before}<article><h1>Bridge to close</h1>{paragraphs}</article>{after}</body></html>"
    )


META = (
    '<meta property="og:site_name" content="The Post"><meta name="author" content="Ida Lund">'
    '<meta property="article:published_time" content="2025-02-09T08:00:00Z">'
    '<link rel="canonical" href="https://example.org/b">'
)
JSON_LD = (
    '<link rel="canonical" href="https://example.org/b"><script type="application/ld+json">{"@context": "https://schema.org",'
    '"@type": "NewsArticle", "headline": "Bridge to close", "datePublished": "2025-02-09",'
    '"author": {"@type": "Person", "name": "Ida Lund"}, "publisher": {"@type": "Organization",'
    '"name": "The Post"}}</script>'
)


@pytest.mark.parametrize("head", [META, JSON_LD], ids=["meta", "json-ld"])
def test_the_page_says_title_publisher_author_date_and_address(article: Read, head: str) -> None:
    result = article("a.html", page(head, title="Bridge to close | The Post"))
    assert (result.title, result.publisher, result.author) == ("Bridge to close", "The Post", "Ida Lund")
    assert (result.published_at, result.url) == ("2025-02-09", "https://example.org/b")
    assert result.text == BODY


def test_menus_share_bars_cookie_lines_related_links_and_footers_go(article: Read) -> None:
    result = article(
        "a.htm",
        page(
            before="<div class='cookies'>We use cookies. <button>Accept</button></div><nav><a href='/'>Home</a></nav>"
            "<div class='share'><a href='#'>Share</a> <a href='#'>Tweet</a></div>",
            after="<aside><h3>Most read</h3><ul><li><a href='/x'>Trains run on Sundays</a></li></ul></aside>"
            "<div class='comments'><p>reader71: at last!</p></div><footer><p>© 2025 The Post</p></footer>",
        ),
    )
    assert result.text == BODY


def test_a_headline_repeated_at_the_top_of_the_text_is_left_out(article: Read) -> None:
    content = page(META).replace("<h1>Bridge to close</h1>", "<p>Bridge to close</p>")
    assert article("a.html", content).text == BODY


def test_a_date_in_the_text_or_a_copyright_year_is_no_day_of_publication(article: Read) -> None:
    result = article("a.html", page(after="<p>The bridge opened on 3 May 1934.</p><footer>© 2019 The Post</footer>"))
    assert result.published_at is None


@pytest.mark.parametrize("name", ["admin", "Jdadmin"])
def test_an_account_name_is_no_author(article: Read, name: str) -> None:
    assert article("a.html", page(f'<meta name="author" content="{name}">')).author is None


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-8", "utf-16"])
def test_the_encoding_that_a_page_declares_is_believed(article: Read, encoding: str) -> None:
    content = page(META).replace("utf-8", encoding).replace("Ida Lund", "Zoë Strøm")
    content = content.replace("“", '"').replace("”", '"')
    result = article("a.html", content.encode(encoding))
    assert (result.author, result.text) == ("Zoë Strøm", BODY.replace("“", '"').replace("”", '"'))


def test_a_page_that_is_utf8_whatever_it_declares_is_read_as_utf8(article: Read) -> None:
    assert article("a.html", page(META).replace("utf-8", "windows-1251").encode()).text == BODY


@pytest.mark.parametrize("name", ["rot13", "zip", "unicode_escape", "no-such-encoding", "idna"])
def test_a_declared_encoding_that_is_none_is_passed_over(article: Read, name: str) -> None:
    content = page(META).replace("utf-8", name).replace("“", '"').replace("”", "\x94")
    assert "\x94" not in article("a.html", content.replace("\x94", '"').encode("cp1252")).text


@pytest.mark.parametrize(
    "content",
    ["", "<html></html>", "<" * 5000, "<div>" * 20_000, "<html><body><nav><a href='/'>Home</a></nav></body></html>"],
)
def test_a_page_without_an_article_is_one_line_and_nothing_is_logged(
    reason: Why, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert reason("a.html", content).endswith("save the text as .txt")
    assert caplog.records == []
