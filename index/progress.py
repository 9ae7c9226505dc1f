"""Progress of a long piece of work."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives how far a stage of the work is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` units of a stage are finished."""
        ...


def silent(stage: str, done: int, total: int) -> None:
    """Drop a report of progress."""
