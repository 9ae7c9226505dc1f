"""Forwarded messages: where each says that it comes from, and what of it is carried along."""

from __future__ import annotations

import copy
import time

from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.wire import JsonObject

_CARRIED = ("text", "entities", "caption", "caption_entities", "document", "photo")


def origin_of(source: User | Chat | str) -> JsonObject:
    """A MessageOrigin: a person, a person who hides the account (the name alone), or a group's anonymous admin."""
    date = int(time.time())
    if isinstance(source, str):
        return {"type": "hidden_user", "date": date, "sender_user_name": source}
    if isinstance(source, User):
        return {"type": "user", "date": date, "sender_user": source.json()}
    assert source.kind != "channel", "a channel's post is forwarded by forward(): its origin names the post"
    return {"type": "chat", "date": date, "sender_chat": source.json()}


def origin_of_message(message: JsonObject) -> JsonObject:
    """The MessageOrigin of a stored message; one that was itself forwarded keeps the origin that it has."""
    if "forward_origin" in message:
        return copy.deepcopy(message["forward_origin"])
    signed = {name: message[name] for name in ("author_signature",) if name in message}
    if message["chat"]["type"] == "channel":
        where = {"chat": message["chat"], "message_id": message["message_id"]}
        return {"type": "channel", "date": message["date"], **where, **signed}
    if "sender_chat" in message:
        return {"type": "chat", "date": message["date"], "sender_chat": message["sender_chat"], **signed}
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}


def carried(message: JsonObject) -> JsonObject:
    """What a forward takes along: words, their entities and the file; neither buttons nor what it replied to."""
    return {name: copy.deepcopy(message[name]) for name in _CARRIED if name in message}
