"""One page under several addresses, and which stored article a page takes the place of."""

from __future__ import annotations

import pytest

from index.article_metadata import ORIGINAL_URL
from index.duplicates.same_page import page_key, replaced_articles
from index.types import Article

URL = "https://post.example/news/42"


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://www.post.example/news/42/",
        f"{URL}#top",
        f"{URL}?utm_source=mail&fbclid=x",
        "https://POST.example:443/news/42",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert page_key(url) == "post.example/news/42"


@pytest.mark.parametrize(
    "url", [None, "", "https://post.example", "https://post.example/", "file:///x", "http://[bad/x"]
)
def test_what_names_no_article_is_no_page(url: str | None) -> None:
    assert page_key(url) is None


def test_pages_that_differ_in_what_they_ask_are_several() -> None:
    assert page_key(f"{URL}?id=1") != page_key(f"{URL}?id=2")


def new(article_id: str, url: str = URL, canonical: str | None = None) -> Article:
    return Article(article_id, "text", url=url, metadata={ORIGINAL_URL: canonical} if canonical else {})


def test_the_same_page_under_another_id_is_replaced() -> None:
    assert replaced_articles({"b": new("b")}, [("a", f"{URL}/"), ("c", "https://post.example/other")]) == ("a",)


def test_a_canonical_address_counts_on_the_same_site_only() -> None:
    stored = [("a", URL)]
    assert replaced_articles({"b": new("b", "https://post.example/m/42", URL)}, stored) == ("a",)
    assert replaced_articles({"b": new("b", "https://other.example/42", URL)}, stored) == ()


def test_a_page_that_several_articles_name_is_left_alone() -> None:
    assert replaced_articles({"b": new("b"), "c": new("c")}, [("a", URL)]) == ()
    assert replaced_articles({"c": new("c")}, [("a", URL), ("b", URL)]) == ()
    assert replaced_articles({"a": new("a"), "b": new("b")}, [("a", URL)]) == ()
