"""JSON lines: one article a line, its text stored unchanged; a line that cannot be read is one Failed.

The file is read as a stream; the limits below are for a small file that unpacks without end.
"""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import NoReturn

from index.errors import SourceError
from index.sources.normalize import has_lone_surrogate, line_id
from index.sources.types import Failed, Loaded
from index.text.dates import normalize_date
from index.types import Article

LONGEST_LINE = 16 * 2**20
"""Bytes in one line with its end, after unpacking."""
LONGEST_FILE = 8 * 2**30
"""Bytes in one file, after unpacking."""

_NAMES = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
_OPTIONAL = ("title", "publisher", "author", "published_at", "url")

_UNREADABLE = "the file cannot be read; check its permissions and the disk"


def read_json_file(path: Path) -> Iterator[Loaded | Failed]:
    """Yield the article or Failed of each line of a file, in order, as ``read_json_stream`` does."""
    source = str(path)
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield from read_json_stream(stream, source, path)
    except OSError:
        yield Failed(source, _UNREADABLE)


def read_json_stream(stream: BufferedIOBase, source: str, name: Path) -> Iterator[Loaded | Failed]:
    """Yield the article or Failed of each line, in order; a damaged stream ends with one Failed.

    ``source`` is the source of the articles; ``name`` is part of the ids of lines without one. Gzip notices damage
    late: a few garbled lines may come first, each as a Failed.
    """
    try:
        for number, line in _read_lines(stream):
            if line.isspace():
                continue
            try:
                yield Loaded(_build_article(name, line, first=number == 1), source)
            except SourceError as error:
                yield Failed(source, f"line {number}: {error}")
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield Failed(source, "the gzip file is damaged, and what follows the damage is lost; pack it again")
    except SourceError as error:
        yield Failed(source, str(error))
    except OSError:
        yield Failed(source, _UNREADABLE)


def _read_lines(stream: BufferedIOBase) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its number from 1; a line that is too long is cut after ``LONGEST_LINE`` + 1 bytes."""
    left, number = LONGEST_FILE, 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        left -= len(line)
        part = line
        while left >= 0 and len(part) > LONGEST_LINE and not part.endswith(b"\n"):
            part = stream.readline(LONGEST_LINE + 1)
            left -= len(part)
        if left < 0:
            raise SourceError(f"the file is larger than {LONGEST_FILE // 2**30} GiB; split it into several")
        yield number, line


def _build_article(path: Path, line: bytes, *, first: bool) -> Article:
    values = _parse_object(line, first=first)
    text = _take_text(values)
    fields = {key: _take_optional(values, key) for key in _OPTIONAL}
    own_id = _take_id(values)
    return Article(
        id=own_id if own_id is not None else line_id(path, fields["url"] or text),
        text=text,
        title=fields["title"],
        publisher=fields["publisher"],
        author=fields["author"],
        published_at=normalize_date(fields["published_at"]),
        url=fields["url"],
        metadata=values,
    )


def _parse_object(line: bytes, *, first: bool) -> dict[str, object]:
    if len(line) > LONGEST_LINE:
        raise SourceError(f"it is longer than {LONGEST_LINE // 2**20} MiB; split the article")
    try:
        content = line.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError:
        raise SourceError("it is not UTF-8; save the file as UTF-8") from None
    try:
        values: object = json.loads(content.rstrip(), parse_constant=_refuse_constant, parse_float=_parse_finite)
    except json.JSONDecodeError as error:
        raise SourceError(f"it is not valid JSON, at column {error.colno}; write one object a line") from None
    except RecursionError:
        raise SourceError("its JSON is nested too deeply; write one flat object") from None
    except ValueError:
        raise SourceError("it holds a number that cannot be read; write it as text") from None
    if not isinstance(values, dict):
        raise SourceError(f"it must be a JSON object, and is {_json_type(values)}")
    # An escaped lone surrogate is valid JSON, but no text.
    if "\\ud" in content.lower() and has_lone_surrogate(values):
        raise SourceError("it holds half of a surrogate pair (\\ud800 to \\udfff); write whole characters")
    return values


def _parse_finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise SourceError("it holds a number that is too large; write it as text")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise SourceError(f"{name} is not JSON; write null")


def _take_text(values: dict[str, object]) -> str:
    text = values.pop("text", None)
    if text is None:
        raise SourceError("'text' is missing; give the article's text")
    if not isinstance(text, str):
        raise SourceError(f"'text' must be text, and is {_json_type(text)}")
    if not text.strip():
        raise SourceError("'text' is empty; give the article's text")
    return text


def _take_id(values: dict[str, object]) -> str | None:
    own_id = values.pop("id", None)
    if isinstance(own_id, bool) or not isinstance(own_id, str | int | None):
        raise SourceError(f"'id' must be text or a whole number, and is {_json_type(own_id)}")
    return None if own_id is None or not str(own_id).strip() else str(own_id)


def _take_optional(values: dict[str, object], key: str) -> str | None:
    value = values.pop(key, None)
    if value is None or isinstance(value, str):
        return value if value and value.strip() else None
    raise SourceError(f"{key!r} must be text, and is {_json_type(value)}")


def _json_type(value: object) -> str:
    return _NAMES.get(type(value), "null")
