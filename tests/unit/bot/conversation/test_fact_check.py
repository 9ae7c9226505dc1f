"""Figures of a message are compared with quotes on the same thing, and these come first."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.answer.types import EVERYTHING, Answer, Citation, Scope, Status
from bot.conversation.fact_check import check_message

VOTE = "The members have voted to put a roof over the east stand, by 911 votes to 604."
ROOF = "The roof will cover 7,500 seats and cost 14.5 million pounds."
DEBT = "The club owes its bank 1.1 million pounds a year until 2041."
CLAIM = "The roof over the east stand at Elm Lane will cost 20 million pounds."


@dataclass(frozen=True)
class Quotes:
    """Answers everything with the same quotes, each from the article of its title."""

    quotes: tuple[tuple[str, str], ...]

    def answer(self, question: str, scope: Scope = EVERYTHING, *, use_llm: bool = True) -> Answer:
        cited = tuple(
            Citation(at, title, title, None, None, None, None, None, quote, 0, len(quote))
            for at, (title, quote) in enumerate(self.quotes, 1)
        )
        return Answer(question, Status.ANSWERED, "", cited)


def test_a_quote_that_counts_the_same_comes_first_and_its_figure_is_named() -> None:
    title = "Can Elm Lane afford a roof?"
    answer = check_message(CLAIM, Quotes(((title, VOTE), (title, ROOF), (title, DEBT))))
    assert answer.text.splitlines() == [
        f"The articles say: {ROOF} [1]",
        "The message has 20 million pounds, the articles have 14.5 million pounds [1].",
    ]
    assert [one.quote for one in answer.citations] == [ROOF, VOTE, DEBT]


@pytest.mark.parametrize(
    ("title", "quote"),
    [
        ("Can Elm Lane afford a roof?", DEBT),
        ("Schools in the valley", ROOF),
        ("A roof for the market", "The market's roof cost 3 million pounds."),
    ],
)
def test_figures_of_another_thing_are_not_named(title: str, quote: str) -> None:
    assert "The message has" not in check_message(CLAIM, Quotes(((title, quote),))).text
