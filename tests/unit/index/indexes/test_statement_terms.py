"""The statement leg's own index, against BM25 computed by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from index.errors import DamagedError
from index.indexes import bm25_index
from index.text.tokenizer import stem
from index.types import Statement

ROWS = (
    ("Jane Roe", "head of the Oldbridge Trust", "The roof leaks", "The roof leaks, Roe told the Post."),
    ("Bo Lund", None, "the roof could wait for the spring", "Lund said the roof could wait for the spring."),
    ("the Oldbridge council", None, "bees may stay", "The Oldbridge council said bees may stay."),
)


def written(folder: Path) -> bm25_index.StatementTermIndex:
    writer = bm25_index.StatementTermWriter(folder)
    for speaker, role, said, around in ROWS:
        writer.add(Statement(speaker, role, "said", False, 0, 1, 0, 1), said, around)
    writer.save()
    return bm25_index.load_statement_terms(folder)


def bm25(length: int, average: float, holding: int) -> float:
    """Robertson and Zaragoza's BM25 of a word that stands once, with k1 = 1.2 and b = 0.75, times k1 + 1."""
    rarity = math.log(1 + (len(ROWS) - holding + 0.5) / (holding + 0.5))
    return rarity * 2.2 / (1 + 1.2 * (1 - 0.75 + 0.75 * length / average))


def test_words_said_count_in_full_and_words_beside_them_for_less(tmp_path: Path) -> None:
    found = written(tmp_path).search({stem("roof"): 1.0}, (), 10)
    said, around = (3 + 7 + 3) / 3, (7 + 9 + 7) / 3
    expected = {
        0: bm25(3, said, 2) + 0.3 * bm25(7, around, 2),
        1: bm25(7, said, 2) + 0.3 * bm25(9, around, 2),
    }
    assert [row for row, _ in found] == [0, 1]
    for row, score in found:
        assert score == pytest.approx(expected[row], rel=1e-4)


def test_a_word_that_stands_only_beside_the_words_said_finds_them_too(tmp_path: Path) -> None:
    assert [row for row, _ in written(tmp_path).search({stem("Post"): 1.0}, (), 10)] == [0]


def test_only_statements_of_the_speaker_are_found_and_those_without_the_words_come_last(tmp_path: Path) -> None:
    index = written(tmp_path)
    oldbridge = stem("Oldbridge")
    found = index.search({stem("bees"): 1.0}, (oldbridge,), 10)
    assert [row for row, _ in found] == [2, 0]
    assert found[1][1] == 0.0
    assert [row for row, _ in index.search({stem("roof"): 1.0}, (stem("Roe"),), 10)] == [0]
    assert index.search({stem("roof"): 1.0}, (stem("Roe"), stem("Lund")), 10) == []


def test_a_speaker_alone_finds_every_statement_of_theirs(tmp_path: Path) -> None:
    assert written(tmp_path).search({}, (stem("Lund"),), 10) == [(1, 0.0)]


def test_nothing_asked_finds_nothing(tmp_path: Path) -> None:
    assert written(tmp_path).search({}, (), 10) == []


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / bm25_index.STATEMENTS_FOLDER / "meta.json").write_text("{")
    with pytest.raises(DamagedError, match=r"statements.*whosaid rebuild"):
        bm25_index.load_statement_terms(tmp_path)
