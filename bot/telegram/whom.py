"""Whom /allow and /deny are about. Pure: a message in, a subject out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import (
    Chat,
    Message,
    MessageOrigin,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)
from telegram.constants import ChatType, MessageEntityType

from bot.messages import TELEGRAM
from bot.state.members import Subject
from bot.telegram.door import subject_of

_ID = re.compile(r"-?[0-9]{1,15}")
_USERNAME = re.compile(r"@([A-Za-z0-9_]{3,32})")
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Named:
    """By a username, which only the bot's own file can tell the id of."""

    username: str


@dataclass(frozen=True, slots=True)
class Asked:
    """By the bot's own message with this id, in which an admin was asked about somebody."""

    message: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody; ``words`` tell the admin why."""

    words: str


Whom = Subject | Named | Asked | Unclear


def whom(message: Message, rest: str, me: int) -> Whom:
    """``rest`` is what stands behind the command, ``me`` the bot's own id."""
    for entity in message.entities:
        if entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None and entity.user.id != me:
            return _person(entity.user)
    if rest:
        return _written(rest)
    replied = message.reply_to_message
    if replied is not None and replied.forum_topic_created is None:
        return _behind(replied, me)
    return subject_of(message.chat) if message.chat.type in _GROUPS else Unclear(TELEGRAM.access.how_to_decide)


def _written(rest: str) -> Whom:
    if _ID.fullmatch(rest) and int(rest) != 0:
        return Subject(int(rest), "")
    found = _USERNAME.fullmatch(rest)
    return Named(found[1]) if found else Unclear(TELEGRAM.access.how_to_decide)


def _behind(replied: Message, me: int) -> Whom:
    """Who wrote the message, or the one that it forwards."""
    if replied.forward_origin is not None:
        return _origin(replied.forward_origin)
    if replied.from_user is not None and replied.from_user.id == me:
        return Asked(replied.message_id)
    if replied.sender_chat is not None or replied.from_user is None:
        return Unclear(TELEGRAM.access.sender_no_person)
    return _person(replied.from_user)


def _origin(origin: MessageOrigin) -> Whom:
    match origin:
        case MessageOriginUser(sender_user=user):
            return _person(user)
        case MessageOriginChat(sender_chat=chat):
            return _group(chat)
        case MessageOriginHiddenUser():
            return Unclear(TELEGRAM.access.sender_hidden)
        case _:
            return Unclear(TELEGRAM.access.sender_no_person)


def _person(user: User) -> Whom:
    return Unclear(TELEGRAM.access.sender_no_person) if user.is_bot else subject_of(user)


def _group(chat: Chat) -> Whom:
    return subject_of(chat) if chat.type in _GROUPS else Unclear(TELEGRAM.access.sender_no_person)
