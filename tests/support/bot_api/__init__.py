"""A Telegram Bot API server for tests: real HTTP on the loopback, and as strict as the real one.

A bot talks to it as to Telegram; a test plays the people::

    async with TelegramServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        question = await server.say(chat, ann, "/start")
        answer = await server.reply_to(question)

``wire`` holds the answers' shapes, ``methods`` and ``objects`` what each method takes, ``markup`` Telegram's
HTML, ``chats`` who is where, ``driver`` and ``posts`` the people, ``answers`` what the bot's calls do, ``updates`` the
queue, ``server`` the HTTP, and ``transcript`` a conversation as text.
"""

from tests.support.bot_api.chats import Chat, Document, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.watch import Call

__all__ = ["Call", "Chat", "Document", "TelegramServer", "User"]
