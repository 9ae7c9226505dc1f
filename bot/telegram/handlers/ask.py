"""A question, and its answer as a message of its own."""

from __future__ import annotations

from telegram import Bot, Message

from bot.telegram.keeping import Keeper
from bot.telegram.questions import Request
from bot.telegram.render import render_reply
from bot.telegram.sending import Place, send, typing
from bot.telegram.talks import Asked, Talks
from bot.telegram.workers import Workers


async def ask(  # noqa: PLR0913, PLR0917
    bot: Bot,
    message: Message,
    request: Request,
    talks: Talks,
    workers: Workers,
    keeper: Keeper | None = None,
    *,
    article: str | None = None,
) -> None:
    """From one ``article`` alone, where its id is given. With a ``keeper`` the answer to ``message`` is kept, and gets
    its buttons.

    Raises WhosaidError, TelegramError, and whatever else the desk raises.
    """
    place = Place.of(message)
    async with typing(bot, place):
        reply = await workers.run(lambda: talks.reply(Asked.of(message), request, article))
    if keeper is None:
        await send(bot, place, render_reply(reply))
    else:
        await keeper.deliver(bot, place, message, reply)
