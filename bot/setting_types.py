"""Types of the settings, each with the parser of its text.

Every parser takes the text of the environment or of ``.env``, and raises ValueError with what the setting takes, worded
to follow its name: "takes a port, 1 to 65535". The message never holds the text, which may be secret. Numbers are
matched before ``int`` reads them, since ``int`` accepts "1_000", " +5" and digits of every script.
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
    """Telegram ids, or everyone. An empty list, the default, lets nobody in."""

    ids: frozenset[int] = frozenset()
    everyone: bool = False

    def __contains__(self, number: int) -> bool:
        """Return whether the list lets an id in."""
        return self.everyone or number in self.ids

    def __bool__(self) -> bool:
        """Return whether the list lets anybody in."""
        return self.everyone or bool(self.ids)

    def __str__(self) -> str:
        """Return the list as it is written in a setting."""
        return "*" if self.everyone else ",".join(map(str, sorted(self.ids)))


def parse_ids(text: str) -> IdList:
    """Parse ids separated by commas, with ``*`` for everyone."""
    items = _split_items(text)
    if not all(item == "*" or re.fullmatch(r"-?[0-9]{1,19}", item) for item in items):
        raise ValueError("takes Telegram ids separated by commas, such as 123456,-1001234567890, or *")
    return IdList(frozenset(int(item) for item in items if item != "*"), "*" in items)


def parse_url(text: str) -> str:
    """Parse an HTTP address, and drop a slash at its end so that a path can be appended."""
    try:
        parts = urlsplit(text)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or re.search(r"\s", text) or "#" in text:
        raise ValueError("takes an address that starts with http:// or https://")
    return text.rstrip("/")


def parse_urls(text: str) -> tuple[str, ...]:
    """Parse HTTP addresses separated by commas."""
    try:
        return tuple(parse_url(item) for item in _split_items(text))
    except ValueError:
        raise ValueError("takes addresses that start with http:// or https://, separated by commas") from None


def parse_hosts(text: str) -> tuple[str, ...]:
    """Parse ``host`` or ``host:port`` items separated by commas.

    Returns each host in lower case and punycode, an IPv6 address in brackets.
    """
    from index.sources.web import read_allowed

    try:
        return tuple(read_allowed(item) for item in _split_items(text))
    except ValueError:
        raise ValueError("takes host or host:port, separated by commas, without http:// and without a path") from None


def validate_pattern(pattern: str, takes: str, make: Callable[[str], object] = str) -> BeforeValidator:
    """Return a validator that calls ``make`` on a text that ``pattern`` matches whole; ``takes`` words the error."""

    def validate(text: str) -> object:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"takes {takes}")
        return make(text)

    return BeforeValidator(validate)


def validate_number(takes: str, least: int = 0, most: int = 999_999) -> BeforeValidator:
    """Return a validator of whole numbers from ``least`` to ``most``; ``takes`` words the error."""

    def validate(text: str) -> int:
        if not re.fullmatch(rf"[0-9]{{1,{len(str(most))}}}", text) or not least <= int(text) <= most:
            raise ValueError(f"takes {takes}")
        return int(text)

    return BeforeValidator(validate)


def _split_items(text: str) -> list[str]:
    return [item for item in map(str.strip, text.split(",")) if item]


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
"""The address of another service, of any scheme. It may hold a password."""

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
Folder = Annotated[Path, BeforeValidator(lambda text: Path(text).expanduser())]
Secret = SecretStr
