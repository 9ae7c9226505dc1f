"""Title, author and date of a document's properties, if plausible: programs fill them in by themselves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from index.sources.normalize import tidy_text

_LONGEST_TITLE = 300
_LONGEST_AUTHOR = 200
_OLDEST = date(1993, 1, 1)
"""The year of the first PDF; an earlier day comes from a clock that was never set."""
_TEMPLATE_DAY = "2013-12-23"
"""The day that python-docx writes into every document."""

_NO_TITLE = re.compile(
    r"untitled.*|document\d*|doc\d*|title|presentation\d*|powerpoint presentation|slide \d+|microsoft word.*"
    r"|без назви.*|документ\d*|без имени.*|(?:about:|https?:|file:|/|[a-z]:\\).*|[\W\d_]*"
    r"|\S+\.(?:docx?|odt|rtf|pdf|indd|qxd|tex|dvi|html?|txt|pages|pmd|cdr|ai|pptx?|xlsx?)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\w*admin\w*|(?:microsoft |ms )?(?:office )?(?:user|author|owner|customer)\d*|unknown|anonymous|none|n/a|guest"
    r"|(?:hp|dell|acer|lenovo|asus|pc|home|root|test|windows)\b.{0,12}|python-docx|un-named|apache poi"
    r"|користувач\d*|пользователь\d*|админ\w*|адмін\w*|автор|[\W\d_]*|\S*[\\/@]\S*",
    re.IGNORECASE,
)
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})\d*.*")


def plausible_title(words: str | None) -> str | None:
    """Return the title on one line, None if it is a file's name or a program's default."""
    title = tidy_text(words)
    if title is None or len(title) > _LONGEST_TITLE or _NO_TITLE.fullmatch(title):
        return None
    return title


def plausible_author(words: str | None) -> str | None:
    """Return the author, None if it is an account or a machine rather than a person."""
    author = tidy_text(words)
    if author is None or len(author) > _LONGEST_AUTHOR or _NOBODY.fullmatch(author):
        return None
    return author


def plausible_date(words: str | None, *, today: date | None = None) -> str | None:
    """Return the day of ``D:20250209...`` or ``2025-02-09...`` as ISO 8601, None if it is not plausible.

    The time is left out: it says when the file was written. A day before ``_OLDEST`` or after tomorrow (other time
    zones) comes from a wrong clock.
    """
    match = _PDF_DATE.fullmatch((words or "").strip().replace("-", "", 2))
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    return day.isoformat() if _OLDEST <= day <= latest and day.isoformat() != _TEMPLATE_DAY else None
