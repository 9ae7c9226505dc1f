"""Types of a call to a language model: messages, reply and failure. Independent of any provider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Message = tuple[str, str]
"""A role, "system", "human" or "ai", and the text."""

JsonSchema = Mapping[str, object]
"""A JSON schema with a ``title`` for the reply."""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A model's reply: its text, or JSON by the schema that was asked for.

    ``tokens_in`` and ``tokens_out`` are the provider's counts, 0 when it gives none.
    """

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class FailureReason(StrEnum):
    """Why a model gave no reply."""

    TIMEOUT = "timeout"
    TOO_LONG = "too long"
    "It was stopped or cut off at the token limit."
    REFUSAL = "refusal"
    RATE_LIMIT = "rate limit"
    REJECTED = "rejected"
    "The key, the model's name or the request is not accepted."
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CIRCUIT_OPEN = "resting"
    "The circuit breaker is open after several failures in a row."


class NoReplyError(Exception):
    """A model gave no reply. The error holds no words of the model, the provider or the question."""

    def __init__(self, reason: FailureReason, status: int | None = None) -> None:
        """``status`` is the HTTP status, if there is one."""
        super().__init__(reason if status is None else f"{reason} ({status})")
        self.reason = reason
        self.status = status


class ChatModel(Protocol):
    """A language model that answers messages. Any thread may call; the call waits for the whole reply."""

    @property
    def name(self) -> str:
        """The model as LLM_MODEL names it: "openai:gpt-4o-mini"."""
        ...

    @property
    def seconds(self) -> float:
        """How long one answer may take, with all its calls."""
        ...

    def ask(self, messages: Sequence[Message], *, deadline: float, schema: JsonSchema | None = None) -> ModelReply:
        """Return the whole reply. ``deadline`` is a time of ``time.monotonic``. Raises NoReplyError."""
        ...
