from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedError
from index.indexes import vector_index
from index.types import Vectors


def unit_rows(count: int, dimension: int) -> Vectors:
    rows = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def written(folder: Path, rows: Vectors, *, half: bool = False) -> vector_index.VectorIndex:
    writer = vector_index.VectorWriter(folder / "vectors.faiss", rows.shape[1], half=half)
    for row in rows:
        writer.add(row)
    writer.save()
    return vector_index.load_vector_index(folder / "vectors.faiss")


def test_search_ranks_as_a_brute_force_in_numpy(tmp_path: Path) -> None:
    rows, question = unit_rows(5000, 24), unit_rows(1, 24)[0]
    found, scores = written(tmp_path, rows).search(question, 20)
    expected = rows @ question
    assert found.tolist() == np.argsort(-expected)[:20].tolist()
    np.testing.assert_allclose(scores, np.sort(expected)[::-1][:20], atol=1e-6)


def test_half_precision_ranks_nearly_as_full_precision_does(tmp_path: Path) -> None:
    rows, question = unit_rows(500, 24), unit_rows(1, 24)[0]
    index = written(tmp_path, rows, half=True)
    found, scores = index.search(question, 20)
    expected = rows.astype(np.float16).astype(np.float32) @ question
    assert found.tolist() == np.argsort(-expected)[:20].tolist()
    np.testing.assert_allclose(scores, (rows @ question)[found], atol=1e-3)
    np.testing.assert_allclose(index.score(question, found), scores, atol=1e-6)


def test_given_rows_get_their_own_scores(tmp_path: Path) -> None:
    rows, question = unit_rows(50, 8), unit_rows(1, 8)[0]
    wanted = np.array([49, 0, 7], np.int64)
    np.testing.assert_allclose(written(tmp_path, rows).score(question, wanted), rows[wanted] @ question, atol=1e-6)


def test_no_more_rows_come_back_than_there_are(tmp_path: Path) -> None:
    found, scores = written(tmp_path, unit_rows(3, 8)).search(unit_rows(1, 8)[0], 10)
    assert len(found) == len(scores) == 3


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = written(tmp_path, np.zeros((0, 8), np.float32))
    assert len(index.search(unit_rows(1, 8)[0], 5)[0]) == 0
    assert len(index.score(unit_rows(1, 8)[0], np.zeros(0, np.int64))) == 0


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "vectors.faiss").write_bytes(b"not an index")
    with pytest.raises(DamagedError, match=r"vectors\.faiss.*whosaid rebuild"):
        vector_index.load_vector_index(tmp_path / "vectors.faiss")
