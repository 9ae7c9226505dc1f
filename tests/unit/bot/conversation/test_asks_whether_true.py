"""Messages that ask only whether something is true."""

from __future__ import annotations

import pytest

from bot.conversation.fact_check import asks_whether_true, is_question


@pytest.mark.parametrize(
    "text",
    [
        "is this true?",
        "Is that right?",
        "true?",
        "really??",
        "true or false",
        "and is it really true",
        "is this claim correct?",
        "fact check",
        "what do the articles say about this?",
        "чи це правда?",
        "Це правда?",
        "правда чи ні?",
        "это правда?",
        "Правда ли это?",
        "а это действительно так?",
        "проверь это",
    ],
)
def test_words_that_ask_only_whether_something_is_true(text: str) -> None:
    assert asks_whether_true(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "is this true of the mill?",
        "who is this about?",
        "is it raining?",
        "why?",
        "is Thorn right?",
        "the true cost",
        "це він сказав правду?",
        "кто сказал правду?",
        "what do the articles say about the mill?",
    ],
)
def test_words_that_ask_something_else(text: str) -> None:
    assert not asks_whether_true(text)


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("Who sold the old mill?", True),
        ("The old mill was sold for 5 pounds.", False),
        ("The old mill was sold for 5 pounds. Is that true?", False),
        ("The old mill was sold for 5 pounds. Who bought it?", True),
        ("Is that true?", True),
        ("", False),
    ],
)
def test_a_message_asks_something_unless_it_only_doubts_what_it_claims(message: str, asks: bool) -> None:
    assert is_question(message) is asks
