"""Articles that say that they were corrected, and those that only speak of corrections."""

from __future__ import annotations

import pytest

from index.article_metadata import CORRECTED, is_corrected, mark_corrected
from index.types import Article

BODY = "The bridge opens in May."


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\nCorrection: an earlier version of this article said April.",
        f"{BODY}\n\nCORRECTION (May 3, 2025): The bridge is of wood.",
        f"Corrected: {BODY}",
        f"{BODY} This story has been corrected to say May.",
        f"{BODY} A previous version of this report gave another month.",
        f"{BODY}\n\nВиправлено: міст із дерева.",
        f"{BODY} У попередній версії статті було вказано квітень.",
        f"{BODY} В предыдущей версии статьи был указан апрель.",
    ],
)
def test_a_corrected_article_is_marked(text: str) -> None:
    assert mark_corrected(Article("a", text, metadata={"desk": "north"})).metadata == {"desk": "north", CORRECTED: True}


def test_the_headline_may_say_it() -> None:
    assert is_corrected(Article("a", BODY, "CORRECTED - Bridge to open in May"))


@pytest.mark.parametrize(
    "text",
    [
        "A correction in the price of timber is due, she said: it has doubled.",
        "He was corrected by the mayor.",
        "The earlier version of the bridge fell down.",
        "Corrections officers went on strike at the prison.",
    ],
)
def test_an_article_about_corrections_is_not(text: str) -> None:
    article = Article("a", text)
    assert mark_corrected(article) is article


def test_what_the_giver_says_stays() -> None:
    article = Article("a", f"Correction: {BODY}", metadata={CORRECTED: "no"})
    assert mark_corrected(article) is article
