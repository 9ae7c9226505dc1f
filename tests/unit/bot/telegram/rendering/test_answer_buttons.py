"""The buttons under an answer and their data."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import InlineKeyboardMarkup

from bot.answer.types import QuoteRef, Status
from bot.storage.answers import StoredAnswer, Votes, new_id
from bot.telegram.rendering.answer_buttons import Button, ButtonPress, answer_buttons, page_buttons, parse_press

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WHERE = (QuoteRef("a", 11, 3, 9, 1),)


def answer(*cited: QuoteRef) -> StoredAnswer:
    return StoredAnswer(new_id(), 1, (2,), 1, 1, "a question of @somebody", Status.ANSWERED, cited, NOW)


def labels(keyboard: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [[button.text for button in row] for row in keyboard.inline_keyboard] if keyboard else []


@pytest.mark.parametrize("button", list(Button))
def test_a_press_is_read_as_it_was_written_and_fits_telegram(button: Button) -> None:
    press = ButtonPress(new_id(), button, 999)
    assert parse_press(press.data) == press
    assert len(press.data.encode()) <= 64


@pytest.mark.parametrize(
    "data", [None, "", "given:", "given:a:context", "given:a:what:0", "given:a b:up:0", "x:a:up:0", "given:a:up:0\n"]
)
def test_other_data_are_no_press(data: str | None) -> None:
    assert parse_press(data) is None


def test_no_words_of_anybody_are_in_the_data() -> None:
    made = answer(*WHERE)
    data = [button.callback_data for row in answer_buttons(made).inline_keyboard for button in row]
    assert data == [f"given:{made.id}:{name}:0" for name in ("context", "others", "up", "down")]


def test_thumbs_show_their_count_once_there_is_one() -> None:
    assert labels(answer_buttons(answer(*WHERE)))[1] == ["👍", "👎"]
    assert labels(answer_buttons(answer(*WHERE), Votes(2, 0)))[1] == ["👍 2", "👎"]


def test_where_nothing_is_quoted_there_is_no_more_to_read() -> None:
    assert labels(answer_buttons(answer())) == [["👍", "👎"]]


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [(0, 1, []), (0, 3, [["2 of 3 ›"]]), (1, 3, [["‹ 1 of 3", "3 of 3 ›"]]), (2, 3, [["‹ 2 of 3"]])],
)
def test_pages_are_turned_one_by_one(page: int, pages: int, shown: list[list[str]]) -> None:
    assert labels(page_buttons(ButtonPress("a", Button.CONTEXT, page), pages)) == shown
