"""The child process of ``index.sources.formats.sandbox``: parses one file after the other until its input ends.

A request is a line of JSON, ``{"parser": "module:function", "size": bytes, "seconds": limit}``, followed by the bytes.
A reply is a line of JSON: ``{"result": {...}}``, ``{"refused": "a reason"}``, ``{"failed": "an error's name"}`` or
``{"memory": true}``. The first line, ``{"ready": true}``, announces that requests are read.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from index.errors import SourceError

_GRACE_S = 5.0
"""Seconds beyond the time limit before the child ends itself, in case the parent is gone."""


def main(memory: int) -> None:
    """Serve requests on standard input with at most ``memory`` bytes of address space, 0 for no limit."""
    # What a library prints must not mix with the replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(memory)
    _write_reply(replies, {"ready": True})
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        if len(data) < request["size"]:
            return
        _set_alarm(request["seconds"] + _GRACE_S)
        _write_reply(replies, _run_parser(request["parser"], data))
        _set_alarm(0)


def _run_parser(parser: str, data: bytes) -> dict[str, object]:
    try:
        module, _, function = parser.partition(":")
        read: Callable[[bytes], Any] = getattr(importlib.import_module(module), function)
        return {"result": asdict(read(data))}
    except SourceError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"memory": True}
    except Exception as error:
        # Whatever a large library raises on foreign input, the parent reports it.
        return {"failed": type(error).__name__}


def _write_reply(replies: BinaryIO, reply: dict[str, object]) -> None:
    replies.write(json.dumps(reply).encode() + b"\n")
    replies.flush()


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        memory = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _set_alarm(seconds: float) -> None:
    """Let the system end this process after ``seconds``, 0 for never; a parser cannot prevent it."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds))
