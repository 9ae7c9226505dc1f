"""The bot is added to a group or a channel, removed from it, or the group gets another id."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Bot, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.messages import TELEGRAM
from bot.setting_types import GroupsMode
from bot.storage.bot_database import BotDatabase
from bot.storage.members import Standing
from bot.telegram.access.access_requests import AccessRequests
from bot.telegram.access.allow_deny import AllowDeny
from bot.telegram.access.callers import CallerLookup, subject_of
from bot.telegram.help import how_to_ask
from bot.telegram.message_parser import BotIdentity
from bot.telegram.rendering.names import subject_html
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.editing import post_message
from bot.telegram.transport.sending import Place

_INSIDE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GroupMembership:
    """Handles what happens to the bot in groups."""

    callers: CallerLookup
    decisions: AllowDeny
    requests: AccessRequests

    async def handle_membership(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Handle ``my_chat_member``. In private chats nothing is done."""
        change = update.my_chat_member
        if change is None or change.chat.type == ChatType.PRIVATE:
            return
        was, is_now = _is_member(change.old_chat_member), _is_member(change.new_chat_member)
        if was and not is_now:
            await self._handle_removal(change.chat.id)
        elif is_now and not was and self.callers.policy.mode is not GroupsMode.OFF:
            await self._handle_addition(context.bot, change)

    async def handle_migration(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Move what is stored of a group that became a supergroup; either of the two messages may come first."""
        message = update.message
        if message is None:
            return
        old, new = _migrated_ids(message)
        standing, title = await self.callers.find_standing(old), subject_of(message.chat).name
        now = self.callers.database.now()

        def move(state: BotDatabase) -> None:
            by_setting = standing is Standing.ALLOWED and not state.members.standings((old, new))
            state.members.move(old, new)
            state.requests.move(old, new)
            state.turns.move(old, new)
            if left := state.collections.move(old, new):
                _log.warning("Group %s keeps its articles; those of collection %s are found nowhere now", new, left)
            if by_setting:
                _log.warning("Group %s has the id %s now: change it in ALLOWED_TELEGRAM_GROUP_IDS too", old, new)
                moved = subject_of(message.chat)
                state.members.put(type(moved)(new, title), Standing.ALLOWED, "", now)

        await self.callers.database.run(move)

    async def _handle_addition(self, bot: Bot, change: ChatMemberUpdated) -> None:
        chat, by = subject_of(change.chat), change.from_user
        standing = await self.callers.find_standing(chat.id)
        if await self.callers.is_admin(by.id):
            if standing is not Standing.ALLOWED:
                await self.decisions.settle(bot, chat, Standing.ALLOWED, by, tell=False)
            standing = Standing.ALLOWED
        if change.chat.type == ChatType.CHANNEL:
            await self._report_channel(bot, change, standing)
        elif standing is Standing.ALLOWED:
            how = how_to_ask(BotIdentity(bot.id, bot.username), self.callers.policy.mode, private=False)
            await post_message(bot, chat.id, html_page(TELEGRAM.access.added_to_group.format(how_to_ask=how)))
        elif standing is None:
            await self.requests.turn_away(bot, Place(chat.id, None, None), chat, subject_of(by))

    async def _report_channel(self, bot: Bot, change: ChatMemberUpdated, standing: Standing | None) -> None:
        """Tell the admin who added the bot to a channel; in the channel all its readers would see it."""
        chat, by = subject_of(change.chat), change.from_user
        if standing is Standing.ALLOWED and await self.callers.is_admin(by.id):
            await post_message(
                bot, by.id, html_page(TELEGRAM.access.added_to_channel.format(subject=subject_html(chat)))
            )
        elif standing is None:
            _log.info("Added to channel %s by a stranger, who is not answered (an admin's /allow %s)", chat.id, chat.id)

    async def _handle_removal(self, group: int) -> None:
        now = self.callers.database.now()

        def forget(state: BotDatabase) -> None:
            state.members.leave(group, now)
            state.notices.forget(group)

        await self.callers.database.run(forget)
        _log.info("Removed from %s, which is forgotten", group)


def _is_member(member: ChatMember) -> bool:
    return member.status in _INSIDE or (isinstance(member, ChatMemberRestricted) and member.is_member)


def _migrated_ids(message: Message) -> tuple[int, int]:
    """Return the group's old id and its new one."""
    here = message.chat.id
    if message.migrate_to_chat_id is not None:
        return here, message.migrate_to_chat_id
    return message.migrate_from_chat_id or here, here
