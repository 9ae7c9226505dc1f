"""Telegram's privacy mode, and what it keeps from the bot."""

from __future__ import annotations

from telegram import User

from bot.setting_kinds import GroupsMode


def hidden_in_groups(me: User, mode: GroupsMode) -> str:
    """What of groups' messages may not arrive and how to change it; empty where all of it does. ``me`` is the bot."""
    if mode is GroupsMode.OFF or me.can_read_all_group_messages:
        return ""
    return (
        "Privacy mode is on: of a group's messages, commands and replies to the bot arrive, mentions may not, "
        "and nothing else does. To change that: @BotFather, /setprivacy, then add the bot to the group anew."
    )
