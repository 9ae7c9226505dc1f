"""``whosaid check``: what works, what does not, and what to do about it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.text import Text

from bot.cli.console import console
from bot.services.factory import load_encoder, load_reader, load_reranker, open_library
from bot.settings import Settings, load_settings, unused
from index.errors import SettingError, WhosaidError
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker

_TIMEOUT_S = 10.0
_LLM_TIMEOUT_S = 60.0
"""Seconds; a model of one's own may have to be loaded first."""


class Result(StrEnum):
    """``off`` is a part that is not set up and so not wrong."""

    OK = "ok"
    OFF = "off"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part's result, and in ``words`` what is so or what to do."""

    part: str
    result: Result
    words: str


def run_checks(data_dir: Path | None, collection: str) -> bool:
    """Print a line for each part; whether nothing was wrong."""
    try:
        settings = load_settings(data_dir=data_dir)
    except SettingError as error:
        return _show([Finding("settings", Result.WRONG, str(error))])
    checks: list[tuple[str, Callable[[], Finding]]] = [
        ("settings", lambda: _settings(settings)),
        ("model", lambda: _model(settings)),
        ("reranker", lambda: _looks_again("reranker", load_reranker(settings))),
        ("reader", lambda: _looks_again("reader", load_reader(settings))),
        ("llm", lambda: _language_model(settings)),
        ("index", lambda: _index(settings, collection)),
        ("feeds", lambda: _feeds(settings)),
        ("token", lambda: _token(settings)),
        ("access", lambda: _access(settings)),
    ]
    return _show([_tried(part, check) for part, check in checks])


def _tried(part: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except WhosaidError as error:
        return Finding(part, Result.WRONG, str(error))


def _show(findings: list[Finding]) -> bool:
    out = console()
    colours = {Result.OK: "green", Result.OFF: "yellow", Result.WRONG: "red"}
    for finding in findings:
        out.print(Text(f"{finding.result:<6}", style=colours[finding.result]), end="")
        out.print(Text(f"{finding.part:<9} {finding.words}"))
    return all(finding.result is not Result.WRONG for finding in findings)


def _settings(settings: Settings) -> Finding:
    idle = unused(settings)
    if idle:
        return Finding("settings", Result.OFF, f"not used by this version yet: {', '.join(idle)}")
    return Finding("settings", Result.OK, "read")


def _model(settings: Settings) -> Finding:
    encoder = load_encoder(settings)
    return Finding("model", Result.OK, f"{encoder.name}, {encoder.dimension} numbers a passage")


def _looks_again(part: str, model: Reranker | Reader | None) -> Finding:
    if model is None:
        setting = f"{part}_model".upper()
        return Finding(part, Result.OFF, f"not set, and not needed: {setting} takes the name or folder of a model")
    return Finding(part, Result.OK, f"{model.name}, for open questions")


def _language_model(settings: Settings) -> Finding:
    """Whether it answers; what is asked costs a few tokens."""
    if settings.llm_model is None:
        words = "not set, and not needed: LLM_MODEL takes provider:model, such as openai:gpt-4o-mini"
        return Finding("llm", Result.OFF, words)
    from bot.llm.client.errors import mend
    from bot.llm.client.types import NoReplyError
    from bot.services.llm import open_calls

    model = open_calls(settings, settings.llm_model)
    begun = time.monotonic()
    try:
        model.ask([("human", "Answer with one word: yes.")], until=begun + min(_LLM_TIMEOUT_S, model.seconds))
    except NoReplyError as error:
        return Finding("llm", Result.WRONG, f"{model.name} {mend(error)}")
    finally:
        model.close()
    return Finding("llm", Result.OK, f"{model.name}, answers in {time.monotonic() - begun:.1f} s")


def _index(settings: Settings, collection: str) -> Finding:
    library = open_library(settings, collection)
    try:
        noun = "article" if library.size == 1 else "articles"
        return Finding("index", Result.OK, f"{library.size} {noun} in {str(settings.data_dir)!r}")
    finally:
        library.close()


def _feeds(settings: Settings) -> Finding:
    count, minutes = len(settings.feeds), settings.feed_interval_minutes
    words = f"{count} {'feed' if count == 1 else 'feeds'}" if count else "FEEDS is not set"
    if not minutes:
        return Finding(
            "feeds", Result.OFF, f"{words}; FEED_INTERVAL_MINUTES is 0, so only `whosaid refresh` reads what is new"
        )
    every = "every minute" if minutes == 1 else f"every {minutes} minutes"
    result = Result.OK if count else Result.OFF
    what = "stored web pages" if not count else "it" if count == 1 else "them"
    return Finding("feeds", result, f"{words}; the bot reads {what} again {every}")


def _token(settings: Settings) -> Finding:
    import httpx

    if settings.telegram_bot_token is None:
        words = "not set, so the bot cannot run: make a bot with @BotFather and put TELEGRAM_BOT_TOKEN into .env"
        return Finding("token", Result.OFF, words)
    address = f"{settings.telegram_api_url}/bot{settings.telegram_bot_token.get_secret_value()}/getMe"
    try:
        reply = httpx.get(address, timeout=_TIMEOUT_S)
        known = reply.json()
        bot = known.get("result", {}) if reply.status_code == httpx.codes.OK else {}
    except (httpx.HTTPError, ValueError):
        return Finding("token", Result.WRONG, "TELEGRAM_API_URL gives no answer: see that this machine reaches it")
    if "username" not in bot:
        return Finding("token", Result.WRONG, "TELEGRAM_BOT_TOKEN is refused: copy it again from @BotFather")
    return Finding("token", Result.OK, f"@{bot['username']}")


def _access(settings: Settings) -> Finding:
    from bot.storage.bot_database import stored_members
    from bot.telegram.access.policy import Access

    access, members = Access.of(settings), stored_members(settings.data_dir)
    let_in = access.users or access.admins or access.groups or members
    paired = "" if let_in else "; `whosaid bot` shows how to become its admin"
    return Finding("access", Result.OK if let_in else Result.OFF, f"{access.summary(members)}{paired}")
