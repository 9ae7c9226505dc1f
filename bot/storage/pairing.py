"""The one-time code that makes its sender an admin; only its digest is stored."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from bot.storage.secure_delete import to_timestamp
from index.store.database import Database

CODE_LIFETIME = timedelta(minutes=10)
MAX_WRONG_ATTEMPTS = 5
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that do not look alike. Twelve of 31 are 59 bits, too many to guess in five attempts."""

_SHAPE = re.compile(rf"[{_LETTERS}]{{4}}(-[{_LETTERS}]{{4}}){{2}}", re.IGNORECASE)


class PairingAttempt(StrEnum):
    """The result of sending a code: ``NONE`` without an issued code, ``ENDED`` when it is no longer valid."""

    RIGHT = "right"
    WRONG = "wrong"
    ENDED = "ended"
    NONE = "none"


def is_pairing_code(text: str) -> bool:
    """Tell whether ``text`` has the shape of a code and nothing else."""
    return _SHAPE.fullmatch(text.strip()) is not None


class PairingStore:
    """The table ``pairing``. Raises what ``Database`` raises."""

    def __init__(self, database: Database) -> None:
        """Use the tables of ``database``."""
        self._db = database

    def begin(self, now: datetime) -> str:
        """Issue a new code, which replaces an earlier one."""
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        with self._db.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO pairing VALUES (1, ?, ?, 0)", (_digest(code), to_timestamp(now)))
        return code

    def end(self) -> None:
        """Make the issued code invalid."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM pairing")

    def attempt(self, code: str, now: datetime) -> PairingAttempt:
        """Check ``code``. The right one is valid once; five wrong ones or ten minutes end it."""
        with self._db.transaction() as connection:
            row = connection.execute("SELECT digest, made_at, wrong FROM pairing").fetchone()
            if row is None:
                return PairingAttempt.NONE
            digest, made_at, wrong = row
            if wrong >= MAX_WRONG_ATTEMPTS or now - datetime.fromisoformat(made_at) > CODE_LIFETIME:
                return PairingAttempt.ENDED
            if hmac.compare_digest(digest, _digest(code)):
                connection.execute("DELETE FROM pairing")
                return PairingAttempt.RIGHT
            connection.execute("UPDATE pairing SET wrong = wrong + 1")
            return PairingAttempt.WRONG


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.strip().lower().encode()).digest()
