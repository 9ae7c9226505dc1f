"""A question, and its answer as a message of its own."""

from __future__ import annotations

from functools import partial

from telegram import Bot

from bot.telegram.answerer import Answerer
from bot.telegram.render import render
from bot.telegram.sending import Place, send, typing
from bot.telegram.workers import Workers


async def ask(bot: Bot, place: Place, question: str, answerer: Answerer, workers: Workers) -> None:
    """Raises WhosaidError, TelegramError, and whatever else the answerer raises."""
    async with typing(bot, place):
        answer = await workers.run(partial(answerer.answer, question))
    await send(bot, place, render(answer))
