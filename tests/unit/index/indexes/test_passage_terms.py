from __future__ import annotations

import math
from pathlib import Path

import pytest

from index.errors import DamagedError
from index.indexes import bm25_index
from index.text.tokenizer import stem

PASSAGES = (
    "The river rose and the river fell.",
    "The council paid for a bridge over the river.",
    "A bridge closed.",
    "Bees returned to the roof gardens of the city.",
)


def written(folder: Path, titles: tuple[str | None, ...] = (None,) * len(PASSAGES)) -> bm25_index.PassageTermIndex:
    writer = bm25_index.PassageTermWriter(folder)
    for title, passage in zip(titles, PASSAGES, strict=True):
        writer.add(title, passage)
    writer.save()
    return bm25_index.load_passage_terms(folder)


def bm25(frequency: int, length: int, average: float, holding: int, count: int) -> float:
    """Robertson and Zaragoza's BM25 with k1 = 1.2 and b = 0.75, as tantivy computes it: times k1 + 1."""
    rarity = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
    return rarity * frequency * 2.2 / (frequency + 1.2 * (1 - 0.75 + 0.75 * length / average))


def test_scores_and_order_are_those_computed_by_hand(tmp_path: Path) -> None:
    lengths = (7, 9, 3, 9)
    average = sum(lengths) / 4
    river, bridge = stem("river"), stem("bridge")
    found = written(tmp_path).search({river: 1.0, bridge: 1.0}, 10)
    expected = {
        0: bm25(2, 7, average, 2, 4),
        1: bm25(1, 9, average, 2, 4) + bm25(1, 9, average, 2, 4),
        2: bm25(1, 3, average, 2, 4),
    }
    assert [row for row, _ in found] == sorted(expected, key=lambda row: -expected[row])
    for row, score in found:
        assert score == pytest.approx(expected[row], rel=1e-4)


def test_inflected_forms_are_found(tmp_path: Path) -> None:
    assert [row for row, _ in written(tmp_path).search({stem("bridges"): 1.0}, 10)] == [2, 1]


def test_a_stem_of_more_weight_counts_for_more(tmp_path: Path) -> None:
    index = written(tmp_path)
    once, twice = index.search({stem("bees"): 1.0}, 1), index.search({stem("bees"): 2.0}, 1)
    assert twice[0][1] == pytest.approx(2 * once[0][1], rel=1e-5)


def test_words_of_the_title_find_a_passage(tmp_path: Path) -> None:
    index = written(tmp_path, (None, None, None, "Honey harvest"))
    assert [row for row, _ in index.search({stem("honey"): 1.0}, 10)] == [3]


def test_rarity_is_the_inverse_document_frequency(tmp_path: Path) -> None:
    index = written(tmp_path)
    assert index.rarity(stem("river")) == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert index.rarity("nowhere") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_nothing_asked_finds_nothing(tmp_path: Path) -> None:
    assert written(tmp_path).search({}, 10) == []


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / bm25_index.PASSAGES_FOLDER / "meta.json").write_text("{")
    with pytest.raises(DamagedError, match=r"lexical.*whosaid rebuild"):
        bm25_index.load_passage_terms(tmp_path)
