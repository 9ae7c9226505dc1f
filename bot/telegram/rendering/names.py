"""People's and groups' names, which anybody can choose, made safe to stand in the bot's own words."""

from __future__ import annotations

from bot.messages import TELEGRAM
from bot.storage.members import Subject
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import StyledText

LONGEST = 48
"""Largest number of characters shown of a name."""


def plain_name(name: str) -> str:
    """Return a name on one line, cut to ``LONGEST`` characters, for text without markup such as a button's.

    A name without visible characters becomes "somebody".
    """
    line = " ".join(escape_foreign_text(name).split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
    return line or TELEGRAM.access.nameless


def name_html(name: str) -> str:
    """Return a name as HTML in which nothing can be tapped."""
    return StyledText(plain_name(name)).html


def subject_html(subject: Subject) -> str:
    """Return name and id as HTML; the id alone where the name is unknown."""
    number = f"<code>{subject.id}</code>"
    return f"{name_html(subject.name)} ({number})" if subject.name.strip() else number
