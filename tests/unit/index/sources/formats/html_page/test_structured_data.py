"""The metadata of a page: title, publisher, date, author, address, language."""

from __future__ import annotations

import pytest

from index.sources.formats.html_page import article
from index.sources.types import ExtractedArticle

TEXT = (
    "<p>The bridge over the Alder will be shut for a week from Monday, the council said, as two bolts came loose.</p>"
    "<p>“We would rather close it than lose it,” said Ada Brook, the mayor, who hopes to open it on Sunday.</p>"
    "<p>Buses will go round by Stenning, which takes twenty minutes longer than the way over the bridge.</p>"
)
ADDRESS = "https://www.oldbridgepost.co.uk/news/bridge"


def extract(
    head: str, above: str = "<h1>Bridge to close</h1>", *, address: str | None = ADDRESS, lang: str = ""
) -> ExtractedArticle:
    return article.parse_html(
        f"<html {lang}><head>{head}</head><body>{above}<article>{TEXT}</article></body></html>", address
    )


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def json_ld(fields: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", {fields}}}</script>'


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        ("<title>Bridge to close | The Post</title>" + meta("og:site_name", "The Post"), "", "Bridge to close"),
        ("<title>Bridge to close - Oldbridge Post</title>", "", "Bridge to close"),
        ("<title>Why the Alder bridge closes - Transport - Oldbridge Post</title>",
         "<h2>Why the Alder bridge closes</h2>",
         "Why the Alder bridge closes"),
        (meta("og:title", "Alder bridge closes for a week"), "<h1>The Alder bridge closes for a whole week</h1>",
         "The Alder bridge closes for a whole week"),
        (meta("og:site_name", "The Post") + meta("og:title", "Bridge to close"), "<h1>The Post</h1>",
         "Bridge to close"),
        (meta("og:site_name", "The Post") + meta("og:title", "The Post") + "<title>Bridge to close</title>", "",
         "Bridge to close"),
        (json_ld('"headline": "Bridge &amp; ferry"'), "<h1>Sign in</h1>", "Bridge & ferry"),
        ("", "<h1>Bridge to close</h1>", "Bridge to close"),
        ("<title>Bridge - a history of the Alder</title>", "", "Bridge - a history of the Alder"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_sites_name(head: str, above: str, title: str) -> None:
    assert extract(head, above).title == title


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (meta("og:site_name", "The Oldbridge Post"), "The Oldbridge Post"),
        (meta("og:site_name", "U.K.") + json_ld('"publisher": {"@type": "Organization", "name": "Oldbridge Post"}'),
         "Oldbridge Post"),
        (meta("og:site_name", "Oldbridge Post | All of the valley's news"), "Oldbridge Post"),
        (meta("og:site_name", "All of the valley's news | Oldbridge Post"), "Oldbridge Post"),
        (meta("og:site_name", "oldbridgepost.co.uk") + meta("publisher", "Oldbridge Post"), "Oldbridge Post"),
        ("<title>Bridge to close - The Oldbridge Post</title>" + meta("publisher", "The Oldbridge Post Company"),
         "The Oldbridge Post"),
        (meta("og:site_name", "https://www.oldbridgepost.co.uk"), "oldbridgepost.co.uk"),
        ("<title>Bridge to close - a week without it</title>", "oldbridgepost.co.uk"),
        (meta("publisher", "Northern Wire"), "Northern Wire"),
        ("", "oldbridgepost.co.uk"),
    ],
)  # fmt: skip
def test_the_publisher_is_the_name_that_the_address_or_the_page_bears_out(head: str, publisher: str) -> None:
    assert extract(head).publisher == publisher


def test_a_page_that_says_nothing_of_its_publisher_and_has_no_address_has_none() -> None:
    assert extract("", address=None).publisher is None


