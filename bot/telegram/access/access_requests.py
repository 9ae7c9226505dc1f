"""Requests for access: an unknown person or group is told once, and the admins are asked."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot

from bot.messages import TELEGRAM
from bot.storage.bot_database import BotDatabase
from bot.storage.members import Subject
from bot.telegram.access.allow_deny import decision_buttons
from bot.telegram.access.callers import CallerLookup
from bot.telegram.rendering.names import subject_html
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.editing import post_message
from bot.telegram.transport.sending import Place, send_pages

TOLD_AGAIN = timedelta(days=30)
"""After this long a stranger may have forgotten what they were told."""

ASKED_AGAIN = timedelta(days=1)
MOST_ASKED = 50
"""Requests a day, over all strangers: nobody can drown an admin."""

_NOTICE = "notice"
_ASKED = "asked"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AccessRequests:
    """Turns away who is unknown, and asks the admins to decide.

    ``forgotten`` holds, by id, when somebody erased that they had asked: in memory only, so that nobody floods an admin
    by asking and erasing in turn.
    """

    callers: CallerLookup
    forgotten: dict[int, datetime] = field(default_factory=dict)

    async def turn_away(self, bot: Bot, place: Place, subject: Subject, by: Subject | None = None) -> None:
        """``subject`` is the person or the group, ``by`` who turned to the bot in the group or added it there.

        Raises StoreError, TelegramError.
        """
        asked = await self._ask_admins(bot, subject, by)
        database = self.callers.database
        if not await database.run(
            lambda state: state.notices.record_if_due(_NOTICE, subject.id, TOLD_AGAIN, database.now())
        ):
            return
        setting = "ALLOWED_TELEGRAM_USER_IDS" if subject.id > 0 else "ALLOWED_TELEGRAM_GROUP_IDS"
        _log.info("Not let in: %s (an admin's /allow %s, or %s, lets it in)", subject.id, subject.id, setting)
        notice = person_notice(subject.id, asked) if subject.id > 0 else group_notice(subject.id, asked)
        await send_pages(bot, place, [html_page(notice)])

    async def forget(self, person: int) -> bool:
        """Erase what a person was told, and their request unless it was decided; return whether there was one.

        Raises StoreError.
        """
        now = self.callers.database.now()

        def erase(state: BotDatabase) -> tuple[bool, bool]:
            asked = not state.notices.record_if_due(_ASKED, person, ASKED_AGAIN, now)
            state.notices.forget(person)
            return asked, state.requests.withdraw(person)

        asked, withdrawn = await self.callers.database.run(erase)
        if asked:
            self.forgotten[person] = now
        return withdrawn

    async def _ask_admins(self, bot: Bot, subject: Subject, by: Subject | None) -> bool:
        """Return whether an admin knows of the request."""
        admins = await self.callers.admins()
        if not admins:
            return False
        now = self.callers.database.now()
        lately = {person for person, at in self.forgotten.items() if at > now - ASKED_AGAIN}
        if subject.id in lately:
            return True

        def note(state: BotDatabase) -> int | None:
            """The request's number, None where the admins were told lately, 0 where they are told enough."""
            if state.notices.count(_ASKED, now - ASKED_AGAIN) + len(lately) >= MOST_ASKED:
                return 0
            return (
                state.requests.open(subject)
                if state.notices.record_if_due(_ASKED, subject.id, ASKED_AGAIN, now)
                else None
            )

        request = await self.callers.database.run(note)
        if request is None:
            return True
        if not request:
            _log.warning("More than %d strangers asked today; the admins are not told of %s", MOST_ASKED, subject.id)
            return False
        posted = [await self._post(bot, admin, request, subject, by) for admin in admins]
        return any(posted)

    async def _post(self, bot: Bot, admin: int, request: int, subject: Subject, by: Subject | None) -> bool:
        message = await post_message(bot, admin, html_page(_format_request(subject, by)), decision_buttons(request))
        if message is None:
            return False
        await self.callers.database.run(lambda state: state.requests.record_message(request, admin, message))
        return True


def _format_request(subject: Subject, by: Subject | None) -> str:
    if subject.id > 0:
        return TELEGRAM.access.person_asks.format(subject=subject_html(subject))
    if by is None:
        return TELEGRAM.access.group_asks.format(subject=subject_html(subject))
    return TELEGRAM.access.group_asks_by.format(subject=subject_html(subject), by=subject_html(by))


def person_notice(user_id: int, asked: bool) -> str:
    """What a stranger is told, in HTML; ``asked`` says that an admin knows of them."""
    texts = TELEGRAM.access
    return texts.unknown_person.format(id=user_id, next=texts.person_announced if asked else texts.person_by_setting)


def group_notice(chat_id: int, asked: bool) -> str:
    """What a strange group is told, in HTML."""
    texts = TELEGRAM.access
    return texts.unknown_group.format(id=chat_id, next=texts.group_announced if asked else texts.group_by_setting)
