"""Who is there: people, chats, members, topics, messages and files."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from itertools import count

from tests.support.bot_api.text import units
from tests.support.bot_api.wire import JsonObject, Refusal, bad_request, forbidden, words

GENERAL_TOPIC = 1
"""The topic that every forum has; its messages carry no thread id, and Telegram refuses it in a call."""


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def json(self) -> JsonObject:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        base = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return base | {name: value for name, value in optional.items() if value is not None}


GROUP_ANONYMOUS_BOT = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Whom Telegram names as the sender of an anonymous administrator's message."""

CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
"""... of a message that somebody writes in a group as a channel."""

TELEGRAM = User(777000, "Telegram")
"""... of a channel's post that arrives by itself in the group linked to it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send; an empty ``name`` or ``mime`` is one that the sender's client left out.

    ``size`` stands in for the length of ``content``, to pretend a large one. ``photo``: it comes as a picture.
    """

    name: str
    content: bytes
    mime: str = "application/octet-stream"
    size: int | None = None
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the transcript: ``kind`` is said, edited, deleted, pressed or reacted."""

    kind: str
    who: str
    what: JsonObject


@dataclass(slots=True)
class Chat:
    """A chat as the bot's server sees it.

    ``members`` and ``bot_status`` hold Telegram's words for a status. ``messages`` are as they stand now,
    ``own`` the ids of the bot's, ``sent`` the bot's messages as they were when sent. ``muted``: members may
    not write.
    """

    id: int
    kind: str
    title: str
    username: str | None = None
    is_forum: bool = False
    person: User | None = None
    bot_status: str = "member"
    started: bool = True
    muted: bool = False
    migrated_to: int | None = None
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    messages: dict[int, JsonObject] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    sent: list[JsonObject] = field(default_factory=list)
    log: list[Event] = field(default_factory=list)
    ids: count[int] = field(default_factory=lambda: count(1))

    def json(self) -> JsonObject:
        chat: JsonObject = {"id": self.id, "type": self.kind}
        if self.person is not None:
            person = self.person.json()
            chat |= {name: person[name] for name in ("first_name", "last_name") if name in person}
        else:
            chat["title"] = self.title
        if self.username:
            chat["username"] = self.username
        return chat | ({"is_forum": True} if self.is_forum else {})

    def check_reach(self) -> None:
        """Raises ``Refusal`` where the bot may not act in this chat."""
        if self.migrated_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.migrated_to},
            )
        if self.kind == "private":
            if not self.started:
                raise forbidden("bot can't initiate conversation with a user")
            if self.bot_status == "kicked":
                raise forbidden("bot was blocked by the user")
        elif self.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        elif self.bot_status == "left":
            raise forbidden(f"bot is not a member of the {self.kind} chat")

    def check_thread(self, thread: int | None) -> None:
        """Raises ``Refusal`` where a call names a topic that is not there, or is closed."""
        if thread is None:
            return
        if thread not in self.topics:
            raise bad_request("message thread not found")
        if thread in self.closed_topics and self.bot_status not in ("administrator", "creator"):
            raise bad_request("TOPIC_CLOSED")

    def compose(self, sender: User | None, *, reply: JsonObject | None, thread: int | None) -> JsonObject:
        """A new message without content, not stored yet. ``sender`` None is the chat itself.

        In a topic a message that answers nothing "answers" the message that opened the topic, and in a
        supergroup without topics a reply carries the thread id of the message that its thread began with:
        both trip up bots.
        """
        message: JsonObject = {"message_id": next(self.ids), "date": int(time.time()), "chat": self.json()}
        if sender is None:
            message["sender_chat"] = self.json()
        else:
            message["from"] = sender.json()
        if reply is not None and thread is None:
            thread = reply.get("message_thread_id") if self.is_forum else None
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            reply = reply or self.messages.get(thread)
        elif reply is not None and self.kind == "supergroup" and not self.is_forum:
            message["message_thread_id"] = reply.get("message_thread_id", reply["message_id"])
        if reply is not None:
            message["reply_to_message"] = _without_reply(reply)
        return message

    def store(self, message: JsonObject, who: str) -> JsonObject:
        """Keeps the message; returns a copy that later changes do not touch."""
        self.messages[message["message_id"]] = message
        snapshot = copy.deepcopy(message)
        self.log.append(Event("said", who, snapshot))
        return copy.deepcopy(snapshot)


def quoted(reply: JsonObject, quote: str) -> JsonObject:
    """A TextQuote. Raises ``Refusal`` unless ``quote`` stands in the message, word for word."""
    text = reply.get("text") or reply.get("caption") or ""
    at = text.find(quote)
    if at < 0 or units(quote) > 1024:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": units(text[:at]), "is_manual": True}


def member_json(user: User, status: str) -> JsonObject:
    """A ChatMember of any status, with every field that its type must have."""
    member: JsonObject = {"status": status, "user": user.json()}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "kicked":
        return member | {"until_date": 0}
    if status == "restricted":
        return member | dict.fromkeys(_RESTRICTED, False) | {"is_member": True, "until_date": 0}
    return member | dict.fromkeys(_ADMINISTRATOR, False) if status == "administrator" else member


_ADMINISTRATOR = words(
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
)
_RESTRICTED = words(
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes "
    "can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages "
    "can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics"
)


def _without_reply(message: JsonObject) -> JsonObject:
    """A message as it stands inside another: Telegram nests replies one deep."""
    return {name: copy.deepcopy(value) for name, value in message.items() if name != "reply_to_message"}
