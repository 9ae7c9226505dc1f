"""Who may add articles in a chat, and to which collection they go."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram import Bot, Chat, Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.storage.members import Standing
from bot.telegram.access.callers import Caller, CallerLookup

LASTS = 300.0
"""Seconds for which a group's administrators are taken to be the same."""

_MANY = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AddPermissions:
    """Knows who may add: in private whoever may ask, in a group the bot's admins and the group's administrators.

    Anonymous administrators count. ``clock`` gives seconds that never go back.
    """

    callers: CallerLookup
    clock: Callable[[], float] = time.monotonic
    _known: dict[int, tuple[float, frozenset[int]]] = field(default_factory=dict)

    async def may_add(self, bot: Bot, message: Message, caller: Caller) -> bool:
        """Return whether the caller, who wrote ``message``, may add here."""
        if not caller.may_ask:
            return False
        if caller.private or caller.admin:
            return True
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        return caller.id in await self._administrators(bot, message.chat.id)

    async def may_press(self, bot: Bot, chat: Chat, user: int) -> bool:
        """Return whether a user may press a button in ``chat`` that is for those who may add."""
        if not await self.callers.may_ask_in(chat, user):
            return False
        if chat.type == ChatType.PRIVATE or await self.callers.is_admin(user):
            return True
        return user in await self._administrators(bot, chat.id)

    async def adds_to_common(self, chat: Chat, user: int) -> bool:
        """Return whether what ``user`` adds in ``chat`` is for everybody: that of the bot's admins in private."""
        return chat.type == ChatType.PRIVATE and await self.callers.find_standing(user) is Standing.ADMIN

    async def _administrators(self, bot: Bot, chat: int) -> frozenset[int]:
        now = self.clock()
        known = self._known.get(chat)
        if known is not None and now - known[0] < LASTS:
            return known[1]
        try:
            administrators = frozenset(member.user.id for member in await bot.get_chat_administrators(chat))
        except TelegramError as error:
            _log.info("The administrators of chat %s are not told: %s", chat, error.message)
            return frozenset()
        if len(self._known) >= _MANY:
            self._known.clear()
        self._known[chat] = (now, administrators)
        return administrators
