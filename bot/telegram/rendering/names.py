"""People's and groups' names, which anybody can choose, made safe to stand in the bot's own words."""

from __future__ import annotations

import re
from html import unescape

from bot.messages import TELEGRAM
from bot.storage.members import Subject
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, StyledText

LONGEST = 48
"""Characters shown of a name."""


def plain_name(name: str) -> str:
    """A name on one line, cut, for where Telegram shows text as it is."""
    line = " ".join(escape_foreign_text(name).split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
    return line or TELEGRAM.access.nameless


def shown_name(name: str) -> str:
    """The same in HTML, where nothing of it can be tapped."""
    return StyledText(plain_name(name)).html


def safe_name(subject: Subject) -> str:
    """Name and id, in HTML. Without a name, as for those whom only a setting names, the id alone."""
    number = f"<code>{subject.id}</code>"
    return f"{shown_name(subject.name)} ({number})" if subject.name.strip() else number


def page_of(html: str) -> MessagePage:
    """A message in the bot's own words with names in it."""
    return MessagePage(html, unescape(re.sub(r"<[^>]*>", "", html)))
