"""Parse foreign files in a child process with limits of time and memory, so that no parser can end this process.

The child starts with the first file and parses all that follow; after a crash, a timeout or an out-of-memory error the
next file starts another. It is a new interpreter and no fork, which would copy the threads' locks. It gets bytes, gives
JSON, and does not see the environment, which holds secrets.
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
"""Bytes of the child's address space: 40 MiB at the start, 20 for trafilatura, 60 for a PDF of 2,000 full pages."""
LONGEST_REPLY = 256 * 2**20
"""Bytes of the largest JSON text that a parser may return."""

Parser = Callable[[bytes], Any]
"""A function at module level, from bytes to a dataclass; the child imports it by its name."""

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
    """Runs parsers in one child process, for one file at a time; safe for threads."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Set the time limit of a file, and the limit of the child's address space in bytes, 0 for none."""
        self._seconds, self._memory = seconds, memory
        self._lock = threading.Lock()
        self._child: _SandboxProcess | None = None
        self._closing = False

    @property
    def pid(self) -> int | None:
        """The child's process id, None if none is running."""
        child = self._child
        return child.pid if child else None

    def read(self, parser: Parser, data: bytes) -> ExtractedArticle:
        """Return the article that the parser extracts; raises SourceError as ``run`` does."""
        return ExtractedArticle(**self.run(parser, data))

    def run(self, parser: Parser, data: bytes, advice: str = _SAVE_ADVICE) -> dict[str, Any]:
        """Return the fields of the dataclass that the parser returns, as JSON values.

        A file that ends a child used for other files is tried once more in a new child: those may be the cause.

        Raises SourceError when the parser refuses the data, fails or takes too long; ``advice`` ends its message.
        """
        with self._lock:
            try:
                reused = self._child is not None
                reply = self._request(parser, data, advice)
                if reused and not self._closing and (reply is None or "memory" in reply):
                    reply = self._request(parser, data, advice)
            except BaseException:
                self._kill_child()
                raise
        return _unpack_reply(reply, self._memory, advice)

    def close(self) -> None:
        """End the child; a file that another thread is parsing fails with SourceError."""
        self._closing = True
        child = self._child
        if child is not None:
            child.end()
        with self._lock:
            self._kill_child()
            self._closing = False

    def _request(self, parser: Parser, data: bytes, advice: str) -> Mapping[str, object] | None:
        """Return the child's reply, None if it crashed; raises SourceError when it took too long."""
        if self._child is None:
            self._child = _SandboxProcess(self._memory)
        head = {"parser": f"{parser.__module__}:{parser.__qualname__}", "size": len(data), "seconds": self._seconds}
        reply = self._child.request(json.dumps(head).encode() + b"\n", data, self._seconds)
        timed_out = self._child.timed_out
        if reply is None or "memory" in reply:
            self._kill_child()
        if timed_out:
            raise SourceError(f"it took longer than {self._seconds:g} s to take apart; {advice}")
        return reply

    def _kill_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()


class _SandboxProcess:
    """One child process, its pipes and the timer that ends it."""

    def __init__(self, memory: int) -> None:
        root = str(Path(__file__).resolve().parents[3])
        path = [root, *(os.path.abspath(place) for place in sys.path)]  # noqa: PTH100 - "" is the working directory
        self.timed_out = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START.format(memory=memory), json.dumps(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _ENVIRONMENT_NAMES if name in os.environ},
                # Ctrl-C goes to the parent, which ends its child itself.
                start_new_session=True,
            )
        except OSError:
            raise SourceError(_NO_START) from None
        try:
            ready = self._run_limited(_STARTING_S, self._read_reply)
        except BaseException:
            self.kill()
            raise
        if ready is None:
            self.kill()
            raise SourceError(_NO_START)

    @property
    def pid(self) -> int:
        return self._process.pid

    def request(self, head: bytes, data: bytes, seconds: float) -> Mapping[str, object] | None:
        return self._run_limited(seconds, lambda: self._exchange(head, data))

    def end(self) -> None:
        """End the process; a thread that waits for its reply gets None."""
        self._process.kill()

    def kill(self) -> None:
        """End the process, wait for it and close its pipes; no thread may be waiting for its reply."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # Closing writes the rest of the buffer, for which there is no reader.
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
        return self._read_reply()

    def _read_reply(self) -> Mapping[str, object] | None:
        line = cast("BinaryIO", self._process.stdout).readline(LONGEST_REPLY)
        try:
            reply = json.loads(line)
        except ValueError:
            return None
        return reply if isinstance(reply, dict) else None

    def _run_limited(
        self, seconds: float, work: Callable[[], Mapping[str, object] | None]
    ) -> Mapping[str, object] | None:
        """Do the work; after ``seconds`` the process is killed, which ends the waiting for its reply."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return work()
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self.timed_out = True
        self.end()


@cache
def shared_sandbox() -> Sandbox:
    """Return the sandbox of this process, created at the first call and closed when the program ends."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox


def _unpack_reply(reply: Mapping[str, object] | None, memory: int, advice: str) -> dict[str, Any]:
    if reply is None:
        raise SourceError(f"the parser broke down on it or ran out of memory; {advice}")
    if "memory" in reply:
        raise SourceError(f"taking it apart wants more than {memory / 2**30:g} GiB of memory; {advice}")
    if "refused" in reply:
        raise SourceError(str(reply["refused"]))
    if "result" in reply:
        return cast("dict[str, Any]", reply["result"])
    raise SourceError(f"the file could not be taken apart ({reply.get('failed')}); {advice}")
