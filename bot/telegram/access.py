"""Who may ask. Closed unless a setting opens it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.setting_kinds import GroupsMode, IdList
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Access:
    """Users are let in to private chats, groups as a whole."""

    users: IdList
    admins: IdList
    groups: IdList
    mode: GroupsMode

    @classmethod
    def of(cls, settings: Settings) -> Access:
        return cls(
            settings.allowed_telegram_user_ids,
            settings.admin_user_ids,
            settings.allowed_telegram_group_ids,
            settings.groups_mode,
        )

    def admits_user(self, user_id: int) -> bool:
        return user_id in self.users or user_id in self.admins

    def admits_group(self, chat_id: int) -> bool:
        return self.mode is not GroupsMode.OFF and chat_id in self.groups

    def summary(self) -> str:
        """Who is let in and which setting changes it, in one line for the log."""
        if self.users.everyone or self.admins.everyone:
            users = "everyone"
        else:
            users = _count(len(self.users.ids | self.admins.ids), "user", "nobody")
        if self.mode is GroupsMode.OFF:
            groups = "off (GROUPS_MODE)"
        else:
            wanted = "all groups" if self.groups.everyone else _count(len(self.groups.ids), "group", "none")
            groups = f"{wanted} (ALLOWED_TELEGRAM_GROUP_IDS), GROUPS_MODE {self.mode}"
        return f"private chats: {users} (ALLOWED_TELEGRAM_USER_IDS, ADMIN_USER_IDS); groups: {groups}"


def _count(number: int, noun: str, none: str) -> str:
    return none if not number else f"{number} {noun}{'s' * (number > 1)}"


def user_notice(user_id: int) -> str:
    """What a stranger is told, once, in HTML."""
    return (
        f"This bot answers only people it knows. Your Telegram id is <code>{user_id}</code>. "
        "Whoever runs the bot lets you in by adding it to ALLOWED_TELEGRAM_USER_IDS."
    )


def group_notice(chat_id: int) -> str:
    """What a strange group is told, once, in HTML."""
    return (
        f"This bot answers only in groups it knows. The id of this group is <code>{chat_id}</code>. "
        "Whoever runs the bot lets it in by adding it to ALLOWED_TELEGRAM_GROUP_IDS."
    )


class Once:
    """Remembers the last ``room`` keys, so that each is acted on once in the life of the process."""

    def __init__(self, room: int = 10_000) -> None:
        self._room = room
        self._seen: OrderedDict[int | str, None] = OrderedDict()

    def first(self, key: int | str) -> bool:
        """Whether ``key`` is new; from now on it is not."""
        new = key not in self._seen
        self._seen[key] = None
        self._seen.move_to_end(key)
        if len(self._seen) > self._room:
            self._seen.popitem(last=False)
        return new
