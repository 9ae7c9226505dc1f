"""The people: what they say, edit, press and change, and which of it the bot gets to see."""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence

from tests.support.bot_api.chats import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS_BOT,
    Chat,
    Document,
    Event,
    User,
    member_json,
    quoted,
)
from tests.support.bot_api.origins import origin_of
from tests.support.bot_api.state import State
from tests.support.bot_api.text import cut, settle
from tests.support.bot_api.wire import JsonObject


class Driver(State):
    """Plays the people. Every message that a method returns is a copy, as the bot would get it."""

    async def say(
        self,
        chat: Chat,
        user: User,
        text: str = "",
        *,
        reply_to: JsonObject | None = None,
        quote: str | None = None,
        thread: int | None = None,
        document: Document | None = None,
        forwarded_from: User | Chat | str | None = None,
        anonymous: bool = False,
        as_channel: Chat | None = None,
        sent_ago: int = 0,
        entities: Sequence[JsonObject] = (),
    ) -> JsonObject:
        """``user`` says ``text`` (the caption where there is a ``document``); commands and mentions are found
        in it.

        ``anonymous`` is an administrator who speaks for the group: the message comes from @GroupAnonymousBot.
        ``as_channel``: the user speaks as a channel, and the message comes from @Channel_Bot. ``forwarded_from`` is
        whom the words were taken from, a hidden account by its name alone. ``sent_ago`` is in seconds.
        """
        self._join(chat, user)
        reply = self._stored(chat, reply_to) if reply_to is not None else None
        speaks_for = as_channel or (chat if anonymous else None)
        sender = CHANNEL_BOT if as_channel else GROUP_ANONYMOUS_BOT if anonymous else user
        message = chat.compose(sender, reply=reply, thread=thread)
        message["date"] -= sent_ago
        if speaks_for is not None:
            message["sender_chat"] = speaks_for.json()
        if quote is not None:
            assert reply is not None, "a quote needs the message that it quotes: give reply_to"
            message["quote"] = quoted(reply, quote)
        if forwarded_from is not None:
            message["forward_origin"] = origin_of(forwarded_from)
        self.write_content(message, settle(text, entities), document)
        self._deliver(chat, "message", message)
        return chat.store(message, speaks_for.title if speaks_for else user.name)

    async def say_as_channel(self, chat: Chat, channel: Chat, text: str) -> JsonObject:
        """Somebody says ``text`` in a group in the name of their channel."""
        message = chat.compose(CHANNEL_BOT, reply=None, thread=None) | {"sender_chat": channel.json()}
        self.write_content(message, settle(text, ()), None)
        self._deliver(chat, "message", message)
        return chat.store(message, channel.title)

    async def post(self, channel: Chat, text: str = "", *, document: Document | None = None) -> JsonObject:
        """A post of a channel, which has no author."""
        message = channel.compose(None, reply=None, thread=None)
        self.write_content(message, settle(text, ()), document)
        self._deliver(channel, "channel_post", message)
        return channel.store(message, channel.title)

    async def edit(self, chat: Chat, message: JsonObject, text: str) -> JsonObject:
        """The author edits a message that is known to the bot."""
        stored = self._stored(chat, message)
        for name in ("entities", "caption_entities"):
            stored.pop(name, None)
        self.write_content(stored, settle(text, ()), None)
        stored["edit_date"] = int(time.time())
        self._deliver(chat, "edited_channel_post" if chat.kind == "channel" else "edited_message", stored)
        chat.log.append(Event("edited", self.author(stored), copy.deepcopy(stored)))
        return copy.deepcopy(stored)

    async def press(self, message: JsonObject, button: str, user: User, *, stale_data: str | None = None) -> str:
        """``user`` presses the button with this label; returns the id of the callback query.

        ``stale_data`` is for a button that the message no longer has, as a client that has not refreshed
        sends it.
        """
        chat = self.chat(message["chat"]["id"])
        current = chat.messages.get(message["message_id"])
        data = stale_data if stale_data is not None else button_data(current or {}, button)
        query_id = str(next(self.query_ids))
        query: JsonObject = {
            "id": query_id,
            "from": user.json(),
            "chat_instance": str(abs(chat.id) * 7),
            "data": data,
            "message": current or {"chat": chat.json(), "message_id": message["message_id"], "date": 0},
        }
        self.callbacks[query_id] = None
        chat.log.append(Event("pressed", user.name, {"text": button}))
        self.updates.put("callback_query", query)
        self.changed()
        return query_id

    def expire(self, query_id: str) -> None:
        """Too much time went by: the query of this pressed button can no longer be answered."""
        self.expired.add(query_id)

    async def inline(self, user: User, text: str, *, offset: str = "") -> str:
        """``user`` types ``@bot text`` in some chat; returns the id of the inline query."""
        assert self.me["supports_inline_queries"], "inline mode is off for this bot"
        query_id = str(next(self.query_ids))
        self.inline_answers[query_id] = None
        query = {"id": query_id, "from": user.json(), "query": text[:256], "offset": offset}
        self.updates.put("inline_query", query)
        self.changed()
        return query_id

    async def set_bot(self, chat: Chat, status: str, *, by: User) -> None:
        """The bot is added, promoted, removed or, in a private chat, blocked ("kicked") and unblocked
        ("member"). In groups its coming and going is also told by a service message, as Telegram does.
        """
        was_in, is_in = (each not in ("left", "kicked") for each in (chat.bot_status, status))
        self._change_member("my_chat_member", chat, self.bot, (chat.bot_status, status), by)
        if chat.kind in ("group", "supergroup") and was_in != is_in:
            told: JsonObject = (
                {"new_chat_members": [self.bot.json()]} if is_in else {"left_chat_member": self.bot.json()}
            )
            message = chat.compose(by, reply=None, thread=None) | told
            chat.store(message, by.name)
            self.updates.put("message", message)
        chat.bot_status = status

    async def set_member(self, chat: Chat, user: User, status: str, *, by: User) -> None:
        """Another member's status changes; the bot learns of it where it is an administrator and asked for it."""
        old = chat.members.get(user.id, "left")
        chat.members[user.id] = status
        if chat.bot_status == "administrator":
            self._change_member("chat_member", chat, user, (old, status), by)

    async def migrate(self, group: Chat, by: User) -> Chat:
        """The group becomes a supergroup with another id, and both say so."""
        supergroup = self.supergroup(group.title, members=[self.users[user] for user in group.members])
        supergroup.bot_status = group.bot_status
        group.migrated_to = supergroup.id
        for chat, told in (
            (group, {"migrate_to_chat_id": supergroup.id}),
            (supergroup, {"migrate_from_chat_id": group.id}),
        ):
            message = chat.compose(by, reply=None, thread=None) | told
            chat.store(message, by.name)
            self._deliver(chat, "message", message)
        return supergroup

    async def topic(self, forum: Chat, name: str, *, by: User | None = None) -> int:
        """Opens a topic and returns its thread id; ``by`` None is the bot itself, whose message it then starts with."""
        assert forum.is_forum, f"{forum.title!r} has no topics"
        creator = by or self.bot
        message = forum.compose(creator, reply=None, thread=None)
        thread: int = message["message_id"]
        message |= {"message_thread_id": thread, "is_topic_message": True}
        message["forum_topic_created"] = {"name": name, "icon_color": 7322096}
        forum.topics[thread] = name
        forum.store(message, creator.name)
        if by is not None:
            self._deliver(forum, "message", message)
        return thread

    def _change_member(self, kind: str, chat: Chat, member: User, statuses: tuple[str, str], by: User) -> None:
        change = {
            "chat": chat.json(),
            "from": by.json(),
            "date": int(time.time()),
            "old_chat_member": member_json(member, statuses[0]),
            "new_chat_member": member_json(member, statuses[1]),
        }
        self.updates.put(kind, change)
        self.changed()

    def _join(self, chat: Chat, user: User) -> None:
        if chat.kind == "private":
            assert chat.person == user, f"{user.name} cannot write in {chat.title}'s private chat"
            assert chat.bot_status != "kicked", f"{user.name} blocked the bot; unblock it with set_bot first"
            chat.started = True
        chat.members.setdefault(user.id, "member")

    def _stored(self, chat: Chat, message: JsonObject) -> JsonObject:
        found = chat.messages.get(message["message_id"])
        assert found is not None, f"no message {message['message_id']} in {chat.title!r}"
        return found

    def _deliver(self, chat: Chat, kind: str, message: JsonObject) -> None:
        if chat.bot_status not in ("left", "kicked") and self._visible(chat, message):
            self.updates.put(kind, message)
        self.changed()

    def _visible(self, chat: Chat, message: JsonObject) -> bool:
        """Privacy mode: in a group, commands, replies to the bot, service messages and (if so set) mentions."""
        everything = self.me["can_read_all_group_messages"] or chat.bot_status == "administrator"
        text = message.get("text", message.get("caption"))
        wordless = text is None and "document" not in message and "photo" not in message
        if chat.kind not in ("group", "supergroup") or everything or wordless:
            return True
        replied = message.get("reply_to_message", {})
        if replied.get("from", {}).get("id") == self.bot.id and "forum_topic_created" not in replied:
            return True
        handle = f"@{self.bot.username}".lower()
        for entity in message.get("entities") or message.get("caption_entities") or ():
            word = cut(text or "", entity["offset"], entity["length"]).lower()
            if entity["type"] == "bot_command" and entity["offset"] == 0:
                return "@" not in word or word.endswith(handle)
            if entity["type"] == "mention" and word == handle and self.mentions_arrive:
                return True
        return False


def button_data(message: JsonObject, label: str) -> str:
    """The callback data of the button with this label. Fails the test, naming the buttons, where there is none."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = {button["text"]: button for row in rows for button in row}
    assert label in buttons, f"no button {label!r}; there are {list(buttons)}"
    assert "callback_data" in buttons[label], f"button {label!r} calls nothing back: {buttons[label]}"
    data: str = buttons[label]["callback_data"]
    return data
