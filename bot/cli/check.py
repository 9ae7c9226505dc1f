"""``whosaid check``: test each part on its own, and say what to do about one that does not work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.text import Text

from bot.cli.console import open_console
from bot.services.factory import load_encoder, load_reader, load_reranker, open_library
from bot.settings import Settings, list_unused_settings, load_settings
from index import SettingError, WhosaidError
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker

_TIMEOUT_S = 10.0
_LLM_TIMEOUT_S = 60.0
"""Seconds; a local model may have to be loaded first."""


class CheckStatus(StrEnum):
    """``OFF`` is a part that is not set up, which is no error."""

    OK = "ok"
    OFF = "off"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """The status of one part; ``message`` says what was found or what to do."""

    part: str
    status: CheckStatus
    message: str


def run_checks(data_dir: Path | None, collection: str) -> bool:
    """Print a line for each part. Return whether no part is wrong."""
    try:
        settings = load_settings(data_dir=data_dir)
    except SettingError as error:
        return _print_findings([CheckFinding("settings", CheckStatus.WRONG, str(error))])
    checks: list[tuple[str, Callable[[], CheckFinding]]] = [
        ("settings", lambda: _check_settings(settings)),
        ("model", lambda: _check_encoder(settings)),
        ("reranker", lambda: _check_optional_model("reranker", load_reranker(settings))),
        ("reader", lambda: _check_optional_model("reader", load_reader(settings))),
        ("llm", lambda: _check_llm(settings)),
        ("index", lambda: _check_index(settings, collection)),
        ("feeds", lambda: _check_feeds(settings)),
        ("token", lambda: _check_token(settings)),
        ("access", lambda: _check_access(settings)),
    ]
    return _print_findings([_run_check(part, check) for part, check in checks])


def _run_check(part: str, check: Callable[[], CheckFinding]) -> CheckFinding:
    try:
        return check()
    except WhosaidError as error:
        return CheckFinding(part, CheckStatus.WRONG, str(error))


def _print_findings(findings: list[CheckFinding]) -> bool:
    out = open_console()
    colours = {CheckStatus.OK: "green", CheckStatus.OFF: "yellow", CheckStatus.WRONG: "red"}
    for finding in findings:
        out.print(Text(f"{finding.status:<6}", style=colours[finding.status]), end="")
        out.print(Text(f"{finding.part:<9} {finding.message}"))
    return all(finding.status is not CheckStatus.WRONG for finding in findings)


def _check_settings(settings: Settings) -> CheckFinding:
    idle = list_unused_settings(settings)
    if idle:
        return CheckFinding("settings", CheckStatus.OFF, f"not used by this version yet: {', '.join(idle)}")
    return CheckFinding("settings", CheckStatus.OK, "read")


def _check_encoder(settings: Settings) -> CheckFinding:
    encoder = load_encoder(settings)
    return CheckFinding("model", CheckStatus.OK, f"{encoder.name}, {encoder.dimension} numbers a passage")


def _check_optional_model(part: str, model: Reranker | Reader | None) -> CheckFinding:
    if model is None:
        setting = f"{part}_model".upper()
        return CheckFinding(
            part, CheckStatus.OFF, f"not set, and not needed: {setting} takes the name or folder of a model"
        )
    return CheckFinding(part, CheckStatus.OK, f"{model.name}, for open questions")


def _check_llm(settings: Settings) -> CheckFinding:
    """Ask the language model a question of a few tokens."""
    if settings.llm_model is None:
        words = "not set, and not needed: LLM_MODEL takes provider:model, such as openai:gpt-4o-mini"
        return CheckFinding("llm", CheckStatus.OFF, words)
    from bot.llm import NoReplyError, advice_on_failure
    from bot.services.llm import open_llm_client

    model = open_llm_client(settings, settings.llm_model)
    begun = time.monotonic()
    try:
        model.ask([("human", "Answer with one word: yes.")], deadline=begun + min(_LLM_TIMEOUT_S, model.seconds))
    except NoReplyError as error:
        return CheckFinding("llm", CheckStatus.WRONG, f"{model.name} {advice_on_failure(error)}")
    finally:
        model.close()
    return CheckFinding("llm", CheckStatus.OK, f"{model.name}, answers in {time.monotonic() - begun:.1f} s")


def _check_index(settings: Settings, collection: str) -> CheckFinding:
    library = open_library(settings, collection)
    try:
        noun = "article" if library.size == 1 else "articles"
        return CheckFinding("index", CheckStatus.OK, f"{library.size} {noun} in {str(settings.data_dir)!r}")
    finally:
        library.close()


def _check_feeds(settings: Settings) -> CheckFinding:
    count, minutes = len(settings.feeds), settings.feed_interval_minutes
    words = f"{count} {'feed' if count == 1 else 'feeds'}" if count else "FEEDS is not set"
    if not minutes:
        return CheckFinding(
            "feeds",
            CheckStatus.OFF,
            f"{words}; FEED_INTERVAL_MINUTES is 0, so only `whosaid refresh` reads what is new",
        )
    every = "every minute" if minutes == 1 else f"every {minutes} minutes"
    result = CheckStatus.OK if count else CheckStatus.OFF
    what = "stored web pages" if not count else "it" if count == 1 else "them"
    return CheckFinding("feeds", result, f"{words}; the bot reads {what} again {every}")


def _check_token(settings: Settings) -> CheckFinding:
    import httpx

    if settings.telegram_bot_token is None:
        words = "not set, so the bot cannot run: make a bot with @BotFather and put TELEGRAM_BOT_TOKEN into .env"
        return CheckFinding("token", CheckStatus.OFF, words)
    address = f"{settings.telegram_api_url}/bot{settings.telegram_bot_token.get_secret_value()}/getMe"
    try:
        reply = httpx.get(address, timeout=_TIMEOUT_S)
        answer = reply.json()
        bot = answer.get("result", {}) if reply.status_code == httpx.codes.OK else {}
    except (httpx.HTTPError, ValueError):
        return CheckFinding(
            "token", CheckStatus.WRONG, "TELEGRAM_API_URL gives no answer: see that this machine reaches it"
        )
    if "username" not in bot:
        return CheckFinding("token", CheckStatus.WRONG, "TELEGRAM_BOT_TOKEN is refused: copy it again from @BotFather")
    return CheckFinding("token", CheckStatus.OK, f"@{bot['username']}")


def _check_access(settings: Settings) -> CheckFinding:
    from bot.storage.bot_database import load_members
    from bot.telegram.access.policy import AccessPolicy

    access, members = AccessPolicy.from_settings(settings), load_members(settings.data_dir)
    let_in = access.users or access.admins or access.groups or members
    paired = "" if let_in else "; `whosaid bot` shows how to become its admin"
    return CheckFinding("access", CheckStatus.OK if let_in else CheckStatus.OFF, f"{access.summary(members)}{paired}")
