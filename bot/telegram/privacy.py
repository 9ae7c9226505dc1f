"""Telegram's privacy mode, and what it keeps from the bot."""

from __future__ import annotations

from telegram import User

from bot.messages import TELEGRAM
from bot.setting_kinds import GroupsMode


def hidden_in_groups(me: User, mode: GroupsMode) -> str:
    """What of groups' messages may not arrive and how to change it; empty where all of it does. ``me`` is the bot."""
    if mode is GroupsMode.OFF or me.can_read_all_group_messages:
        return ""
    return TELEGRAM.members.privacy_mode
