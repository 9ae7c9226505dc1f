"""The methods served and what each takes, and the reading of a call's parameters.

In the tables a word is ``name:kind``; ``name*`` is required. Kinds are ``int``, ``str``, ``bool``, ``chat``
(an id or an @username), ``file``, an object of ``OBJECTS``, ``ReplyMarkup`` (one of four objects), or
``[kind]``. What Telegram itself ignores, such as a parameter that does not exist, is refused here: it is
always a mistake.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from tests.support.bot_api.wire import JsonObject, Refusal, Upload, bad_request

_FORMAT = "parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions"
_SEND = (
    "chat_id*:chat message_thread_id:int disable_notification:bool protect_content:bool allow_paid_broadcast:bool "
    "message_effect_id:str reply_parameters:ReplyParameters reply_markup:ReplyMarkup"
)
_MESSAGE = "chat_id:chat message_id:int inline_message_id:str"
_SCOPED = "scope:BotCommandScope language_code:str"

METHODS = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "setWebhook": "url*:str certificate:file ip_address:str max_connections:int allowed_updates:[str] "
    "drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "setMyCommands": f"commands*:[BotCommand] {_SCOPED}",
    "getMyCommands": _SCOPED,
    "deleteMyCommands": _SCOPED,
    "setMyDescription": "description:str language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyDescription": "language_code:str",
    "getMyShortDescription": "language_code:str",
    "sendMessage": f"{_SEND} text*:str {_FORMAT}",
    "sendMessageDraft": "chat_id*:int message_thread_id:int draft_id*:int text:str parse_mode:str "
    "entities:[MessageEntity]",
    "sendDocument": f"{_SEND} document*:file thumbnail:file caption:str parse_mode:str "
    "caption_entities:[MessageEntity] disable_content_type_detection:bool",
    "sendChatAction": "chat_id*:chat message_thread_id:int action*:str",
    "editMessageText": f"{_MESSAGE} text*:str {_FORMAT} reply_markup:InlineKeyboardMarkup",
    "editMessageReplyMarkup": f"{_MESSAGE} reply_markup:InlineKeyboardMarkup",
    "deleteMessage": "chat_id*:chat message_id*:int",
    "setMessageReaction": "chat_id*:chat message_id*:int reaction:[ReactionType] is_big:bool",
    "answerCallbackQuery": "callback_query_id*:str text:str show_alert:bool url:str cache_time:int",
    "answerInlineQuery": "inline_query_id*:str results*:[InlineQueryResultArticle] cache_time:int is_personal:bool "
    "next_offset:str button:InlineQueryResultsButton",
    "getChat": "chat_id*:chat",
    "getChatMember": "chat_id*:chat user_id*:int",
    "getChatAdministrators": "chat_id*:chat return_bots:bool",
    "leaveChat": "chat_id*:chat",
    "getFile": "file_id*:str",
}

OBJECTS = {
    "MessageEntity": "type*:str offset*:int length*:int url:str user:User language:str custom_emoji_id:str",
    "User": "id*:int is_bot*:bool first_name*:str last_name:str username:str language_code:str",
    "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool "
    "show_above_text:bool",
    "ReplyParameters": "message_id*:int chat_id:chat allow_sending_without_reply:bool quote:str "
    "quote_parse_mode:str quote_entities:[MessageEntity] quote_position:int",
    "InlineKeyboardMarkup": "inline_keyboard*:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": "text*:str icon_custom_emoji_id:str style:str url:str callback_data:str "
    "web_app:WebAppInfo switch_inline_query:str switch_inline_query_current_chat:str copy_text:CopyTextButton",
    "WebAppInfo": "url*:str",
    "CopyTextButton": "text*:str",
    "ReplyKeyboardMarkup": "keyboard*:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool "
    "one_time_keyboard:bool input_field_placeholder:str selective:bool",
    "KeyboardButton": "text*:str icon_custom_emoji_id:str style:str request_contact:bool request_location:bool",
    "ReplyKeyboardRemove": "remove_keyboard*:bool selective:bool",
    "ForceReply": "force_reply*:bool input_field_placeholder:str selective:bool",
    "BotCommand": "command*:str description*:str",
    "BotCommandScope": "type*:str chat_id:chat user_id:int",
    "ReactionType": "type*:str emoji:str custom_emoji_id:str",
    "InlineQueryResultArticle": "type*:str id*:str title*:str input_message_content*:InputTextMessageContent "
    "reply_markup:InlineKeyboardMarkup url:str description:str thumbnail_url:str thumbnail_width:int "
    "thumbnail_height:int",
    "InputTextMessageContent": f"message_text*:str {_FORMAT}",
    "InlineQueryResultsButton": "text*:str web_app:WebAppInfo start_parameter:str",
}

_MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


def method_named(name: str) -> str | None:
    """The method's own spelling; Telegram does not mind the case. None for a method that is not served."""
    return _BY_LOWER_NAME.get(name.lower())


