"""Foreign files taken apart in a process of their own, so that no parser can take this one with it.

The child is started at the first file and used for all that follow; one that crashed, hung or ran out of memory is
replaced at the next. It is a fresh interpreter rather than a fork, which would copy the threads' locks; it is told
nothing of the environment, where secrets are, and bytes go in and JSON comes out.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast

from index.errors import SourceError
from index.sources.types import ExtractedArticle

SECONDS = 60.0
MEMORY = 2**30
"""Bytes of the child's address space. It starts with 40 MiB; trafilatura brings 20, a PDF of 2,000 full pages 60."""
LONGEST_REPLY = 256 * 2**20
"""Bytes; the largest text that a parser may give, with each character escaped."""

Parser = Callable[[bytes], Any]
"""A function of a module, from bytes to a dataclass; the child imports it by its name."""

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from index.sources.formats.sandbox_worker import main; main({memory})"
)
_STARTING_S = 60.0
_ENVIRONMENT_NAMES = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
)
_NO_START = "the process that takes files apart does not start; check the installation and the free memory"
_SAVE_ADVICE = "save the text as .txt"


class Sandbox:
    """Parsers, which are functions of modules, run in one child. Any thread may call; files wait for each other.

    ``seconds`` is the time limit of one file, ``memory`` the child's address space in bytes, 0 for no limit.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._lock = threading.Lock()
        self._child: _SandboxProcess | None = None
        self._closing = False

    @property
    def pid(self) -> int | None:
        """The child's process id, None where none is running."""
        child = self._child
        return child.pid if child else None

    def read(self, parser: Parser, data: bytes) -> ExtractedArticle:
        """Return the draft that the parser makes of the bytes; raise SourceError as ``run`` does."""
        return ExtractedArticle(**self.run(parser, data))

    def run(self, parser: Parser, data: bytes, mend: str = _SAVE_ADVICE) -> dict[str, Any]:
        """Return the fields of the dataclass that the parser makes of the bytes, as JSON has them; raise
        SourceError where it refuses, breaks or hangs. ``mend`` is what a person can do then.

        A child that breaks down after other files is replaced and the file tried once more, for what those left
        behind is not its fault.
        """
        with self._lock:
            try:
                used = self._child is not None
                reply = self._ask(parser, data, mend)
                if used and not self._closing and (reply is None or "memory" in reply):
                    reply = self._ask(parser, data, mend)
            except BaseException:
                self._drop()
                raise
        return _unpack_reply(reply, self._memory, mend)

    def close(self) -> None:
        """End the child; a file that another thread is reading fails with one line."""
        self._closing = True
        child = self._child
        if child is not None:
            child.end()
        with self._lock:
            self._drop()
            self._closing = False

    def _ask(self, parser: Parser, data: bytes, mend: str) -> Mapping[str, object] | None:
        """Return the child's reply, None where it died of the file; raise SourceError where it took too long."""
        if self._child is None:
            self._child = _SandboxProcess(self._memory)
        head = {"parser": f"{parser.__module__}:{parser.__qualname__}", "size": len(data), "seconds": self._seconds}
        reply = self._child.ask(json.dumps(head).encode() + b"\n", data, self._seconds)
        late = self._child.late
        if reply is None or "memory" in reply:
            self._drop()
        if late:
            raise SourceError(f"it took longer than {self._seconds:g} s to take apart; {mend}")
        return reply

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()


class _SandboxProcess:
    """One process, its pipes and the clock that ends it."""

    def __init__(self, memory: int) -> None:
        root = str(Path(__file__).resolve().parents[3])
        path = [root, *(os.path.abspath(place) for place in sys.path)]  # noqa: PTH100 - "" is the working directory
        self.late = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START.format(memory=memory), json.dumps(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _ENVIRONMENT_NAMES if name in os.environ},
                # Ctrl-C is for the parent, which ends its child itself.
                start_new_session=True,
            )
        except OSError:
            raise SourceError(_NO_START) from None
        try:
            ready = self._within(_STARTING_S, self._line)
        except BaseException:
            self.kill()
            raise
        if ready is None:
            self.kill()
            raise SourceError(_NO_START)

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, head: bytes, data: bytes, seconds: float) -> Mapping[str, object] | None:
        return self._within(seconds, lambda: self._exchange(head, data))

    def end(self) -> None:
        """End the process, whatever another thread is waiting for from it."""
        self._process.kill()

    def kill(self) -> None:
        """End the process and let go of it, so that nothing of it is left behind; no thread may be waiting for it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What was still to be written is for a process that is gone.
                with suppress(OSError):
                    pipe.close()

    def _exchange(self, head: bytes, data: bytes) -> Mapping[str, object] | None:
        pipe = cast("BinaryIO", self._process.stdin)
        try:
            pipe.write(head)
            pipe.write(data)
            pipe.flush()
        except OSError:
            return None
        return self._line()

    def _line(self) -> Mapping[str, object] | None:
        line = cast("BinaryIO", self._process.stdout).readline(LONGEST_REPLY)
        try:
            reply = json.loads(line)
        except ValueError:
            return None
        return reply if isinstance(reply, dict) else None

    def _within(self, seconds: float, work: Callable[[], Mapping[str, object] | None]) -> Mapping[str, object] | None:
        """Do the work; the process is killed when the time is over, which ends every wait for it."""
        clock = threading.Timer(seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            return work()
        finally:
            clock.cancel()

    def _expire(self) -> None:
        self.late = True
        self.end()


def _unpack_reply(reply: Mapping[str, object] | None, memory: int, mend: str) -> dict[str, Any]:
    if reply is None:
        raise SourceError(f"the parser broke down on it or ran out of memory; {mend}")
    if "memory" in reply:
        raise SourceError(f"taking it apart wants more than {memory / 2**30:g} GiB of memory; {mend}")
    if "refused" in reply:
        raise SourceError(str(reply["refused"]))
    if "made" in reply:
        return cast("dict[str, Any]", reply["made"])
    raise SourceError(f"the file could not be taken apart ({reply.get('failed')}); {mend}")


@cache
def shared_sandbox() -> Sandbox:
    """Return the one that everybody uses, made at the first call and closed when the program ends."""
    made = Sandbox()
    atexit.register(made.close)
    return made
