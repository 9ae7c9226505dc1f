"""Articles out of what somebody sends: a file of any kind that is read, or a few words with their origin."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
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
"""Bytes of JSON lines that were fetched or sent, unpacked: all of them are held in memory at once."""

_HASH_LENGTH = 12
_LONGEST_TITLE = 70
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class UploadOrigin:
    """What is known of something sent besides its own words; ``published_at`` is ISO 8601."""

    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None


def read_upload(name: str, data: bytes, source: str, origin: UploadOrigin | None = None) -> Iterator[Loaded | Failed]:
    """Yield the articles of a file that was sent: any number for JSON lines, packed or not, else one or one Failed.

    ``name`` is what its sender calls it, and is only looked at; ``source`` is said to be where they come from. An
    article is named by its own id or address, else by its content's hash.
    """
    path = Path(_harmless(name))
    try:
        if detect_format(path.name, data) is Format.LINES:
            yield from jsonlines.read_json_stream(BytesIO(unpack_upload(data)), source, path)
            return
        said = {"name": path.name, **asdict(origin or UploadOrigin())}
        raw = Original(OriginalKind.UPLOAD, data, datetime.now(UTC).isoformat(timespec="seconds"), said=said)
        yield Loaded(article_from_upload(raw), source, raw)
    except SourceError as error:
        yield Failed(source, str(error))


def article_from_upload(raw: Original) -> Article:
    """Take apart a file that was sent; what its origin says fills in what the file does not. Raises SourceError."""
    path = Path(_harmless(raw.said.get("name") or ""))
    draft = parse_bytes(path.name, raw.content)
    digest = hashlib.sha256(raw.content).hexdigest()[:_HASH_LENGTH]
    return Article(
        id=draft.url or f"{slug_of(path)}-{digest}",
        text=draft.text,
        title=draft.title or title_of(path),
        publisher=draft.publisher or raw.said.get("publisher"),
        author=draft.author or raw.said.get("author"),
        published_at=draft.published_at or raw.said.get("published_at"),
        url=draft.url or raw.said.get("url"),
        metadata=draft.metadata,
    )


def read_post(text: str, source: str, origin: UploadOrigin) -> Loaded | Failed:
    """The article of a few words that were passed on. Its text stays as it is, its first line is its title; it is
    named by its address, else by its words' hash."""
    if not text.strip():
        return Failed(source, "there are no words in it; give one with text")
    if has_lone_surrogate([text, *asdict(origin).values()]):
        return Failed(source, "it holds half of a surrogate pair; write whole characters")
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    title = _cut(next(line for line in text.splitlines() if line.strip()))
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
    """JSON lines as they are before they were packed by gzip; raise SourceError where they are damaged or too many."""
    if not data.startswith(_GZIP_MARK):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            found = packed.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise SourceError("the gzip file is damaged; download it again, and add the file") from None
    if len(found) > _MOST_UNPACKED:
        raise SourceError(f"it unpacks to more than {_MOST_UNPACKED // 2**20} MiB; download it and add the file")
    return found


def _harmless(name: str) -> str:
    """The last part of a file's name, whatever somebody made of it, its ending kept."""
    line = "".join(character if character.isprintable() else " " for character in name)
    last = tidy_text(line.replace("\\", "/").rstrip("/").rpartition("/")[2]) or "file"
    return last if last.strip(".") and len(last) <= _LONGEST_NAME else last[-_LONGEST_NAME:].lstrip(".") or "file"


def _cut(line: str) -> str:
    words = tidy_text(line) or ""
    if len(words) <= _LONGEST_TITLE:
        return words
    head = words[: _LONGEST_TITLE - 1]
    at = head.rfind(" ", _LONGEST_TITLE // 2)
    return f"{head[: at if at > 0 else len(head)].rstrip()}…"
