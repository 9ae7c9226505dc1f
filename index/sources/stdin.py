"""Articles from a pipe: one of any kind, or JSON lines as they come."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.errors import SourceError
from index.sources.formats import Format, detect_format, jsonlines, largest_article, parse_bytes
from index.sources.types import Failed, Loaded, Original, OriginalKind
from index.types import Article

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


PIPE = "-"
"""The source's name."""

_NAME = Path("stdin")
_GZIP_MARK = b"\x1f\x8b"
_HEAD = 2**20
"""Bytes by which JSON lines, of which there may be any number, are told from what is one article."""

_HASH_LENGTH = 12


def read_stdin(stream: BinaryIO) -> Iterator[Loaded | Failed]:
    """Yield the articles of a stream: any number for JSON lines, packed or not, else one or one Failed.

    An article is named by its own id or address, else by its content's hash.
    """
    head = _read(stream, _HEAD)
    if head.startswith(_GZIP_MARK):
        with gzip.GzipFile(fileobj=_joined(head, stream)) as lines:
            yield from jsonlines.read_json_stream(lines, PIPE, _NAME)
    elif _is_lines(head):
        yield from jsonlines.read_json_stream(_joined(head, stream), PIPE, _NAME)
    else:
        # One byte more than any kind may have shows that it is too large.
        yield _read_one(head + _read(stream, largest_article() + 1 - len(head)))


def article_from_pipe(data: bytes) -> Article:
    """Take apart what came through a pipe; raise SourceError where it holds no article."""
    draft = parse_bytes("", data)
    digest = hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]
    return Article(
        id=draft.url or f"{_NAME}-{digest}",
        text=draft.text,
        title=draft.title,
        publisher=draft.publisher,
        author=draft.author,
        published_at=draft.published_at,
        url=draft.url,
        metadata=draft.metadata,
    )


def _read_one(data: bytes) -> Loaded | Failed:
    try:
        article = article_from_pipe(data)
    except SourceError as error:
        return Failed(PIPE, str(error))
    return Loaded(article, PIPE, Original(OriginalKind.PIPE, data, datetime.now(UTC).isoformat(timespec="seconds")))


def _is_lines(head: bytes) -> bool:
    try:
        return detect_format("", head) is Format.LINES
    except SourceError:
        return False


def _read(stream: BinaryIO, size: int) -> bytes:
    """Read until ``size`` bytes are there or the stream ends: a pipe gives what it has."""
    data = bytearray()
    while len(data) < size and (piece := stream.read(size - len(data))):
        data += piece
    return bytes(data)


def _joined(head: bytes, rest: BinaryIO) -> BufferedReader:
    return BufferedReader(_Joined(head, rest))


class _Joined(RawIOBase):
    """What was read already, and then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        piece = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(piece)] = piece
        return len(piece)
