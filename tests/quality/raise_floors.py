"""Measure the questions of this folder and raise the floors to what is measured: ``make floors``.

If a floor would fall, nothing is written, the figures are named and the exit status is 1.
``python -m tests.quality.raise_floors --allow-lower total.answered`` lets that one fall; the option may be given
several times. Say the reason in the commit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.quality.floors import FILE, raise_floors
from tests.quality.gate import guarded_metrics, judge_quality_set


def run_raise_floors(arguments: Sequence[str], path: Path, measured: Callable[[], Mapping[str, float]]) -> int:
    """Raise the floors in ``path``, and return the exit status."""
    parser = argparse.ArgumentParser(
        "python -m tests.quality.raise_floors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--allow-lower", metavar="FIGURE", action="append", default=[])
    may_fall = parser.parse_args(arguments).allow_lower
    found, refused = raise_floors(path, measured(), may_fall)
    idle = set(may_fall) - {change.name for change in found if change.is_lower}
    if refused:
        _print_list("These would fall, so no floor was changed (--allow-lower FIGURE lets one fall):", refused)
        return 1
    _print_list("Floors changed:" if found else "Every floor is what was seen.", found)
    if idle:
        _print_list("Allowed to fall, but not lower:", sorted(idle))
    return 0


def _print_list(heading: str, items: Sequence[object]) -> None:
    sys.stdout.write("\n  ".join([heading, *map(str, items)]) + "\n")


if __name__ == "__main__":
    sys.exit(run_raise_floors(sys.argv[1:], FILE, lambda: guarded_metrics(judge_quality_set())))
