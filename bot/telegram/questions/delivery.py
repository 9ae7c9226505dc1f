"""Delivers answers: stored, so that they can be referred to later, and with buttons."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram import Message

from bot.conversation import Reply
from bot.dates import utc_now
from bot.storage.answers import AnswerStore, StoredAnswer, new_id, quote_refs
from bot.telegram.rendering.answer_buttons import answer_buttons
from bot.telegram.rendering.answers import render_reply
from bot.telegram.transport.editing import rewrite_messages
from bot.telegram.transport.sending import SentPages, post_pages
from bot.telegram.transport.threads import WorkerThreads
from bot.telegram.update_context import UpdateContext
from index import WhosaidError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AnswerDelivery:
    """Sends answers and stores them in ``answers``, which ``quick`` threads query."""

    answers: AnswerStore
    quick: WorkerThreads
    now: Callable[[], datetime] = utc_now

    async def deliver(self, context: UpdateContext, reply: Reply) -> None:
        """Send the reply to a question. Raises TelegramError."""
        stored = await self._store(_make_stored_answer(context.message, reply, self.now()))
        sent = await post_pages(
            context.bot, context.place, render_reply(reply), answer_buttons(stored) if stored else None
        )
        await self._record_sent(stored, sent)

    async def deliver_again(self, context: UpdateContext, reply: Reply, old: StoredAnswer) -> None:
        """Put the reply in the place of ``old``, which is forgotten. Raises TelegramError."""
        stored = await self._store(_make_stored_answer(context.message, reply, self.now()))
        buttons = answer_buttons(stored) if stored else None
        sent = await rewrite_messages(context.bot, context.place, old.messages, render_reply(reply), buttons)
        await self._record_sent(stored, sent)
        if stored is not None or reply.answer is None:
            await self.quick.run(lambda: self.answers.drop(old.id))

    async def _store(self, stored: StoredAnswer | None) -> StoredAnswer | None:
        """Store an answer before it is sent, so that no press comes too early.

        Returns None where there is none, or it could not be stored: then the message has no buttons.
        """
        if stored is None:
            return None
        try:
            await self.quick.run(lambda: self.answers.put(stored))
        except WhosaidError as error:
            _log.error("The answer in chat %s is sent without buttons: %s", stored.chat, error)
            return None
        return stored

    async def _record_sent(self, stored: StoredAnswer | None, sent: SentPages) -> None:
        if stored is not None:
            await self.quick.run(lambda: self.answers.note_sent(stored.id, sent.chat_id, sent.messages))


def _make_stored_answer(asked: Message, reply: Reply, now: datetime) -> StoredAnswer | None:
    answer, turn = reply.answer, reply.turn
    if answer is None:
        return None
    sender = asked.sender_chat or asked.from_user
    return StoredAnswer(
        id=new_id(),
        chat=asked.chat.id,
        messages=(),
        asked_in=asked.message_id,
        asker=sender.id if sender else 0,
        question=turn.question if turn else answer.question,
        status=answer.status,
        cited=quote_refs(answer),
        given_at=now,
        turn=turn,
        engine=answer.engine,
        prompt=answer.prompt,
    )
