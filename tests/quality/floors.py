"""Floors: the least that each figure may be. A command raises them, and lowers one only by name."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class FloorChange:
    """A figure whose floor is not what was measured.

    ``floor`` is None if it has none yet, ``seen`` if it is not measured any more.
    """

    name: str
    floor: float | None
    seen: float | None

    @property
    def is_lower(self) -> bool:
        return self.floor is not None and (self.seen is None or self.seen < self.floor)

    def __str__(self) -> str:
        floor = "no floor" if self.floor is None else f"the floor is {self.floor}"
        seen = "it is not measured any more" if self.seen is None else f"{self.seen} was seen"
        return f"{self.name}: {floor}, {seen}"


def read_floors(path: Path = FILE) -> dict[str, float]:
    """Return the floors by figure, empty without a file."""
    if not path.exists():
        return {}
    floors: dict[str, float] = json.loads(path.read_text("utf-8"))
    return floors


def compare_floors(floors: Mapping[str, float], seen: Mapping[str, float]) -> list[FloorChange]:
    """Return every figure whose floor is not what was measured, by name."""
    found = [FloorChange(name, floors.get(name), seen.get(name)) for name in sorted({*floors, *seen})]
    return [change for change in found if change.floor != change.seen]


def raise_floors(
    path: Path, seen: Mapping[str, float], may_fall: Collection[str]
) -> tuple[list[FloorChange], list[FloorChange]]:
    """Set the floors to what was measured. Nothing is written if a floor outside of ``may_fall`` would fall.

    Returns the changes, and those of them that are refused.
    """
    found = compare_floors(read_floors(path), seen)
    refused = [change for change in found if change.is_lower and change.name not in may_fall]
    if found and not refused:
        path.write_text(json.dumps(dict(sorted(seen.items())), indent=1) + "\n", "utf-8")
    return found, refused
