from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.indexes import snapshot
from index.indexes.snapshot import Snapshot
from tests.support.fakes import fake_indexer

ROWS = [(2, 0, 10), (2, 11, 20), (2, 21, 30), (5, 0, 8), (5, 9, 15)]
CASES = [
    ((2, 0, 30), (0, 3)),
    ((2, 11, 30), (1, 3)),
    ((2, 11, 20), (1, 2)),
    ((2, 5, 12), (1, 2)),  # a sentence belongs to where it begins
    ((2, 12, 20), (2, 2)),
    ((2, 0, 21), (0, 2)),  # the end is exclusive
    ((5, 0, 9), (3, 4)),
    ((5, 0, 99), (3, 5)),
    ((5, 40, 99), (5, 5)),
    ((1, 0, 99), (0, 0)),
    ((3, 0, 99), (3, 3)),
    ((9, 0, 99), (5, 5)),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("rows")
    (folder / "mill.txt").write_text("Title: Mill\n\nThe mill burned. It rained. Nobody was hurt.\n")
    (folder / "port.txt").write_text("Title: Port\n\nThe port is shut. Ice is thick.\n")
    fake_indexer(folder / "data").rebuild([str(folder)])
    manifest = snapshot.read_manifest(folder / "data", "common")
    assert manifest is not None
    return snapshot.load_snapshot(folder / "data", "common", manifest)


@pytest.mark.parametrize(("place", "rows"), CASES)
def test_the_rows_are_those_of_the_sentences_that_begin_there(
    made: Snapshot, place: tuple[int, int, int], rows: tuple[int, int]
) -> None:
    assert replace(made, sentences=np.array(ROWS, np.int64)).sentence_rows(*place) == rows


def test_every_passage_of_a_generation_has_its_own_sentences(made: Snapshot) -> None:
    found = [made.sentence_rows(*place) for place in made.passages.tolist()]
    assert sorted(behind - first for first, behind in found) == [2, 3]
    assert sorted(row for rows in found for row in range(*rows)) == list(range(len(made.sentences)))


def test_a_generation_without_sentences_has_no_rows(made: Snapshot) -> None:
    assert replace(made, sentences=np.zeros((0, 3), np.int64)).sentence_rows(1, 0, 99) == (0, 0)


STARTS = st.sets(st.tuples(st.integers(1, 4), st.integers(0, 20)), max_size=30)


@given(STARTS, st.integers(0, 5), st.integers(0, 20), st.integers(0, 20))
def test_rows_are_what_a_look_at_each_sentence_finds(
    made: Snapshot, starts: set[tuple[int, int]], key: int, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    table = [(key_, start, start + 1) for key_, start in sorted(starts)]
    first, behind = replace(made, sentences=np.array(table, np.int64).reshape(-1, 3)).sentence_rows(key, low, high)
    assert list(range(first, behind)) == [
        row for row, (key_, start, _) in enumerate(table) if key_ == key and low <= start < high
    ]
