"""Times as the tables hold them: text in UTC, to the second, which sorts as the times do."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(time: datetime) -> str:
    """``time``, which has a zone, as text."""
    return time.astimezone(UTC).replace(microsecond=0).isoformat()
