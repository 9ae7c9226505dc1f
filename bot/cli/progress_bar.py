"""Progress of long work: a bar on a terminal, elsewhere a plain line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TaskID
from rich.progress import Progress as RichProgress
from rich.text import Text

from bot.cli.console import open_console
from index.progress import Progress

QUIET_S = 30.0
"""Seconds from the beginning of a stage to its first plain line, and between two lines."""

_LEAST_S = 2.0
"""Seconds of a stage before its rate is shown, since the first items say little."""

_UNITS = {"Reading": " files", "Fetching": " pages", "Encoding": " characters", "Looking for copies": " articles"}
"""The unit that each stage of ``index.ingest`` counts."""

Clock = Callable[[], float]
"""Returns seconds since any fixed moment."""


@contextmanager
def show_progress(out: Console | None = None, clock: Clock = time.monotonic) -> Iterator[Progress]:
    """Show each stage on ``out``, standard error unless given.

    On a terminal a stage has a bar, which goes when the work is done. Elsewhere it has a line each ``QUIET_S`` seconds,
    and none if it is shorter.
    """
    out = out or open_console(error=True)
    if out.is_terminal:
        with RichProgress(_StageColumn(), BarColumn(bar_width=30), console=out, transient=True, get_time=clock) as bars:
            yield _ProgressBars(bars, clock)
    else:
        yield _ProgressLines(out, clock)


@dataclass(slots=True)
class StagePace:
    """How fast a stage goes.

    ``done`` of ``total`` units were reported last, at the second ``at``; ``first`` units at the second ``begun``.
    """

    stage: str
    begun: float
    first: int
    done: int
    total: int
    at: float

    def describe(self, now: float) -> str:
        """Return "Encoding: 120,000 of 400,000 characters (30 %), 2,000 a second, 2 min left".

        Rate and time left are missing until the stage ran for ``_LEAST_S`` seconds.
        """
        if self.total <= 1:
            return self.stage
        unit = _UNITS.get(self.stage, "")
        line = f"{self.stage}: {self.done:,} of {self.total:,}{unit} ({100 * self.done // self.total} %)"
        seconds, units = self.at - self.begun, self.done - self.first
        if seconds < _LEAST_S or units <= 0:
            return line
        rate = units / seconds
        left = (self.total - self.done) / rate - (now - self.at)
        return f"{line}, {_format_rate(rate)}" + (f", {format_duration(left)} left" if self.done < self.total else "")


def format_duration(seconds: float) -> str:
    """Return a duration as "40 s", "12 min" or "3 h 5 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _format_rate(per_second: float) -> str:
    if per_second >= 10:
        return f"{round(per_second):,} a second"
    return f"{per_second:.1f} a second" if per_second >= 1 else f"{per_second * 60:.1f} a minute"


class _StagePaces:
    """The pace of each stage that was reported."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._paces: dict[str, StagePace] = {}

    def update(self, stage: str, done: int, total: int) -> StagePace:
        """Record a report, and return the pace of its stage."""
        now = self._clock()
        pace = self._paces.setdefault(stage, StagePace(stage, now, done, done, total, now))
        pace.done, pace.total, pace.at = done, total, now
        return pace


class _StageColumn(ProgressColumn):
    """The text of a bar: the description of its stage's pace."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """Return the text for the current moment."""
        pace: StagePace | None = task.fields.get("pace")
        return Text(pace.describe(task.get_time()) if pace else task.description)


class _ProgressBars:
    def __init__(self, bars: RichProgress, clock: Clock) -> None:
        self._bars = bars
        self._paces = _StagePaces(clock)
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        pace = self._paces.update(stage, done, total)
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total, pace=pace)
        self._bars.update(self._tasks[stage], completed=done, total=total)


class _ProgressLines:
    def __init__(self, out: Console, clock: Clock) -> None:
        self._out = out
        self._clock = clock
        self._paces = _StagePaces(clock)
        self._last: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = self._clock()
        pace = self._paces.update(stage, done, total)
        finished = done >= total and self._last.get(stage, pace.begun) > pace.begun
        if now - self._last.setdefault(stage, pace.begun) >= QUIET_S or finished:
            self._last[stage] = now
            self._out.print(Text(pace.describe(now)))
