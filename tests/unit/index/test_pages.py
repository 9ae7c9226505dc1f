"""On which page a place in an article stands."""

from __future__ import annotations

import pytest

from index.article_metadata import page_of
from index.types import Article


def article(pages: object) -> Article:
    return Article("a", "One two. Three four.", metadata={"pages": pages})


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (8, 1), (9, 2), (19, 2)])
def test_a_page_holds_what_begins_with_it(offset: int, page: int) -> None:
    assert page_of(article([0, 9]), offset) == page


def test_pages_without_text_hold_nothing() -> None:
    starts = [0, 0, 9, 9, 20, 20]
    assert [page_of(article(starts), offset) for offset in (0, 8, 9, 19)] == [2, 2, 4, 4]


@pytest.mark.parametrize("offset", [-1, 20])
def test_what_is_outside_the_text_is_on_no_page(offset: int) -> None:
    assert page_of(article([0, 9]), offset) is None


def test_an_article_without_pages_has_none() -> None:
    assert page_of(Article("a", "One two."), 0) is None


@pytest.mark.parametrize(
    "pages", [12, "0", [], [112, 118], [3, 9], [0, 12, 9], [0, "9"], [0, 9.5], [False, 9], [0, 21], None]
)
def test_another_thing_that_a_giver_calls_pages_is_passed_over(pages: object) -> None:
    assert page_of(article(pages), 5) is None
