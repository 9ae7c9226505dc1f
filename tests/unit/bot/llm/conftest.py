"""A scripted language model, and the real client in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from bot.llm.client.circuit_breaker import CircuitBreaker
from bot.llm.client.client import LlmClient
from bot.llm.client.provider import load_model
from tests.support.model_server import ScriptedModel

Open = Callable[..., LlmClient]

MOST_TOKENS = 300


@pytest.fixture
def opened() -> Iterator[Open]:
    """A client of a ScriptedModel, with bounds; all are closed at the end."""
    with ExitStack() as stack:

        def open_(
            server: ScriptedModel,
            *,
            seconds: float = 30.0,
            max_concurrent_calls: int = 4,
            circuit_breaker: CircuitBreaker | None = None,
        ) -> LlmClient:
            given = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-not-to-be-told"}
            model = load_model("openai:scripted", given, seconds=seconds, max_tokens=MOST_TOKENS)
            calls = LlmClient(
                "openai:scripted",
                model,
                seconds=seconds,
                max_tokens=MOST_TOKENS,
                max_concurrent_calls=max_concurrent_calls,
                circuit_breaker=circuit_breaker,
            )
            stack.callback(calls.close)
            return calls

        yield open_
