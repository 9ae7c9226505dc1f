"""Calls of a language model: the real client against a server that misbehaves."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManager, CallbackManagerForLLMRun
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from langsmith.utils import get_env_var, tracing_is_enabled

from bot.cancellation import Cancellation, cancellation_scope
from bot.llm.client.circuit_breaker import FAILURES_TO_OPEN, OPEN_SECONDS, CircuitBreaker
from bot.llm.client.client import LlmClient
from bot.llm.client.provider import load_model
from bot.llm.client.types import FailureReason, JsonSchema, ModelReply, NoReplyError
from tests.support.model_server import Endless, Fails, Garbage, Hangs, Says, ScriptedModel, Turn
from tests.unit.bot.llm.conftest import Open

SHAPE: JsonSchema = {
    "title": "draft",
    "type": "object",
    "properties": {"claims": {"type": "array", "items": {"type": "string"}}},
    "required": ["claims"],
    "additionalProperties": False,
}
JSON = '{"claims": ["The bridge is shut."]}'
LONG_S = 30.0
ENVIRONMENT: Any = get_env_var
"""LangSmith remembers what it once read of it."""


def ask(calls: LlmClient, *, seconds: float = LONG_S, schema: JsonSchema | None = SHAPE) -> ModelReply:
    return calls.ask(
        [("system", "be short"), ("human", "is the bridge shut?")], deadline=time.monotonic() + seconds, schema=schema
    )


def no_reply(calls: LlmClient, *, seconds: float = LONG_S) -> NoReplyError:
    with pytest.raises(NoReplyError) as caught:
        ask(calls, seconds=seconds)
    return caught.value


@pytest.mark.parametrize("refuses", [(), ("response_format",), ("response_format", "tools")])
def test_a_shape_comes_back_as_json_whatever_the_provider_takes(refuses: tuple[str, ...], opened: Open) -> None:
    with ScriptedModel(Says(JSON), refuses=refuses) as server:
        assert ask(opened(server)).text == JSON


def test_a_provider_without_shapes_is_asked_for_one_once(opened: Open) -> None:
    with ScriptedModel(Says(JSON), refuses=["response_format", "tools"]) as server:
        calls = opened(server)
        ask(calls)
        ask(calls)
        assert ["response_format" in asked for asked in server.asked] == [True, False, False]


def test_a_request_that_fails_in_any_form_says_nothing_of_shapes(opened: Open) -> None:
    with ScriptedModel(Fails(400), Fails(400), Says(JSON)) as server:
        calls = opened(server)
        assert no_reply(calls).reason is FailureReason.REJECTED
        assert ask(calls).text == JSON
        assert "response_format" in server.asked[-1]


@pytest.mark.parametrize(
    ("turn", "reason"),
    [
        (Fails(429), FailureReason.RATE_LIMIT),
        (Fails(429, headers={"Retry-After": "3600"}), FailureReason.RATE_LIMIT),
        (Fails(429, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}), FailureReason.RATE_LIMIT),
        (Fails(429, headers={"Retry-After": "soon"}), FailureReason.RATE_LIMIT),
        (Fails(500), FailureReason.FAILED),
        (Fails(503), FailureReason.FAILED),
        (Fails(504), FailureReason.TIMEOUT),
        (Fails(401), FailureReason.REJECTED),
        (Fails(404), FailureReason.REJECTED),
        (Garbage(), FailureReason.FAILED),
        (Says(JSON, torn=True), FailureReason.UNREACHABLE),
        (Says(JSON[:12], end="length"), FailureReason.TOO_LONG),
        (Says("", refusal="I will not."), FailureReason.REFUSAL),
        (Says("", end="content_filter"), FailureReason.REFUSAL),
        (Endless(), FailureReason.TOO_LONG),
    ],
    ids=str,
)
def test_what_goes_wrong_has_a_reason(turn: Turn, reason: FailureReason, opened: Open) -> None:
    with ScriptedModel(turn) as server:
        assert no_reply(opened(server)).reason is reason


def test_a_model_that_goes_on_for_ever_is_left_alone(opened: Open) -> None:
    with ScriptedModel(Endless()) as server:
        assert no_reply(opened(server)).reason is FailureReason.TOO_LONG
        assert server.left.wait(LONG_S)


def test_one_that_says_nothing_is_given_up_in_time(opened: Open) -> None:
    with ScriptedModel(Hangs()) as server:
        assert no_reply(opened(server), seconds=0.2).reason is FailureReason.TIMEOUT
        assert server.left.wait(LONG_S)


def test_no_server_at_all_is_unreachable(opened: Open) -> None:
    with ScriptedModel(Says(JSON)) as server:
        calls = opened(server)
    assert no_reply(calls).reason is FailureReason.UNREACHABLE


def test_a_short_wait_that_the_provider_asks_for_is_kept(opened: Open) -> None:
    with ScriptedModel(Fails(429, headers={"Retry-After": "0"}), Says(JSON)) as server:
        assert ask(opened(server)).text == JSON
        assert len(server.asked) == 2


@pytest.mark.parametrize(("said", "slept"), [("7", [7.0]), ("20.5", [20.5]), ("31", [])])
def test_a_wait_is_as_long_as_the_provider_asks_for_where_there_is_time(said: str, slept: list[float]) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    with ScriptedModel(Fails(429, headers={"Retry-After": said}), Says(JSON)) as server:
        model = load_model("openai:scripted", {"OPENAI_BASE_URL": server.url}, seconds=LONG_S, max_tokens=300)
        calls = LlmClient("openai:scripted", model, seconds=LONG_S, max_tokens=300, max_concurrent_calls=1, sleep=sleep)
        if slept:
            assert ask(calls).text == JSON
        else:
            assert no_reply(calls).reason is FailureReason.RATE_LIMIT
        calls.close()
    assert waited == slept


def test_a_provider_that_always_says_at_once_is_not_asked_for_ever(opened: Open) -> None:
    with ScriptedModel(Fails(429, headers={"Retry-After": "0"})) as server:
        assert no_reply(opened(server)).reason is FailureReason.RATE_LIMIT
        assert len(server.asked) == 3


def test_text_comes_back_as_it_is_where_no_shape_is_asked_for(opened: Open) -> None:
    with ScriptedModel(Says("Is the bridge shut?")) as server:
        assert ask(opened(server), schema=None).text == "Is the bridge shut?"
        assert "response_format" not in server.asked[0]
        assert server.asked[0]["stream"] is True


def in_a_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    found: list[object] = []

    def run() -> None:
        try:
            found.append(work())
        except NoReplyError as error:
            found.append(error.reason)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, found


def test_work_that_is_not_wanted_any_more_is_broken_off(opened: Open) -> None:
    unwanted = Cancellation()

    def work(calls: LlmClient) -> ModelReply:
        with cancellation_scope(unwanted):
            return ask(calls)

    with ScriptedModel(Hangs()) as server:
        calls = opened(server)
        thread, found = in_a_thread(lambda: work(calls))
        server.wait_until_open(1)
        unwanted.cancel()
        thread.join(LONG_S)
        assert found == [FailureReason.CANCELLED]
        assert server.left.wait(LONG_S)


def test_what_is_unwanted_from_the_start_is_not_asked(opened: Open) -> None:
    unwanted = Cancellation()
    unwanted.cancel()
    with ScriptedModel(Hangs()) as server, cancellation_scope(unwanted):
        assert no_reply(opened(server)).reason is FailureReason.CANCELLED


def test_closing_breaks_off_what_runs_and_what_comes_later(opened: Open) -> None:
    with ScriptedModel(Hangs()) as server:
        calls = opened(server)
        thread, found = in_a_thread(lambda: ask(calls))
        server.wait_until_open(1)
        calls.close()
        thread.join(LONG_S)
        assert found == [FailureReason.CANCELLED]
        assert no_reply(calls).reason is FailureReason.CANCELLED


def test_no_more_calls_run_at_a_time_than_may(opened: Open) -> None:
    with ScriptedModel(Hangs(Says(JSON))) as server:
        calls = opened(server, max_concurrent_calls=2)
        running = [in_a_thread(lambda: ask(calls).text) for _ in range(6)]
        server.wait_until_open(2)
        server.let_go()
        for thread, _ in running:
            thread.join(LONG_S)
        assert [found for _, found in running] == [[JSON]] * 6
        assert server.most_open == 2


def test_waiting_for_a_turn_takes_of_the_time(opened: Open) -> None:
    with ScriptedModel(Hangs(Says(JSON))) as server:
        calls = opened(server, max_concurrent_calls=1)
        thread, found = in_a_thread(lambda: ask(calls).text)
        server.wait_until_open(1)
        assert no_reply(calls, seconds=0.1).reason is FailureReason.TIMEOUT
        server.let_go()
        thread.join(LONG_S)
        assert found == [JSON]
        assert len(server.asked) == 1


def test_the_log_counts_tokens_and_holds_no_words(opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.INFO, logger="bot"),
        ScriptedModel(Says(JSON), Fails(500, "bridge key sk-x")) as server,
    ):
        calls = opened(server)
        ask(calls)
        error = no_reply(calls)
    said = caplog.text + str(error)
    assert "tokens in" in said
    for secret in ("bridge", "sk-", "shut"):
        assert secret not in said


def test_tokens_are_as_the_provider_counts_them() -> None:
    with ScriptedModel(Says(JSON, tokens=(12, 7))) as server:
        model = load_model("openai:scripted", {"OPENAI_BASE_URL": server.url}, seconds=LONG_S, max_tokens=300)
        assert isinstance(model, ChatOpenAI)
        model.stream_usage = True  # as it is for OpenAI's own address
        calls = LlmClient("openai:scripted", model, seconds=LONG_S, max_tokens=300, max_concurrent_calls=1)
        reply = ask(calls)
        calls.close()
    assert (reply.tokens_in, reply.tokens_out) == (12, 7)


def test_a_server_that_is_gone_is_left_alone_for_a_while_and_the_log_says_so_once(
    opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    with ScriptedModel(Says(JSON)) as server:
        calls = opened(server, circuit_breaker=CircuitBreaker(lambda: now[0]))
    assert [no_reply(calls).reason for _ in range(FAILURES_TO_OPEN + 2)] == [
        *[FailureReason.UNREACHABLE] * FAILURES_TO_OPEN,
        *[FailureReason.CIRCUIT_OPEN] * 2,
    ]
    now[0] = OPEN_SECONDS
    assert no_reply(calls).reason is FailureReason.UNREACHABLE
    assert no_reply(calls).reason is FailureReason.CIRCUIT_OPEN
    assert caplog.text.count("is not asked for 60 s") == 2


def test_a_server_that_hangs_is_asked_again_when_the_circuit_closes(opened: Open) -> None:
    now = [0.0]
    with ScriptedModel(*[Hangs()] * FAILURES_TO_OPEN, Says(JSON)) as server:
        calls = opened(server, circuit_breaker=CircuitBreaker(lambda: now[0]))
        assert [no_reply(calls, seconds=0.1).reason for _ in range(FAILURES_TO_OPEN)] == [
            FailureReason.TIMEOUT
        ] * FAILURES_TO_OPEN
        asked = len(server.asked)
        assert no_reply(calls).reason is FailureReason.CIRCUIT_OPEN
        assert len(server.asked) == asked
        now[0] = OPEN_SECONDS
        assert ask(calls).text == JSON


def test_errors_of_a_server_that_answers_do_not_open_the_circuit(opened: Open) -> None:
    with ScriptedModel(*[Fails(500)] * 4, Fails(504), Fails(504), Fails(429), Fails(504), Says(JSON)) as server:
        calls = opened(server)
        assert {no_reply(calls).reason for _ in range(8)} == {
            FailureReason.FAILED,
            FailureReason.TIMEOUT,
            FailureReason.RATE_LIMIT,
        }
        assert ask(calls).text == JSON


def test_no_variable_of_the_environment_sends_words_to_a_tracing_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """LangChain puts a tracer among the handlers of every call where it is told to by the environment."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("LANGSMITH_API_KEY", "none")
    ENVIRONMENT.cache_clear()
    try:
        model = Overheard(messages=iter([AIMessage(JSON)]))
        calls = LlmClient("fake:model", model, seconds=LONG_S, max_tokens=300, max_concurrent_calls=1)
        assert ask(calls, schema=None).text == JSON
        calls.close()
        assert tracing_is_enabled(), "what else runs in the process is traced all the same"
    finally:
        monkeypatch.undo()
        ENVIRONMENT.cache_clear()
    assert model.overheard_by == [()]


class Overheard(GenericFakeChatModel):
    """``overheard_by`` lists, of each call, the handlers that nobody but the environment gave it."""

    overheard_by: list[tuple[str, ...]] = []  # noqa: RUF012

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.overheard_by.append(tuple(type(each).__name__ for each in CallbackManager.configure().handlers))
        yield from super()._stream(messages, stop, run_manager, **kwargs)
