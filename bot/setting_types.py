"""Types of the settings: text in, value out.

Every validator takes the text as it stands in the environment or in ``.env``, and raises ValueError with what the
setting takes, worded to follow its name: "takes a port, 1 to 65535". The text itself is never in it. Numbers are
matched before they are read, for ``int`` takes "1_000", " +5" and digits of every script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, SecretStr


class GroupsMode(StrEnum):
    """Which messages of an allowed group are questions."""

    MENTION = "mention"
    ALL = "all"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class IdList:
    """Telegram ids, or everyone. Empty, as it is at first, lets nobody in."""

    ids: frozenset[int] = frozenset()
    everyone: bool = False

    def __contains__(self, number: int) -> bool:
        return self.everyone or number in self.ids

    def __bool__(self) -> bool:
        return self.everyone or bool(self.ids)

    def __str__(self) -> str:
        return "*" if self.everyone else ",".join(map(str, sorted(self.ids)))


def _split_items(text: str) -> list[str]:
    return [item for item in (piece.strip() for piece in text.split(",")) if item]


def parse_ids(text: str) -> IdList:
    items = _split_items(text)
    if not all(item == "*" or re.fullmatch(r"-?[0-9]{1,19}", item) for item in items):
        raise ValueError("takes Telegram ids separated by commas, such as 123456,-1001234567890, or *")
    return IdList(frozenset(int(item) for item in items if item != "*"), "*" in items)


def parse_url(text: str) -> str:
    """The address without a slash at its end, so that a path can be put behind it."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or re.search(r"\s", text) or "#" in text:
        raise ValueError("takes an address that starts with http:// or https://")
    return text.rstrip("/")


def parse_urls(text: str) -> tuple[str, ...]:
    try:
        return tuple(parse_url(item) for item in _split_items(text))
    except ValueError:
        raise ValueError("takes addresses that start with http:// or https://, separated by commas") from None


def parse_hosts(text: str) -> tuple[str, ...]:
    """Hosts in one form each: lower case, punycode, IPv6 in brackets; with ``:port`` where one was given."""
    from index.sources.web import read_allowed

    try:
        return tuple(read_allowed(item) for item in _split_items(text))
    except ValueError:
        raise ValueError("takes host or host:port, separated by commas, without http:// and without a path") from None


def parse_path(text: str) -> Path:
    return Path(text).expanduser()


def validate_pattern(pattern: str, takes: str, make: Callable[[str], object] = str) -> BeforeValidator:
    """Return a validator that makes a value of a text that is all ``pattern``; ``takes`` words the error."""

    def read(text: str) -> object:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"takes {takes}")
        return make(text)

    return BeforeValidator(read)


def validate_number(takes: str, least: int = 0, most: int = 999_999) -> BeforeValidator:
    """Return a validator of whole numbers from ``least`` to ``most``; ``takes`` words the error."""

    def read(text: str) -> int:
        if not re.fullmatch(rf"[0-9]{{1,{len(str(most))}}}", text) or not least <= int(text) <= most:
            raise ValueError(f"takes {takes}")
        return int(text)

    return BeforeValidator(read)


Ids = Annotated[IdList, BeforeValidator(parse_ids)]
Mode = Annotated[GroupsMode, validate_pattern(f"(?ai:{'|'.join(GroupsMode)})", ", ".join(GroupsMode), str.lower)]
Token = Annotated[
    SecretStr,
    validate_pattern(
        r"[0-9]+:[A-Za-z0-9_-]+",
        "the token that BotFather gave, a number, a colon and a word: 123456:ABC-def",
        SecretStr,
    ),
]
WebhookSecret = Annotated[
    SecretStr, validate_pattern(r"[A-Za-z0-9_-]{1,256}", "1 to 256 characters of A-Z, a-z, 0-9, _ and -", SecretStr)
]
Url = Annotated[str, BeforeValidator(parse_url)]
Urls = Annotated[tuple[str, ...], BeforeValidator(parse_urls)]
Service = Annotated[
    SecretStr, validate_pattern(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", "an address such as http://127.0.0.1:6333", SecretStr)
]
"""The address of another service, of whatever scheme; it may hold a password."""

Hosts = Annotated[tuple[str, ...], BeforeValidator(parse_hosts)]
Port = Annotated[int, validate_number("a port, 1 to 65535", 1, 65535)]
Minutes = Annotated[int, validate_number("a whole number of minutes, or 0 for never")]
Count = Annotated[int, validate_number("a whole number, or 0 for no limit")]
Positive = Annotated[int, validate_number("a whole number, 1 or more", 1)]
Device = Annotated[
    str, validate_pattern(r"(?ai:auto|cpu|mps|cuda(:[0-9]+)?)", "auto, cpu, cuda, cuda:N or mps", str.lower)
]
ChatModel = Annotated[str, validate_pattern(r"[A-Za-z0-9_.-]+:\S+", "provider:model, such as openai:gpt-4o-mini")]
Level = Annotated[
    str,
    validate_pattern(r"(?ai:debug|info|warning|error|critical)", "DEBUG, INFO, WARNING, ERROR or CRITICAL", str.upper),
]
Folder = Annotated[Path, BeforeValidator(parse_path)]
Secret = SecretStr
