"""How far long work is: a rate and the time left, on a terminal as a bar, elsewhere as a line now and then."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import pytest
from rich.console import Console

from bot.cli.progress_bar import QUIET_S, StagePace, format_duration, show_progress


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Screen:
    """What is shown, as on a log file, or as on a terminal of 120 columns."""

    terminal: bool = False
    file: io.StringIO = field(default_factory=io.StringIO)

    def console(self) -> Console:
        return Console(file=self.file, force_terminal=self.terminal, width=120, soft_wrap=True, color_system=None)

    @property
    def lines(self) -> list[str]:
        return self.file.getvalue().splitlines()


@pytest.mark.parametrize(
    ("pace", "described"),
    [
        (StagePace("Encoding", 0, 0, 0, 400_000, 60), "Encoding: 0 of 400,000 characters (0 %)"),
        (StagePace("Encoding", 59, 0, 500, 400_000, 60), "Encoding: 500 of 400,000 characters (0 %)"),
        (
            StagePace("Encoding", 0, 0, 120_000, 400_000, 60),
            "Encoding: 120,000 of 400,000 characters (30 %), 2,000 a second, 2 min left",
        ),
        (StagePace("Fetching", 0, 0, 30, 31, 60), "Fetching: 30 of 31 pages (96 %), 30.0 a minute, 2 s left"),
        (StagePace("Asking", 0, 0, 90, 90, 60), "Asking: 90 of 90 (100 %), 1.5 a second"),
        (StagePace("Fetching", 0, 50, 110, 120, 60), "Fetching: 110 of 120 pages (91 %), 1.0 a second, 10 s left"),
        (StagePace("Writing the index", 0, 0, 0, 1, 60), "Writing the index"),
    ],
)
def test_a_pace_tells_how_much_is_done_how_fast_and_what_is_left(pace: StagePace, described: str) -> None:
    assert pace.describe(60) == described


def test_between_two_reports_the_rate_stays_and_the_time_left_goes_down() -> None:
    pace = StagePace("Encoding", 0, 0, 120_000, 400_000, 60)
    assert pace.describe(80).endswith("(30 %), 2,000 a second, 2 min left")
    assert pace.describe(150).endswith("(30 %), 2,000 a second, 50 s left")
    assert pace.describe(900).endswith("(30 %), 2,000 a second, 1 s left")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.2, "1 s"), (59, "59 s"), (90, "2 min"), (3540, "59 min"), (3660, "1 h 1 min"), (90_000, "25 h 0 min")],
)
def test_a_duration_is_told_as_people_do(seconds: float, expected: str) -> None:
    assert format_duration(seconds) == expected


def test_off_a_terminal_a_line_comes_each_half_minute_and_one_at_the_end() -> None:
    clock, screen = Clock(), Screen()
    with show_progress(screen.console(), clock) as report:
        for done in range(100):
            report("Reading", done, 100)
            clock.now += 1
        report("Reading", 100, 100)
    assert screen.lines == [
        "Reading: 30 of 100 files (30 %), 1.0 a second, 1 min left",
        "Reading: 60 of 100 files (60 %), 1.0 a second, 40 s left",
        "Reading: 90 of 100 files (90 %), 1.0 a second, 10 s left",
        "Reading: 100 of 100 files (100 %), 1.0 a second",
    ]


def test_off_a_terminal_short_work_says_nothing() -> None:
    clock, screen = Clock(), Screen()
    with show_progress(screen.console(), clock) as report:
        for stage in ("Reading", "Encoding", "Writing the index"):
            for done in range(11):
                report(stage, done, 10)
                clock.now += QUIET_S / 12
    assert screen.lines == []


def test_off_a_terminal_nothing_moves_the_cursor_or_is_wrapped() -> None:
    clock, screen = Clock(), Screen()
    with show_progress(screen.console(), clock) as report:
        report("A stage with a name " * 10, 0, 3)
        clock.now += QUIET_S
        report("A stage with a name " * 10, 1, 3)
    (line,) = screen.lines
    assert "\x1b" not in line
    assert line.endswith("1 of 3 (33 %), 2.0 a minute, 1 min left")


def test_on_a_terminal_each_stage_has_a_bar_with_its_rate_that_goes_at_the_end() -> None:
    clock, screen = Clock(), Screen(terminal=True)
    with show_progress(screen.console(), clock) as report:
        report("Reading", 5, 5)
        report("Encoding", 0, 400_000)
        clock.now += 60
        report("Encoding", 120_000, 400_000)
    shown = screen.file.getvalue()
    assert "Reading: 5 of 5 files (100 %)" in shown
    assert "Encoding: 120,000 of 400,000 characters (30 %), 2,000 a second, 2 min left" in shown
    assert "\x1b[2K" in shown[shown.rindex("2 min left") :]
