"""Read files of one JSON object a line, with errors that name the file and the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index import SourceError


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One JSON object of a file. The readers of its values raise SourceError with the file and the line's number."""

    path: Path
    number: int
    values: Mapping[str, object]

    def make_error(self, reason: str) -> SourceError:
        """Return the error to raise about this line."""
        return make_line_error(self.path, self.number, reason)

    def required_text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.make_error(f"it has no text under {key!r}: give it one")
        return value

    def required_id(self, key: str) -> str:
        """Return a text or whole number that must be there, as text."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise self.make_error(f"it has no id under {key!r}: give it a text or a whole number")
        return str(value)

    def optional_text(self, key: str) -> str:
        """Return a text, empty if there is none."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.make_error(f"{key!r} must be text: write it in quotes, or leave it out")
        return (value or "").strip()

    def optional_texts(self, key: str) -> tuple[str, ...] | None:
        """Return a list of texts, None if the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.make_error(f'{key!r} must be a list of texts: write ["..."], or []')
        return tuple(value)


def read_json_lines(path: Path) -> Iterator[JsonLine]:
    """Yield the objects of a file in order, without blank lines. Raises SourceError."""
    for number, text in read_text_lines(path):
        if text.strip():
            try:
                values = json.loads(text)
            except (ValueError, RecursionError):
                raise make_line_error(path, number, "it is not JSON: write one object a line") from None
            if not isinstance(values, dict):
                raise make_line_error(path, number, 'it is not an object: write {"id": ..., ...}')
            yield JsonLine(path, number, values)


def read_text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file with their numbers from 1. Raises SourceError."""
    try:
        with path.open(encoding="utf-8-sig") as handle:
            yield from enumerate(handle, 1)
    except UnicodeDecodeError:
        raise SourceError(f"{str(path)!r} is not UTF-8: save it as UTF-8") from None
    except OSError:
        raise SourceError(f"{str(path)!r} cannot be read: see that it is there, and its permissions") from None


def make_line_error(path: Path, number: int, reason: str) -> SourceError:
    """Return the error to raise about a line of a file."""
    return SourceError(f"{str(path)!r}, line {number}: {reason}")
