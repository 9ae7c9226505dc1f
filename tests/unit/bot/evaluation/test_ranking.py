"""The search's figures, against values worked out by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.metrics import dcg, first_right_rank, grade_articles, ndcg, rank_articles
from index.types import Article, Hit


def hit(article: str, *also_in: str) -> Hit:
    return Hit(Article(article, "text"), 0, 4, 1.0, None, None, also_in=also_in)


def test_an_article_counts_once_at_its_best_passage_and_its_copies_with_it() -> None:
    found = rank_articles([hit("a"), hit("a"), hit("b", "c"), hit("c"), hit("d")])
    assert found == [{"a"}, {"b", "c"}, {"d"}]


def test_ten_articles_are_looked_at_and_one_may_be_left_out() -> None:
    hits = [hit(str(number)) for number in range(12)]
    assert rank_articles(hits)[-1] == {"9"}
    assert rank_articles(hits, excluded="0")[0] == {"1"}
    assert rank_articles(hits, excluded="0")[-1] == {"10"}


def test_a_copy_has_the_best_grade_of_its_copies() -> None:
    assert grade_articles([frozenset("a"), frozenset("bc")], {"b": 1, "c": 2}) == [0, 2]


@pytest.mark.parametrize(("found", "rank"), [([0, 0, 1, 2], 3), ([2], 1), ([0], None), ([], None)])
def test_the_first_right_rank_counts_from_one(found: list[int], rank: int | None) -> None:
    assert first_right_rank(found) == rank


def test_gain_is_discounted_by_the_logarithm_of_the_rank() -> None:
    # The sum of gain / log2(rank + 1): 3 over log2(2), 2 over log2(3), 0, and 1 over log2(5).
    assert dcg([3, 2, 0, 1]) == pytest.approx(3 + 1.2618595 + 0.4306766)


def test_ndcg_is_the_share_of_the_best_order() -> None:
    # grades 2 and 1, found at ranks 3 and 1: (1 + 2/2) / (2 + 1/1.5849625)
    assert ndcg([1, 0, 2], [1, 2]) == pytest.approx(2 / 2.6309298)
    assert ndcg([2, 1], [1, 2]) == 1
    assert ndcg([0, 0], [1]) == 0


def test_ndcg_expects_no_more_than_ten() -> None:
    assert ndcg([1] * 10, [1] * 30) == 1
    assert ndcg([0] * 10 + [1], [1]) == 0
