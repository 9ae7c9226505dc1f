"""Listens to a model's stream: puts the pieces together, and breaks off one that goes on for too long."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, GenerationChunk, LLMResult

from bot.llm.client.types import FailureReason, ModelReply, NoReplyError

MAX_CHARACTERS_PER_TOKEN = 8
"""More than any tokenizer puts into a token on the average of a text, so that what is longer has too many tokens."""

_CUT_OFF_REASONS = {"length", "max_tokens", "max_output_tokens"}
_REFUSAL_REASONS = {"content_filter", "refusal", "safety"}


class StreamCollector(AsyncCallbackHandler):
    """Of one call. ``max_tokens`` bounds what the model may send, whatever the provider makes of its own limit: in
    pieces, of which few are less than a token, and in characters. ``stop`` is called where there are more."""

    def __init__(self, max_tokens: int, stop: Callable[[], None]) -> None:
        self._most_characters = max_tokens * MAX_CHARACTERS_PER_TOKEN
        self._most_pieces = 2 * max_tokens  # what is thought aloud, or sent empty, counts too
        self._characters = self._pieces = 0
        self._stop = stop
        self.too_long = False
        self._streamed: AIMessageChunk | None = None
        self._whole: AIMessage | None = None

    async def on_llm_new_token(
        self,
        token: str | list[str | dict[str, Any]],
        *,
        chunk: GenerationChunk | ChatGenerationChunk | None = None,
        **kwargs: Any,
    ) -> None:
        """Add a piece."""
        message = chunk.message if isinstance(chunk, ChatGenerationChunk) else AIMessageChunk(content=str(token))
        if not isinstance(message, AIMessageChunk):
            return
        self._pieces += 1
        self._characters += len(str(message.text)) + sum(len(call["args"] or "") for call in message.tool_call_chunks)
        if self.too_long:
            return
        if self._characters > self._most_characters or self._pieces > self._most_pieces:
            self.too_long = True
            self._stop()
        self._streamed = message if self._streamed is None else self._streamed + message

    async def on_llm_end(self, response: LLMResult, **kwargs: Any) -> None:
        """Keep the whole reply, of a provider that does not stream."""
        generation = response.generations[0][0] if response.generations and response.generations[0] else None
        message = getattr(generation, "message", None)
        self._whole = message if isinstance(message, AIMessage) else None

    @property
    def ended(self) -> bool:
        """Whether the model said why it stopped."""
        return bool(_stop_reasons(self._streamed)) if self._streamed else self._whole is not None

    def reply(self) -> ModelReply:
        """All that was said. Raises NoReplyError where it was cut off or is a refusal."""
        message = self._streamed or self._whole or AIMessage(content="")
        end = _stop_reasons(message)
        if message.additional_kwargs.get("refusal") or end & _REFUSAL_REASONS:
            raise NoReplyError(FailureReason.REFUSAL)
        if self.too_long or end & _CUT_OFF_REASONS:
            raise NoReplyError(FailureReason.TOO_LONG)
        used = message.usage_metadata
        return ModelReply(
            _message_text(message), used["input_tokens"] if used else 0, used["output_tokens"] if used else 0
        )


def _stop_reasons(message: AIMessage) -> set[str]:
    """Why the model stopped; providers call it finish_reason, stop_reason or done_reason."""
    return {str(value).casefold() for name, value in message.response_metadata.items() if name.endswith("_reason")}


def _message_text(message: AIMessage) -> str:
    """What is said, or what is handed to the tool that stands for the shape asked for."""
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
    return str(message.text)
