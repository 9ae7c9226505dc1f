"""Text as Telegram stores it: UTF-16 offsets, limits, links, and the entities that it finds by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.support.bot_api.wire import JsonObject

MAX_ENTITIES = 100
_FOUND = {
    "bot_command": re.compile(r"(?<![\w/@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)"),
    "url": re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
}
_OPAQUE = ("code", "pre", "text_link", "text_mention", "custom_emoji", "url", "mention", "bot_command")
_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text with its entities in order; ``lost`` names what Telegram drops without a word."""

    text: str
    entities: tuple[JsonObject, ...] = ()
    lost: tuple[str, ...] = ()


def units(text: str) -> int:
    """The text's length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The piece at ``offset``, both in UTF-16 code units."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def checked_link(url: str) -> str | None:
    """The link as Telegram keeps it: with a scheme. None where it takes it for no URL: a host needs a dot."""
    if re.match(r"(?i)(tg|ton)://.", url):
        return url
    full = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(full)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    named = "." in host.strip(".") and not re.search(r"\s", host)
    return full if parts.scheme in ("http", "https") and (named or ":" in host) else None


def settle(plain: str, entities: Sequence[JsonObject], lost: Sequence[str] = ()) -> Formatted:
    """Text and entities as they end up in a message: trimmed, with what Telegram finds, without what cannot be."""
    text = plain.strip()
    shift = units(plain) - units(plain.lstrip())
    kept: list[JsonObject] = []
    dropped = list(lost)
    for entity in entities:
        clipped = _clip(entity, shift, units(text))
        if clipped is None:
            continue
        if any(_cannot_hold(outer, clipped) for outer in kept):
            dropped.append(f"{clipped['type']} inside an entity that cannot hold it")
            continue
        kept.append(clipped)
    kept.extend(found for found in find_entities(text) if not any(_meet(found, other) for other in kept))
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    if len(kept) > MAX_ENTITIES:
        dropped.append(f"{len(kept) - MAX_ENTITIES} entities beyond the first {MAX_ENTITIES}")
    return Formatted(text, tuple(kept[:MAX_ENTITIES]), tuple(dropped))


def find_entities(text: str) -> Iterator[JsonObject]:
    """Commands, mentions, URLs and hashtags, which Telegram finds in everybody's text."""
    spans: list[tuple[int, int]] = []
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in spans):
                spans.append(match.span())
                yield {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}


def _clip(entity: JsonObject, shift: int, length: int) -> JsonObject | None:
    start = max(entity["offset"] - shift, 0)
    end = min(entity["offset"] + entity["length"] - shift, length)
    named = {name: value for name, value in entity.items() if not name.startswith("_")}
    return {**named, "offset": start, "length": end - start} if end > start else None


def _common(one: JsonObject, other: JsonObject) -> bool:
    ends = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])


def _meet(found: JsonObject, other: JsonObject) -> bool:
    return _common(found, other) and other["type"] in _OPAQUE


def _cannot_hold(outer: JsonObject, inner: JsonObject) -> bool:
    """Code holds nothing; a link or a mention holds styles only; a quote holds no quote."""
    if not _common(outer, inner):
        return False
    if {outer["type"], inner["type"]} & {"code", "pre"}:
        return not {outer["type"], inner["type"]} & set(_QUOTES)
    if outer["type"] in _QUOTES:
        return inner["type"] in _QUOTES
    return outer["type"] in _OPAQUE and inner["type"] not in _STYLES
