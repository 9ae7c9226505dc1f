"""/allow, /deny and the buttons under a request; ``find_target`` finds the person or group that a message is about."""

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
from bot.telegram.rendering.names import name_html, plain_name, subject_html
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.editing import Buttons, change_message, post_message
from bot.telegram.update_context import UpdateContext

PREFIX = "access"
"""Of the buttons' data: ``access:allow:NUMBER``, ``access:deny:NUMBER``, by the request's number."""

_OUTCOMES = {"allow": Standing.ALLOWED, "deny": Standing.DENIED}
_DONE = {Standing.ALLOWED: TELEGRAM.access.let_in, Standing.DENIED: TELEGRAM.access.turned_away}
_log = logging.getLogger(__name__)


def decision_buttons(request: int) -> Buttons:
    """Return the buttons under a request."""
    return ((TELEGRAM.access.allow, f"{PREFIX}:allow:{request}"), (TELEGRAM.access.deny, f"{PREFIX}:deny:{request}"))


@dataclass(frozen=True, slots=True)
class AllowDeny:
    """Carries out what admins decide, and shows it wherever they were asked."""

    callers: CallerLookup
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
        subject = await self._resolve_target(bot, context.message, context.request.text)
        obstacle = (
            subject.words if isinstance(subject, UnclearTarget) else await self._find_obstacle(subject, standing, admin)
        )
        if isinstance(subject, UnclearTarget) or obstacle:
            await context.reply(html_page(obstacle))
            return
        subject = await self.settle(bot, subject, standing, admin, tell=subject.id != here)
        text = TELEGRAM.access.done
        if subject.id == here and standing is Standing.ALLOWED:
            text = TELEGRAM.access.done_here
        how = self._how_to_ask(bot, subject)
        await context.reply(html_page(text.format(subject=subject_html(subject), done=_DONE[standing], how_to_ask=how)))

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Decide by a button whose data, without the prefix, is ``data``; return the answer. Raises StoreError."""
        verb, _, number = data.partition(":")
        if not await self.callers.is_admin(query.from_user.id):
            return TELEGRAM.access.admins_decide
        outcome, by = _OUTCOMES[verb], query.from_user.full_name
        decided = await self.callers.database.run(lambda state: state.requests.decide(int(number), outcome, by))
        if decided is None:
            return TELEGRAM.access.request_forgotten
        if decided.first:
            await self.settle(bot, decided.subject, outcome, query.from_user)
            return TELEGRAM.access.done.format(subject=plain_name(decided.subject.name), done=_DONE[outcome])
        if query.message is not None:
            await change_message(
                bot, query.message.chat.id, query.message.message_id, html_page(_format_decision(decided))
            )
        subject, by = plain_name(decided.subject.name), plain_name(decided.decided_by)
        return TELEGRAM.access.done_already.format(subject=subject, done=_DONE[decided.outcome], by=by)

    async def settle(
        self, bot: Bot, subject: Subject, standing: Standing, admin: User, *, tell: bool = True
    ) -> Subject:
        """Store that ``subject`` is let in or turned away, and report it in the messages that asked about it.

        Who is let in is told, unless not ``tell``. Returns the subject with its known name. Raises StoreError.
        """
        by, now = admin.full_name, self.callers.database.now()

        def store(state: BotDatabase) -> tuple[Subject, tuple[tuple[int, int], ...]]:
            named = subject if subject.name else state.members.find_by_id(subject.id) or subject
            state.members.put(named, standing, by, now)
            request = state.requests.find_number(subject.id)
            if request is None:
                return named, ()
            state.requests.decide(request, standing, by, overrule=True)
            return named, state.requests.take_messages(request)

        subject, asked_in = await self.callers.database.run(store)
        _log.info("%s was %s by admin %s", subject.id, _DONE[standing], admin.id)
        for chat, message in asked_in:
            await change_message(
                bot, chat, message, html_page(_format_decision(RequestDecision(subject, standing, by, True)))
            )
        if subject.id > 0:
            await self.menus.show_for(bot, subject.id, await self.callers.find_standing(subject.id))
        if standing is Standing.ALLOWED and tell and not await _is_channel(bot, subject):
            how = self._how_to_ask(bot, subject)
            await post_message(bot, subject.id, html_page(TELEGRAM.access.let_in_now.format(how_to_ask=how)))
        return subject

    async def _resolve_target(self, bot: Bot, message: Message, rest: str) -> Subject | UnclearTarget:
        target = find_target(message, rest, bot.id)
        if isinstance(target, UsernameTarget):
            username = target.username
            member = await self.callers.database.run(lambda state: state.members.find_by_username(username))
            return member or UnclearTarget(TELEGRAM.access.name_unknown.format(name=name_html(f"@{username}")))
        if isinstance(target, RequestTarget):
            number = target.message
            subject = await self.callers.database.run(
                lambda state: state.requests.find_subject(message.chat.id, number)
            )
            return subject or UnclearTarget(TELEGRAM.access.asks_about_nobody)
        return target

    async def _find_obstacle(self, subject: Subject, standing: Standing, admin: User) -> str:
        """Return why the decision is impossible, in HTML; empty where it is possible."""
        if subject.id == admin.id:
            return TELEGRAM.access.admin_yourself
        if subject.id < 0 and standing is Standing.ALLOWED and self.callers.policy.mode is GroupsMode.OFF:
            return TELEGRAM.access.groups_off
        if await self.callers.find_standing(subject.id) is not Standing.ADMIN:
            return ""
        if standing is Standing.ALLOWED:
            return TELEGRAM.access.admin_already.format(subject=subject_html(subject))
        listed = subject.id in self.callers.policy.admins.ids
        return TELEGRAM.access.admin_by_setting.format(subject=subject_html(subject)) if listed else ""

    def _how_to_ask(self, bot: Bot, subject: Subject) -> str:
        return how_to_ask(BotIdentity(bot.id, bot.username), self.callers.policy.mode, private=subject.id > 0)


async def _is_channel(bot: Bot, subject: Subject) -> bool:
    """Return whether all readers of a channel would see what is written there."""
    if subject.id > 0:
        return False
    try:
        return (await bot.get_chat(subject.id)).type == ChatType.CHANNEL
    except TelegramError:  # then nothing can be said there either
        return True


def _format_decision(decided: RequestDecision) -> str:
    """Return a decided request in HTML."""
    subject, by = subject_html(decided.subject), name_html(decided.decided_by)
    return TELEGRAM.access.done_by.format(subject=subject, done=_DONE[decided.outcome], by=by)


_ID = re.compile(r"-?[0-9]{1,15}")
_USERNAME = re.compile(r"@([A-Za-z0-9_]{3,32})")
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class UsernameTarget:
    """A target by username, whose id only the stored members can tell."""

    username: str


@dataclass(frozen=True, slots=True)
class RequestTarget:
    """A target by the id of the bot's own message in which an admin was asked about somebody."""

    message: int


