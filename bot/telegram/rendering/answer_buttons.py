"""The buttons under an answer. Their data hold the answer's short id, never anybody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import TELEGRAM
from bot.storage.answers import StoredAnswer, Votes

PATTERN = r"^given:"
"""What the data of these buttons begin with."""

_DATA = re.compile(r"given:([A-Za-z0-9_-]{1,16}):(context|others|up|down):([0-9]{1,3})")


class Button(StrEnum):
    """The kinds of buttons."""

    CONTEXT = "context"
    OTHERS = "others"
    UP = "up"
    DOWN = "down"


LABELS = {
    Button.CONTEXT: TELEGRAM.answers.more_context,
    Button.OTHERS: TELEGRAM.answers.other_sources,
    Button.UP: TELEGRAM.answers.thumb_up,
    Button.DOWN: TELEGRAM.answers.thumb_down,
}


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A press: of which answer, on what, and for ``CONTEXT`` and ``OTHERS`` which page, from 0."""

    answer_id: str
    button: Button
    page: int = 0

    @property
    def data(self) -> str:
        """The data of the button, at most 64 bytes (Telegram's limit)."""
        return f"given:{self.answer_id}:{self.button}:{self.page}"


def parse_press(data: str | None) -> ButtonPress | None:
    """Return the press of these data; None for data of no button of this module."""
    match = _DATA.fullmatch(data or "")
    return ButtonPress(match[1], Button(match[2]), int(match[3])) if match else None


def answer_buttons(answer: StoredAnswer, votes: Votes | None = None) -> InlineKeyboardMarkup:
    """Return the buttons of an answer, the thumbs with votes; context and others only where it quotes something."""
    votes = votes or Votes()
    rows = [[_button(answer, Button.UP, votes.up), _button(answer, Button.DOWN, votes.down)]]
    if answer.cited:
        rows.insert(0, [_button(answer, Button.CONTEXT), _button(answer, Button.OTHERS)])
    return InlineKeyboardMarkup(rows)


def page_buttons(press: ButtonPress, pages: int) -> InlineKeyboardMarkup | None:
    """Return the buttons to the previous and the next page; None where there is one page only."""
    at = press.page
    row = [("‹ ", at - 1, "")] if at > 0 else []
    row += [("", at + 1, " ›")] if at + 1 < pages else []
    buttons = [
        InlineKeyboardButton(
            f"{before}{TELEGRAM.answers.page.format(page=page + 1, pages=pages)}{behind}",
            callback_data=ButtonPress(press.answer_id, press.button, page).data,
        )
        for before, page, behind in row
    ]
    return InlineKeyboardMarkup([buttons]) if buttons else None


def _button(answer: StoredAnswer, button: Button, count: int = 0) -> InlineKeyboardButton:
    label = f"{LABELS[button]} {count}" if count else LABELS[button]
    return InlineKeyboardButton(label, callback_data=ButtonPress(answer.id, button).data)
