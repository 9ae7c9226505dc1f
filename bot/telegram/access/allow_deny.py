"""/allow and /deny and whom they mean."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    Message,
    MessageOrigin,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)
from telegram.constants import ChatType, MessageEntityType
from telegram.error import TelegramError

from bot.messages import TELEGRAM
from bot.setting_types import GroupsMode
from bot.storage.access_requests import RequestDecision
from bot.storage.bot_database import BotDatabase
from bot.storage.members import Standing, Subject
from bot.telegram.access.callers import CallerLookup, subject_of
from bot.telegram.help import how_to_ask
from bot.telegram.menus import CommandMenus
from bot.telegram.message_parser import BotIdentity
from bot.telegram.rendering.names import page_of, plain_name, safe_name, shown_name
from bot.telegram.transport.editing import Buttons, change_message, post_message
from bot.telegram.update_context import UpdateContext

PREFIX = "access"
"""Of the buttons' data: ``access:allow:NUMBER``, ``access:deny:NUMBER``, by the request's number."""

_OUTCOMES = {"allow": Standing.ALLOWED, "deny": Standing.DENIED}
_DONE = {Standing.ALLOWED: TELEGRAM.access.let_in, Standing.DENIED: TELEGRAM.access.turned_away}
_log = logging.getLogger(__name__)


def decision_buttons(request: int) -> Buttons:
    """What stands under a request."""
    return ((TELEGRAM.access.allow, f"{PREFIX}:allow:{request}"), (TELEGRAM.access.deny, f"{PREFIX}:deny:{request}"))


@dataclass(frozen=True, slots=True)
class AllowDeny:
    """Carries out what admins decide, and shows it wherever they were asked."""

    door: CallerLookup
    menus: CommandMenus

    async def allow(self, context: UpdateContext) -> None:
        """Answer /allow of an admin. Raises StoreError, TelegramError."""
        await self._decide(context, Standing.ALLOWED)

    async def deny(self, context: UpdateContext) -> None:
        """Answer /deny of an admin. Raises StoreError, TelegramError."""
        await self._decide(context, Standing.DENIED)

    async def _decide(self, context: UpdateContext, standing: Standing) -> None:
        bot, here, admin = context.bot, context.place.chat_id, context.message.from_user
        if admin is None:
            return
        subject = await self._whom(bot, context.message, context.request.text)
        hindrance = (
            subject.words if isinstance(subject, UnclearTarget) else await self._hindrance(subject, standing, admin)
        )
        if isinstance(subject, UnclearTarget) or hindrance:
            await context.reply(page_of(hindrance))
            return
        subject = await self.settle(bot, subject, standing, admin, tell=subject.id != here)
        text = TELEGRAM.access.done
        if subject.id == here and standing is Standing.ALLOWED:
            text = TELEGRAM.access.done_here
        how = self._how(bot, subject)
        await context.reply(page_of(text.format(subject=safe_name(subject), done=_DONE[standing], how_to_ask=how)))

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """What to answer to a button whose data, without the prefix, is ``data``. Raises StoreError."""
        verb, _, number = data.partition(":")
        if not await self.door.is_admin(query.from_user.id):
            return TELEGRAM.access.admins_decide
        outcome, by = _OUTCOMES[verb], query.from_user.full_name
        decided = await self.door.memory.do(lambda state: state.requests.decide(int(number), outcome, by))
        if decided is None:
            return TELEGRAM.access.request_forgotten
        if decided.first:
            await self.settle(bot, decided.subject, outcome, query.from_user)
            return TELEGRAM.access.done.format(subject=plain_name(decided.subject.name), done=_DONE[outcome])
        if query.message is not None:
            await change_message(bot, query.message.chat.id, query.message.message_id, page_of(_shown(decided)))
        subject, by = plain_name(decided.subject.name), plain_name(decided.decided_by)
        return TELEGRAM.access.done_already.format(subject=subject, done=_DONE[decided.outcome], by=by)

    async def settle(
        self, bot: Bot, subject: Subject, standing: Standing, admin: User, *, tell: bool = True
    ) -> Subject:
        """``subject`` is let in or turned away; the messages that asked about it say so, and who is let in is told,
        unless not ``tell``. Returns it with the name that is known. Raises StoreError."""
        by, now = admin.full_name, self.door.memory.now()

        def store(state: BotDatabase) -> tuple[Subject, tuple[tuple[int, int], ...]]:
            named = subject if subject.name else state.members.find_by_id(subject.id) or subject
            state.members.put(named, standing, by, now)
            request = state.requests.find_number(subject.id)
            if request is None:
                return named, ()
            state.requests.decide(request, standing, by, overrule=True)
            return named, state.requests.take_messages(request)

        subject, asked_in = await self.door.memory.do(store)
        _log.info("%s was %s by admin %s", subject.id, _DONE[standing], admin.id)
        for chat, message in asked_in:
            await change_message(bot, chat, message, page_of(_shown(RequestDecision(subject, standing, by, True))))
        if subject.id > 0:
            await self.menus.fit(bot, subject.id, await self.door.standing(subject.id))
        if standing is Standing.ALLOWED and tell and not await _is_channel(bot, subject):
            how = self._how(bot, subject)
            await post_message(bot, subject.id, page_of(TELEGRAM.access.let_in_now.format(how_to_ask=how)))
        return subject

    async def _whom(self, bot: Bot, message: Message, rest: str) -> Subject | UnclearTarget:
        found = find_target(message, rest, bot.id)
        if isinstance(found, NamedTarget):
            username = found.username
            known = await self.door.memory.do(lambda state: state.members.find_by_username(username))
            return known or UnclearTarget(TELEGRAM.access.name_unknown.format(name=shown_name(f"@{username}")))
        if isinstance(found, AllowDenyTarget):
            number = found.message
            about = await self.door.memory.do(lambda state: state.requests.find_subject(message.chat.id, number))
            return about or UnclearTarget(TELEGRAM.access.asks_about_nobody)
        return found

    async def _hindrance(self, subject: Subject, standing: Standing, admin: User) -> str:
        """Why it cannot be done, in HTML; empty where it can."""
        if subject.id == admin.id:
            return TELEGRAM.access.admin_yourself
        if subject.id < 0 and standing is Standing.ALLOWED and self.door.access.mode is GroupsMode.OFF:
            return TELEGRAM.access.groups_off
        if await self.door.standing(subject.id) is not Standing.ADMIN:
            return ""
        if standing is Standing.ALLOWED:
            return TELEGRAM.access.admin_already.format(subject=safe_name(subject))
        listed = subject.id in self.door.access.admins.ids
        return TELEGRAM.access.admin_by_setting.format(subject=safe_name(subject)) if listed else ""

    def _how(self, bot: Bot, subject: Subject) -> str:
        return how_to_ask(BotIdentity(bot.id, bot.username), self.door.access.mode, private=subject.id > 0)


async def _is_channel(bot: Bot, subject: Subject) -> bool:
    """Whether all readers of a channel would see what is said there."""
    if subject.id > 0:
        return False
    try:
        return (await bot.get_chat(subject.id)).type == ChatType.CHANNEL
    except TelegramError:  # then nothing can be said there either
        return True


def _shown(decided: RequestDecision) -> str:
    """A request once it is decided, in HTML."""
    subject, by = safe_name(decided.subject), shown_name(decided.decided_by)
    return TELEGRAM.access.done_by.format(subject=subject, done=_DONE[decided.outcome], by=by)


_ID = re.compile(r"-?[0-9]{1,15}")
_USERNAME = re.compile(r"@([A-Za-z0-9_]{3,32})")
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """By a username, which only the bot's own file can tell the id of."""

    username: str


