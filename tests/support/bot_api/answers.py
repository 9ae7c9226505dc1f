"""What each method answers: the table of methods, and those that do not write in a chat."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.support.bot_api import sending
from tests.support.bot_api.chats import User, member_json
from tests.support.bot_api.objects import check_commands, check_results, check_scope
from tests.support.bot_api.reading import read_message_text
from tests.support.bot_api.state import State, Webhook
from tests.support.bot_api.text import checked_link, units
from tests.support.bot_api.wire import JsonObject, bad_request

_LARGEST_DOWNLOAD = 20 * 1024 * 1024
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_PORTS = (443, 80, 88, 8443)


def get_me(state: State, call: JsonObject) -> JsonObject:
    return state.me


def done(state: State, call: JsonObject) -> bool:
    return True


def set_webhook(state: State, call: JsonObject) -> bool:
    url = call["url"]
    if url:
        parts = urlsplit(url)
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in _PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", call.get("secret_token", "")):
        raise bad_request("secret token contains unallowed characters")
    state.updates.allow(call.get("allowed_updates"))
    if call.get("drop_pending_updates"):
        state.updates.pending.clear()
    state.webhook = Webhook(url, call.get("secret_token", ""), call.get("max_connections", 40))
    state.updates.wake()
    return True


def delete_webhook(state: State, call: JsonObject) -> bool:
    return set_webhook(state, {"url": "", **call})


def get_webhook_info(state: State, call: JsonObject) -> JsonObject:
    info = {
        "url": state.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
        "max_connections": state.webhook.max_connections,
        "allowed_updates": sorted(state.updates.allowed),
    }
    return info | ({"last_error_message": state.webhook.error} if state.webhook.error else {})


def set_my_commands(state: State, call: JsonObject) -> bool:
    check_commands(call["commands"])
    state.commands[_scope(state, call)] = call["commands"]
    return True


def get_my_commands(state: State, call: JsonObject) -> list[JsonObject]:
    return state.commands.get(_scope(state, call), [])


def delete_my_commands(state: State, call: JsonObject) -> bool:
    state.commands.pop(_scope(state, call), None)
    return True


def _scope(state: State, call: JsonObject) -> tuple[str, str]:
    scope, language = call.get("scope", {"type": "default"}), call.get("language_code", "")
    check_scope(scope, language)
    if "chat_id" in scope:
        state.chat(scope["chat_id"])
    return json.dumps(scope, sort_keys=True), language


def set_my_description(state: State, call: JsonObject) -> bool:
    return _describe(state, call, "description", 512)


def set_my_short_description(state: State, call: JsonObject) -> bool:
    return _describe(state, call, "short_description", 120)


def _describe(state: State, call: JsonObject, name: str, most: int) -> bool:
    text = call.get(name, "")
    if units(text) > most:
        raise bad_request(f"{name} is too long")
    state.descriptions[name, call.get("language_code", "")] = text
    return True


def get_my_description(state: State, call: JsonObject) -> JsonObject:
    return {"description": state.descriptions.get(("description", call.get("language_code", "")), "")}


def get_my_short_description(state: State, call: JsonObject) -> JsonObject:
    key = ("short_description", call.get("language_code", ""))
    return {"short_description": state.descriptions.get(key, "")}


def answer_callback_query(state: State, call: JsonObject) -> bool:
    query = call["callback_query_id"]
    if query not in state.callbacks or query in state.expired:
        raise bad_request(_TOO_OLD)
    if units(call.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in call:
        raise bad_request("URL_INVALID", mistake=True)
    if state.callbacks[query] is not None:
        state.note("answerCallbackQuery", f"query {query} is answered twice")
    state.callbacks[query] = call
    return True


def answer_inline_query(state: State, call: JsonObject) -> bool:
    if state.inline_answers.get(call["inline_query_id"], call) is not None:
        raise bad_request(_TOO_OLD)
    check_results(call["results"])
    for result in call["results"]:
        for words in read_message_text(result["input_message_content"], "message_text").lost:
            state.note("answerInlineQuery", f"Telegram would drop {words}")
        for name in ("url", "thumbnail_url"):
            if name in result and checked_link(result[name]) is None:
                raise bad_request("WEBDOCUMENT_URL_INVALID")
    if units(call.get("next_offset", "")) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    state.inline_answers[call["inline_query_id"]] = call
    return True


def get_chat(state: State, call: JsonObject) -> JsonObject:
    chat = state.chat(call["chat_id"])
    if not chat.started:
        raise bad_request("chat not found")
    chat.check_reach()
    gifts = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
    accepted = dict.fromkeys(gifts.split(), False)
    return chat.json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}


def get_chat_member(state: State, call: JsonObject) -> JsonObject:
    chat = state.reachable(call["chat_id"])
    user = state.users.get(call["user_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = chat.bot_status if user == state.bot else chat.members.get(user.id, "left")
    return member_json(user, status)


def get_chat_administrators(state: State, call: JsonObject) -> list[JsonObject]:
    chat = state.reachable(call["chat_id"])
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    found: list[tuple[User, str]] = [(state.users[user], status) for user, status in chat.members.items()]
    found.append((state.bot, chat.bot_status))
    return [member_json(user, status) for user, status in found if status in ("creator", "administrator")]


def leave_chat(state: State, call: JsonObject) -> bool:
    chat = state.reachable(call["chat_id"])
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    return True


def get_file(state: State, call: JsonObject) -> JsonObject:
    document = state.document(call["file_id"])
    size = document.size if document.size is not None else len(document.content)
    if size > _LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    file_id = call["file_id"]
    return {
        "file_id": file_id,
        "file_unique_id": f"AgAD{file_id[-8:]}",
        "file_size": size,
        "file_path": f"documents/{file_id}",
    }


ANSWERS: dict[str, Callable[[State, JsonObject], object]] = {
    "getMe": get_me,
    "logOut": done,
    "close": done,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyDescription": get_my_description,
    "getMyShortDescription": get_my_short_description,
    "sendMessage": sending.send_message,
    "sendMessageDraft": sending.send_message_draft,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "setMessageReaction": sending.set_message_reaction,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
