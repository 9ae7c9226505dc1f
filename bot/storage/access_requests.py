"""Requests for access: who asked, the messages to admins about it, and the decision."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.members import MAX_NAME_LENGTH, Standing, Subject
from bot.storage.secure_delete import secure_delete
from index.store.database import Database


@dataclass(frozen=True, slots=True)
class RequestDecision:
    """The decision about a request; ``first`` tells whether it was made now and not earlier."""

    subject: Subject
    outcome: Standing
    decided_by: str
    first: bool


class RequestStore:
    """The tables ``requests`` and ``request_messages``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def open(self, subject: Subject) -> int:
        """Open the request of ``subject`` and return its number, which stays the same for later requests.

        An earlier decision is deleted; the messages about the request stay.
        """
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT INTO requests (subject, name, username) VALUES (?, ?, ?) ON CONFLICT (subject) DO UPDATE SET "
                "name = excluded.name, username = excluded.username, outcome = NULL, decided_by = NULL",
                (subject.id, subject.name[:MAX_NAME_LENGTH], subject.username),
            )
            row = connection.execute("SELECT number FROM requests WHERE subject = ?", (subject.id,)).fetchone()
        return int(row[0])

    def find_number(self, subject: int) -> int | None:
        """Return the number of the request of ``subject``, if any."""
        row = self._db.fetch_one("SELECT number FROM requests WHERE subject = ?", subject)
        return int(row[0]) if row else None

    def move(self, old: int, new: int) -> None:
        """Give the group ``old`` its new id."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE OR IGNORE requests SET subject = ? WHERE subject = ?", (new, old))
            connection.execute("DELETE FROM requests WHERE subject = ?", (old,))

    def record_message(self, request: int, chat: int, message: int) -> None:
        """Record a message that asks an admin about the request."""
        with self._db.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO request_messages VALUES (?, ?, ?)", (chat, message, request))

    def decide(
        self, request: int, outcome: Standing, decided_by: str, *, overrule: bool = False
    ) -> RequestDecision | None:
        """Decide a request unless it was decided before; ``overrule`` replaces an earlier decision.

        Returns the decision that holds, None if there is no such request.
        """
        with self._db.transaction() as connection:
            changed = connection.execute(
                "UPDATE requests SET outcome = ?, decided_by = ? WHERE number = ? AND (outcome IS NULL OR ?)",
                (outcome, decided_by[:MAX_NAME_LENGTH], request, overrule),
            )
            first = changed.rowcount == 1
        row = self._db.fetch_one(
            "SELECT subject, name, username, outcome, decided_by FROM requests WHERE number = ?", request
        )
        return RequestDecision(Subject(*row[:3]), Standing(row[3]), row[4], first) if row else None

    def withdraw(self, subject: int) -> bool:
        """Erase the undecided request of ``subject``; return whether there was one."""
        with secure_delete(self._db) as connection:
            deleted = connection.execute("DELETE FROM requests WHERE subject = ? AND outcome IS NULL", (subject,))
            return deleted.rowcount > 0

    def take_messages(self, request: int) -> tuple[tuple[int, int], ...]:
        """Return the messages about the request as (chat, message), and delete their records."""
        with self._db.transaction() as connection:
            rows = connection.execute(
                "SELECT chat, message FROM request_messages WHERE request = ? ORDER BY chat, message", (request,)
            ).fetchall()
            connection.execute("DELETE FROM request_messages WHERE request = ?", (request,))
        return tuple((row[0], row[1]) for row in rows)

    def find_subject(self, chat: int, message: int) -> Subject | None:
        """Return whose request a message to an admin is about."""
        row = self._db.fetch_one(
            "SELECT subject, name, username FROM requests JOIN request_messages ON request = number "
            "WHERE chat = ? AND message = ?",
            chat,
            message,
        )
        return Subject(*row) if row else None
