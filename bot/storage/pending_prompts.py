"""What stands behind messages of the bot's that wait for a press or a reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

RETENTION = timedelta(days=90)
"""How long a message is waited at."""


class PromptKind(StrEnum):
    """An article to be asked about, a list that was searched for, a choice of what to remove."""

    ABOUT = "about"
    LISTING = "listing"
    REMOVING = "removing"


@dataclass(frozen=True, slots=True)
class PendingPrompt:
    """One message; ``data`` is JSON, its keys are the business of who wrote it. ``person`` is for whom."""

    chat: int
    message: int
    what: PromptKind
    person: int
    data: Mapping[str, Any] = field(default_factory=dict)


class PendingPromptStore:
    """The table ``prompts``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, prompt: PendingPrompt, now: datetime) -> None:
        """Keep it, in place of what stood behind that message before."""
        data = json.dumps(dict(prompt.data), ensure_ascii=False)
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO prompts VALUES (?, ?, ?, ?, ?, ?)",
                (prompt.chat, prompt.message, prompt.what, prompt.person, data, to_timestamp(now)),
            )

    def get(self, chat: int, message: int, what: PromptKind) -> PendingPrompt | None:
        """What stands behind a message, where it is of this kind."""
        row = self._db.fetch_one(
            "SELECT person, data FROM prompts WHERE chat = ? AND message = ? AND what = ?", chat, message, what
        )
        return PendingPrompt(chat, message, what, row[0], json.loads(row[1])) if row else None

    def drop(self, chat: int, message: int) -> None:
        """Nothing is waited for any more."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM prompts WHERE chat = ? AND message = ?", (chat, message))

    def forget(self, person: int) -> None:
        """Forget what was written for a person."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM prompts WHERE person = ?", (person,))

    def prune(self, now: datetime) -> None:
        """Drop what nobody comes back to."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM prompts WHERE sent_at < ?", (to_timestamp(now - RETENTION),))
