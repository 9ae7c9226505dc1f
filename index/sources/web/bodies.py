"""What an answer carries, unpacked piece by piece, so that a bomb is thrown away before it has grown."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from index.errors import SourceError
from index.sources.web.errors import BrokenOffError

ACCEPTED = "gzip, deflate"
"""For the header Accept-Encoding: what can be unpacked in steps of a chosen size by the standard library alone."""

_STEP = 64 * 1024
_PLAIN = ("", "identity")
_GZIP = ("gzip", "x-gzip")
# With this flag zlib tells gzip from zlib by itself; with the other it takes deflate without any frame, as some send.
_FRAMED, _BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


def read_body(chunks: Iterable[bytes], coding: str, largest: int, *, cut: bool = False) -> bytes:
    """Return the unpacked body.

    Where it comes as or unpacks to more than ``largest`` bytes, SourceError is raised, or with ``cut`` the first
    ``largest`` bytes are returned. Raises SourceError too where it cannot be unpacked.
    """
    body = bytearray()
    for piece in _unpacked(_counted(chunks, largest, cut), coding.strip().lower()):
        body += piece
        if len(body) > largest:
            if cut:
                return bytes(body[:largest])
            raise _too_large(largest)
    return bytes(body)


def _too_large(largest: int) -> SourceError:
    size = f"{largest / 1024 / 1024:g} MB"
    return SourceError(f"it is larger than {size}; save the part you need and add the file")


def _counted(chunks: Iterable[bytes], largest: int, cut: bool) -> Iterator[bytes]:
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > largest and not cut:
            raise _too_large(largest)
        yield chunk
        if count > largest:
            return


def _unpacked(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding in _PLAIN:
        return iter(chunks)
    if coding in _GZIP or coding == "deflate":
        return _inflated(chunks, several=coding in _GZIP)
    raise SourceError(f"it came packed as {coding[:20]!r}, which was not asked for; save the page and add the file")


def _inflated(chunks: Iterable[bytes], *, several: bool) -> Iterator[bytes]:
    """``several``: a gzip body may be many gzip files, one behind the other."""
    unpacker, begun = zlib.decompressobj(_FRAMED), False
    for chunk in chunks:
        data = chunk
        while True:
            try:
                piece = unpacker.decompress(data, _STEP)
            except zlib.error:
                if begun or several:
                    raise SourceError("it came packed, but damaged; try again later") from None
                unpacker, begun = zlib.decompressobj(_BARE), True
                continue
            begun = True
            yield piece
            data = unpacker.unconsumed_tail or unpacker.unused_data
            if unpacker.eof and data:
                if not several or not data.startswith(b"\x1f"):
                    return
                unpacker = zlib.decompressobj(_FRAMED)
            # A full step may have taken in everything and still hold something back.
            elif not data and len(piece) < _STEP:
                break
    if begun and not unpacker.eof:
        raise BrokenOffError("it came only in part; try again later")
