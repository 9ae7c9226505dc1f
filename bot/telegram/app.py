"""Puts the parts of the bot together, and runs it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Sequence
from contextlib import suppress

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    Defaults,
    JobQueue,
    MessageHandler,
    filters,
)

from bot.settings import Settings
from bot.telegram.access import allow_deny, member_list
from bot.telegram.access.access_control import AccessControl
from bot.telegram.access.quotas import Quotas
from bot.telegram.articles.article_commands import ArticleCommands
from bot.telegram.articles.permissions import AddPermissions
from bot.telegram.articles.share import PREFIX, ShareCommand
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.callback_handler import CallbackHandler
from bot.telegram.commands import COMMANDS, Command, Handlers, make_menus
from bot.telegram.errors import handle_error
from bot.telegram.feed_schedule import FeedSchedule, Jobs
from bot.telegram.help import Help
from bot.telegram.lifecycle import App, RunningBot, check_webhook, safe_address, serve
from bot.telegram.message_handler import MessageDispatcher
from bot.telegram.ports import TelegramDependencies
from bot.telegram.questions.ask import Conversations, QuestionHandler
from bot.telegram.questions.button_presses import AnswerButtons
from bot.telegram.questions.delivery import AnswerDelivery
from bot.telegram.questions.edited_questions import EditedQuestions
from bot.telegram.questions.forget import ForgetCommands
from bot.telegram.rendering.answer_buttons import PATTERN
from bot.telegram.transport.log_format import set_up_logging
from bot.telegram.transport.polling import PollingWatch, WatchedRequest
from bot.telegram.transport.rate_limiter import TelegramRateLimiter
from bot.telegram.transport.threads import WorkerThreads
from bot.telegram.transport.update_order import PerChatOrder
from index import SettingError

THREADS = 8
"""How many answers are worked out at once."""

QUICK_THREADS = 2
"""For what is only looked up, so that no press waits behind answers."""

_READ_TIMEOUT = 20.0
"""Seconds; Telegram takes long now and then, and an answer that is given up on is sent twice."""

_NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST

_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
    allow_sending_without_reply=True,
)


def require_token(settings: Settings) -> str:
    """Return the bot's token. Raises SettingError where there is none."""
    if settings.telegram_bot_token is None:
        raise SettingError(
            "TELEGRAM_BOT_TOKEN is not set; make a bot with @BotFather in Telegram and put its token into .env"
        )
    return settings.telegram_bot_token.get_secret_value()


def build_application(
    settings: Settings, dependencies: TelegramDependencies, commands: Sequence[Command] = COMMANDS
) -> RunningBot:
    """Return the bot with these commands, put together and not started; no network is used.

    Raises SettingError where there is no token, or a webhook without the package for it.
    """
    token = require_token(settings)
    check_webhook(settings)
    # Without it the library warns of every flood limit that it reads.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    workers = WorkerThreads(THREADS)
    watch = PollingWatch(safe_address(settings.telegram_api_url))
    minutes = settings.feed_interval_minutes
    schedule = FeedSchedule(dependencies.refresher, minutes) if dependencies.refresher and minutes else None
    jobs: Jobs | None = JobQueue() if schedule else None
    quick = WorkerThreads(QUICK_THREADS, "quick")
    delivery = AnswerDelivery(dependencies.storage.answers, quick) if dependencies.storage else None
    access = AccessControl.build(settings, make_menus(commands))
    conversations = Conversations.from_storage(
        dependencies.engines, dependencies.storage, dependencies.followup_rewriter
    )
    workspace = _make_workspace(settings, dependencies, access, quick, minutes if schedule else 0)
    articles = ArticleCommands.build(
        dependencies.engines, access.callers, quick, workspace, delivery.answers if delivery else None
    )
    share = ShareCommand(access.callers, workers, dependencies.sharing)
    handlers = Handlers(
        QuestionHandler(conversations, workers, access.callers.database, delivery),
        Help(settings.groups_mode, str(settings.llm_model) if settings.llm_model else None),
        ForgetCommands(conversations, access, quick),
        articles,
        access,
        share,
    )
    messages = MessageDispatcher(access, Quotas(settings), handlers, commands)
    presses = {
        allow_deny.PREFIX: access.decisions.press,
        member_list.PREFIX: access.member_list.press,
        PREFIX: share.press,
    }
    callbacks = CallbackHandler({**presses, **articles.presses})
    application: App = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .defaults(_DEFAULTS)
        .read_timeout(_READ_TIMEOUT)
        .get_updates_request(WatchedRequest(watch, _READ_TIMEOUT))
        .rate_limiter(TelegramRateLimiter())
        .concurrent_updates(PerChatOrder())
        .job_queue(jobs)
        .build()
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, access.groups.handle_migration))
    application.add_handler(MessageHandler(_NEW, messages.handle))
    if delivery:
        buttons = AnswerButtons(delivery, dependencies.engines, access.callers, workers)
        application.add_handler(MessageHandler(filters.UpdateType.EDITED, EditedQuestions(messages, delivery).handle))
        application.add_handler(CallbackQueryHandler(buttons.handle, PATTERN))
    application.add_handler(CallbackQueryHandler(callbacks.handle))
    application.add_handler(ChatMemberHandler(access.groups.handle_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(handle_error)
    if schedule and jobs:
        schedule.add_to(jobs)
    return RunningBot(application, workers, watch, settings, access, schedule, quick, articles.editing)


def _make_workspace(
    settings: Settings, dependencies: TelegramDependencies, access: AccessControl, quick: WorkerThreads, minutes: int
) -> EditingWorkspace | None:
    """Return what editing needs, None where the bot only answers; ``minutes`` are between two reads of feeds."""
    if dependencies.editor is None:
        return None
    permissions, quotas = AddPermissions(access.callers), Quotas(settings, adding=True)
    return EditingWorkspace(
        dependencies.editor,
        permissions,
        dependencies.collections,
        dependencies.engines,
        quotas,
        quick,
        minutes,
        dependencies.progress_interval,
    )


def run_bot(settings: Settings, dependencies: TelegramDependencies) -> int:
    """Run the bot until SIGINT or SIGTERM, which end it within ten seconds; return the exit status, 0.

    Raises SettingError and TelegramUnreachableError. Sets up logging for the whole process.
    """
    set_up_logging(settings)
    service = build_application(settings, dependencies)
    asyncio.run(_serve_until_signal(service))
    if service.busy:
        # A thread that computes in native code while the interpreter goes down can crash it.
        logging.shutdown()
        os._exit(0)
    return 0


async def _serve_until_signal(service: RunningBot) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    with suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt instead
        for number in signals:
            loop.add_signal_handler(number, stop.set)
    try:
        await serve(service, stop)
    finally:
        with suppress(NotImplementedError):
            for number in signals:
                loop.remove_signal_handler(number)
