"""The clock, and dates as people read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def utc_now() -> datetime:
    """Return the current time, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the current day in the local time zone."""
    return datetime.now().astimezone().date()


def iso_day(text: str | None) -> str:
    """Return the day of an ISO 8601 date or date-time as ``2025-02-09``; empty if ``text`` is neither."""
    match = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", text or "", re.ASCII)
    try:
        return date.fromisoformat(match.group()).isoformat() if match else ""
    except ValueError:
        return ""


def readable_date(text: str) -> str:
    """Return an ISO 8601 date or date-time as "9 Feb 2025", any other text unchanged."""
    day = iso_day(text)
    if not day:
        return text
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"
