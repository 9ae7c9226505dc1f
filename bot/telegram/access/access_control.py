"""The parts that decide about access, put together, with what they do at the start and at the end."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Bot

from bot.settings import Settings
from bot.storage.members import Standing
from bot.telegram.access.access_requests import AccessRequests
from bot.telegram.access.allow_deny import AllowDeny
from bot.telegram.access.callers import Caller, CallerLookup
from bot.telegram.access.group_membership import GroupMembership
from bot.telegram.access.member_list import MemberList
from bot.telegram.access.pairing import AdminPairing
from bot.telegram.access.policy import AccessPolicy, describe_privacy_mode
from bot.telegram.menus import CommandMenus, MenuLists
from bot.telegram.transport.threads import StorageThread

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AccessControl:
    """The parts that decide about access."""

    callers: CallerLookup
    menus: CommandMenus
    pairing: AdminPairing
    decisions: AllowDeny
    requests: AccessRequests
    groups: GroupMembership
    member_list: MemberList

    @classmethod
    def build(cls, settings: Settings, menu_lists: MenuLists) -> AccessControl:
        """Put the parts together; no file is opened."""
        policy, database = AccessPolicy.from_settings(settings), StorageThread(settings.data_dir)
        callers, menus = CallerLookup(policy, database), CommandMenus(policy, database, menu_lists)
        decisions, requests = AllowDeny(callers, menus), AccessRequests(callers)
        groups = GroupMembership(callers, decisions, requests)
        return cls(callers, menus, AdminPairing(callers, menus), decisions, requests, groups, MemberList(callers))

    async def open(self) -> None:
        """Open the database, before the network is used. Raises BusyError, StoreError."""
        await self.callers.database.open()

    async def introduce(self, bot: Bot) -> None:
        """Log who is let in, and show on the terminal how to become the first admin.

        Raises StoreError.
        """
        me, policy = bot.bot, self.callers.policy
        members = await self.callers.database.run(lambda state: state.members.all())
        _log.info("@%s is here; %s", me.username, policy.summary(members))
        if policy.admins.everyone:
            _log.warning("ADMIN_USER_IDS has *: everyone may ask, but only the ids beside it are admins")
        groups = bool(policy.groups) or any(
            member.subject.id < 0 and member.standing is Standing.ALLOWED for member in members
        )
        hidden = describe_privacy_mode(me, policy.mode)
        if groups and hidden:
            _log.warning(hidden)
        await self.pairing.open(me.username or "")

    async def show_menu(self, bot: Bot, caller: Caller) -> None:
        """Show a private chat the commands of its caller. Raises StoreError."""
        allowed = Standing.ALLOWED if caller.may_ask else None
        denied = Standing.DENIED if caller.denied else allowed
        await self.menus.show_for(bot, caller.id, Standing.ADMIN if caller.admin else denied)

    async def close(self) -> None:
        """Close the database, after the last message was handled."""
        await self.callers.database.close()
