"""The access policy of the settings: who may ask, before and after decisions of admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cachetools import LRUCache
from telegram import User

from bot.messages import TELEGRAM
from bot.setting_types import GroupsMode, IdList
from bot.settings import Settings
from bot.storage.members import Member, Standing


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """Users are let in to private chats, groups as a whole.

    What an admin decided in the chat goes before the lists of people and groups, but nothing goes before the list of
    admins. ``*`` in that list lets everyone ask and makes nobody an admin.
    """

    users: IdList
    admins: IdList
    groups: IdList
    mode: GroupsMode

    @classmethod
    def from_settings(cls, settings: Settings) -> AccessPolicy:
        """Return the policy of the settings."""
        return cls(
            settings.allowed_telegram_user_ids,
            settings.admin_user_ids,
            settings.allowed_telegram_group_ids,
            settings.groups_mode,
        )

    @property
    def everyone(self) -> bool:
        """Whether anybody may ask in a private chat."""
        return self.users.everyone or self.admins.everyone

    def person_standing(self, user_id: int, decided: Standing | None = None) -> Standing | None:
        """Return what a person is to the bot, None for an unknown one."""
        if user_id in self.admins.ids:
            return Standing.ADMIN
        if decided is not None:
            return decided
        return Standing.ALLOWED if self.everyone or user_id in self.users else None

    def group_standing(self, chat_id: int, decided: Standing | None = None) -> Standing | None:
        """Return what a group is to the bot, None for an unknown one and where groups are off."""
        if self.mode is GroupsMode.OFF:
            return None
        if decided is not None:
            return decided
        return Standing.ALLOWED if chat_id in self.groups else None

    def summary(self, members: Sequence[Member] = ()) -> str:
        """Return who is let in and which setting changes it, in one line for the log."""
        decided = {member.subject.id: member.standing for member in members}
        in_chat = {number for number, standing in decided.items() if standing is not Standing.DENIED}
        out = decided.keys() - in_chat
        people = self.admins.ids | ((self.users.ids | {each for each in in_chat if each > 0}) - out)
        users = "everyone" if self.everyone else _count(len(people), "user", "nobody")
        if self.mode is GroupsMode.OFF:
            groups = "off (GROUPS_MODE)"
        else:
            let_in = (self.groups.ids | {each for each in in_chat if each < 0}) - out
            wanted = "all groups" if self.groups.everyone else _count(len(let_in), "group", "none")
            groups = f"{wanted} (ALLOWED_TELEGRAM_GROUP_IDS), GROUPS_MODE {self.mode}"
        return f"private chats: {users} (ALLOWED_TELEGRAM_USER_IDS, ADMIN_USER_IDS); groups: {groups}"


def _count(number: int, noun: str, none: str) -> str:
    return none if not number else f"{number} {noun}{'s' * (number > 1)}"


class OnceEach:
    """Remembers the last ``room`` keys, so that each is acted on once in the life of the process."""

    def __init__(self, room: int = 10_000) -> None:
        """Make an empty memory of ``room`` keys."""
        self._seen: LRUCache[int | str, None] = LRUCache(room)

    def first(self, key: int | str) -> bool:
        """Return whether ``key`` is new, and remember it."""
        new = key not in self._seen
        self._seen[key] = None
        return new


def describe_privacy_mode(me: User, mode: GroupsMode) -> str:
    """Return which messages of groups may not arrive and how to change it; empty where all do. ``me`` is the bot."""
    if mode is GroupsMode.OFF or me.can_read_all_group_messages:
        return ""
    return TELEGRAM.members.privacy_mode
