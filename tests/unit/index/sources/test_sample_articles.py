"""The project's sample articles, about which a newcomer asks first."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.sources.files import read_files
from index.sources.types import Loaded
from index.types import Article

FOLDER = Path(__file__).parents[4] / "articles"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    results = list(read_files([str(FOLDER)]))
    assert all(isinstance(one, Loaded) for one in results), results
    return {one.article.url or "": one.article for one in results if isinstance(one, Loaded)}


def test_each_has_its_title_publisher_date_and_address(articles: dict[str, Article]) -> None:
    assert len(articles) == 11
    for article in articles.values():
        assert article.title
        assert article.publisher
        assert article.published_at
        assert article.published_at.startswith("2025-")
        assert article.url
        assert article.url.startswith(("https://example.org/", "https://example.com/"))


def test_each_is_a_short_article_without_its_page(articles: dict[str, Article]) -> None:
    furniture = (
        "visitors online",
        "Share",
        "cookies",
        "Most read",
        "Read also",
        "rights reserved",
        "Tags:",
        "**",
        "](",
    )
    for article in articles.values():
        assert 150 <= len(article.text.split()) <= 350, article.id
        assert article.title not in article.text.split("\n")
        assert [word for word in furniture if word in article.text] == []


def test_the_noisy_one_begins_with_its_first_sentence(articles: dict[str, Article]) -> None:
    article = articles["https://example.org/sandholm-beacon/harbour-dredging"]
    assert article.title == "Ferry port to be dredged for the first time in thirty years"
    assert article.text.startswith("Dredgers will start work in the harbour of Sandholm")
    assert article.text.endswith("because nobody could guarantee the weather.")
    assert (article.publisher, article.author) == ("The Sandholm Beacon", "Rosalind Keane")


def test_the_one_about_kursk_names_the_analyst_and_what_he_is(articles: dict[str, Article]) -> None:
    article = articles["https://example.org/northern-wire/2025/02/kursk-six-months"]
    assert "Botha Ilias, a senior analyst at Prisma Strategic Intelligence Company, told" in article.text
    assert "Putin has to prioritise" in article.text


def test_one_is_in_ukrainian(articles: dict[str, Article]) -> None:
    assert articles["https://example.org/zarichchia/taryfy-na-teplo"].text.startswith("Міська рада Заріччя")
