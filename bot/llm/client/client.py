"""Streamed calls with deadline, token limit, concurrency limit; own event loop thread."""

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
from bot.llm.client.errors import failure_reason, http_status, may_be_schema_error, retry_after_seconds
from bot.llm.client.provider import close_model
from bot.llm.client.types import FailureReason, JsonSchema, Message, ModelReply, NoReplyError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable


_log = logging.getLogger(__name__)

_MAX_TRIES = 3
"""Of one call, where the provider says each time when to come back."""

_SERVER_UNAVAILABLE = frozenset({FailureReason.TIMEOUT, FailureReason.UNREACHABLE})
"""What a server costs time with that hangs or is gone; whatever else comes of it, it answers."""

_CHARACTERS_PER_TOKEN = 4
"""About as many English has, where a provider does not count."""


class LlmClient:
    """A ChatModel over a LangChain model. Any thread may call it.

    ``seconds`` bounds one answer and ``max_tokens`` one reply. At most ``max_concurrent_calls`` run at a time; the time
    that others wait counts towards their deadline. While the circuit breaker is open, every call fails at once.
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
        rest: CircuitBreaker | None = None,
    ) -> None:
        self._name, self._seconds = name, seconds
        self._model = model
        self._most_tokens = max_tokens
        self._slots = asyncio.Semaphore(max_concurrent_calls)
        self._sleep = sleep
        self._rest = rest or CircuitBreaker()
        self._loop = EventLoopThread()
        self._takes_shapes = True

    @property
    def name(self) -> str:
        return self._name

    @property
    def seconds(self) -> float:
        return self._seconds

    @property
    def takes_shapes(self) -> bool:
        """False once the provider is known to hand nothing back in a shape; then replies are read as text."""
        return self._takes_shapes

    def ask(self, messages: Sequence[Message], *, deadline: float, schema: JsonSchema | None = None) -> ModelReply:
        """The reply, whole. Raises NoReplyError."""
        if self._rest.now:
            raise NoReplyError(FailureReason.RESTING)
        begun = time.monotonic()
        try:
            reply = self._loop.run(self._within(messages, deadline, schema))
        except CancelledError:
            raise NoReplyError(FailureReason.CANCELLED) from None
        except NoReplyError as error:
            self._note(error.why)
            raise
        self._rest.over()
        self._tell(messages, reply, time.monotonic() - begun)
        return reply

    def _note(self, why: FailureReason) -> None:
        if why not in _SERVER_UNAVAILABLE:
            self._rest.over()
        elif seconds := self._rest.failed():
            _log.warning("%s failed again and again (%s): it is not asked for %.0f s", self._name, why, seconds)

    def close(self) -> None:
        """Break off all calls and close the connections; later calls are cancelled at once."""
        with suppress(TimeoutError, CancelledError):
            self._loop.close(close_model(self._model))

    async def _within(self, messages: Sequence[Message], deadline: float, schema: JsonSchema | None) -> ModelReply:
        try:
            async with asyncio.timeout(deadline - time.monotonic()), self._slots:
                return await self._patiently(messages, deadline, schema)
        except TimeoutError:
            raise NoReplyError(FailureReason.TIMEOUT) from None

    async def _patiently(self, messages: Sequence[Message], deadline: float, schema: JsonSchema | None) -> ModelReply:
        """Once more where the provider says when, and that is soon enough."""
        for left in reversed(range(_MAX_TRIES)):
            try:
                return await self._once(messages, schema)
            except NoReplyError:
                raise
            except Exception as error:
                pause = retry_after_seconds(error)
                if not left or pause is None or pause >= deadline - time.monotonic():
                    raise NoReplyError(failure_reason(error), http_status(error)) from None
            await self._sleep(pause)
        raise NoReplyError(FailureReason.RATE_LIMIT)

    async def _once(self, messages: Sequence[Message], schema: JsonSchema | None) -> ModelReply:
        """In the shape asked for; as text where the provider refuses that, which is remembered once text comes."""
        if schema is None or not self._takes_shapes:
            return await self._stream(self._model, messages)
        try:
            return await self._stream(_with_schema(self._model, schema), messages)
        except Exception as error:
            if not may_be_schema_error(error):
                raise
        reply = await self._stream(self._model, messages)
        self._takes_shapes = False
        _log.info("%s hands nothing back in a given shape: its text is read instead", self._name)
        return reply

    async def _stream(self, model: Runnable[Any, Any], messages: Sequence[Message]) -> ModelReply:
        from langsmith import tracing_context

        from bot.llm.client.stream import StreamCollector

        bound = asyncio.timeout(None)
        meter = StreamCollector(self._most_tokens, lambda: bound.reschedule(0))  # a time that is past
        try:
            # A variable of the environment must not send questions and articles to a tracing service.
            with tracing_context(enabled=False):
                async with bound:
                    async for _ in model.astream(list(messages), config={"callbacks": [meter]}):
                        pass
        except Exception as error:
            if http_status(error) is not None or not (meter.ended or meter.too_long):
                raise
        return meter.reply()

    def _tell(self, messages: Sequence[Message], reply: ModelReply, seconds: float) -> None:
        told = reply.tokens_in or reply.tokens_out
        went_in = reply.tokens_in or sum(len(text) for _, text in messages) // _CHARACTERS_PER_TOKEN
        came_out = reply.tokens_out or len(reply.text) // _CHARACTERS_PER_TOKEN
        counted = "" if told else "about "
        _log.info("%s: %s%d tokens in, %d out, %.1f s", self._name, counted, went_in, came_out, seconds)


def _with_schema(model: BaseChatModel, schema: JsonSchema) -> Runnable[Any, Any]:
    """The model with all that makes its provider keep to ``schema``, as LangChain decides.

    The parser that LangChain puts behind it is left out: it reads the reply anew with each piece that comes, and beside
    ``include_raw`` runs in tasks that go on when the call is cancelled.
    """
    chain = model.with_structured_output(dict(schema))
    first: Runnable[Any, Any] = getattr(chain, "first", chain)
    return first


T = TypeVar("T")

_CLOSE_TIMEOUT_SECONDS = 2.0
"""How long the closing of connections is waited for."""


class EventLoopThread:
    """Starts with its first work. The thread is a daemon, so that it holds up no exit."""

    def __init__(self, name: str = "model") -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What ``work`` returns or raises. Raises concurrent.futures.CancelledError where the work of the calling
        thread is cancelled, or ``close`` is called, before it is done."""
        with self._lock:  # what is begun before the closing is cancelled by it
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
        """Cancel what runs, run ``last``, and end the thread. What is run afterwards is cancelled at once. Raises
        TimeoutError where that takes more than two seconds; the thread ends all the same."""
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
