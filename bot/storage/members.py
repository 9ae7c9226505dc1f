"""Members: people and groups that an admin has allowed or denied, and the admins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

MAX_NAME_LENGTH = 128
"""Characters stored of a name; Telegram's limit for a title."""

_LEFT_RETENTION = timedelta(hours=1)
"""How long a group that the bot has left can still be moved to a new id."""


class Standing(StrEnum):
    """The rights of a person or a group; a group is never ``ADMIN``."""

    ADMIN = "admin"
    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person (``id`` above 0) or a group (below 0), with names from Telegram, which are untrusted text."""

    id: int
    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """The decision about a subject; ``decided_by`` is an admin's name, ``decided_at`` ISO 8601 in UTC."""

    subject: Subject
    standing: Standing
    decided_by: str
    decided_at: str


class MemberStore:
    """The table ``members``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def standings(self, ids: Iterable[int]) -> dict[int, Standing]:
        """Return the standings of those ``ids`` that are members."""
        standings = {}
        for number in set(ids):
            row = self._db.fetch_one("SELECT standing FROM members WHERE id = ? AND standing != 'left'", number)
            if row is not None:
                standings[number] = Standing(row[0])
        return standings

    def all(self) -> tuple[Member, ...]:
        """Return every member: people before groups, each in the order of the decisions."""
        rows = self._db.fetch_all(
            "SELECT id, name, username, standing, decided_by, decided_at FROM members WHERE standing != 'left' "
            "ORDER BY id < 0, decided_at, id"
        )
        return tuple(Member(Subject(*row[:3]), Standing(row[3]), row[4], row[5]) for row in rows)

    def admins(self) -> tuple[int, ...]:
        """Return the ids of the admins, in the order in which they became admins."""
        rows = self._db.fetch_all("SELECT id FROM members WHERE standing = 'admin' ORDER BY decided_at, id")
        return tuple(row[0] for row in rows)

    def put(self, subject: Subject, standing: Standing, decided_by: str, now: datetime) -> None:
        """Store a decision. An admin who is allowed stays an admin; an empty name does not replace the stored one."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "standing = excluded.standing, name = coalesce(nullif(excluded.name, ''), name), "
                "username = coalesce(excluded.username, username), "
                "decided_by = excluded.decided_by, decided_at = excluded.decided_at "
                "WHERE NOT (members.standing = 'admin' AND excluded.standing = 'allowed')",
                (
                    subject.id,
                    standing,
                    subject.name[:MAX_NAME_LENGTH],
                    subject.username,
                    decided_by[:MAX_NAME_LENGTH],
                    to_timestamp(now),
                ),
            )

    def leave(self, group: int, now: datetime) -> None:
        """Mark an allowed group as left; a denied one stays denied.

        Telegram may report a group that becomes a supergroup as left before it reports the new id, so ``move`` still
        finds it for an hour.
        """
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE members SET standing = 'left', decided_at = ? WHERE id = ? AND standing = 'allowed'",
                (to_timestamp(now), group),
            )

    def move(self, old: int, new: int) -> None:
        """Move the decision about the group ``old`` to its new id, unless that has one already."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM members WHERE id = ? AND standing = 'left'", (new,))
            connection.execute("UPDATE OR IGNORE members SET id = ? WHERE id = ?", (new, old))
            connection.execute("UPDATE members SET standing = 'allowed' WHERE id = ? AND standing = 'left'", (new,))
            connection.execute("DELETE FROM members WHERE id = ?", (old,))

    def prune(self, now: datetime) -> None:
        """Delete groups that were left more than an hour ago."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM members WHERE standing = 'left' AND decided_at < ?", (to_timestamp(now - _LEFT_RETENTION),)
            )

    def find_by_id(self, number: int) -> Subject | None:
        """Return the member, or the subject of a request, with this id."""
        return self._find("id = ?", "subject = ?", number)

    def find_by_username(self, username: str) -> Subject | None:
        """Return the member, or the subject of a request, with this username (without the @)."""
        return self._find("username = ? COLLATE NOCASE", "username = ? COLLATE NOCASE", username)

    def _find(self, member_condition: str, request_condition: str, value: object) -> Subject | None:
        row = self._db.fetch_one(
            f"SELECT id, name, username FROM members WHERE {member_condition} AND name != '' UNION ALL "  # noqa: S608
            f"SELECT subject, name, username FROM requests WHERE {request_condition}",
            value,
            value,
        )
        return Subject(*row) if row else None
