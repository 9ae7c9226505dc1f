"""The day on which a quoted statement was made."""

from __future__ import annotations

import pytest

from bot.answer.types import Answer, QuoteRef, Status
from bot.conversation.quote_followups import answer_with_day, find_statement_day
from bot.messages import messages_in
from index.types import Article


def article(text: str, published_at: str | None = None) -> Article:
    return Article("mill", text, published_at=published_at)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("“It will open,” said Ada Thorn on 3 March.", "3 March"),
        ("Ada Thorn said on Friday that the mill would open on 3 May.", "Friday"),
        ("“It opens on 3 May,” said Ada Thorn.", ""),
        ("“It opens on Friday,” said Ada Thorn on Monday, 3 March.", "3 March"),
        ("Ada Thorn said yesterday that the mill would open.", "yesterday"),
        ("Ada Thorn said the mill would open in May.", ""),
        ("«Він відкриється», — сказала Ада Терен у п'ятницю.", "п'ятницю"),
    ],
)
def test_the_day_is_that_of_the_speech_and_never_one_within_it(text: str, day: str) -> None:
    assert find_statement_day(article(text), QuoteRef("mill", 0, 0, len(text))) == day


@pytest.mark.parametrize(
    ("published", "text", "status"),
    [
        ("2025-03-04", "The article does not tell the day [1]. It was published on 4 Mar 2025.", Status.ANSWERED),
        (None, "The article does not tell the day [1].", Status.NOT_FOUND),
    ],
)
def test_without_a_day_the_publication_date_is_given(published: str | None, text: str, status: Status) -> None:
    said = "Ada Thorn said the mill would open."
    cited = QuoteRef("mill", 0, 0, len(said), speaker="Ada Thorn")
    answer = answer_with_day(
        Answer("when?", Status.ANSWERED, "…"), cited, lambda _: article(said, published), messages_in("en").conversation
    )
    assert (answer.text, answer.status) == (text, status)
    (quote,) = answer.citations or answer.closest
    assert (quote.quote, quote.speaker, quote.number) == (said, "Ada Thorn", 1)
