"""What a setting may hold: text in, value out.

Every function takes the text as it stands in the environment or in ``.env``, and raises ValueError with what
the setting takes, worded to follow its name: "takes a port, 1 to 65535". The text itself is never in it.
"""

from __future__ import annotations

import re
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


def _items(text: str) -> list[str]:
    return [item for item in (piece.strip() for piece in text.split(",")) if item]


def read_ids(text: str) -> IdList:
    items = _items(text)
    if not all(item == "*" or re.fullmatch(r"-?[0-9]{1,19}", item) for item in items):
        raise ValueError("takes Telegram ids separated by commas, such as 123456,-1001234567890, or *")
    return IdList(frozenset(int(item) for item in items if item != "*"), "*" in items)


def read_mode(text: str) -> GroupsMode:
    try:
        return GroupsMode(text.lower())
    except ValueError:
        raise ValueError(f"takes {', '.join(GroupsMode)}") from None


def read_token(text: str) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", text):
        raise ValueError("takes the token that BotFather gave, a number, a colon and a word: 123456:ABC-def")
    return SecretStr(text)


def read_webhook_secret(text: str) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError("takes 1 to 256 characters of A-Z, a-z, 0-9, _ and -")
    return SecretStr(text)


def read_url(text: str) -> str:
    """The address without a slash at its end, so that a path can be put behind it."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or re.search(r"\s", text) or "#" in text:
        raise ValueError("takes an address that starts with http:// or https://")
    return text.rstrip("/")


def read_urls(text: str) -> tuple[str, ...]:
    try:
        return tuple(read_url(item) for item in _items(text))
    except ValueError:
        raise ValueError("takes addresses that start with http:// or https://, separated by commas") from None


def read_service(text: str) -> SecretStr:
    """The address of another service, of whatever scheme; it may hold a password."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", text):
        raise ValueError("takes an address such as http://127.0.0.1:6333")
    return SecretStr(text)


def read_hosts(text: str) -> tuple[str, ...]:
    """Hosts in one form each: lower case, punycode, IPv6 in brackets; with ``:port`` where one was given."""
    from index.sources.web.addresses import read_allowed

    try:
        return tuple(read_allowed(item) for item in _items(text))
    except ValueError:
        raise ValueError("takes host or host:port, separated by commas, without http:// and without a path") from None


def read_port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise ValueError("takes a port, 1 to 65535")
    return int(text)


def read_minutes(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("takes a whole number of minutes, or 0 for never")
    return int(text)


def read_count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("takes a whole number, or 0 for no limit")
    return int(text)


def read_positive(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
        raise ValueError("takes a whole number, 1 or more")
    return int(text)


def read_device(text: str) -> str:
    if not re.fullmatch(r"auto|cpu|mps|cuda(:[0-9]+)?", text.lower()):
        raise ValueError("takes auto, cpu, cuda, cuda:N or mps")
    return text.lower()


def read_chat_model(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]+:\S+", text):
        raise ValueError("takes provider:model, such as openai:gpt-4o-mini")
    return text


def read_level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        raise ValueError("takes DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return text.upper()


def read_path(text: str) -> Path:
    return Path(text).expanduser()


def read_secret(text: str) -> SecretStr:
    return SecretStr(text)


Ids = Annotated[IdList, BeforeValidator(read_ids)]
Mode = Annotated[GroupsMode, BeforeValidator(read_mode)]
Token = Annotated[SecretStr, BeforeValidator(read_token)]
WebhookSecret = Annotated[SecretStr, BeforeValidator(read_webhook_secret)]
Url = Annotated[str, BeforeValidator(read_url)]
Urls = Annotated[tuple[str, ...], BeforeValidator(read_urls)]
Service = Annotated[SecretStr, BeforeValidator(read_service)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(read_hosts)]
Port = Annotated[int, BeforeValidator(read_port)]
Minutes = Annotated[int, BeforeValidator(read_minutes)]
Count = Annotated[int, BeforeValidator(read_count)]
Positive = Annotated[int, BeforeValidator(read_positive)]
Device = Annotated[str, BeforeValidator(read_device)]
ChatModel = Annotated[str, BeforeValidator(read_chat_model)]
Level = Annotated[str, BeforeValidator(read_level)]
Folder = Annotated[Path, BeforeValidator(read_path)]
Secret = Annotated[SecretStr, BeforeValidator(read_secret)]
