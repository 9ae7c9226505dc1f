"""The buttons under an answer. Every press is answered, whatever comes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.answer import Others, find_contexts, find_others
from bot.messages import TELEGRAM
from bot.storage.answers import StoredAnswer
from bot.telegram.access.callers import CallerLookup
from bot.telegram.ports import ChatEngine, Engines
from bot.telegram.questions.delivery import AnswerDelivery
from bot.telegram.rendering.answer_buttons import Button, ButtonPress, answer_buttons, page_buttons, parse_press
from bot.telegram.rendering.answers import removed_line, render_contexts, render_others, render_plain
from bot.telegram.rendering.pagination import MessagePage
from bot.telegram.transport.editing import answer_press as reply
from bot.telegram.transport.editing import edit_message
from bot.telegram.transport.sending import Place, post_pages
from bot.telegram.transport.threads import WorkerThreads

SOON = 3.0
"""Seconds until a press is answered that takes longer; Telegram shows a spinner meanwhile."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PressOutcome:
    """What comes of a press: a line for whoever pressed, and what is done after it was shown."""

    line: str = ""
    then: Callable[[], Awaitable[object]] | None = None


@dataclass(frozen=True, slots=True)
class AnswerButtons:
    """Handles presses. ``workers`` search, ``delivery.quick`` threads look up. ``soon`` is in seconds."""

    delivery: AnswerDelivery
    engines: Engines
    callers: CallerLookup
    workers: WorkerThreads
    soon: float = SOON
    _showing: set[tuple[str, Button]] = field(default_factory=set)

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a press. Raises nothing of Telegram."""
        query = update.callback_query
        if query is None:
            return
        work = asyncio.create_task(self._find_outcome(context.bot, query))
        try:
            await asyncio.wait({work}, timeout=self.soon)
            late = not work.done()
            if late:
                await reply(query, TELEGRAM.answers.one_moment)
            outcome = await _await_outcome(work)
            if not late:
                await reply(query, outcome.line)
            elif outcome.line and outcome.then is None and query.message is not None:
                await post_pages(context.bot, _press_place(query), render_plain(outcome.line))
            if outcome.then is not None:
                await outcome.then()
        except TelegramError as error:
            _log.error("A press in %s had no effect: %s", query.chat_instance, error.message)
        finally:
            work.cancel()

    async def _find_outcome(self, bot: Bot, query: CallbackQuery) -> PressOutcome:
        press, message = parse_press(query.data), query.message
        if press is None or message is None:
            return PressOutcome(TELEGRAM.presses.out_of_use)
        if not await self.callers.may_ask_in(message.chat, query.from_user.id):
            return PressOutcome(TELEGRAM.presses.may_not_ask)
        answer = await self.delivery.quick.run(lambda: self.delivery.answers.get(press.answer_id))
        if answer is None or answer.chat != message.chat.id:
            return PressOutcome(TELEGRAM.answers.answer_forgotten)
        if press.button in (Button.UP, Button.DOWN):
            return await self._vote(bot, query, answer, liked=press.button is Button.UP)
        return await self._show_more(bot, query, answer, press)

    async def _vote(self, bot: Bot, query: CallbackQuery, answer: StoredAnswer, *, liked: bool) -> PressOutcome:
        answers, person = self.delivery.answers, query.from_user.id
        vote = await self.delivery.quick.run(lambda: answers.vote(answer.id, person, liked, self.delivery.now()))

        async def count() -> None:
            votes = await self.delivery.quick.run(lambda: answers.votes(answer.id))
            with suppress(BadRequest):  # it shows them already, or is gone
                await bot.edit_message_reply_markup(
                    answer.chat,
                    _buttons_message(answer, query),
                    reply_markup=answer_buttons(answer, votes),
                    # The library would add its default, which this method does not take.
                    api_kwargs={"parse_mode": None},
                )

        return PressOutcome(TELEGRAM.answers.vote_taken_back if vote is None else TELEGRAM.answers.vote_noted, count)

    async def _show_more(
        self, bot: Bot, query: CallbackQuery, answer: StoredAnswer, press: ButtonPress
    ) -> PressOutcome:
        pages, line = await self._pages(answer, press.button)
        if not pages:
            return PressOutcome(line)
        press = ButtonPress(press.answer_id, press.button, min(press.page, len(pages) - 1))
        if query.message is not None and _is_view(query, answer):
            target = (answer.chat, query.message.message_id)
            return PressOutcome("", partial(_show_page, bot, target, pages, press))
        answers = self.delivery.answers
        shown = await self.delivery.quick.run(lambda: answers.view_message(answer.id, press.button))
        line = TELEGRAM.answers.shown_below if shown else ""
        return PressOutcome(line, partial(self._show, bot, query, answer, (pages, press, shown)))

    async def _pages(self, answer: StoredAnswer, button: Button) -> tuple[tuple[MessagePage, ...], str]:
        """Return the pages to show; where there are none, also why."""
        if button is Button.CONTEXT:
            contexts = await self.delivery.quick.run(
                lambda: find_contexts(self.engines.engine_for(answer.chat).library, answer.cited)
            )
            gone = removed_line(contexts.removed) if contexts.removed else TELEGRAM.answers.answer_forgotten
            return render_contexts(contexts), gone
        further = await self.workers.run(lambda: _search_others(self.engines.engine_for(answer.chat), answer))
        return render_others(further), TELEGRAM.answers.no_other_sources

    async def _show(
        self,
        bot: Bot,
        query: CallbackQuery,
        answer: StoredAnswer,
        view: tuple[tuple[MessagePage, ...], ButtonPress, int | None],
    ) -> None:
        """Show the pages in one message below the answer: the present one, unless somebody deleted it."""
        pages, press, shown = view
        answers, key = self.delivery.answers, (answer.id, press.button)
        if key in self._showing:  # pressed twice
            return
        self._showing.add(key)
        try:
            if shown is not None and await _show_page(bot, (answer.chat, shown), pages, press):
                return
            place = Place(answer.chat, _press_place(query).topic, _buttons_message(answer, query))
            sent = await post_pages(bot, place, pages[press.page : press.page + 1], page_buttons(press, len(pages)))
            for message in sent.messages:
                await self.delivery.quick.run(partial(answers.record_view, answer.id, press.button, message))
        finally:
            self._showing.discard(key)


def _search_others(engine: ChatEngine, answer: StoredAnswer) -> Others:
    """Return other sources; none where the question cannot be restored, since an article that it quotes has changed."""
    question = answer.restore_question(engine.library.current_article)
    return Others() if question is None else find_others(engine.library, question, answer.cited)


async def _await_outcome(work: asyncio.Task[PressOutcome]) -> PressOutcome:
    try:
        return await work
    except Exception as error:
        _log.error("A press was not acted on: %s", error, exc_info=error)
        return PressOutcome(TELEGRAM.errors.press_again)


async def _show_page(bot: Bot, target: tuple[int, int], pages: tuple[MessagePage, ...], press: ButtonPress) -> bool:
    return await edit_message(bot, target, pages[press.page], page_buttons(press, len(pages)))


def _is_view(query: CallbackQuery, answer: StoredAnswer) -> bool:
    """Return whether the button stands under a view of an answer, not under the answer itself."""
    return query.message is not None and bool(answer.messages) and query.message.message_id not in answer.messages


def _buttons_message(answer: StoredAnswer, query: CallbackQuery) -> int:
    """Return the id of the message with the answer's buttons."""
    if answer.messages:
        return answer.messages[-1]
    return query.message.message_id if query.message is not None else 0


def _press_place(query: CallbackQuery) -> Place:
    """Return the place of the message with the button, as a reply to it."""
    message = query.message
    if message is None:
        raise ValueError("a press in inline mode has no place")
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(message.chat.id, topic, message.message_id)
