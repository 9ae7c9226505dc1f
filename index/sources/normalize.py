"""Make ids and titles from file names, and tidy texts and web addresses."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path

_NO_WORD = re.compile(r"[\W_]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\"]+", re.IGNORECASE)
_SLUG_LENGTH = 60
_FILE_HASH_LENGTH = 8
# Longer than for files: of tens of thousands of lines in a file two could share eight hex digits.
_LINE_HASH_LENGTH = 12


def is_address(source: str) -> bool:
    """Tell whether a source is a web address rather than a path."""
    return source.lower().startswith(("http://", "https://"))


def stem_of(path: Path) -> str:
    """Return the file's name without its ending; ``news.jsonl.gz`` is ``news``."""
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def slug_of(path: Path) -> str:
    """Return the stem in lower case with dashes between its words, in letters of any script."""
    stem = unicodedata.normalize("NFC", stem_of(path)).lower()
    return _NO_WORD.sub("-", stem).strip("-")[:_SLUG_LENGTH].strip("-") or "article"


def file_id(path: Path) -> str:
    """Return an id that depends on the file's path alone."""
    digest = hashlib.sha256(os.fsencode(os.path.abspath(path))).hexdigest()  # noqa: PTH100
    return f"{slug_of(path)}-{digest[:_FILE_HASH_LENGTH]}"


def line_id(path: Path, identity: str) -> str:
    """Return an id for a line without one; ``identity`` is its address, else its text."""
    digest = hashlib.sha256(identity.encode()).hexdigest()
    return f"{slug_of(path)}-{digest[:_LINE_HASH_LENGTH]}"


def title_of(path: Path) -> str:
    """Return the file's name as a title: ``bridge-closes_again.txt`` is ``Bridge closes again``."""
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFC", stem_of(path))).strip()
    return words[:1].upper() + words[1:] if words else path.name


def has_lone_surrogate(values: object) -> bool:
    """Tell whether any text in a JSON value holds a lone surrogate, which can be neither stored nor sent."""
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def tidy_text(value: str | None) -> str | None:
    """Return a title or name on one line with single spaces, None if it is empty."""
    return " ".join(value.split()) or None if value else None


def web_address(value: str | None) -> str | None:
    """Return the value if it is an http or https address, else None."""
    stripped = value.strip() if value else ""
    return stripped if _WEB_ADDRESS.fullmatch(stripped) else None