@dataclass(frozen=True, slots=True)
class AllowDenyTarget:
    """By the bot's own message with this id, in which an admin was asked about somebody."""

    message: int


@dataclass(frozen=True, slots=True)
class UnclearTarget:
    """Nobody; ``words`` tell the admin why."""

    words: str


Whom = Subject | NamedTarget | AllowDenyTarget | UnclearTarget


def find_target(message: Message, rest: str, me: int) -> Whom:
    """``rest`` is what stands behind the command, ``me`` the bot's own id."""
    for entity in message.entities:
        if entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None and entity.user.id != me:
            return _person(entity.user)
    if rest:
        return _written(rest)
    replied = message.reply_to_message
    if replied is not None and replied.forum_topic_created is None:
        return _behind(replied, me)
    return subject_of(message.chat) if message.chat.type in _GROUPS else UnclearTarget(TELEGRAM.access.how_to_decide)


def _written(rest: str) -> Whom:
    if _ID.fullmatch(rest) and int(rest) != 0:
        return Subject(int(rest), "")
    found = _USERNAME.fullmatch(rest)
    return NamedTarget(found[1]) if found else UnclearTarget(TELEGRAM.access.how_to_decide)


def _behind(replied: Message, me: int) -> Whom:
    """Who wrote the message, or the one that it forwards."""
    if replied.forward_origin is not None:
        return _origin(replied.forward_origin)
    if replied.from_user is not None and replied.from_user.id == me:
        return AllowDenyTarget(replied.message_id)
    if replied.sender_chat is not None or replied.from_user is None:
        return UnclearTarget(TELEGRAM.access.sender_no_person)
    return _person(replied.from_user)


def _origin(origin: MessageOrigin) -> Whom:
    match origin:
        case MessageOriginUser(sender_user=user):
            return _person(user)
        case MessageOriginChat(sender_chat=chat):
            return _group(chat)
        case MessageOriginHiddenUser():
            return UnclearTarget(TELEGRAM.access.sender_hidden)
        case _:
            return UnclearTarget(TELEGRAM.access.sender_no_person)


def _person(user: User) -> Whom:
    return UnclearTarget(TELEGRAM.access.sender_no_person) if user.is_bot else subject_of(user)


def _group(chat: Chat) -> Whom:
    return subject_of(chat) if chat.type in _GROUPS else UnclearTarget(TELEGRAM.access.sender_no_person)
