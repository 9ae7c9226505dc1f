"""What goes over the wire: JSON objects, uploads, and Telegram's refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JsonObject = dict[str, Any]
"""A JSON object as Telegram sends and takes them; its shape is told by the method or the field that holds it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content: bytes
    mime: str


@dataclass(slots=True)
class Refusal(Exception):  # noqa: N818 - Telegram refuses; for the server it is no error
    """An answer with ``ok: false``. ``mistake`` marks a call that no correct bot would make."""

    code: int
    description: str
    parameters: JsonObject = field(default_factory=dict)
    mistake: bool = False

    def body(self) -> JsonObject:
        """The JSON body that Telegram sends with such a refusal."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(words: str, *, mistake: bool = False) -> Refusal:
    """400, in Telegram's form of words."""
    return Refusal(400, f"Bad Request: {words}", mistake=mistake)


def forbidden(words: str) -> Refusal:
    """403, in Telegram's form of words."""
    return Refusal(403, f"Forbidden: {words}")


def words(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())
