"""The life of the bot: it starts, takes messages until it is stopped, and stops in time."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import secrets
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes, ExtBot, Updater

from bot.settings import Settings, list_unused_settings
from bot.telegram.access.access_control import AccessControl
from bot.telegram.articles.article_commands import EditingCommands
from bot.telegram.feed_schedule import FeedSchedule, Jobs
from bot.telegram.transport.polling import PollingWatch
from bot.telegram.transport.threads import WorkerThreads
from index import SettingError, WhosaidError
from index.sources.formats import sandbox

UPDATES = ("message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member")
"""What Telegram is asked to deliver."""

_POLL = timedelta(seconds=30)
_RETRY_DELAYS = (1, 2, None)
"""Seconds to wait after each failed first call; None: give up, and let whoever started the bot decide."""

_STEP = 2.0
"""Seconds for each step of stopping that needs the network; all of them and the grace stay under ten."""

App = Application[
    ExtBot[None],
    ContextTypes.DEFAULT_TYPE,
    dict[Any, Any],
    dict[Any, Any],
    dict[Any, Any],
    Jobs | None,
]
_log = logging.getLogger(__name__)


class TelegramUnreachableError(WhosaidError):
    """Telegram, or the Bot API server in its place, does not answer."""


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot that is put together: what ``serve`` runs.

    ``ready`` is set once messages are taken. ``grace`` is how many seconds answers under way get when the bot is
    told to stop. ``quick`` are the threads for what must not wait behind answers, where there are any; ``editing``
    is what changes the articles.
    """

    application: App
    workers: WorkerThreads
    watch: PollingWatch
    settings: Settings
    access: AccessControl
    schedule: FeedSchedule | None = None
    quick: WorkerThreads | None = None
    editing: EditingCommands | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    grace: float = 3.0

    @property
    def busy(self) -> bool:
        """Whether a thread is at work, which may go on after the bot was stopped."""
        editing = self.editing is not None and self.editing.workspace.busy
        return self.workers.busy or editing or (self.schedule is not None and self.schedule.busy)

    @property
    def updater(self) -> Updater:
        """The updater that receives messages."""
        if self.application.updater is None:
            raise RuntimeError("the application was built without an updater")
        return self.application.updater


async def serve(service: RunningBot, stop: asyncio.Event) -> None:
    """Run the bot until ``stop`` is set, then stop it within ten seconds.

    Raises SettingError where Telegram refuses the token or the webhook, TelegramUnreachableError where it does not
    answer.
    """
    refused = service.watch.refused
    try:
        if await _run_unless_stopped(stop, _start(service)):
            await _wait_for_first(stop.wait(), refused.wait())
    finally:
        await _finish(service)
    if refused.is_set() and not stop.is_set():
        raise _token_error(service.settings)


async def _start(service: RunningBot) -> None:
    await service.access.open()
    await _initialize(service)
    await service.access.introduce(service.application.bot)
    if list_unused_settings(service.settings):
        _log.warning("Set, but not used by this version yet: %s", ", ".join(list_unused_settings(service.settings)))
    await service.application.start()
    try:
        await _start_receiving(service)
    except TelegramError:
        raise _unreachable_error(service.settings) from None
    service.ready.set()
    if service.editing:
        await service.editing.adding.resume(service.application.bot)
    await service.access.menus.show_all(service.application.bot)


async def _initialize(service: RunningBot) -> None:
    """Make the first call, which shows whether the token is right and the server is there."""
    for pause in _RETRY_DELAYS:
        try:
            await service.application.initialize()
        except InvalidToken:
            raise _token_error(service.settings) from None
        except TelegramError as error:
            if pause is None:
                raise _unreachable_error(service.settings) from None
            _log.warning("No answer from %s: %s", safe_address(service.settings.telegram_api_url), error.message)
            await asyncio.sleep(pause)
        else:
            return


