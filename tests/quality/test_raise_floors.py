"""Floors go up by a command and down only by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.quality.floors import FloorChange, compare_floors, read_floors
from tests.quality.raise_floors import run_raise_floors


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"total.right": 0.5, "who.right": 0.4}))
    return path


def test_a_higher_figure_and_a_new_one_become_floors(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = {"total.right": 0.6, "who.right": 0.4, "when.right": 0.1}
    assert run_raise_floors([], floors, lambda: seen) == 0
    assert read_floors(floors) == seen
    printed = capsys.readouterr().out
    assert "total.right: the floor is 0.5, 0.6 was seen" in printed
    assert "when.right: no floor, 0.1 was seen" in printed
    assert "who.right" not in printed


def test_a_lower_figure_is_refused_named_and_nothing_is_written(
    floors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = floors.read_bytes()
    assert run_raise_floors([], floors, lambda: {"total.right": 0.9, "who.right": 0.3}) == 1
    assert floors.read_bytes() == before
    printed = capsys.readouterr().out
    assert "who.right: the floor is 0.4, 0.3 was seen" in printed
    assert "total.right" not in printed


def test_a_figure_that_is_gone_counts_as_lower(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_raise_floors([], floors, lambda: {"total.right": 0.5}) == 1
    assert "who.right: the floor is 0.4, it is not measured any more" in capsys.readouterr().out
    assert run_raise_floors(["--allow-lower", "who.right"], floors, lambda: {"total.right": 0.5}) == 0
    assert read_floors(floors) == {"total.right": 0.5}


def test_only_the_figure_that_is_named_may_fall(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = {"total.right": 0.4, "who.right": 0.3}
    assert run_raise_floors(["--allow-lower", "who.right"], floors, lambda: seen) == 1
    assert "\n  total.right: the floor is 0.5, 0.4 was seen" in capsys.readouterr().out
    assert run_raise_floors(["--allow-lower", "who.right", "--allow-lower", "total.right"], floors, lambda: seen) == 0
    assert read_floors(floors) == seen
    assert "who.right: the floor is 0.4, 0.3 was seen" in capsys.readouterr().out


def test_a_figure_that_did_not_fall_needs_no_leave(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_raise_floors(["--allow-lower", "who.rihgt"], floors, lambda: read_floors(floors)) == 0
    assert "Allowed to fall, but not lower:\n  who.rihgt" in capsys.readouterr().out


def test_floors_begin_without_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert run_raise_floors([], path, lambda: {"b": 0.5, "a": 1.0}) == 0
    assert path.read_text("utf-8") == '{\n "a": 1.0,\n "b": 0.5\n}\n'


def test_a_change_is_lower_where_it_was_measured_below_or_not_at_all() -> None:
    found = compare_floors({"a": 0.5, "b": 0.5, "c": 0.5}, {"a": 0.4, "b": 0.6, "d": 0.1})
    assert found == [
        FloorChange("a", 0.5, 0.4),
        FloorChange("b", 0.5, 0.6),
        FloorChange("c", 0.5, None),
        FloorChange("d", None, 0.1),
    ]
    assert [change.is_lower for change in found] == [True, False, True, False]
    assert not FloorChange("e", 0.5, 0.5).is_lower
