"""The first admin: a code that the terminal shows, and that whoever has it sends to the bot."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import timedelta

from bot.messages import TELEGRAM
from bot.storage.bot_database import BotDatabase
from bot.storage.members import Standing
from bot.storage.pairing import CODE_LIFETIME, PairingAttempt, is_pairing_code
from bot.telegram.access.callers import CallerLookup, subject_of
from bot.telegram.menus import CommandMenus
from bot.telegram.message_parser import ASK
from bot.telegram.rendering.pagination import html_page
from bot.telegram.update_context import UpdateContext

_QUIET = timedelta(hours=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AdminPairing:
    """Shows the code, and takes it."""

    callers: CallerLookup
    menus: CommandMenus

    async def open(self, username: str) -> None:
        """Where there is no admin, show a new code on the terminal; end any earlier one. Raises StoreError."""
        database = self.callers.database
        if await self.callers.admins():
            await database.run(lambda state: state.pairing.end())
            return
        code = await database.run(lambda state: state.pairing.begin(database.now()))
        minutes = int(CODE_LIFETIME.total_seconds() // 60)
        sys.stderr.write(
            f"This bot has no admin yet. Open this link within {minutes} minutes to become its admin:\n"
            f"  https://t.me/{username}?start={code}\n"
            f"or send it this code: {code}\n"
        )
        sys.stderr.flush()

    async def take_code(self, context: UpdateContext) -> bool:
        """Return whether the message was a code, which then is handled. Raises StoreError, TelegramError.

        In a group others would read it, so no message there is a code.
        """
        user, request, caller = context.message.from_user, context.request, context.caller
        spoken = request.command in ("start", ASK) and context.message.forward_origin is None
        if not (caller.private and spoken and user) or caller.admin or not is_pairing_code(request.text):
            return False
        now = self.callers.database.now()

        def attempt(state: BotDatabase) -> tuple[PairingAttempt, bool]:
            outcome = state.pairing.attempt(request.text, now)
            if outcome is PairingAttempt.RIGHT:
                state.members.put(subject_of(user), Standing.ADMIN, user.full_name, now)
            return outcome, outcome is not PairingAttempt.ENDED or state.notices.record_if_due(
                "ended", user.id, _QUIET, now
            )

        outcome, say = await self.callers.database.run(attempt)
        if outcome is PairingAttempt.NONE:
            return False
        if outcome is PairingAttempt.RIGHT:
            _log.info("%s is an admin now, by the code of this start", user.id)
            await self.menus.show_for(context.bot, user.id, Standing.ADMIN)
        if say:
            texts = TELEGRAM.pairing
            words = {
                PairingAttempt.RIGHT: texts.welcome,
                PairingAttempt.WRONG: texts.wrong_code,
                PairingAttempt.ENDED: texts.code_ended,
            }[outcome]
            await context.reply(html_page(words))
        return True