@dataclass(frozen=True, slots=True)
class UnclearTarget:
    """No target; ``words`` tell the admin why."""

    words: str


DecisionTarget = Subject | UsernameTarget | RequestTarget | UnclearTarget


def find_target(message: Message, rest: str, me: int) -> DecisionTarget:
    """Return the target of a decision: a mention, ``rest`` (the text after the command), a replied message, the group.

    ``me`` is the bot's own id.
    """
    for entity in message.entities:
        if entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None and entity.user.id != me:
            return _person_target(entity.user)
    if rest:
        return _parse_target(rest)
    replied = message.reply_to_message
    if replied is not None and replied.forum_topic_created is None:
        return _target_of_reply(replied, me)
    return subject_of(message.chat) if message.chat.type in _GROUPS else UnclearTarget(TELEGRAM.access.how_to_decide)


def _parse_target(rest: str) -> DecisionTarget:
    if _ID.fullmatch(rest) and int(rest) != 0:
        return Subject(int(rest), "")
    target = _USERNAME.fullmatch(rest)
    return UsernameTarget(target[1]) if target else UnclearTarget(TELEGRAM.access.how_to_decide)


def _target_of_reply(replied: Message, me: int) -> DecisionTarget:
    """Return the author of the message, or of the one that it forwards."""
    if replied.forward_origin is not None:
        return _target_of_forward(replied.forward_origin)
    if replied.from_user is not None and replied.from_user.id == me:
        return RequestTarget(replied.message_id)
    if replied.sender_chat is not None or replied.from_user is None:
        return UnclearTarget(TELEGRAM.access.sender_no_person)
    return _person_target(replied.from_user)


def _target_of_forward(origin: MessageOrigin) -> DecisionTarget:
    match origin:
        case MessageOriginUser(sender_user=user):
            return _person_target(user)
        case MessageOriginChat(sender_chat=chat):
            return _group_target(chat)
        case MessageOriginHiddenUser():
            return UnclearTarget(TELEGRAM.access.sender_hidden)
        case _:
            return UnclearTarget(TELEGRAM.access.sender_no_person)


def _person_target(user: User) -> DecisionTarget:
    return UnclearTarget(TELEGRAM.access.sender_no_person) if user.is_bot else subject_of(user)


def _group_target(chat: Chat) -> DecisionTarget:
    return subject_of(chat) if chat.type in _GROUPS else UnclearTarget(TELEGRAM.access.sender_no_person)
