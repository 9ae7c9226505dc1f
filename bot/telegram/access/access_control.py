"""The parts that decide who may come in, put together, and what they do at the start and at the end."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Bot

from bot.settings import Settings
from bot.storage.members import Standing
from bot.telegram.access.access_requests import Strangers
from bot.telegram.access.allow_deny import Decisions
from bot.telegram.access.callers import Caller, Door
from bot.telegram.access.group_membership import Groups
from bot.telegram.access.member_list import Roster
from bot.telegram.access.pairing import PairingDesk
from bot.telegram.access.policy import Access, hidden_in_groups
from bot.telegram.menus import MenuLists, Menus
from bot.telegram.transport.threads import StorageThread

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Front:
    """Everything that has to do with who may ask."""

    door: Door
    menus: Menus
    pairing: PairingDesk
    decisions: Decisions
    strangers: Strangers
    groups: Groups
    roster: Roster

    @classmethod
    def of(cls, settings: Settings, menu_lists: MenuLists) -> Front:
        """Put together; no file is opened."""
        access, memory = Access.of(settings), StorageThread(settings.data_dir)
        door, menus = Door(access, memory), Menus(access, memory, menu_lists)
        decisions, strangers = Decisions(door, menus), Strangers(door)
        groups = Groups(door, decisions, strangers)
        return cls(door, menus, PairingDesk(door, menus), decisions, strangers, groups, Roster(door))

    async def open(self) -> None:
        """Before the network is used. Raises BusyError, StoreError."""
        await self.door.memory.open()

    async def introduce(self, bot: Bot) -> None:
        """Who is here and whom it lets in, to the log; and where there is no admin, to the terminal how to become one.

        Raises StoreError.
        """
        me, access = bot.bot, self.door.access
        members = await self.door.memory.do(lambda state: state.members.all())
        _log.info("@%s is here; %s", me.username, access.summary(members))
        if access.admins.everyone:
            _log.warning("ADMIN_USER_IDS has *: everyone may ask, but only the ids beside it are admins")
        groups = bool(access.groups) or any(
            member.subject.id < 0 and member.standing is Standing.ALLOWED for member in members
        )
        hidden = hidden_in_groups(me, access.mode)
        if groups and hidden:
            _log.warning(hidden)
        await self.pairing.open(me.username or "")

    async def fit_menu(self, bot: Bot, caller: Caller) -> None:
        """Gives a private chat the commands that are for whoever writes there. Raises StoreError."""
        allowed = Standing.ALLOWED if caller.may_ask else None
        denied = Standing.DENIED if caller.denied else allowed
        await self.menus.fit(bot, caller.id, Standing.ADMIN if caller.admin else denied)

    async def close(self) -> None:
        """After the last message was handled."""
        await self.door.memory.close()
