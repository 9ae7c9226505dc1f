"""The Bot API over HTTP, on the loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from tests.support.bot_api.answers import ANSWERS
from tests.support.bot_api.faults import Fault, Faults
from tests.support.bot_api.methods import method_named, read_call
from tests.support.bot_api.watch import Call, Watch
from tests.support.bot_api.wire import JsonObject, Refusal, Upload, bad_request

TOKEN = "7012345678:AA-for-the-loopback-server-only-xxx"
_TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_LARGEST_BODY = 64 * 1024 * 1024
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
__all__ = ["TOKEN", "Call", "TelegramServer"]


class TelegramServer(Watch, Faults):
    """The server and, by inheritance, the people who use it, the watching of the bot, and scripted trouble.

    ``url`` is the root: the bot asks ``url/bot<token>/method`` and fetches ``url/file/bot<token>/path``.
    ``privacy`` is the bot's privacy mode. ``webhook_target`` is where updates are posted, once the bot has
    set a webhook, in place of its https URL.
    """

    def __init__(
        self, *, username: str = "whosaid_bot", privacy: bool = True, inline: bool = True, port: int = 0
    ) -> None:
        sys.audit("tests.server")
        Watch.__init__(self, username=username, privacy=privacy, inline=inline)
        Faults.__init__(self)
        self.token = TOKEN
        self.url = ""
        self.webhook_target: str | None = None
        self._port = port
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/file/bot{token}/{path:.*}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_route("*", "/{rest:.*}", self._nothing)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._pusher = asyncio.create_task(self._push())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.updates.stop()
        self.release()
        assert self._runner is not None
        assert self._pusher is not None
        self._pusher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._pusher
        await self._runner.cleanup()

    def file_url(self, path: str) -> str:
        """Where a file is fetched."""
        return f"{self.url}/file/bot{self.token}/{path}"

    async def _nothing(self, request: web.Request) -> web.Response:
        return _refused(Refusal(404, "Not Found"))

    async def _file(self, request: web.Request) -> web.Response:
        refusal = self._check_token(request.match_info["token"])
        document = self.files.get(request.match_info["path"].removeprefix("documents/"))
        if refusal is not None or document is None:
            return _refused(refusal or Refusal(404, "Not Found"))
        return web.Response(body=document.content, content_type="application/octet-stream")

    async def _call(self, request: web.Request) -> web.Response:
        method = method_named(request.match_info["method"])
        refusal = self._check_token(request.match_info["token"])
        if refusal is None and method is None:
            self.note(request.match_info["method"], "no such method is served")
            refusal = Refusal(404, "Not Found")
        if refusal is not None or method is None:
            return _refused(refusal or Refusal(404, "Not Found"))
        given: dict[str, object] = {}
        error: Refusal | None = None
        result: object = None
        fault = self.next_fault(method)
        try:
            given = await _read_body(request)
            await self._befall(fault, method)
            result = await self._answer(method, given)
        except Refusal as refusal:
            error = refusal
        if method != "getUpdates" or (error is not None and error.mistake):
            self.record(method, _shown(method, given), error)
        else:
            self.changed()
        if fault is not None and fault.drop and request.transport is not None:
            request.transport.abort()
            return web.Response()
        if fault is not None and fault.gateway is not None:
            return _gateway_page(fault.gateway)
        return _refused(error) if error is not None else web.json_response({"ok": True, "result": result})

    async def _befall(self, fault: Fault | None, method: str) -> None:
        """Raises ``Refusal`` where the call is not to take effect."""
        if fault is None or (fault.drop and fault.late):
            return
        if fault.gate is not None:
            self.held.append(method)
            self.changed()
            await fault.gate.wait()
            self.held.remove(method)
            return
        words = "connection dropped" if fault.drop else f"gateway answers {fault.gateway}"
        raise fault.refusal or Refusal(fault.gateway or 0, words)

    async def _answer(self, method: str, given: dict[str, object]) -> object:
        call = read_call(method, given)
        if method != "getUpdates":
            return ANSWERS[method](self, call)
        if self.webhook.url:
            raise Refusal(409, _WEBHOOK_ACTIVE)
        self.updates.allow(call.get("allowed_updates"))
        limit = call.get("limit", 100)
        if not 1 <= limit <= 100:
            raise bad_request(f"limit must be 1 to 100, not {limit}", mistake=True)
        self.changed()
        return await self.updates.poll(call.get("offset", 0), limit, min(call.get("timeout", 0), 50))

    def _check_token(self, token: str) -> Refusal | None:
        if not _TOKEN_SHAPE.fullmatch(token):
            return Refusal(404, "Not Found")
        return None if token == self.token else Refusal(401, "Unauthorized")

    async def _push(self) -> None:
        """Posts updates one by one while a webhook is set; what fails waits until something else happens."""
        async with aiohttp.ClientSession() as session:
            while True:
                while not (self.webhook.url and self.updates.pending):
                    await self.updates.woken()
                update = self.updates.pending[0]
                target = self.webhook_target or self.webhook.url
                self.webhook.error = await _post(session, target, self.webhook.secret_token, update)
                if self.webhook.error:
                    await self.updates.woken()
                else:
                    self.updates.confirm(update["update_id"] + 1)
                self.changed()


async def _post(session: aiohttp.ClientSession, url: str, secret: str, update: JsonObject) -> str:
    """Delivers one update; returns what went wrong, or nothing."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    try:
        async with session.post(url, json=update, headers=headers) as response:
            return "" if response.ok else f"Wrong response from the webhook: {response.status} {response.reason}"
    except aiohttp.ClientError as error:
        return f"Connection failed: {type(error).__name__}"


async def _read_body(request: web.Request) -> dict[str, object]:
    """Parameters from the query, a form, a multipart body or a JSON body."""
    given: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except json.JSONDecodeError as error:
            raise bad_request("can't parse the JSON body", mistake=True) from error
        if not isinstance(body, dict):
            raise bad_request("the JSON body must be an object", mistake=True)
        return given | body
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given[name] = Upload(value.filename, value.file.read(), value.content_type)
            value.file.close()
        else:
            given[name] = value
    return given


def _shown(method: str, given: dict[str, object]) -> JsonObject:
    """The parameters in their types where they can be read, else as they came."""
    try:
        return read_call(method, given)
    except Refusal:
        return given


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.body(), status=refusal.code)


def _gateway_page(status: int) -> web.Response:
    title = f"{status} {'Bad Gateway' if status == 502 else 'Server Error'}"
    page = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n"
    )
    return web.Response(status=status, text=page, content_type="text/html")
