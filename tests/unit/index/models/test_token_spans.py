from __future__ import annotations

import numpy as np
import pytest

from index.models.extractive_reader import MOST_TOKENS, TokenSpan, best_span

LOW = -20.0
"""A logit that is next to nothing beside 0."""


def found(start: list[list[float]], end: list[list[float]], inside: list[list[int]]) -> TokenSpan | None:
    """With [CLS] at the first place of each window."""
    null = np.zeros(len(start), np.int64)
    return best_span(np.array(start, np.float32), np.array(end, np.float32), np.array(inside, np.bool_), null)


def test_the_best_pair_is_the_one_of_the_highest_sum_that_ends_no_sooner_than_it_starts() -> None:
    # Sums of the pairs (1,1) 1.0, (1,2) 3.0, (2,2) 2.5, (3,3) 0.5; the best start and the best end would be (3, 2).
    span = found([[0, 1.0, 0.5, 3.0]], [[0, 0.0, 2.0, -2.5]], [[0, 1, 1, 1]])
    assert span is not None
    assert (span.window, span.first, span.last) == (0, 1, 2)


def test_the_score_is_the_product_of_two_softmaxes_over_the_text_and_the_mark_of_no_answer() -> None:
    # exp: starts [CLS] 1, 2, 4, 1 -> 4/8; ends [CLS] 1, 1, 2, 8 -> 8/12; tokens outside count nothing.
    start, end = np.log([[1, 900, 2, 4, 1, 900]]), np.log([[1, 900, 1, 2, 8, 900]])
    span = found(start.tolist(), end.tolist(), [[0, 0, 1, 1, 1, 0]])
    assert span is not None
    assert (span.first, span.last) == (3, 4)
    assert span.score == pytest.approx(4 / 8 * 8 / 12)


def test_no_answer_wins_where_the_mark_scores_at_least_as_much() -> None:
    assert found([[2.0, 2.0]], [[2.0, 2.0]], [[0, 1]]) is None
    assert found([[2.0, 2.0]], [[2.0, 2.1]], [[0, 1]]) is not None


def test_of_several_windows_the_one_that_is_least_for_no_answer_speaks_for_it() -> None:
    # The first window alone would say that there is no answer; the second holds it.
    span = found([[9.0, 0.0], [1.0, 3.0]], [[9.0, 0.0], [1.0, 3.0]], [[0, 1], [0, 1]])
    assert span is not None
    assert (span.window, span.first, span.last) == (1, 1, 1)
    e = np.exp
    assert span.score == pytest.approx((e(3) / (e(1) + e(0) + e(3))) ** 2)


def test_the_mark_may_stand_anywhere() -> None:
    start = np.array([[1.0, 5.0]], np.float32)
    inside = np.array([[True, False]])
    assert best_span(start, start, inside, np.array([1])) is None


@pytest.mark.parametrize(("length", "whole"), [(MOST_TOKENS, True), (MOST_TOKENS + 1, False)])
def test_an_answer_has_at_most_thirty_tokens(length: int, whole: bool) -> None:
    start, end = [LOW] * (length + 1), [LOW] * (length + 1)
    start[1], end[-1] = 5.0, 5.0
    span = found([start], [end], [[0] + [1] * length])
    assert (span is not None and span.last - span.first + 1 == length) is whole


def test_a_pair_never_reaches_from_one_window_into_another() -> None:
    span = found([[0, 5.0, LOW], [0, LOW, 1.0]], [[0, LOW, 1.0], [0, 5.0, LOW]], [[0, 1, 1], [0, 1, 1]])
    assert span is not None
    assert (span.window, span.first, span.last) == (0, 1, 2)


def test_nothing_inside_is_no_answer() -> None:
    assert found([[0.0, 9.0]], [[0.0, 9.0]], [[0, 0]]) is None


def test_very_high_logits_stay_finite() -> None:
    span = found([[0.0, 2000.0, 0.0]], [[0.0, 2000.0, 0.0]], [[0, 1, 1]])
    assert span is not None
    assert span.score == pytest.approx(1.0)
