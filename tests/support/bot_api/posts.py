"""The people's rarer ways: forwarding, deep links, a channel that speaks in a group."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from tests.support.bot_api.chats import TELEGRAM, Chat, Event, User
from tests.support.bot_api.driver import Driver
from tests.support.bot_api.origins import carried, origin_of_message
from tests.support.bot_api.wire import JsonObject

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Posts(Driver):
    """Plays the people, as Driver does."""

    async def forward(self, chat: Chat, user: User, message: JsonObject) -> JsonObject:
        """``user`` forwards a message of another chat, such as a channel's post, into this one."""
        self._join(chat, user)
        forwarded = chat.compose(user, reply=None, thread=None) | carried(message)
        forwarded["forward_origin"] = origin_of_message(message)
        self._deliver(chat, "message", forwarded)
        return chat.store(forwarded, user.name)

    async def discuss(self, group: Chat, post: JsonObject) -> JsonObject:
        """A channel's post arrives by itself in the group that is linked to it."""
        message = group.compose(TELEGRAM, reply=None, thread=None) | carried(post)
        message |= {"sender_chat": post["chat"], "is_automatic_forward": True}
        message["forward_origin"] = origin_of_message(post)
        self._deliver(group, "message", message)
        return group.store(message, str(post["chat"]["title"]))

    async def follow(self, user: User, link: str, *, into: Chat | None = None) -> JsonObject:
        """``user`` opens ``https://t.me/BOT?start=CODE`` and presses Start; or, with ``startgroup=CODE``, adds the
        bot to the group ``into``. Fails the test for a link that Telegram would not take.
        """
        code = self.deep_link_code(link, "startgroup" if into else "start")
        if into is not None:
            if into.bot_status in ("left", "kicked"):
                await self.set_bot(into, "member", by=user)
            return await self.say(into, user, f"/start@{self.bot.username} {code}")
        chat = self.chats.get(user.id) or self.private(user, started=False)
        return await self.say(chat, user, f"/start {code}")

    async def erase(self, message: JsonObject) -> None:
        """Somebody deletes a message, of whomever; bots are told nothing of it."""
        chat = self.chat(message["chat"]["id"])
        chat.log.append(Event("deleted", self.author(message), message))
        del chat.messages[message["message_id"]]
        self.changed()

    def deep_link_code(self, link: str, kind: str) -> str:
        """The code in a link to this bot: 1 to 64 of A-Z a-z 0-9 _ -."""
        parts = urlsplit(link)
        assert parts.scheme == "https", f"{link!r} is no https link"
        assert parts.netloc == "t.me", f"{link!r} does not lead to t.me"
        assert parts.path.lower() == f"/{self.bot.username}".lower(), f"{link!r} leads to another bot"
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
        assert set(given) == {kind}, f"{link!r} has no {kind}=CODE and nothing else"
        assert _CODE.fullmatch(given[kind]), f"{link!r}: a code holds 1 to 64 of A-Z, a-z, 0-9, _ and -"
        return given[kind]
