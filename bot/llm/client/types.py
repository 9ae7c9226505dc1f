"""What is asked of a language model, what it hands back, and why it may not: no provider is known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Message = tuple[str, str]
"""Whose words, "system", "human" or "ai", and the words."""

JsonSchema = Mapping[str, object]
"""A JSON schema with a ``title``, of what is to be handed back."""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What a model said: ``text`` as it came, or the JSON that it gave in the shape that was asked for.

    ``tokens_in`` and ``tokens_out`` are as the provider counts them, 0 where it does not tell.
    """

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class FailureReason(StrEnum):
    """Why there is no reply."""

    TIMEOUT = "timeout"
    TOO_LONG = "too long"
    "It went on beyond the most tokens, or was cut off there."
    REFUSAL = "refusal"
    RATE_LIMIT = "rate limit"
    REJECTED = "rejected"
    "The key, the model's name or the request is not accepted."
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RESTING = "resting"
    "It failed several times in a row, and is not asked for a while."


class NoReplyError(Exception):
    """A model gave no reply; it holds no words of the model, the provider or the question."""

    def __init__(self, why: FailureReason, status: int | None = None) -> None:
        super().__init__(why if status is None else f"{why} ({status})")
        self.why = why
        self.status = status


class ChatModel(Protocol):
    """A language model that answers messages. Any thread may call; the call waits for the whole reply."""

    @property
    def name(self) -> str:
        """As LLM_MODEL names it: "openai:gpt-4o-mini"."""
        ...

    @property
    def seconds(self) -> float:
        """How long one answer may take it, all its calls together."""
        ...

    def ask(self, messages: Sequence[Message], *, deadline: float, schema: JsonSchema | None = None) -> ModelReply:
        """The reply, whole. ``deadline`` is a time of ``time.monotonic``. Raises NoReplyError."""
        ...
