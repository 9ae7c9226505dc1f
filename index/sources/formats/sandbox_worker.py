"""The child of ``index.sources.formats.sandbox``: takes foreign files apart, one after the other, until its input ends.

A request is a line of JSON, ``{"parser": "module:function", "size": bytes, "seconds": limit}``, and then the bytes; a
reply is a line of JSON: ``{"made": {...}}``, ``{"refused": "a reason"}``, ``{"failed": "an error's name"}`` or
``{"memory": true}``. The first line, ``{"ready": true}``, says that requests are read.
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
"""How much longer than its parent it waits before it ends itself, where the parent is gone."""


def main(memory: int) -> None:
    """Serve requests on standard input with at most ``memory`` bytes of address space, 0 for no limit."""
    # Whatever a library prints must not get between the replies.
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
        return {"made": asdict(read(data))}
    except SourceError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"memory": True}
    except Exception as error:
        # Foreign input and large libraries: whatever they raise is told as one line by the parent.
        return {"failed": type(error).__name__}


def _write_reply(replies: BinaryIO, reply: dict[str, object]) -> None:
    replies.write(json.dumps(reply).encode() + b"\n")
    replies.flush()


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        memory = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _set_alarm(seconds: float) -> None:
    """Have the system end this process after that time, 0 for never: no code of a parser can put it off."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds))
