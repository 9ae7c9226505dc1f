"""The lists of commands that Telegram offers in each chat. The bot works without them: no failure here stops it."""

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

from bot.storage.members import Standing
from bot.telegram.access.policy import AccessPolicy
from bot.telegram.transport.threads import StorageThread

MenuItems = tuple[tuple[str, str], ...]
"""Names of commands, without the slash, and what the menu says of each."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MenuLists:
    """The lists of commands of each group of people; editors are those who may add articles."""

    outsiders: MenuItems
    askers: MenuItems
    editors: MenuItems
    admins: MenuItems


@dataclass(frozen=True, slots=True)
class CommandMenus:
    """Shows the lists: one for all private chats, one for all groups, and one each for those who may do more."""

    policy: AccessPolicy
    database: StorageThread
    lists: MenuLists

    async def show_all(self, bot: Bot) -> None:
        """Show the lists of chats that have none of their own."""
        private = self.lists.editors if self.policy.everyone else self.lists.outsiders
        await _set_commands(bot, private, BotCommandScopeAllPrivateChats())
        await _set_commands(bot, self.lists.askers, BotCommandScopeAllGroupChats())
        await _set_commands(bot, self.lists.editors, BotCommandScopeAllChatAdministrators())

    async def show_for(self, bot: Bot, person: int, standing: Standing | None) -> None:
        """Show a private chat its list, unless it has it already."""
        commands = self._items_for(standing)
        name = f"{len(commands)}-{zlib.crc32(repr(commands).encode()):08x}" if commands else ""
        if await self.database.run(lambda state: state.menus.get(person)) == name:
            return
        if await _set_commands(bot, commands, BotCommandScopeChat(person)):
            await self.database.run(lambda state: state.menus.put(person, name))

    def _items_for(self, standing: Standing | None) -> MenuItems:
        """Return the list of a standing; empty where the list of all private chats will do."""
        if standing is Standing.ADMIN:
            return self.lists.admins
        if standing is Standing.ALLOWED:
            return () if self.policy.everyone else self.lists.editors
        return self.lists.outsiders if self.policy.everyone and standing is Standing.DENIED else ()


async def _set_commands(bot: Bot, commands: MenuItems, scope: BotCommandScope) -> bool:
    try:
        if commands:
            await bot.set_my_commands(commands, scope=scope)
        else:
            await bot.delete_my_commands(scope=scope)
    except TelegramError as error:
        _log.info("A list of commands was not taken: %s", error.message)
        return False
    return True
