"""A question, and its answer as a message of its own."""

from __future__ import annotations

from telegram import Bot, Message

from bot.telegram.desks import Desks
from bot.telegram.keeping import Keeper
from bot.telegram.render import render
from bot.telegram.sending import Place, send, typing
from bot.telegram.workers import Workers


async def ask(  # noqa: PLR0913, PLR0917
    bot: Bot, message: Message, question: str, desks: Desks, workers: Workers, keeper: Keeper | None = None
) -> None:
    """With a ``keeper`` the answer to ``message`` is kept, and gets its buttons.

    Raises WhosaidError, TelegramError, and whatever else the desk raises.
    """
    place = Place.of(message)
    async with typing(bot, place):
        answer = await workers.run(lambda: desks.of(place.chat_id).answer(question))
    if keeper is None:
        await send(bot, place, render(answer))
    else:
        await keeper.deliver(bot, place, message, answer)
