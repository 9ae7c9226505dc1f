"""Collect the pieces of a model's stream, and stop a stream that is too long."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, GenerationChunk, LLMResult

from bot.llm.client.types import FailureReason, ModelReply, NoReplyError

MAX_CHARACTERS_PER_TOKEN = 8
"""More than any tokenizer has per token on average over a text, so that a longer text has too many tokens."""

_CUT_OFF_REASONS = {"length", "max_tokens", "max_output_tokens"}
_REFUSAL_REASONS = {"content_filter", "refusal", "safety"}


class StreamCollector(AsyncCallbackHandler):
    """Collects the reply of one call.

    ``max_tokens`` bounds what the model may send even if the provider ignores its own limit. It is checked in pieces,
    of which few are less than a token, and in characters; ``stop`` is called when either is exceeded.
    """

    def __init__(self, max_tokens: int, stop: Callable[[], None]) -> None:
        """``stop`` must end the call; it may be called from the stream."""
        self._max_characters = max_tokens * MAX_CHARACTERS_PER_TOKEN
        self._max_pieces = 2 * max_tokens  # reasoning and empty pieces count too
        self._characters = self._pieces = 0
        self._stop = stop
        self.too_long = False
        self._streamed: AIMessageChunk | None = None
        self._unstreamed: AIMessage | None = None

    async def on_llm_new_token(
        self,
        token: str | list[str | dict[str, Any]],
        *,
        chunk: GenerationChunk | ChatGenerationChunk | None = None,
        **kwargs: Any,
    ) -> None:
        """Add a piece, and stop the stream when it is too long."""
        message = chunk.message if isinstance(chunk, ChatGenerationChunk) else AIMessageChunk(content=str(token))
        if not isinstance(message, AIMessageChunk):
            return
        self._pieces += 1
        self._characters += len(str(message.text)) + sum(len(call["args"] or "") for call in message.tool_call_chunks)
        if self.too_long:
            return
        if self._characters > self._max_characters or self._pieces > self._max_pieces:
            self.too_long = True
            self._stop()
        self._streamed = message if self._streamed is None else self._streamed + message

    async def on_llm_end(self, response: LLMResult, **kwargs: Any) -> None:
        """Keep the whole reply of a provider that does not stream."""
        generation = response.generations[0][0] if response.generations and response.generations[0] else None
        message = getattr(generation, "message", None)
        self._unstreamed = message if isinstance(message, AIMessage) else None

    @property
    def ended(self) -> bool:
        """Whether the reply is complete: the model gave a reason to stop, or did not stream."""
        return bool(_stop_reasons(self._streamed)) if self._streamed else self._unstreamed is not None

    def reply(self) -> ModelReply:
        """Return the collected reply. Raises NoReplyError when it was cut off or is a refusal."""
        message = self._streamed or self._unstreamed or AIMessage(content="")
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
    """Return why the model stopped; providers call it finish_reason, stop_reason or done_reason."""
    return {str(value).casefold() for name, value in message.response_metadata.items() if name.endswith("_reason")}


def _message_text(message: AIMessage) -> str:
    """Return the text, or as JSON the arguments of the tool call that stands for the schema."""
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
    return str(message.text)