async def _start_receiving(service: RunningBot) -> None:
    url = service.settings.telegram_webhook_url
    if url is None:
        await service.updater.start_polling(
            timeout=_POLL, allowed_updates=UPDATES, bootstrap_retries=2, error_callback=service.watch.record_failure
        )
        _log.info("Asking %s for messages", safe_address(service.settings.telegram_api_url))
        return
    secret, port = service.settings.telegram_webhook_secret, service.settings.telegram_webhook_port
    try:
        await service.updater.start_webhook(
            # Every interface: the proxy may run elsewhere, and nothing is taken without the secret.
            listen="0.0.0.0",  # noqa: S104
            port=port,
            url_path=urlsplit(url).path,
            webhook_url=url,
            secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
            allowed_updates=UPDATES,
            bootstrap_retries=2,
        )
    except OSError:
        raise SettingError(f"TELEGRAM_WEBHOOK_PORT {port} cannot be listened on; free it or take another") from None
    except BadRequest:
        raise SettingError(
            f"TELEGRAM_WEBHOOK_URL {safe_address(url)!r} is refused by Telegram; "
            "it takes a public https address on port 443, 80, 88 or 8443"
        ) from None
    _log.info("Waiting for messages at %s, on local port %d", safe_address(url), port)


def check_webhook(settings: Settings) -> None:
    """Raise SettingError where a webhook is wanted and the package that listens is missing."""
    if settings.telegram_webhook_url and importlib.util.find_spec("tornado") is None:
        raise SettingError(
            "TELEGRAM_WEBHOOK_URL needs the package 'tornado'; "
            "install it (pip install 'python-telegram-bot[webhooks]') or leave the setting empty"
        )


async def _finish(service: RunningBot) -> None:
    """Take no more messages, give running answers some time, and end the others."""
    application = service.application
    if service.schedule:
        service.schedule.stop()
    if service.editing:
        service.editing.workspace.stop()
    if service.updater.running:
        await _run_step(_STEP, service.updater.stop())
    # A file that is being taken apart is not waited for.
    await asyncio.to_thread(sandbox.shared_sandbox().close)
    await asyncio.gather(service.workers.wait_idle(service.grace), _close_background(service))
    service.workers.close()
    if service.quick:
        await service.quick.wait_idle(_STEP)
        service.quick.close()
    if application.running:
        await _run_step(_STEP, application.stop())
        await _cancel_rest(f"Application:{application.bot.id}:")
    await _run_step(_STEP / 2, application.shutdown())
    await _run_step(_STEP / 2, application.bot.shutdown())
    await _run_step(_STEP / 4, service.access.close())


async def _close_background(service: RunningBot) -> None:
    if service.editing:
        await service.editing.workspace.close(max(service.grace, _STEP))
    if service.schedule:
        await service.schedule.close(service.grace)
    if service.editing or service.schedule:
        # Its thread may have begun with another file after the first time.
        await asyncio.to_thread(sandbox.shared_sandbox().close)


async def _run_step(seconds: float, step: Coroutine[Any, Any, None]) -> None:
    try:
        await asyncio.wait_for(step, seconds)
    except TimeoutError:
        _log.warning("A step of stopping took more than %.0f s and was left undone", seconds)
    except (TelegramError, RuntimeError) as error:
        _log.warning("A step of stopping failed: %s", error)


async def _cancel_rest(prefix: str) -> None:
    """Cancel the handling of messages that did not end by itself, such as one delayed by a flood limit."""
    rest = [task for task in asyncio.all_tasks() if task.get_name().startswith(prefix)]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


async def _run_unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Return whether ``work`` ended before ``stop`` was set; it is cancelled if not."""
    task = asyncio.create_task(work)
    await _wait_for_first(asyncio.wait([task]), stop.wait())
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return False
    await task
    return True


async def _wait_for_first(*waits: Coroutine[Any, Any, object]) -> None:
    """Return when one of them does, and cancel the others."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def safe_address(url: str) -> str:
    """Return an address without the name and password that it may hold."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _token_error(settings: Settings) -> SettingError:
    return SettingError(
        f"TELEGRAM_BOT_TOKEN is refused by {safe_address(settings.telegram_api_url)}; "
        "copy the token from @BotFather again, or have it make a new one (/token)"
    )


def _unreachable_error(settings: Settings) -> TelegramUnreachableError:
    return TelegramUnreachableError(
        f"Telegram cannot be reached at {safe_address(settings.telegram_api_url)}; "
        "see whether this machine is online, or change TELEGRAM_API_URL"
    )
