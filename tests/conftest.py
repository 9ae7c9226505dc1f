"""For every test: no network but the loopback, no clock in the property tests, and what ``--fast`` leaves out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("whosaid", deadline=None, derandomize="CI" in os.environ)


settings.load_profile("whosaid")

# A shell starts background jobs with SIGINT ignored, which they and their children inherit: tests press Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# As many processes as there are cores run tests: threads of PyTorch beside them would only wait for one another.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")


_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "::")  # noqa: S104 - a server may listen on every interface


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"  # a Unix socket has a path
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(_LOOPBACK):
        raise RuntimeError(f"a test wants to reach {name!r}: tests stay on this machine")


sys.addaudithook(_stay_here)


class SlowTests:
    """Skips each test at the moment when it starts a process, opens a server of ``tests.support`` or loads PyTorch.

    So no list of slow tests is kept: a test is one by what it does. Servers say so by an audit event of their own,
    as does what starts a process in another thread.
    """

    def __init__(self) -> None:
        self._is_running = False
        self._reason = ""
        """What the test that runs has asked for; empty where it was nothing."""
        sys.addaudithook(self._stop)

    def _stop(self, event: str, arguments: tuple[object, ...]) -> None:
        needed = _needs(event, arguments) if self._is_running else None
        if needed:
            self._reason = f"needs {needed}"
            pytest.skip(self._reason)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Watch this test, and forget what the one before has asked for."""
        self._is_running, self._reason = True, ""
        try:
            return (yield)
        finally:
            self._is_running = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Take every failure that follows, such as that of a thread that got nothing, for the same skip."""
        report = yield
        if self._reason and not report.passed:
            report.outcome = "skipped"
            report.longrepr = (__file__, 0, f"Skipped: {self._reason}")
        return report


def _needs(event: str, arguments: tuple[object, ...]) -> str | None:
    if event in {"subprocess.Popen", "os.posix_spawn", "tests.process"}:
        return "a process"
    if event == "import" and arguments[0] == "torch":
        return "a model"
    if event == "tests.server":
        return "a server"
    return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--fast``."""
    parser.addoption("--fast", action="store_true", help="skip tests that need a model, a process or a server")


def pytest_configure(config: pytest.Config) -> None:
    """Obey ``--fast``; in the process that only hands tests to others there is nothing to skip."""
    if config.getoption("fast") and not (config.getoption("numprocesses", None) or config.getoption("tx", None)):
        config.pluginmanager.register(SlowTests())
