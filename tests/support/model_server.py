"""A server with OpenAI's chat completions interface whose replies are scripted.

It runs in a thread with its own event loop, since a provider is another machine: the client under test is the real
one, over the loopback interface.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Says:
    """The model says ``text``; ``end`` is its reason to stop, ``refusal`` replaces the text.

    ``pieces`` is the number of characters in a piece. ``torn`` ends the connection without a reason to stop.
    """

    text: str
    end: str = "stop"
    refusal: str = ""
    pieces: int = 7
    torn: bool = False
    tokens: tuple[int, int] = (210, 34)


@dataclass(frozen=True, slots=True)
class Points:
    """A draft: the text of each claim, and words of the sentences that it cites, whatever their numbers are."""

    claims: tuple[tuple[str, tuple[str, ...]], ...]

    def write_draft(self, shown: str) -> Says:
        """Return the draft of a model that is ``shown`` these messages."""
        numbers = {line.partition("] ")[2]: int(line[1 : line.index("]")]) for line in _numbered(shown)}
        claims = [
            {
                "text": text,
                "sentences": [number for line, number in numbers.items() if any(one in line for one in words)],
            }
            for text, words in self.claims
        ]
        return Says(json.dumps({"claims": claims, "not_found": False}, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Fails:
    """The server answers with a status and a message."""

    status: int
    message: str = "no"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Garbage:
    """The server answers with something that is not JSON."""


@dataclass(frozen=True, slots=True)
class Hangs:
    """The server waits for ``let_go`` and then says ``then``."""

    then: Says = Says("")


@dataclass(frozen=True, slots=True)
class Endless:
    """The model never stops."""


Turn = Says | Points | Fails | Garbage | Hangs | Endless


class ScriptedModel:
    """Answers each request with the next turn of its script; the last turn repeats.

    ``refuses`` names parameters, such as "tools" and "response_format", that it answers with 400. ``asked`` holds the
    requests in order, ``open`` the number being answered, ``most_open`` the highest number; ``left`` is set when a
    client disconnects before its answer is complete.
    """

    def __init__(self, *script: Turn, refuses: Sequence[str] = ()) -> None:
        sys.audit("tests.server")
        self.script = list(script)
        self.refuses = tuple(refuses)
        self.asked: list[dict[str, Any]] = []
        self.authorization: list[str] = []
        self.open = self.most_open = 0
        self.changed = threading.Condition()
        self.left = threading.Event()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._gate = asyncio.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(30)
        return self

    def __exit__(self, *exc: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def let_go(self) -> None:
        """Let requests that hang be answered."""
        self._loop.call_soon_threadsafe(self._gate.set)

    def wait_until_open(self, count: int) -> None:
        """Wait until so many requests are being answered."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.open >= count, 30)

    def words_shown(self) -> str:
        """Return all texts that the model was shown in all requests."""
        return "\n".join(str(message["content"]) for one in self.asked for message in one["messages"])

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._answer)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        self._gate.set()
        if self._runner:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        self.asked.append(asked)
        self.authorization.append(request.headers.get("Authorization", ""))
        self._count(1)
        try:
            for name in self.refuses:
                if name in asked:
                    return _failure(Fails(400, f"{name} is not supported by this server"))
            turn = self.script.pop(0) if len(self.script) > 1 else self.script[0]
            return await self._take(turn, asked, request)
        except (asyncio.CancelledError, ConnectionError):
            self.left.set()
            raise
        finally:
            self._count(-1)

    async def _take(self, turn: Turn, asked: dict[str, Any], request: web.Request) -> web.StreamResponse:
        if isinstance(turn, Hangs):
            await self._gate.wait()
            turn = turn.then
        if isinstance(turn, Points):
            turn = turn.write_draft("\n".join(str(message["content"]) for message in asked["messages"]))
        if isinstance(turn, Fails):
            return _failure(turn)
        if isinstance(turn, Garbage):
            return web.Response(text="<html>busy</html>", content_type="text/html")
        if not asked.get("stream"):
            return web.json_response(_whole(turn, asked) if isinstance(turn, Says) else {})
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        async for piece in _stream(turn, asked):
            await response.write(f"data: {json.dumps(piece)}\n\n".encode())
        if isinstance(turn, Says) and turn.torn:
            if request.transport:
                request.transport.abort()
        else:
            await response.write(b"data: [DONE]\n\n")
        return response

    def _count(self, change: int) -> None:
        with self.changed:
            self.open += change
            self.most_open = max(self.most_open, self.open)
            self.changed.notify_all()


def _numbered(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if re.match(r"\[\d+\] ", line)]


def _failure(turn: Fails) -> web.Response:
    body = {"error": {"message": turn.message, "type": "error", "code": None}}
    return web.json_response(body, status=turn.status, headers=turn.headers)


def _whole(turn: Says, asked: Mapping[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": turn.text}
    if turn.refusal:
        message = {"role": "assistant", "content": None, "refusal": turn.refusal}
    return _envelope("chat.completion") | {
        "choices": [{"index": 0, "message": message, "finish_reason": turn.end}],
        "usage": _usage(turn),
    }


async def _stream(turn: Says | Endless, asked: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
    if isinstance(turn, Endless):
        while True:
            yield _piece(_delta("and so on ", asked))
            await asyncio.sleep(0)
    yield _piece({"role": "assistant", "content": ""})
    if turn.refusal:
        yield _piece({"refusal": turn.refusal})
    for at in range(0, len(turn.text), turn.pieces):
        yield _piece(_delta(turn.text[at : at + turn.pieces], asked, first=at == 0))
    if turn.torn:
        return
    yield _piece({}, end=turn.end)
    if (asked.get("stream_options") or {}).get("include_usage"):
        yield _envelope("chat.completion.chunk") | {"choices": [], "usage": _usage(turn)}


def _delta(text: str, asked: Mapping[str, Any], *, first: bool = False) -> dict[str, Any]:
    """Return a piece of text, in the arguments of a tool call when the request has a tool."""
    if not asked.get("tools"):
        return {"content": text}
    function: dict[str, Any] = {"arguments": text}
    call: dict[str, Any] = {"index": 0, "function": function}
    if first:
        function["name"] = asked["tools"][0]["function"]["name"]
        call |= {"id": "call-1", "type": "function"}
    return {"tool_calls": [call]}


def _piece(delta: Mapping[str, Any], end: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": dict(delta), "finish_reason": end}
    return _envelope("chat.completion.chunk") | {"choices": [choice]}


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": "chat-1", "object": kind, "created": 1767225600, "model": "scripted"}


def _usage(turn: Says) -> dict[str, int]:
    tokens_in, tokens_out = turn.tokens
    return {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}
