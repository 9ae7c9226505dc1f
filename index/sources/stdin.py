"""Articles from standard input: one in any format, or a stream of JSON lines."""

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
"""The name of the source."""

_NAME = Path("stdin")
_GZIP_MARK = b"\x1f\x8b"
_HEAD_SIZE = 2**20
"""Bytes read to detect JSON lines, which are then read as a stream."""

_HASH_LENGTH = 12


def read_stdin(stream: BinaryIO) -> Iterator[Loaded | Failed]:
    """Yield the articles of a stream: any number for JSON lines, gzipped or not, else one or one Failed.

    An article's id is its own id or address, else its content's hash.
    """
    head = _read_up_to(stream, _HEAD_SIZE)
    if head.startswith(_GZIP_MARK):
        with gzip.GzipFile(fileobj=_prepend(head, stream)) as lines:
            yield from jsonlines.read_json_stream(lines, PIPE, _NAME)
    elif _is_json_lines(head):
        yield from jsonlines.read_json_stream(_prepend(head, stream), PIPE, _NAME)
    else:
        # One byte more than any format may have shows that it is too large.
        yield _read_one(head + _read_up_to(stream, largest_article() + 1 - len(head)))


def article_from_pipe(data: bytes) -> Article:
    """Parse the bytes of a pipe; raises SourceError when they hold no article."""
    extracted = parse_bytes("", data)
    digest = hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]
    return extracted.to_article(extracted.url or f"{_NAME}-{digest}")


class _PrependedStream(RawIOBase):
    """The bytes read so far, followed by the stream they came from."""

    def __init__(self, head: bytes, tail: BinaryIO) -> None:
        self._head = BytesIO(head)
        self._tail = tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        chunk = self._head.read(len(view)) or self._tail.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)


def _read_one(data: bytes) -> Loaded | Failed:
    try:
        article = article_from_pipe(data)
    except SourceError as error:
        return Failed(PIPE, str(error))
    return Loaded(article, PIPE, Original(OriginalKind.PIPE, data, datetime.now(UTC).isoformat(timespec="seconds")))


def _is_json_lines(head: bytes) -> bool:
    try:
        return detect_format("", head) is Format.LINES
    except SourceError:
        return False


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    """Read until ``size`` bytes are there or the stream ends: one read of a pipe may give fewer."""
    data = bytearray()
    while len(data) < size and (chunk := stream.read(size - len(data))):
        data += chunk
    return bytes(data)


def _prepend(head: bytes, tail: BinaryIO) -> BufferedReader:
    return BufferedReader(_PrependedStream(head, tail))
