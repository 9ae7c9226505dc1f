"""Articles from an upload: a file of any format that is read, or a forwarded post with its origin."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from index.errors import SourceError
from index.sources.formats import Format, detect_format, jsonlines, parse_bytes
from index.sources.normalize import has_lone_surrogate, slug_of, tidy_text, title_of
from index.sources.types import Failed, Loaded, Original, OriginalKind
from index.types import Article

_GZIP_MARK = b"\x1f\x8b"
_MOST_UNPACKED = 256 * 2**20
"""Bytes of fetched or uploaded JSON lines, unpacked: all of them are in memory at once."""

_HASH_LENGTH = 12
_LONGEST_TITLE = 70
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class UploadOrigin:
    """Metadata from the message that an upload came with; ``published_at`` is ISO 8601."""

    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None


def read_upload(name: str, data: bytes, source: str, origin: UploadOrigin | None = None) -> Iterator[Loaded | Failed]:
    """Yield the articles of an uploaded file: any number for JSON lines, gzipped or not, else one or one Failed.

    ``name`` is the sender's name for the file, no path; ``source`` is the source of the articles. An article's id is
    its own id or address, else its content's hash.
    """
    path = Path(_safe_file_name(name))
    try:
        if detect_format(path.name, data) is Format.LINES:
            yield from jsonlines.read_json_stream(BytesIO(unpack_upload(data)), source, path)
            return
        hints = {"name": path.name, **asdict(origin or UploadOrigin())}
        original = Original(OriginalKind.UPLOAD, data, datetime.now(UTC).isoformat(timespec="seconds"), hints=hints)
        yield Loaded(article_from_upload(original), source, original)
    except SourceError as error:
        yield Failed(source, str(error))


def article_from_upload(original: Original) -> Article:
    """Parse an uploaded file; its ``hints`` fill in missing metadata. Raises SourceError."""
    hints = original.hints
    path = Path(_safe_file_name(hints.get("name") or ""))
    extracted = parse_bytes(path.name, original.content)
    digest = hashlib.sha256(original.content).hexdigest()[:_HASH_LENGTH]
    completed = replace(
        extracted,
        title=extracted.title or title_of(path),
        publisher=extracted.publisher or hints.get("publisher"),
        author=extracted.author or hints.get("author"),
        published_at=extracted.published_at or hints.get("published_at"),
        url=extracted.url or hints.get("url"),
    )
    return completed.to_article(extracted.url or f"{slug_of(path)}-{digest}")


def read_post(text: str, source: str, origin: UploadOrigin) -> Loaded | Failed:
    """Return the article of a forwarded post.

    Its text stays unchanged, its first line is the title; its id is its address, else its text's hash.
    """
    if not text.strip():
        return Failed(source, "there are no words in it; give one with text")
    if has_lone_surrogate([text, *asdict(origin).values()]):
        return Failed(source, "it holds half of a surrogate pair; write whole characters")
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    title = _shorten_title(next(line for line in text.splitlines() if line.strip()))
    return Loaded(
        Article(
            id=origin.url or f"post-{digest}",
            text=text,
            title=title,
            publisher=tidy_text(origin.publisher),
            author=tidy_text(origin.author),
            published_at=origin.published_at,
            url=origin.url,
        ),
        source,
    )


def unpack_upload(data: bytes) -> bytes:
    """Return JSON lines without gzip compression; raises SourceError when they are damaged or too large."""
    if not data.startswith(_GZIP_MARK):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            unpacked = packed.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise SourceError("the gzip file is damaged; download it again, and add the file") from None
    if len(unpacked) > _MOST_UNPACKED:
        raise SourceError(f"it unpacks to more than {_MOST_UNPACKED // 2**20} MiB; download it and add the file")
    return unpacked


def _safe_file_name(name: str) -> str:
    """Return the last part of a file's name in printable characters, with its ending."""
    line = "".join(character if character.isprintable() else " " for character in name)
    last = tidy_text(line.replace("\\", "/").rstrip("/").rpartition("/")[2]) or "file"
    return last if last.strip(".") and len(last) <= _LONGEST_NAME else last[-_LONGEST_NAME:].lstrip(".") or "file"


def _shorten_title(line: str) -> str:
    words = tidy_text(line) or ""
    if len(words) <= _LONGEST_TITLE:
        return words
    head = words[: _LONGEST_TITLE - 1]
    at = head.rfind(" ", _LONGEST_TITLE // 2)
    return f"{head[: at if at > 0 else len(head)].rstrip()}…"
