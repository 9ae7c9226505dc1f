"""What the bot writes: messages, documents, edits, deletions, reactions, and the signs that it is busy."""

from __future__ import annotations

import copy
import time

from tests.support.bot_api.chats import Chat, Document, Event, quoted
from tests.support.bot_api.objects import CHAT_ACTIONS, check_keyboard, check_reactions
from tests.support.bot_api.reading import read_caption, read_formatted, read_message_text
from tests.support.bot_api.state import State
from tests.support.bot_api.text import Formatted
from tests.support.bot_api.wire import JsonObject, Upload, bad_request

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_LARGEST_UPLOAD = 50 * 1024 * 1024


def send_message(state: State, call: JsonObject) -> JsonObject:
    chat = _writable(state, call)
    formatted = read_message_text(call)
    message = _compose(state, chat, call)
    if "link_preview_options" in call:
        message["link_preview_options"] = call["link_preview_options"]
    return _send(state, chat, message, ("sendMessage", formatted), None)


def send_document(state: State, call: JsonObject) -> JsonObject:
    chat = _writable(state, call)
    formatted = read_caption(call)
    given = call["document"]
    uploaded = isinstance(given, Upload)
    document = Document(given.name, given.content, given.mime) if uploaded else state.document(given)
    if not document.content:
        raise bad_request("file must be non-empty")
    if len(document.content) > _LARGEST_UPLOAD:
        raise bad_request("file is too big")
    return _send(state, chat, _compose(state, chat, call), ("sendDocument", formatted), document)


def send_message_draft(state: State, call: JsonObject) -> bool:
    chat = _writable(state, call)
    if chat.kind != "private":
        raise bad_request("drafts are for private chats", mistake=True)
    if call["draft_id"] == 0:
        raise bad_request("DRAFT_ID_INVALID")
    if call.get("text"):
        _lose(state, "sendMessageDraft", read_message_text(call))
    return True


def send_chat_action(state: State, call: JsonObject) -> bool:
    chat = _writable(state, call)
    chat.check_thread(call.get("message_thread_id"))
    if call["action"] not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request", mistake=True)
    return True


def edit_message_text(state: State, call: JsonObject) -> JsonObject:
    chat, message = _editable(state, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    formatted = read_message_text(call)
    _lose(state, "editMessageText", formatted)
    changed = {name: value for name, value in message.items() if name not in ("entities", "reply_markup")}
    changed.pop("link_preview_options", None)
    if "link_preview_options" in call:
        changed["link_preview_options"] = call["link_preview_options"]
    state.write_content(changed, formatted, None)
    return _replace(state, chat, message, changed, call)


def edit_message_reply_markup(state: State, call: JsonObject) -> JsonObject:
    chat, message = _editable(state, call)
    changed = {name: value for name, value in message.items() if name != "reply_markup"}
    return _replace(state, chat, message, changed, call)


def delete_message(state: State, call: JsonObject) -> bool:
    chat = state.reachable(call["chat_id"])
    message = chat.messages.get(call["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    others = call["message_id"] not in chat.own
    if others and chat.kind != "private" and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[call["message_id"]]
    chat.log.append(Event("deleted", state.author(message), message))
    return True


def set_message_reaction(state: State, call: JsonObject) -> bool:
    chat = state.reachable(call["chat_id"])
    if call["message_id"] not in chat.messages:
        raise bad_request("message to react not found")
    reactions = call.get("reaction", [])
    check_reactions(reactions)
    shown = " ".join(reaction["emoji"] for reaction in reactions) or "no reaction"
    chat.log.append(Event("reacted", state.bot.name, {"text": shown}))
    return True


def _writable(state: State, call: JsonObject) -> Chat:
    chat = state.reachable(call["chat_id"])
    if chat.muted:
        raise bad_request("not enough rights to send text messages to the chat")
    if chat.kind == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def _compose(state: State, chat: Chat, call: JsonObject) -> JsonObject:
    """The message without its content; every check is made before it takes a message id."""
    markup = call.get("reply_markup", {})
    check_keyboard(markup)
    thread = call.get("message_thread_id")
    chat.check_thread(thread)
    parameters: JsonObject = call.get("reply_parameters", {})
    reply = _replied(chat, parameters) if parameters else None
    if reply is not None and thread is not None and reply.get("message_thread_id") != thread:
        raise bad_request("the replied message stands in another topic than message_thread_id", mistake=True)
    quote = None
    if reply is not None and parameters.get("quote"):
        words = read_formatted(
            parameters["quote"], parameters.get("quote_parse_mode"), parameters.get("quote_entities")
        )
        quote = quoted(reply, words.text)
    sender = None if chat.kind == "channel" else state.bot
    message = chat.compose(sender, reply=reply, thread=thread)
    if quote is not None:
        message["quote"] = quote
    if markup.get("inline_keyboard"):
        message["reply_markup"] = markup
    return message


def _replied(chat: Chat, parameters: JsonObject) -> JsonObject | None:
    if parameters.get("chat_id", chat.id) != chat.id:
        raise bad_request("replies to another chat are not served here", mistake=True)
    found = chat.messages.get(parameters["message_id"])
    if found is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _send(
    state: State, chat: Chat, message: JsonObject, written: tuple[str, Formatted], document: Document | None
) -> JsonObject:
    method, formatted = written
    _lose(state, method, formatted)
    state.write_content(message, formatted, document)
    sent = chat.store(message, state.author(message))
    chat.own.add(message["message_id"])
    chat.sent.append(sent)
    return copy.deepcopy(sent)


def _lose(state: State, method: str, formatted: Formatted) -> None:
    for words in formatted.lost:
        state.note(method, f"Telegram would drop {words}")


def _editable(state: State, call: JsonObject) -> tuple[Chat, JsonObject]:
    if "inline_message_id" in call:
        raise bad_request("inline messages are not edited here", mistake=True)
    if "chat_id" not in call or "message_id" not in call:
        raise bad_request("message identifier is not specified", mistake=True)
    chat = state.reachable(call["chat_id"])
    message = chat.messages.get(call["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if call["message_id"] not in chat.own:
        raise bad_request("message can't be edited")
    check_keyboard(call.get("reply_markup", {}))
    return chat, message


def _replace(state: State, chat: Chat, message: JsonObject, changed: JsonObject, call: JsonObject) -> JsonObject:
    if call.get("reply_markup", {}).get("inline_keyboard"):
        changed["reply_markup"] = call["reply_markup"]
    changed["edit_date"] = message.get("edit_date")
    if changed == {"edit_date": None, **message}:
        raise bad_request(_UNCHANGED)
    changed["edit_date"] = int(time.time())
    chat.messages[message["message_id"]] = changed
    chat.log.append(Event("edited", state.author(changed), copy.deepcopy(changed)))
    return copy.deepcopy(changed)
