"""Which commands Telegram offers, and to whom. The bot works without them, so nothing fails for their sake."""

from __future__ import annotations

import logging
import zlib
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.state.members import Standing
from bot.telegram.access import Access
from bot.telegram.memory import Memory

Commands = tuple[tuple[str, str], ...]

STRANGER: Commands = (("start", "Ask to be let in"),)
ASKER: Commands = (
    ("ask", "Ask a question"),
    ("new", "Forget what I asked here before"),
    ("sources", "List the articles"),
    ("help", "How to ask"),
    ("forget", "Erase all that is stored of me"),
)
ADDER: Commands = (
    *ASKER,
    ("add", "Add a link, a file or a post"),
    ("remove", "Remove an article"),
    ("feeds", "List, add and remove feeds"),
)
ADMIN: Commands = (
    *ADDER,
    ("allow", "Let a person or a group in"),
    ("deny", "Turn a person or a group away"),
    ("who", "List who may ask"),
    ("share", "Share an article of this chat with everybody"),
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Menus:
    """The lists of commands: one for all private chats, one for all groups, and one each for those who may do more."""

    access: Access
    memory: Memory

    async def show_all(self, bot: Bot) -> None:
        """The lists of those that have none of their own."""
        private = ADDER if self.access.everyone else STRANGER
        await _set(bot, private, BotCommandScopeAllPrivateChats())
        await _set(bot, ASKER, BotCommandScopeAllGroupChats())
        await _set(bot, ADDER, BotCommandScopeAllChatAdministrators())

    async def fit(self, bot: Bot, person: int, standing: Standing | None) -> None:
        """Gives a private chat its list, unless it has it already."""
        commands = self._of(standing)
        name = f"{len(commands)}-{zlib.crc32(repr(commands).encode()):08x}" if commands else ""
        if await self.memory.do(lambda state: state.menus.shown(person)) == name:
            return
        if await _set(bot, commands, BotCommandScopeChat(person)):
            await self.memory.do(lambda state: state.menus.show(person, name))

    def _of(self, standing: Standing | None) -> Commands:
        """Empty where the list of all private chats will do."""
        if standing is Standing.ADMIN:
            return ADMIN
        if standing is Standing.ALLOWED:
            return () if self.access.everyone else ADDER
        return STRANGER if self.access.everyone and standing is Standing.DENIED else ()


async def _set(bot: Bot, commands: Commands, scope: BotCommandScope) -> bool:
    try:
        if commands:
            await bot.set_my_commands(commands, scope=scope)
        else:
            await bot.delete_my_commands(scope=scope)
    except TelegramError as error:
        _log.info("A list of commands was not taken: %s", error.message)
        return False
    return True
