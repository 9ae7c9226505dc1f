"""Messages of the bot that wait for a button press or a reply, with the data for it."""

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
"""How long a message waits."""


class PromptKind(StrEnum):
    """What a message offers: questions about an article, pages of a list, or a choice of what to remove."""

    ABOUT = "about"
    LISTING = "listing"
    REMOVING = "removing"


@dataclass(frozen=True, slots=True)
class PendingPrompt:
    """One message for ``person``; ``data`` is JSON whose keys the sender of the message defines."""

    chat: int
    message: int
    what: PromptKind
    person: int
    data: Mapping[str, Any] = field(default_factory=dict)


class PendingPromptStore:
    """The table ``prompts``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def put(self, prompt: PendingPrompt, now: datetime) -> None:
        """Store a prompt, which replaces an earlier one of the same message."""
        data = json.dumps(dict(prompt.data), ensure_ascii=False)
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO prompts VALUES (?, ?, ?, ?, ?, ?)",
                (prompt.chat, prompt.message, prompt.what, prompt.person, data, to_timestamp(now)),
            )

    def get(self, chat: int, message: int, what: PromptKind) -> PendingPrompt | None:
        """Return the prompt of a message if it is of this kind."""
        row = self._db.fetch_one(
            "SELECT person, data FROM prompts WHERE chat = ? AND message = ? AND what = ?", chat, message, what
        )
        return PendingPrompt(chat, message, what, row[0], json.loads(row[1])) if row else None

    def drop(self, chat: int, message: int) -> None:
        """Delete the prompt of a message."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM prompts WHERE chat = ? AND message = ?", (chat, message))

    def forget(self, person: int) -> None:
        """Delete the prompts for a person."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM prompts WHERE person = ?", (person,))

    def prune(self, now: datetime) -> None:
        """Delete prompts older than ``RETENTION``."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM prompts WHERE sent_at < ?", (to_timestamp(now - RETENTION),))
