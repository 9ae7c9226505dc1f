from __future__ import annotations

import pytest

from index.search.fusion import fuse_scores
from index.search.hybrid import term_weights
from index.search.query import Query


def test_fused_scores_and_order_are_the_weighted_sum_of_scaled_legs() -> None:
    found = fuse_scores({1: 4.0, 2: 2.0}, {1: 0.2, 2: 0.6, 3: 0.4}, 0.25)
    assert [(c.row, c.bm25, c.dense) for c in found] == [(1, 4.0, 0.2), (2, 2.0, 0.6), (3, None, 0.4)]
    assert [c.score for c in found] == pytest.approx([0.75, 0.25 + 0.75 * 0.5, 0.25 * 0.5])


@pytest.mark.parametrize(("weight", "order"), [(0.0, [1, 2, 3]), (1.0, [2, 3, 1])])
def test_a_weight_at_its_end_leaves_one_leg(weight: float, order: list[int]) -> None:
    assert [c.row for c in fuse_scores({1: 4.0, 2: 2.0}, {1: 0.2, 2: 0.6, 3: 0.4}, weight)] == order


def test_equal_scores_keep_the_order_of_the_rows() -> None:
    assert [c.row for c in fuse_scores({9: 1.0, 3: 1.0, 5: 1.0}, {}, 0.4)] == [3, 5, 9]


def test_one_leg_that_finds_nothing_does_not_divide_by_zero() -> None:
    assert fuse_scores({}, {}, 0.5) == []
    assert [c.score for c in fuse_scores({}, {4: 0.3}, 0.5)] == [0.0]


def test_function_words_weigh_only_where_every_word_is_wanted() -> None:
    assert term_weights(Query("Is the bridge the old bridge?")) == {"bridg": 2.0, "old": 1.0}
    assert term_weights(Query("the bridge", every_word=True)) == {"the": 1.0, "bridg": 1.0}


def test_a_question_of_function_words_alone_is_still_searched() -> None:
    assert term_weights(Query("who are you?")) == {"who": 1.0, "are": 1.0, "you": 1.0}
