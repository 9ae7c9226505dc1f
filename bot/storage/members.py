"""Whom an admin let in or turned away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

MAX_NAME_LENGTH = 128
"""Characters kept of a name; Telegram's own limit for a title."""

_LEFT_FOR = timedelta(hours=1)


class Standing(StrEnum):
    """What somebody is to the bot; of a group, ``ADMIN`` is never so."""

    ADMIN = "admin"
    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person (``id`` above 0) or a group (below), under the names that Telegram tells. They are hostile text."""

    id: int
    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """What was decided of a subject; ``decided_by`` is an admin's name, ``decided_at`` ISO 8601 in UTC."""

    subject: Subject
    standing: Standing
    decided_by: str
    decided_at: str


class MemberStore:
    """The table ``members``. Raises what Database raises."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def standings(self, ids: Iterable[int]) -> dict[int, Standing]:
        """Of those that something was decided of, what."""
        found = {}
        for number in set(ids):
            row = self._db.fetch_one("SELECT standing FROM members WHERE id = ? AND standing != 'left'", number)
            if row is not None:
                found[number] = Standing(row[0])
        return found

    def all(self) -> tuple[Member, ...]:
        """Every member: people before groups, each in the order of the decisions."""
        rows = self._db.fetch_all(
            "SELECT id, name, username, standing, decided_by, decided_at FROM members WHERE standing != 'left' "
            "ORDER BY id < 0, decided_at, id"
        )
        return tuple(Member(Subject(*row[:3]), Standing(row[3]), row[4], row[5]) for row in rows)

    def admins(self) -> tuple[int, ...]:
        """The admins' ids, in the order in which they became admins."""
        rows = self._db.fetch_all("SELECT id FROM members WHERE standing = 'admin' ORDER BY decided_at, id")
        return tuple(row[0] for row in rows)

    def put(self, subject: Subject, standing: Standing, decided_by: str, now: datetime) -> None:
        """Decide. Whoever is an admin stays one where they are merely allowed; an empty name keeps the one before."""
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
        """Forget that a group was let in. That it was turned away stays.

        A group that becomes a supergroup may seem left before it tells its new id, so ``move`` still finds it for a
        while.
        """
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE members SET standing = 'left', decided_at = ? WHERE id = ? AND standing = 'allowed'",
                (to_timestamp(now), group),
            )

    def move(self, old: int, new: int) -> None:
        """What was decided of the group ``old`` holds for ``new``, unless something was decided of that."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM members WHERE id = ? AND standing = 'left'", (new,))
            connection.execute("UPDATE OR IGNORE members SET id = ? WHERE id = ?", (new, old))
            connection.execute("UPDATE members SET standing = 'allowed' WHERE id = ? AND standing = 'left'", (new,))
            connection.execute("DELETE FROM members WHERE id = ?", (old,))

    def prune(self, now: datetime) -> None:
        """Drop the groups that were left a while ago."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM members WHERE standing = 'left' AND decided_at < ?", (to_timestamp(now - _LEFT_FOR),)
            )

    def find_by_id(self, number: int) -> Subject | None:
        """The member or asker with this id."""
        return self._find("id = ?", "subject = ?", number)

    def find_by_username(self, username: str) -> Subject | None:
        """The member or asker with this username, which is without the @."""
        return self._find("username = ? COLLATE NOCASE", "username = ? COLLATE NOCASE", username)

    def _find(self, among_members: str, among_askers: str, value: object) -> Subject | None:
        row = self._db.fetch_one(
            f"SELECT id, name, username FROM members WHERE {among_members} AND name != '' UNION ALL "  # noqa: S608
            f"SELECT subject, name, username FROM requests WHERE {among_askers}",
            value,
            value,
        )
        return Subject(*row) if row else None