@pytest.mark.parametrize(
    ("head", "above", "day"),
    [
        (json_ld('"dateModified": "2025-02-11", "datePublished": "2025-02-09"'), "", "2025-02-09"),
        (json_ld('"datePublished": "0001-01-01"') + meta("article:published_time", "2025-02-09T23:30:00-05:00"), "",
         "2025-02-09"),
        (meta("article:modified_time", "2025-02-11"), "", None),
        (meta("article:published_time", "February 9, 2025, 07:47 PM EST"), "", "2025-02-09"),
        (json_ld('"datePublished": "2025-02-09"', "WebPage"), "", "2025-02-09"),
        ("", '<span itemprop="datePublished">Fri 6:45 PM, Feb 9, 2025</span>', "2025-02-09"),
        ("", "<h1>Bridge to close</h1><div>Ida Lund | 9 FEB 2025</div>", "2025-02-09"),
        ("", "<h1>Bridge to close</h1><div>9 February 2025 | Updated 11 February 2025</div>", "2025-02-09"),
        ("", "<h1>Bridge to close</h1><div>Updated: 11 February 2025</div>", None),
        ("", "<p>Von Ida Lund am 9. Februar 2025</p><h1>Bridge to close</h1>", "2025-02-09"),
        ("", "<h1>Bridge to close</h1><div>[ 2025-02-09 15:24 ]</div>", "2025-02-09"),
        (json_ld('"datePublished": "2019-01-01", "headline": "Ferries"') + json_ld(
            '"datePublished": "2025-02-09", "headline": "Bridge to close"') + "<title>Bridge to close</title>", "",
         "2025-02-09"),
        ("", "", None),
    ],
)  # fmt: skip
def test_the_day_is_that_of_publication(head: str, above: str, day: str | None) -> None:
    assert extract(head, above).published_at == day


def test_the_time_is_kept_beside_the_day() -> None:
    result = extract(meta("article:published_time", "2025-02-09T23:30:00-05:00"))
    assert (result.published_at, result.metadata["published_time"]) == ("2025-02-09", "2025-02-09T23:30:00-05:00")


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert extract("", address="https://example.org/2025/02/09/bridge").published_at == "2025-02-09"
    assert extract("", address="https://example.org/2025/13/09/bridge").published_at is None


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (json_ld('"author": [{"@type": "Person", "name": "Ida Lund"}, {"name": "Bo Ek"}]'), "Ida Lund, Bo Ek"),
        (meta("author", "By Ida Lund | The Post"), "Ida Lund"),
        (meta("article:author", "https://example.org/ida"), None),
        (meta("author", "The Post") + meta("og:site_name", "The Post"), None),
    ],
)
def test_writers_are_people(head: str, author: str | None) -> None:
    assert extract(head).author == author


@pytest.mark.parametrize(
    ("head", "url", "original"),
    [
        ('<link rel="canonical" href="/news/1">', "https://www.oldbridgepost.co.uk/news/1", None),
        ('<link rel="canonical" href="/">', ADDRESS, None),
        ('<link rel="canonical" href="https://northernwire.org/1">', ADDRESS, "https://northernwire.org/1"),
        ('<link rel="canonical" href="javascript:x()">', ADDRESS, None),
        ('<link rel="canonical" href="http://[broken">', ADDRESS, None),
        (meta("og:url", "https://oldbridgepost.co.uk/news/2"), "https://oldbridgepost.co.uk/news/2", None),
    ],
)
def test_a_page_may_name_another_address_of_its_own_site_only(head: str, url: str, original: str | None) -> None:
    result = extract(head)
    assert (result.url, result.metadata.get("original_url")) == (url, original)


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ('lang="en-GB"', "", "en"),
        ("", meta("og:locale", "en_US"), "en"),
        ('lang="uk"', "", None),
        ("", "", None),
    ],
)
def test_a_language_is_claimed_and_its_letters_are_there(lang: str, head: str, language: str | None) -> None:
    assert extract(head, lang=lang).metadata.get("language") == language


@pytest.mark.parametrize("lang", ["", 'lang="en"', 'lang="ru"', 'lang="uk"'])
def test_ukrainian_letters_tell_the_language_whatever_is_claimed(lang: str) -> None:
    text = "<p>Міст через річку закриють на тиждень, бо послабилися два болти, повідомила міська рада.</p>" * 3
    result = article.parse_html(
        f"<html {lang}><head><title>Міст</title></head><body><article>{text}</article></body></html>"
    )
    assert result.metadata["language"] == "uk"
