"""How far long work is: a bar on a terminal, elsewhere a plain line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID
from rich.text import Text

from bot.cli.console import open_console
from index.progress import Progress as Told

QUIET_S = 30.0
"""Seconds from the beginning of a stage to its first plain line, and from line to line."""

_LEAST_S = 2.0
"""Seconds of a stage before its rate is told: the first pieces of work say little."""

_UNITS = {"Reading": " files", "Fetching": " pages", "Encoding": " characters", "Looking for copies": " articles"}
"""What the stages of index/plan.py, rebuild.py and grouping.py count."""

Clock = Callable[[], float]
"""Seconds, from any moment on."""


@contextmanager
def show_progress(out: Console | None = None, clock: Clock = time.monotonic) -> Iterator[Told]:
    """Show each stage on ``out``, standard error unless given: a bar on a terminal, gone when the work is done;
    elsewhere a line at most each half minute, and none of a stage that is shorter."""
    out = out or open_console(error=True)
    if out.is_terminal:
        with Progress(_StageColumn(), BarColumn(bar_width=30), console=out, transient=True, get_time=clock) as bars:
            yield _ProgressBars(bars, clock)
    else:
        yield _ProgressLines(out, clock)


@dataclass(slots=True)
class StagePace:
    """How fast a stage goes: what was ``done`` of the ``total``, in units of the stage's own, when it was told of last,
    ``at`` that second, and at first."""

    stage: str
    begun: float
    first: int
    done: int
    total: int
    at: float

    def told(self, now: float) -> str:
        """ "Encoding: 120,000 of 400,000 characters (30 %), 2,000 a second, 2 min left"; rate and time left only where
        they can be told."""
        if self.total <= 1:
            return self.stage
        unit = _UNITS.get(self.stage, "")
        line = f"{self.stage}: {self.done:,} of {self.total:,}{unit} ({100 * self.done // self.total} %)"
        took, made = self.at - self.begun, self.done - self.first
        if took < _LEAST_S or made <= 0:
            return line
        rate = made / took
        left = (self.total - self.done) / rate - (now - self.at)
        return f"{line}, {_format_rate(rate)}" + (f", {format_duration(left)} left" if self.done < self.total else "")


def format_duration(seconds: float) -> str:
    """ "40 s", "12 min", "3 h 5 min": what a person wants to know of a time."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _format_rate(a_second: float) -> str:
    if a_second >= 10:
        return f"{round(a_second):,} a second"
    return f"{a_second:.1f} a second" if a_second >= 1 else f"{a_second * 60:.1f} a minute"


class _StagePaces:
    """The pace of each stage that was told of."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, StagePace] = {}

    def __call__(self, stage: str, done: int, total: int) -> StagePace:
        now = self._clock()
        pace = self._known.setdefault(stage, StagePace(stage, now, done, done, total, now))
        pace.done, pace.total, pace.at = done, total, now
        return pace


class _StageColumn(ProgressColumn):
    """The text of a bar: what its pace says now."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        pace: StagePace | None = task.fields.get("pace")
        return Text(pace.told(task.get_time()) if pace else task.description)


class _ProgressBars:
    def __init__(self, bars: Progress, clock: Clock) -> None:
        self._bars = bars
        self._paces = _StagePaces(clock)
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        pace = self._paces(stage, done, total)
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
        pace = self._paces(stage, done, total)
        ended = done >= total and self._last.get(stage, pace.begun) > pace.begun
        if now - self._last.setdefault(stage, pace.begun) >= QUIET_S or ended:
            self._last[stage] = now
            self._out.print(Text(pace.told(now)))
