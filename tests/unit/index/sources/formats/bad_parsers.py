"""Parsers for the child process: two that do their work, and all the ways not to."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import NoReturn

from index.errors import SourceError
from index.sources.types import ExtractedArticle


def good(data: bytes) -> ExtractedArticle:
    return ExtractedArticle(
        text=f"{len(data)} bytes “так” \U0001f600\n",
        title="A title",
        published_at="2025-02-09",
        metadata={"pages": [0, 3]},
    )


def echo(data: bytes) -> ExtractedArticle:
    return ExtractedArticle(data.decode())


def own_process(_: bytes) -> ExtractedArticle:
    return ExtractedArticle(str(os.getpid()))


def environment(_: bytes) -> ExtractedArticle:
    return ExtractedArticle(str(dict(os.environ)))


def modules(_: bytes) -> ExtractedArticle:
    return ExtractedArticle(" ".join(sys.modules))


def printing(_: bytes) -> ExtractedArticle:
    os.write(1, b'{"result": {"text": "forged"}}\n')
    sys.stdout.write("noise\n")
    sys.stdout.flush()
    return ExtractedArticle("printed")


def refusing(_: bytes) -> NoReturn:
    raise SourceError("the page is empty; give another")


def raising(_: bytes) -> NoReturn:
    raise KeyError("a secret of the library")


def segfault(_: bytes) -> ExtractedArticle:
    ctypes.string_at(0)
    return ExtractedArticle("alive")


def aborting(_: bytes) -> NoReturn:
    os.abort()


def leaving(_: bytes) -> NoReturn:
    os._exit(0)


def hanging(_: bytes) -> NoReturn:
    while True:
        pass


def hanging_loudly(place: bytes) -> NoReturn:
    """Say so on the named pipe first, with the process's id in four bytes."""
    Path(os.fsdecode(place)).write_bytes(b"x" + os.getpid().to_bytes(4, "big"))
    hanging(place)


def eating(_: bytes) -> ExtractedArticle:
    eaten = [bytearray(2**24) for _ in range(64)]
    return ExtractedArticle(f"{len(eaten)} helpings")


_seen: list[bytes] = []


def crashing_second(data: bytes) -> ExtractedArticle:
    _seen.append(data)
    if len(_seen) > 1:
        os.abort()
    return ExtractedArticle("done", title="fresh")


def subtitles(data: bytes) -> ExtractedArticle:
    return ExtractedArticle(text=data.decode().splitlines()[2])
