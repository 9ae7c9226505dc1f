"""Handles every message: it is parsed, its caller found, and its command run by the table of commands."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.messages import TELEGRAM
from bot.telegram.access.access_control import AccessControl
from bot.telegram.access.callers import subject_of
from bot.telegram.access.quotas import Quotas
from bot.telegram.commands import NO_COMMANDS, Audience, Command, Handlers
from bot.telegram.errors import report_error
from bot.telegram.message_parser import BotIdentity, Request, parse_request
from bot.telegram.rendering.pagination import html_page
from bot.telegram.transport.sending import Place
from bot.telegram.update_context import UpdateContext


class MessageDispatcher:
    """Handles messages by the table of ``commands``."""

    def __init__(self, access: AccessControl, quotas: Quotas, handlers: Handlers, commands: Sequence[Command]) -> None:
        """Make a dispatcher for ``commands``, which the ``handlers`` answer."""
        self.handlers = handlers
        self._access = access
        self._quotas = quotas
        self._names = frozenset(command.name for command in commands)
        self._commands = {command.name: command for command in (*commands, *NO_COMMANDS)}

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Act on a message, or say that it could not be done. Raises nothing of ours."""
        message = update.message or update.channel_post
        request = self.read_request(context.bot, message) if message else None
        if message is None or request is None:
            return
        try:
            await self._dispatch(await self.make_context(context.bot, message, request))
        except Exception as error:
            await report_error(context.bot, Place.from_message(message), error)

    def read_request(self, bot: Bot, message: Message) -> Request | None:
        """Return what a message asks, None where it is not for the bot."""
        return parse_request(message, BotIdentity(bot.id, bot.username), self._access.callers.policy.mode, self._names)

    async def make_context(self, bot: Bot, message: Message, request: Request) -> UpdateContext:
        """Return what handlers need to know of a message. Raises StoreError."""
        return UpdateContext(
            bot, message, Place.from_message(message), request, await self._access.callers.find(message)
        )

    async def may_ask(self, context: UpdateContext) -> bool:
        """Return whether the caller may ask here and is within the quotas; who is over them is told."""
        return context.caller.may_ask and await self._take_quota(context)

    async def _dispatch(self, context: UpdateContext) -> None:
        if await self._access.pairing.take_code(context):
            return
        command = self._commands[context.request.command]
        if await self._admit(context, command.audience) and await self._take_quota(context):
            await self._handle_command(context, command)
        # What is for everybody makes nobody known: the menu of who erases everything is forgotten too.
        if context.caller.private and command.audience is not Audience.EVERYBODY:
            await self._access.show_menu(context.bot, context.caller)

    async def _handle_command(self, context: UpdateContext, command: Command) -> None:
        if command.audience is not Audience.EDITOR or await self._may_edit(context):
            await command.handler(self.handlers)(context)
        else:
            await context.reply(html_page(TELEGRAM.adding.may_not_add))

    async def _may_edit(self, context: UpdateContext) -> bool:
        """Return whether the caller may add articles here; True where the bot only answers, which the handler says."""
        editing = self.handlers.articles.editing
        return editing is None or await editing.workspace.permissions.may_add(
            context.bot, context.message, context.caller
        )

    async def _admit(self, context: UpdateContext, audience: Audience) -> bool:
        """Return whether the caller is of the audience, as far as that shows without asking Telegram.

        Who is not is told so.
        """
        caller = context.caller
        if audience is Audience.EVERYBODY or (audience is Audience.ADMIN and caller.admin):
            return True
        if not caller.may_ask:
            if context.request.addressed and not caller.denied:
                await self._turn_away(context)
            return False
        if audience is Audience.ADMIN:
            await context.reply(html_page(TELEGRAM.access.admins_only))
            return False
        return True

    async def _turn_away(self, context: UpdateContext) -> None:
        message = context.message
        if message.chat.type == ChatType.CHANNEL:  # all its readers would see the line
            return
        speaker = message.sender_chat or message.from_user
        by = None if message.chat.type == ChatType.PRIVATE or speaker is None else subject_of(speaker)
        subject = subject_of(message.from_user if by is None and message.from_user else message.chat)
        await self._access.requests.turn_away(context.bot, context.place, subject, by)

    async def _take_quota(self, context: UpdateContext) -> bool:
        """Return whether the request is within the limits, where it counts; who is over them is told once."""
        if context.caller.admin or not self._commands[context.request.command].counts:
            return True
        exceeded = self._quotas.take(context.caller.id, context.place.chat_id)
        if exceeded is not None and exceeded.words:
            await context.reply(html_page(exceeded.words))
        return exceeded is None