@cache
def _fields(table: str) -> dict[str, tuple[str, bool]]:
    fields = {}
    for word in table.split():
        name, kind = word.split(":")
        fields[name.rstrip("*")] = (kind, name.endswith("*"))
    return fields


def read_call(method: str, given: Mapping[str, object]) -> JsonObject:
    """The call's parameters in their own types.

    ``given`` holds strings (from a form), uploads, or JSON values (from a JSON body). Raises ``Refusal``,
    marked as a mistake, that names the parameter which is unknown, missing or of the wrong kind.
    """
    fields = _fields(METHODS[method])
    attached = {name: value for name, value in given.items() if isinstance(value, Upload) and name not in fields}
    call: JsonObject = {}
    for name, value in given.items():
        if name in attached:
            continue
        if name not in fields:
            raise bad_request(f"unknown parameter {name!r} of {method}", mistake=True)
        call[name] = _read(fields[name][0], value, name, attached)
    for name, (_, required) in fields.items():
        if required and name not in call:
            raise bad_request(f"parameter {name!r} of {method} is required", mistake=True)
    return call


def _read(kind: str, value: object, path: str, attached: Mapping[str, Upload]) -> object:
    """A top-level parameter: in a form everything is a string, and what has parts is JSON."""
    if kind == "file":
        return _read_file(value, path, attached)
    if not isinstance(value, str) or kind == "str":
        return _check(kind, value, path)
    if kind == "chat":
        return int(value) if re.fullmatch(r"-?\d+", value) else _check(kind, value, path)
    try:
        return _check(kind, json.loads(value), path)
    except json.JSONDecodeError as error:
        raise bad_request(f"can't parse {path!r} as {kind}: {value[:60]!r}", mistake=True) from error


def _read_file(value: object, path: str, attached: Mapping[str, Upload]) -> object:
    if isinstance(value, str) and value.startswith("attach://"):
        value = attached.get(value.removeprefix("attach://"))
    if not isinstance(value, str | Upload):
        raise bad_request(f"{path!r} must be a file that is attached, or a file_id", mistake=True)
    return value


def _check(kind: str, value: object, path: str) -> object:
    """A JSON value, checked to its last part; ``path`` says where it stands, as ``reply_markup.inline_keyboard[0]``."""
    if kind.startswith("["):
        if not isinstance(value, list):
            raise _wrong(path, "an array", value)
        return [_check(kind[1:-1], item, f"{path}[{index}]") for index, item in enumerate(value)]
    if kind == "ReplyMarkup":
        kind = _markup_kind(value, path)
    if kind in OBJECTS:
        return _check_object(kind, value, path)
    return _check_scalar(kind, value, path)


def _check_object(kind: str, value: object, path: str) -> JsonObject:
    if not isinstance(value, dict):
        raise _wrong(path, f"an object, {kind}", value)
    fields = _fields(OBJECTS[kind])
    for name in value:
        if name not in fields:
            raise bad_request(f"unknown field {name!r} of {kind} in {path!r}", mistake=True)
    for name, (_, required) in fields.items():
        if required and name not in value:
            raise bad_request(f"field {name!r} of {kind} in {path!r} is required", mistake=True)
    return {name: _check(fields[name][0], part, f"{path}.{name}") for name, part in value.items()}


def _check_scalar(kind: str, value: object, path: str) -> object:
    if kind == "chat":
        if isinstance(value, str) and not re.fullmatch(r"@\w+", value):
            raise bad_request("chat not found")
        right = isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
    elif kind == "int":
        right = isinstance(value, int) and not isinstance(value, bool)
    elif kind == "bool":
        right = isinstance(value, bool)
    else:
        right = isinstance(value, str)
    if not right:
        raise _wrong(path, kind, value)
    return value


def _markup_kind(value: object, path: str) -> str:
    if isinstance(value, dict):
        for name, kind in _MARKUPS.items():
            if name in value:
                return kind
    raise _wrong(path, "one of " + ", ".join(_MARKUPS.values()), value)


def _wrong(path: str, wanted: str, value: object) -> Refusal:
    return bad_request(f"{path!r} must be {wanted}, not {str(value)[:60]!r}", mistake=True)
