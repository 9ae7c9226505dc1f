"""What Telegram demands of buttons, commands, reactions and inline results beyond their types."""

from __future__ import annotations

import re

from tests.support.bot_api.text import checked_link
from tests.support.bot_api.wire import JsonObject, bad_request, words

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)
_STYLES = ("danger", "success", "primary")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
REACTIONS = words(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 🌚 🌭 💯 🤣 "
    "⚡ 🍌 🏆 💔 🤨 😐 🍓 😴 😭 🤓 👻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 😎 🤷"
)
"""The emoji that a bot may react with, without the rarer ones."""
CHAT_ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)


def check_keyboard(markup: JsonObject) -> None:
    """Refuses an inline keyboard as Telegram does; other reply markups pass."""
    rows = markup.get("inline_keyboard", [])
    if sum(map(len, rows)) > 100:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: JsonObject) -> None:
    actions = [name for name in _ACTIONS if name in button]
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"button {button['text']!r} has more than one action: {actions}", mistake=True)
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and checked_link(button["url"]) is None:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.get("style") not in (None, *_STYLES):
        raise bad_request(f"invalid button style {button['style']!r}", mistake=True)


def check_commands(commands: list[JsonObject]) -> None:
    """At most 100, names of 1 to 32 of a-z 0-9 _, descriptions of 1 to 256 characters."""
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [command["command"] for command in commands]
    if len(set(names)) < len(names):
        raise bad_request(f"a command is named twice: {names}", mistake=True)


def check_scope(scope: JsonObject, language: str) -> None:
    """A scope that exists, with just the fields of its type, and a two-letter language or none."""
    wanted = _SCOPES.get(scope["type"])
    if wanted is None or set(scope) != {"type", *wanted}:
        raise bad_request(f"can't parse BotCommandScope: {scope}", mistake=True)
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad_request("invalid language code specified")


def check_reactions(reactions: list[JsonObject]) -> None:
    """At most one, and one that exists."""
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction["type"] != "emoji" or reaction.get("emoji") not in REACTIONS:
            raise bad_request("REACTION_INVALID")


def check_results(results: list[JsonObject]) -> None:
    """At most 50 inline results, with ids of 1 to 64 bytes, no two alike."""
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        if result["type"] != "article":
            raise bad_request(f"inline results of type {result['type']!r} are not served here", mistake=True)
        if not 1 <= len(result["id"].encode()) <= 64:
            raise bad_request("RESULT_ID_INVALID")
        if not result["title"]:
            raise bad_request("RESULT_TITLE_EMPTY")
        check_keyboard(result.get("reply_markup", {}))
