"""The text of a call: parse mode or entities, limits, and the words of Telegram's refusals."""

from __future__ import annotations

from tests.support.bot_api.markup import HtmlReader
from tests.support.bot_api.text import Formatted, settle, units
from tests.support.bot_api.wire import JsonObject, bad_request

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
ENTITY_BYTES = 9500
"""About what the entities of one message may weigh; Telegram does not publish the figure."""


def read_message_text(call: JsonObject, name: str = "text") -> Formatted:
    """1 to 4096 UTF-16 code units after parsing."""
    formatted = read_formatted(call[name], call.get("parse_mode"), call.get("entities"))
    if not formatted.text:
        raise bad_request("message text is empty")
    if units(formatted.text) > MESSAGE_UNITS:
        raise bad_request("message is too long")
    return formatted


def read_caption(call: JsonObject) -> Formatted:
    """0 to 1024 UTF-16 code units after parsing."""
    formatted = read_formatted(call.get("caption", ""), call.get("parse_mode"), call.get("caption_entities"))
    if units(formatted.text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return formatted


def read_formatted(text: str, mode: str | None, entities: list[JsonObject] | None) -> Formatted:
    """Only HTML is served: the bot's one parse mode. Giving a mode and entities is a mistake."""
    text = text.replace("\r", "")
    if mode and entities is not None:
        raise bad_request("both a parse mode and entities are given", mistake=True)
    if mode and mode.lower() != "html":
        raise bad_request(f"parse mode {mode!r} is not served here; use 'HTML'", mistake=True)
    if mode:
        reader = HtmlReader(text)
        formatted = settle(reader.read(), reader.entities, reader.lost)
    else:
        _check_entities(text, entities or [])
        formatted = settle(text, entities or [])
    weight = sum(16 + len(entity.get("url", "").encode()) for entity in formatted.entities)
    if weight > ENTITY_BYTES:
        raise bad_request("entities are too long")
    return formatted


def _check_entities(text: str, entities: list[JsonObject]) -> None:
    for entity in entities:
        end = entity["offset"] + entity["length"]
        if entity["offset"] < 0 or entity["length"] <= 0 or end > units(text):
            raise bad_request(f"entity {entity['type']!r} stands outside the text: {entity}", mistake=True)
