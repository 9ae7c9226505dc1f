"""Scripted trouble: flood limits, broken gateways, lost connections, slow answers."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass

from tests.support.bot_api.wire import Refusal

ANY = "*"
"""Stands for every method but getUpdates."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One spoilt call. ``refusal`` is answered as JSON, ``gateway`` is the status of an HTML page, ``drop``
    cuts the connection; ``late`` lets the call take effect first. ``gate`` holds the call until it is set,
    then lets it be.
    """

    refusal: Refusal | None = None
    gateway: int | None = None
    drop: bool = False
    late: bool = False
    gate: asyncio.Event | None = None


class Faults:
    """Scripts what befalls the next calls of a method; calls beyond the script go through."""

    def __init__(self) -> None:
        self._script: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._gates: list[asyncio.Event] = []
        self.held: list[str] = []

    def flood(self, method: str, *, retry_after: int, times: int = 1) -> None:
        """429: come back in ``retry_after`` seconds."""
        words = f"Too Many Requests: retry after {retry_after}"
        self.refuse(method, Refusal(429, words, {"retry_after": retry_after}), times=times)

    def refuse(self, method: str, refusal: Refusal, *, times: int = 1) -> None:
        """Any refusal, in Telegram's JSON."""
        self._script_fault(method, Fault(refusal=refusal), times)

    def fail(self, method: str, *, status: int = 502, times: int = 1) -> None:
        """A gateway's page of HTML, which is no JSON."""
        self._script_fault(method, Fault(gateway=status), times)

    def drop(self, method: str, *, times: int = 1, late: bool = False) -> None:
        """The connection is lost before an answer; ``late``: after the call took effect."""
        self._script_fault(method, Fault(drop=True, late=late), times)

    def hold(self, method: str, *, times: int = 1) -> asyncio.Event:
        """Answers only once the returned event is set; ``held`` lists the calls that wait."""
        gate = asyncio.Event()
        self._gates.append(gate)
        self._script_fault(method, Fault(gate=gate), times)
        return gate

    def next_fault(self, method: str) -> Fault | None:
        """What befalls this call."""
        for name in (method, ANY) if method != "getUpdates" else (method,):
            if self._script[name]:
                return self._script[name].popleft()
        return None

    def release(self) -> None:
        """Lets every held call go: the server is closing."""
        for gate in self._gates:
            gate.set()

    def _script_fault(self, method: str, fault: Fault, times: int) -> None:
        self._script[method].extend([fault] * times)
