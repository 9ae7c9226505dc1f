"""Call a language model: streamed, bounded in time, tokens and concurrency, with retries and a circuit breaker.

``LlmClient.ask`` is the way in. The calls run in one event loop in a thread of its own, ``EventLoopThread``.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from bot.cancellation import current_cancellation
from bot.llm.client.circuit_breaker import CircuitBreaker
from bot.llm.client.provider import close_model
from bot.llm.client.provider_errors import failure_reason, http_status, may_be_schema_error, retry_after_seconds
from bot.llm.client.types import FailureReason, JsonSchema, Message, ModelReply, NoReplyError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable


_log = logging.getLogger(__name__)

_MAX_TRIES = 3
"""The most tries of one call; only errors with a Retry-After header are retried."""

_SERVER_UNAVAILABLE = frozenset({FailureReason.TIMEOUT, FailureReason.UNREACHABLE})
"""Reasons that count for the circuit breaker: the server hangs or is gone. After any other it did answer."""

_CHARACTERS_PER_TOKEN = 4
"""An estimate for English, used when the provider does not count tokens."""


class LlmClient:
    """A ``ChatModel`` over a LangChain model; any thread may call it.

    While the circuit breaker is open, every call fails at once.
    """

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        model: BaseChatModel,
        *,
        seconds: float,
        max_tokens: int,
        max_concurrent_calls: int,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        circuit_breaker: CircuitBreaker | None = None,
    ) -> None:
        """``seconds`` bounds one answer and ``max_tokens`` one reply.

        At most ``max_concurrent_calls`` run at a time; the time that others wait counts towards their deadline.
        """
        self._name, self._seconds = name, seconds
        self._model = model
        self._most_tokens = max_tokens
        self._slots = asyncio.Semaphore(max_concurrent_calls)
        self._sleep = sleep
        self._circuit_breaker = circuit_breaker or CircuitBreaker()
        self._loop = EventLoopThread()
        self._accepts_schema = True

    @property
    def name(self) -> str:
        """The model as LLM_MODEL names it."""
        return self._name

    @property
    def seconds(self) -> float:
        """How long one answer may take."""
        return self._seconds

    def ask(self, messages: Sequence[Message], *, deadline: float, schema: JsonSchema | None = None) -> ModelReply:
        """Return the whole reply. Raises NoReplyError."""
        if self._circuit_breaker.is_open:
            raise NoReplyError(FailureReason.CIRCUIT_OPEN)
        started = time.monotonic()
        try:
            reply = self._loop.run(self._call_with_deadline(messages, deadline, schema))
        except CancelledError:
            raise NoReplyError(FailureReason.CANCELLED) from None
        except NoReplyError as error:
            self._record_failure(error.reason)
            raise
        self._circuit_breaker.record_success()
        self._log_tokens(messages, reply, time.monotonic() - started)
        return reply

    def _record_failure(self, reason: FailureReason) -> None:
        if reason not in _SERVER_UNAVAILABLE:
            self._circuit_breaker.record_success()
        elif seconds := self._circuit_breaker.record_failure():
            _log.warning("%s failed again and again (%s): it is not asked for %.0f s", self._name, reason, seconds)

    def close(self) -> None:
        """Cancel all calls and close the connections; later calls are cancelled at once."""
        with suppress(TimeoutError, CancelledError):
            self._loop.close(close_model(self._model))

    async def _call_with_deadline(
        self, messages: Sequence[Message], deadline: float, schema: JsonSchema | None
    ) -> ModelReply:
        try:
            async with asyncio.timeout(deadline - time.monotonic()), self._slots:
                return await self._call_with_retries(messages, deadline, schema)
        except TimeoutError:
            raise NoReplyError(FailureReason.TIMEOUT) from None

    async def _call_with_retries(
        self, messages: Sequence[Message], deadline: float, schema: JsonSchema | None
    ) -> ModelReply:
        """Retry a call when the provider names a pause that ends before the deadline."""
        for left in reversed(range(_MAX_TRIES)):
            try:
                return await self._call_once(messages, schema)
            except NoReplyError:
                raise
            except Exception as error:
                pause = retry_after_seconds(error)
                if not left or pause is None or pause >= deadline - time.monotonic():
                    raise NoReplyError(failure_reason(error), http_status(error)) from None
            await self._sleep(pause)
        raise NoReplyError(FailureReason.RATE_LIMIT)

    async def _call_once(self, messages: Sequence[Message], schema: JsonSchema | None) -> ModelReply:
        """Ask for JSON by the schema; ask for text when the provider refuses that, and from then on only for text."""
        if schema is None or not self._accepts_schema:
            return await self._stream(self._model, messages)
        try:
            return await self._stream(_with_schema(self._model, schema), messages)
        except Exception as error:
            if not may_be_schema_error(error):
                raise
        reply = await self._stream(self._model, messages)
        self._accepts_schema = False
        _log.info("%s hands nothing back in a given shape: its text is read instead", self._name)
        return reply

    async def _stream(self, model: Runnable[Any, Any], messages: Sequence[Message]) -> ModelReply:
        from langsmith import tracing_context

        from bot.llm.client.stream import StreamCollector

        timeout = asyncio.timeout(None)
        collector = StreamCollector(self._most_tokens, lambda: timeout.reschedule(0))  # a past time: cancel now
        try:
            # A variable of the environment must not send questions and articles to a tracing service.
            with tracing_context(enabled=False):
                async with timeout:
                    async for _ in model.astream(list(messages), config={"callbacks": [collector]}):
                        pass
        except Exception as error:
            if http_status(error) is not None or not (collector.ended or collector.too_long):
                raise
        return collector.reply()

    def _log_tokens(self, messages: Sequence[Message], reply: ModelReply, seconds: float) -> None:
        qualifier = "" if reply.tokens_in or reply.tokens_out else "about "
        tokens_in = reply.tokens_in or sum(len(text) for _, text in messages) // _CHARACTERS_PER_TOKEN
        tokens_out = reply.tokens_out or len(reply.text) // _CHARACTERS_PER_TOKEN
        _log.info("%s: %s%d tokens in, %d out, %.1f s", self._name, qualifier, tokens_in, tokens_out, seconds)


def _with_schema(model: BaseChatModel, schema: JsonSchema) -> Runnable[Any, Any]:
    """Return the model with the settings by which LangChain makes its provider keep to ``schema``.

    The parser that LangChain adds is left out: it parses the whole reply again with each piece, and with
    ``include_raw`` it runs in tasks that outlive a cancelled call.
    """
    chain = model.with_structured_output(dict(schema))
    bound_model: Runnable[Any, Any] = getattr(chain, "first", chain)
    return bound_model


T = TypeVar("T")

_CLOSE_TIMEOUT_SECONDS = 2.0
"""How long closing the connections may take."""


class EventLoopThread:
    """An event loop in a daemon thread, which starts with its first work and does not delay an exit."""

    def __init__(self, name: str = "model") -> None:
        """``name`` is the thread's."""
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run ``work`` and return its result or raise its error.

        Raises concurrent.futures.CancelledError when the calling thread's work is cancelled or ``close`` is called
        before the result.
        """
        with self._lock:  # ``close`` cancels all work that began before it
            future = asyncio.run_coroutine_threadsafe(work, self._running()) if not self._closed else None
        if future is None:
            work.close()
            raise CancelledError
        cancellation = current_cancellation()

        def cancel() -> None:
            future.cancel()

        if cancellation is not None:
            cancellation.add_callback(cancel)
        try:
            return future.result()
        finally:
            if cancellation is not None:
                cancellation.remove_callback(cancel)

    def close(self, last: Coroutine[Any, Any, None] | None = None) -> None:
        """Cancel all work, run ``last`` and end the thread; later work is cancelled at once.

        Raises TimeoutError when that takes more than two seconds; the thread ends all the same.
        """
        with self._lock:
            loop, self._loop, self._closed = self._loop, None, True
        if loop is None:
            if last is not None:
                last.close()
            return
        try:
            asyncio.run_coroutine_threadsafe(_cancel_tasks(last), loop).result(_CLOSE_TIMEOUT_SECONDS)
        finally:
            loop.call_soon_threadsafe(loop.stop)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_run_loop, args=(self._loop,), name=self._name, daemon=True).start()
        return self._loop


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _cancel_tasks(last: Coroutine[Any, Any, None] | None) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    if last is not None:
        await last
    await asyncio.get_running_loop().shutdown_asyncgens()
