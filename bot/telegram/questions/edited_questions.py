"""A question that its asker edits: its answer is edited too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.errors import report_error
from bot.telegram.message_handler import MessageDispatcher
from bot.telegram.message_parser import ASK
from bot.telegram.questions.ask import AskedQuestion
from bot.telegram.questions.delivery import AnswerDelivery
from bot.telegram.transport.sending import Place
from bot.telegram.update_context import UpdateContext

YOUNG = timedelta(hours=1)
"""How old a question may be when it is edited: later, nobody looks at its answer any more."""


@dataclass(frozen=True, slots=True)
class EditedQuestions:
    """Handles edited messages of those whom ``messages`` lets ask."""

    messages: MessageDispatcher
    delivery: AnswerDelivery

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an edited question again. Raises nothing of ours."""
        message = update.edited_message or update.edited_channel_post
        if message is None or message.edit_date is None or message.edit_date - message.date > YOUNG:
            return
        request = self.messages.read_request(context.bot, message)
        if request is None or request.command != ASK:
            return
        try:
            await self._answer_again(await self.messages.make_context(context.bot, message, request))
        except Exception as error:
            await report_error(context.bot, Place.from_message(message), error)

    async def _answer_again(self, context: UpdateContext) -> None:
        """Answer again, unless the message was not answered or its question is the same."""
        asked, questions, request = (
            AskedQuestion.from_message(context.message),
            self.messages.handlers.questions,
            context.request,
        )
        old = await self.delivery.quick.run(
            lambda: self.delivery.answers.find_by_question(asked.here.chat, asked.message)
        )
        back = None if old else await self.delivery.quick.run(lambda: questions.conversations.find_clarification(asked))
        typed = old.original_question if old else back.asked if back else request.asked
        if typed == request.asked or not await self.messages.may_ask(context):
            return
        reply = await questions.find_reply(context)
        if old:
            await self.delivery.deliver_again(context, reply, old)
        else:
            await self.delivery.deliver(context, reply)
