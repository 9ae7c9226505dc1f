"""What time it is, and dates as people read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is here."""
    return datetime.now().astimezone().date()


def iso_day(text: str | None) -> str:
    """The date of an ISO 8601 date or date-time as ``2025-02-09``, empty where it is none."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", text or "", re.ASCII)
    try:
        return date.fromisoformat(found.group()).isoformat() if found else ""
    except ValueError:
        return ""


def readable_date(text: str) -> str:
    """An ISO 8601 date or date-time as "9 Feb 2025"; anything else as it is."""
    day = iso_day(text)
    if not day:
        return text
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"
