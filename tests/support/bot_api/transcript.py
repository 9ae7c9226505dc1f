"""A conversation as plain text, for a failing test and for docs/telegram.md."""

from __future__ import annotations

from tests.support.bot_api.chats import Chat
from tests.support.bot_api.text import units
from tests.support.bot_api.wire import JsonObject

_QUOTES = ("blockquote", "expandable_blockquote")


def transcript(chat: Chat) -> str:
    """What happened in the chat, in order: who said, edited, pressed or deleted what."""
    return "\n\n".join(_event(event.kind, event.who, event.what) for event in chat.log)


def _event(kind: str, who: str, what: JsonObject) -> str:
    if kind == "pressed":
        return f"{who} presses [{what['text']}]"
    if kind == "reacted":
        return f"{who} reacts with {what['text']}"
    if kind == "deleted":
        return f"{who}'s message is deleted: {rendered(what).splitlines()[0]}"
    lines = rendered(what)
    if lines.startswith("("):
        return f"{who} {lines}"
    verb = " (edited)" if kind == "edited" else ""
    return f"{who}{verb}: {lines}" if "\n" not in lines else f"{who}{verb}:\n{lines}"


def rendered(message: JsonObject) -> str:
    """A message as a reader sees it: quotes with ``> ``, links as ``words <url>``, buttons in brackets."""
    if "forum_topic_created" in message:
        return f"(opens the topic {message['forum_topic_created']['name']!r})"
    if "migrate_to_chat_id" in message or "migrate_from_chat_id" in message:
        return "(makes the group a supergroup)"
    if "new_chat_members" in message:
        return f"(adds {message['new_chat_members'][0]['first_name']})"
    if "left_chat_member" in message:
        return f"(removes {message['left_chat_member']['first_name']})"
    text = message.get("text", message.get("caption", ""))
    lines = [_marked(text, message.get("entities") or message.get("caption_entities") or [])] if text else []
    if "document" in message:
        lines.insert(0, f"[file {message['document'].get('file_name', 'without a name')}]")
    if "photo" in message:
        lines.insert(0, "[picture]")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    lines.extend(" ".join(f"[{button['text']}]" for button in row) for row in rows)
    return "\n".join(lines)


def _marked(text: str, entities: list[JsonObject]) -> str:
    """The text with its links written out and its quotes marked line by line."""
    starts: set[int] = set()
    ends: dict[int, str] = {}
    quoted: set[int] = set()
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] == "text_link":
            ends[end] = f" <{entity['url']}>" + ends.get(end, "")
        elif entity["type"] in _QUOTES:
            quoted.update(range(start, end))
            starts.add(start)
            ends[end] = ends.get(end, "") + "\n"
    return _lines(text, starts, ends, quoted)


def _lines(text: str, starts: set[int], ends: dict[int, str], quoted: set[int]) -> str:
    out: list[str] = []
    offset = 0
    for at, character in enumerate(text):
        if offset in starts and out and out[-1] != "\n":
            out.append("\n")
        if offset in quoted and (not out or out[-1] == "\n"):
            out.append("> ")
        out.append(character)
        offset += units(character)
        ending = ends.get(offset, "")
        if text[at + 1 : at + 2] == "\n":
            ending = ending.removesuffix("\n")
        out.extend(ending)
    return "".join(out).rstrip("\n")
