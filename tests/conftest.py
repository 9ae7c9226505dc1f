"""For every test: no network but the loopback, and no clock in the property tests."""

from __future__ import annotations

import os
import signal
import sys

from hypothesis import settings

settings.register_profile("whosaid", deadline=None, derandomize="CI" in os.environ)


settings.load_profile("whosaid")

# A shell starts background jobs with SIGINT ignored, which they and their children inherit: tests press Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
